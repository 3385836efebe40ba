//! The installed app, used from outside: `cargo xtask package --test` installs it in a bare Debian and calls this with the program that
//! starts others there, and as whom.
#![expect(
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a trial that cannot be made ends with the sentence"
)]

#[cfg(target_os = "linux")]
mod installed {
    use std::path::Path;

    use support::window::{Desktop, ENTER};

    const LINK: &str = "chaekbeot://search?library=practice&q=%ED%86%A0%EC%A7%80";

    /// The first picture of the page, if it was painted.
    const PAINTED: &str = r"
        const [paint] = performance.getEntriesByName('first-contentful-paint');
        return paint === undefined ? null : Math.round(paint.startTime);
    ";

    /// Done as soon as the line to write in has the focus and this text; says the text.
    const WRITTEN: &str = r"
        const [expected, done] = arguments;
        const look = () => {
            const line = document.activeElement;
            const isLine = line?.dataset.testid === 'composer';
            if (isLine && line.value === expected) done(line.value); else setTimeout(look, 10);
        };
        look();
    ";

    /// What the window is to be found under: the entry of the desktop says so.
    const CLASS: &str = "chaekbeot-app";

    /// A link prepares a question, Enter sends it, and a card with books comes.
    pub(crate) async fn answers(starter: &Path, user: &str) {
        let desktop = Desktop::start().await;
        let app = [user, "dbus-run-session", "--", "chaekbeot-app", LINK];
        let window = desktop.open_program(starter, &app).await;
        window.find("body[data-ready='1']").await;
        let written = window.run_until_done(WRITTEN, vec!["토지".into()]).await;
        assert_eq!(written, "토지", "the link is in the line");
        desktop.window_is_shown(true).await;
        assert_eq!(desktop.window_class().as_deref(), Some(CLASS));
        window.type_keys(ENTER).await;
        window.find("[data-testid=card][data-state=complete]").await;
        let card = window.text("[data-testid=card]").await;
        assert!(card.contains("토지"), "the card has books: {card}");
        let painted = window.run(PAINTED, vec![]).await;
        assert!(painted.is_number(), "something was painted");
        window.screenshot("installed").await;
        window.close().await;
        println!("    The window answers, first painted {painted} ms after its page began.");
    }

    /// The system opens the app for a link, as from a web page: nothing here says which program that is.
    pub(crate) async fn is_opened_by_the_system(starter: &Path, user: &str) {
        let mut desktop = Desktop::start().await;
        let starter = starter.to_str().expect("a path of letters");
        let open = [user, "dbus-run-session", "--", "xdg-open", LINK];
        desktop.begin(starter, &open);
        desktop.window_is_shown(true).await;
        println!("    xdg-open opens it for a link.");
    }
}

#[cfg(target_os = "linux")]
#[tokio::main]
async fn main() {
    let mut arguments = std::env::args().skip(1);
    let starter = arguments.next().expect("what starts programs there");
    let user = arguments.next().expect("as whom");
    installed::answers(starter.as_ref(), &user).await;
    installed::is_opened_by_the_system(starter.as_ref(), &user).await;
}

#[cfg(not(target_os = "linux"))]
fn main() {}
