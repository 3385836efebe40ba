//! The window is closed, and the app goes on.

use serde_json::{Value, json};
use support::window::{BACK, Desktop, ENTER, Window};

use crate::hiding::Hiding;
use crate::{alone, titles_with};

/// Sets what closing the window does, as if it had been explained.
pub(crate) async fn settle_closing(window: &Window, keeps_running: bool) {
    window.find("body[data-ready='1']").await;
    let set = window.run_until_done(SETTLE, vec![keeps_running.into()]);
    assert_eq!(set.await, json!("set"));
}

#[tokio::test]
async fn closing_the_window_is_explained_once() {
    alone(async {
        let desktop = Desktop::start().await;
        let panel = desktop.panel().await;
        let window = desktop.open().await;
        window.find("body[data-ready='1']").await;
        panel.item().await;
        window.run(HEAR, vec![]).await;

        desktop.close_window();

        let heard = window.run_until_done(HEARD, vec!["closing".into()]).await;
        assert_eq!(heard, json!({ "kind": "closing", "has_tray": true }));
        desktop.window_is_shown(true).await;

        // What the page answers when the person has chosen.
        let answer = vec![json!("close_window"), json!({ "keeps_running": true })];
        assert_eq!(window.run_until_done(ASK, answer).await, Value::Null);
        desktop.window_is_shown(false).await;
        let hidden = window.run("return document.visibilityState;", vec![]);
        assert_eq!(hidden.await, "hidden", "the page knows that nobody looks");

        assert_eq!(desktop.start_again().await.code(), Some(0));
        desktop.window_is_shown(true).await;
        let is_same = window
            .run("return window.heard.length === 1;", vec![])
            .await;
        assert_eq!(is_same, true, "the page was there all the while");

        desktop.close_window();
        desktop.window_is_shown(false).await;
        assert!(desktop.has_app(), "the app goes on");
        let asked = window.run("return window.heard.length;", vec![]).await;
        assert_eq!(asked, 1, "nobody is asked twice");
        window.close().await;
    })
    .await;
}

#[tokio::test]
async fn a_search_goes_on_behind_a_closed_window() {
    alone(async {
        let kept = Hiding::open().await;
        let Hiding {
            desktop,
            panel,
            window,
        } = &kept;
        window.open_chat("practice").await;
        panel.shows("새 결과 없음").await;
        window.type_keys(&format!("호주{ENTER}")).await;
        window.find("[data-testid=card][data-state=running]").await;

        kept.hide().await;

        let shown = desktop.next_notification().await;
        let found = titles_with("호주").len();
        let said = format!("‘호주’ {found}권을 찾았어요.");
        assert!(shown.body.starts_with(&said), "{shown:?}");
        panel.shows("새 결과 1개").await;
        assert_eq!(panel.title().await, "책벗 · 새 결과 1개");

        let line = format!("● {} · {}", shown.body, shown.title);
        panel.choose(&line).await;

        desktop.window_is_shown(true).await;
        let message = window.attribute("body[data-opened]", "data-opened").await;
        let card = format!("[data-message-id='{message}'] [data-testid=card][data-state=complete]");
        assert_eq!(window.text(&format!("{card} h3")).await, said);
        panel.shows("새 결과 없음").await;
        kept.window.close().await;
    })
    .await;
}

#[tokio::test]
async fn a_click_on_a_notification_opens_the_closed_window_at_its_card() {
    alone(async {
        let kept = Hiding::open().await;
        let Hiding {
            desktop,
            panel,
            window,
        } = &kept;
        window.open_chat("practice").await;
        window.type_keys(&format!("호주{ENTER}")).await;
        window.find("[data-testid=card][data-state=running]").await;
        // Where the page is when the window opens again must not be where it was left.
        window.type_keys(BACK).await;
        window.click("[data-testid=tab-friends]").await;
        kept.hide().await;
        let shown = desktop.next_notification().await;

        // The frame is there for a moment only, so the page writes it down.
        window.run(FRAMES, vec![]).await;

        desktop.click(&shown).await;

        desktop.window_is_shown(true).await;
        let message = window.attribute("body[data-opened]", "data-opened").await;
        let heading = format!("[data-message-id='{message}'] [data-state=complete] h3:focus");
        let found = titles_with("호주").len();
        let said = format!("‘호주’ {found}권을 찾았어요.");
        assert_eq!(window.text(&heading).await, said);
        assert_eq!(window.run_until_done(FRAMED, vec![]).await, message);
        panel.shows("새 결과 없음").await;
        kept.window.close().await;
    })
    .await;
}

#[tokio::test]
async fn without_that_setting_the_window_ends_the_app_in_order() {
    alone(async {
        let desktop = Desktop::start().await;
        let _panel = desktop.panel().await;
        let window = desktop.open().await;
        settle_closing(&window, false).await;

        desktop.close_window();

        desktop.app_ends().await;
        assert!(
            desktop.log().contains("the engine stops"),
            "{}",
            desktop.log()
        );
    })
    .await;
}

#[tokio::test]
async fn a_start_at_log_in_is_set_and_shows_no_window() {
    alone(async {
        let desktop = Desktop::start().await;
        let panel = desktop.panel().await;
        let window = desktop.open_with(&["--hidden"]).await;
        window.find("body[data-ready='1']").await;
        panel.item().await;
        desktop.window_is_shown(false).await;

        let ask = async |command: &str, request: Value| {
            let asked = vec![json!(command), request];
            window.run_until_done(ASK, asked).await
        };
        let entry = desktop.log_in_entry();
        assert_eq!(
            ask("starts_at_login", Value::Null).await,
            json!({ "starts": false })
        );
        assert!(!entry.exists(), "off until it is set");
        ask("set_starts_at_login", json!({ "starts": true })).await;
        assert_eq!(
            ask("starts_at_login", Value::Null).await,
            json!({ "starts": true })
        );
        let written = std::fs::read_to_string(&entry).expect("the system is told");
        assert!(written.contains("chaekbeot-app\" --hidden\n"), "{written}");
        assert!(written.contains("\nTryExec=/"), "{written}");
        ask("set_starts_at_login", json!({ "starts": false })).await;
        assert!(!entry.exists(), "and told again");

        assert_eq!(
            desktop.start_again_with(&["--hidden"]).await.code(),
            Some(0)
        );
        desktop.window_is_shown(false).await;
        panel.choose("책벗 열기").await;
        desktop.window_is_shown(true).await;
        window.close().await;
    })
    .await;
}

/// Asks the shell something: a command and its request.
pub(crate) const ASK: &str = r#"
    const [command, request, done] = arguments;
    window.__TAURI_INTERNALS__.invoke(command, { request }).then(done, (error) => done({ error }));
"#;

/// Writes down what the shell tells the page of clicks and closing.
pub(crate) const HEAR: &str = r#"
    window.heard = [];
    const kinds = ['closing', 'open', 'pause'];
    const handler = window.__TAURI_INTERNALS__.transformCallback(({ payload }) => {
        if (!kinds.includes(payload.kind)) return;
        window.heard.push(payload);
        window.dispatchEvent(new Event('heard'));
    });
    window.__TAURI_INTERNALS__.invoke('plugin:event|listen', { event: 'change', target: { kind: 'Any' }, handler });
"#;

/// Done as soon as something of this kind was heard; says the latest.
pub(crate) const HEARD: &str = r#"
    const [kind, done] = arguments;
    const look = () => {
        const heard = window.heard.filter((change) => change.kind === kind);
        if (heard.length === 0) return;
        window.removeEventListener('heard', look);
        done(heard.at(-1));
    };
    window.addEventListener('heard', look);
    look();
"#;

/// Writes down the messages that get a frame.
const FRAMES: &str = r"
    window.framed = [];
    const look = () => {
        for (const message of document.querySelectorAll('.highlighted')) window.framed.push(message.dataset.messageId);
        if (window.framed.length > 0) window.dispatchEvent(new Event('framed'));
    };
    new MutationObserver(look).observe(document.body, {
        subtree: true, childList: true, attributes: true, attributeFilter: ['class'],
    });
";

/// Done as soon as one had a frame; says the first.
const FRAMED: &str = r"
    const [done] = arguments;
    const look = () => {
        if (window.framed.length > 0) done(window.framed[0]);
    };
    window.addEventListener('framed', look, { once: true });
    look();
";

/// Sets that closing was explained, and whether it leaves the app running.
const SETTLE: &str = r#"
    const [keeps_running, done] = arguments;
    const { invoke } = window.__TAURI_INTERNALS__;
    invoke('start')
        .then(({ settings }) => ({ ...settings, closing_told: true, keeps_running }))
        .then((settings) => invoke('set_settings', { request: { settings } }))
        .then(() => done('set'), (error) => done(error));
"#;
