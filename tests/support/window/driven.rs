//! The app's window, driven as a person would: keys, clicks, and a look at what is there.

use std::fs;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use fantoccini::elements::Element;
use fantoccini::wd::Capabilities;
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio::time::{interval, timeout};

use super::group::Group;
use super::{PATIENCE, Png};

/// The Enter key.
pub const ENTER: &str = "\u{e007}";
/// One step back: Alt and the left arrow, and Alt let go.
pub const BACK: &str = "\u{e00a}\u{e012}\u{e000}";

/// Whether an element stays where it is for two frames, in view and on top.
const CAN_BE_HIT: &str = r"
    const done = arguments[arguments.length - 1];
    const element = document.querySelector(arguments[0]);
    if (!element) return done(false);
    element.scrollIntoView({ block: 'nearest' });
    const place = () => {
        const { x, y, width, height } = element.getBoundingClientRect();
        return { key: [x, y, width, height].join(), top: document.elementFromPoint(x + width / 2, y + height / 2) };
    };
    const before = place().key;
    requestAnimationFrame(() => requestAnimationFrame(() => {
        const { key, top } = place();
        done(key === before && element.contains(top));
    }));
";

/// Done when everything that moves has arrived and is drawn; what moves for ever may go on.
const AT_REST: &str = r#"
    const done = arguments[arguments.length - 1];
    const ends = (animation) => animation.effect.getComputedTiming().endTime !== Infinity;
    const moving = document.getAnimations().filter(ends).map((animation) => animation.finished);
    Promise.allSettled(moving).then(() => requestAnimationFrame(() => requestAnimationFrame(() => done(true))));
"#;

/// Has the page drawn again and again. Where the web view draws by itself, the driver's picture is one of the next drawing, and a
/// page at rest has none.
const STIR: &str = r#"
    let odd = false;
    window.stirring = setInterval(() => {
        odd = !odd;
        document.documentElement.style.outline = odd ? "1px solid transparent" : "";
    }, 20);
"#;

/// Leaves it as it was.
const STIR_NO_MORE: &str = r#"
    clearInterval(window.stirring);
    document.documentElement.style.outline = "";
"#;

/// An open window and its driver. Dropping it ends both.
pub struct Window {
    client: Client,
    errors: PathBuf,
    _driver: Group,
}

impl Window {
    pub(super) async fn open(
        driver: &mut Command,
        app: &Path,
        arguments: &[&str],
        errors: PathBuf,
    ) -> Self {
        let port = free_port();
        driver.args([format!("--port={port}"), "--host=127.0.0.1".to_owned()]);
        let driver = Group::start(driver);
        eventually("the driver answers", async || {
            TcpStream::connect(("127.0.0.1", port)).await.ok()
        })
        .await;
        let options = json!({ "webkitgtk:browserOptions": { "binary": app, "args": arguments } });
        let capabilities: Capabilities = serde_json::from_value(options).expect("an object");
        let mut builder = ClientBuilder::new(HttpConnector::new());
        builder.capabilities(capabilities);
        let address = format!("http://127.0.0.1:{port}");
        let client = timeout(PATIENCE, builder.connect(&address))
            .await
            .expect("the app opens its window in time")
            .expect("the app opens its window");
        Self {
            client,
            errors,
            _driver: driver,
        }
    }

    /// The first element for a CSS selector, as soon as it is there.
    ///
    /// # Panics
    /// If it does not come.
    pub async fn find(&self, css: &str) -> Element {
        self.wait_for(css, async || self.client.find(Locator::Css(css)).await.ok())
            .await
    }

    /// How many elements there are for a CSS selector now.
    ///
    /// # Panics
    /// If the page cannot be asked.
    pub async fn count(&self, css: &str) -> usize {
        let found = self.client.find_all(Locator::Css(css)).await;
        found.expect("the page answers").len()
    }

    /// The text of the first element for a CSS selector.
    ///
    /// # Panics
    /// If it does not come.
    pub async fn text(&self, css: &str) -> String {
        let script = "return document.querySelector(arguments[0])?.innerText.trim() ?? null;";
        self.wait_for(css, async || self.ask(script, vec![css.into()]).await)
            .await
    }

    /// An attribute of the first element for a CSS selector; empty if it has none.
    ///
    /// # Panics
    /// If the element does not come.
    pub async fn attribute(&self, css: &str, name: &str) -> String {
        let script = "const element = document.querySelector(arguments[0]);
            return element === null ? null : (element.getAttribute(arguments[1]) ?? '');";
        let arguments = vec![css.into(), name.into()];
        self.wait_for(css, async || self.ask(script, arguments.clone()).await)
            .await
    }

    /// What is written in the first field for a CSS selector, as soon as something is.
    ///
    /// # Panics
    /// If that does not come.
    pub async fn value(&self, css: &str) -> String {
        let script = "return document.querySelector(arguments[0])?.value || null;";
        self.wait_for(css, async || self.ask(script, vec![css.into()]).await)
            .await
    }

    /// Clicks on the first element for a CSS selector.
    ///
    /// # Panics
    /// If it does not come, or something lies over it.
    pub async fn click(&self, css: &str) {
        self.wait_for(css, async || {
            // A person does not hit what still moves, or lies under something else.
            let can_be_hit = self.run_until_done(CAN_BE_HIT, vec![css.into()]).await;
            (can_be_hit == Value::Bool(true)).then_some(())?;
            let element = self.client.find(Locator::Css(css)).await.ok()?;
            element.click().await.ok()
        })
        .await;
    }

    /// Types into the line to write in, with real keys.
    ///
    /// # Panics
    /// If there is no such line.
    pub async fn type_keys(&self, keys: &str) {
        let composer = self.find("[data-testid=composer]").await;
        let typed = timeout(PATIENCE, composer.send_keys(keys)).await;
        typed
            .expect("typing ends in time")
            .expect("the line takes keys");
    }

    /// Pastes into the line to write in.
    ///
    /// # Panics
    /// If there is no such line.
    pub async fn paste(&self, text: &str) {
        self.find("[data-testid=composer]").await;
        let script = "document.querySelector('[data-testid=composer]').focus();
            return document.execCommand('insertText', false, arguments[0]);";
        let pasted = self.run(script, vec![text.into()]).await;
        assert_eq!(pasted, Value::Bool(true), "the line takes what is pasted");
    }

    /// Opens the chat with a library from the list of friends.
    ///
    /// # Panics
    /// If there is no such friend.
    pub async fn open_chat(&self, library_id: &str) {
        self.find("body[data-ready='1']").await;
        self.click("[data-testid=tab-friends]").await;
        self.click(&format!(
            "[data-testid=friend-row][data-library-id={library_id}]"
        ))
        .await;
        self.find("[data-testid=composer]").await;
    }

    /// Waits for something of the page. It may be replaced while it is looked at: then it is looked at again.
    async fn wait_for<T>(&self, css: &str, ask: impl AsyncFnMut() -> Option<T>) -> T {
        if let Some(answer) = within_patience(ask).await {
            return answer;
        }
        panic!(
            "{css} did not come\nThe page says:\n{}\nThe app complains:\n{}",
            self.run("return document.body.innerText;", Vec::new())
                .await,
            fs::read_to_string(&self.errors).unwrap_or_default()
        );
    }

    /// The text a script finds; none if it finds nothing.
    async fn ask(&self, script: &str, arguments: Vec<Value>) -> Option<String> {
        let found = self.run(script, arguments).await;
        found.as_str().map(str::to_owned)
    }

    /// Runs a script in the page.
    ///
    /// # Panics
    /// If it fails.
    pub async fn run(&self, script: &str, arguments: Vec<Value>) -> Value {
        let ran = timeout(PATIENCE, self.client.execute(script, arguments)).await;
        ran.expect("the script ends").expect("the script works")
    }

    /// [`Window::run`] for a script that ends the app: the driver may have no page any more to answer from.
    ///
    /// # Panics
    /// If the driver says nothing at all.
    pub async fn run_last(&self, script: &str) {
        let ran = timeout(PATIENCE, self.client.execute(script, vec![])).await;
        drop(ran.expect("the script ends"));
    }

    /// Runs a script in the page that calls its last argument when it is done.
    ///
    /// # Panics
    /// If it fails, or is never done.
    pub async fn run_until_done(&self, script: &str, arguments: Vec<Value>) -> Value {
        let ran = timeout(PATIENCE, self.client.execute_async(script, arguments)).await;
        ran.expect("the script is done in time")
            .expect("the script works")
    }

    /// A picture of the page at rest, kept beside the test program.
    ///
    /// # Panics
    /// If none can be taken.
    pub async fn screenshot(&self, name: &str) -> Png {
        self.run_until_done(AT_REST, Vec::new()).await;
        self.run(STIR, Vec::new()).await;
        let taken = timeout(PATIENCE, self.client.screenshot()).await;
        self.run(STIR_NO_MORE, Vec::new()).await;
        let bytes = taken
            .expect("the picture comes in time")
            .expect("a picture can be taken");
        let own = std::env::current_exe().expect("a test knows where it is");
        // target/<profile>/deps/<test>: the pictures lie in target/window.
        let target = own
            .ancestors()
            .nth(3)
            .expect("a test lies in a target folder");
        let folder = target.join("window");
        fs::create_dir_all(&folder).expect("a folder for pictures");
        fs::write(folder.join(format!("{name}.png")), &bytes).expect("the picture is kept");
        Png::new(bytes)
    }

    /// Closes the window, after a look whether the page ever tried what its rules forbid.
    ///
    /// # Panics
    /// If it did.
    pub async fn close(self) {
        let violations = self.attribute("body", "data-csp-violations").await;
        assert_eq!(violations, "0", "the page keeps to its content rules");
        let closed = timeout(PATIENCE, self.client.close()).await;
        closed
            .expect("the window closes in time")
            .expect("the window closes");
    }
}

/// Asks again and again until there is an answer.
///
/// # Panics
/// If there never is one.
pub(super) async fn eventually<T>(what: &str, ask: impl AsyncFnMut() -> Option<T>) -> T {
    match within_patience(ask).await {
        Some(answer) => answer,
        None => panic!("this never came: {what}"),
    }
}

async fn within_patience<T>(mut ask: impl AsyncFnMut() -> Option<T>) -> Option<T> {
    let asking = async {
        let mut beat = interval(Duration::from_millis(20));
        loop {
            beat.tick().await;
            if let Some(answer) = ask().await {
                return answer;
            }
        }
    };
    timeout(PATIENCE, asking).await.ok()
}

fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port is free");
    listener.local_addr().expect("it has an address").port()
}
