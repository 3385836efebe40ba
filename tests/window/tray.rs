//! The lines of the tray's menu, chosen while the window is hidden.

use serde_json::{Value, json};
use support::window::Desktop;

use crate::alone;
use crate::away::{ASK, HEAR, HEARD, settle_closing};
use crate::hiding::Hiding;

#[tokio::test]
async fn the_tray_leads_to_the_line_pauses_everything_and_ends_the_app() {
    alone(async {
        let kept = Hiding::open().await;
        let Hiding {
            desktop,
            panel,
            window,
        } = &kept;
        window.open_chat("practice").await;
        window.run(HEAR, vec![]).await;
        let expected = [
            "새 결과 없음",
            "",
            "책벗 열기",
            "새 검색",
            "모두 멈추기",
            "",
            "끝내기",
        ];
        assert_eq!(panel.words().await, expected);
        kept.hide().await;

        panel.choose("새 검색").await;
        desktop.window_is_shown(true).await;
        let heard = window.run_until_done(HEARD, vec!["open".into()]).await;
        assert_eq!(heard["opening"], json!({ "kind": "line" }));

        let queue = || vec![json!("queue_view"), Value::Null];
        panel.choose("모두 멈추기").await;
        panel.shows("모두 다시 시작").await;
        let view = window.run_until_done(ASK, queue()).await;
        assert!(view["paused_since_ms"].is_number(), "{view}");
        panel.choose("모두 다시 시작").await;
        panel.shows("모두 멈추기").await;
        let view = window.run_until_done(ASK, queue()).await;
        assert!(view["paused_since_ms"].is_null(), "{view}");

        panel.choose("끝내기").await;
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
async fn without_a_panel_no_window_hides() {
    alone(async {
        let desktop = Desktop::start().await;
        let window = desktop.open().await;
        settle_closing(&window, true).await;

        desktop.close_to_minimise().await;

        assert!(desktop.has_app(), "the app goes on");
        desktop.window_is_shown(true).await;
        // The way to end it is in the page, too.
        window.run_last(QUIT_KEY).await;
        desktop.app_ends().await;
    })
    .await;
}

#[tokio::test]
async fn a_panel_that_comes_later_shows_the_icon_too() {
    alone(async {
        let desktop = Desktop::start().await;
        let window = desktop.open().await;
        window.find("body[data-ready='1']").await;

        let panel = desktop.panel().await;
        panel.shows("새 검색").await;
        drop(panel);
        let panel = desktop.panel().await;
        panel.shows("새 검색").await;
        window.close().await;
    })
    .await;
}

#[tokio::test]
async fn the_entry_of_the_program_ends_it_without_a_tray() {
    alone(async {
        let desktop = Desktop::start().await;
        let window = desktop.open().await;
        window.find("body[data-ready='1']").await;
        assert_eq!(desktop.start_again_with(&["--quit"]).await.code(), Some(0));
        desktop.app_ends().await;
    })
    .await;
}

/// Ctrl and Q, as the page hears them.
const QUIT_KEY: &str = r"
    const held = { key: 'q', ctrlKey: true, bubbles: true, cancelable: true };
    document.body.dispatchEvent(new KeyboardEvent('keydown', held));
";
