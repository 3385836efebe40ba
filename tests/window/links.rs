//! Links that prepare a search.

use serde_json::json;
use support::window::{Desktop, ENTER};

use crate::alone;
use crate::away::{HEAR, HEARD, settle_closing};

#[tokio::test]
async fn a_link_prepares_a_question_and_sends_nothing() {
    alone(async {
        let desktop = Desktop::start().await;
        let panel = desktop.panel().await;
        let window = desktop.open().await;
        settle_closing(&window, true).await;
        panel.item().await;
        window.run(HEAR, vec![]).await;
        desktop.close_window();
        desktop.window_is_shown(false).await;

        let link = "chaekbeot://search?library=practice&q=%ED%86%A0%EC%A7%80%0A";
        assert_eq!(desktop.start_again_with(&[link]).await.code(), Some(0));

        desktop.window_is_shown(true).await;
        let heard = window.run_until_done(HEARD, vec!["open".into()]).await;
        let question = json!({ "kind": "question", "library_id": "practice", "text": "토지" });
        assert_eq!(heard["opening"], question);
        assert_eq!(
            window.count("[data-testid=message-me]").await,
            0,
            "nothing is sent"
        );
        window.close().await;
    })
    .await;
}

#[tokio::test]
async fn a_link_that_starts_the_app_waits_in_the_line_of_its_room() {
    alone(async {
        let desktop = Desktop::start().await;
        let link = "chaekbeot://search?library=practice&q=%ED%86%A0%EC%A7%80";

        let window = desktop.open_with(&[link]).await;

        window.find("body[data-ready='1']").await;
        let written = window.run_until_done(WRITTEN, vec!["토지".into()]).await;
        assert_eq!(written, "토지");
        desktop.window_is_shown(true).await;
        assert_eq!(window.text("header h2[tabindex]").await, "체험 도서관");
        assert_eq!(
            window.count("[data-testid=message-me]").await,
            0,
            "nothing is sent"
        );
        // What was sent would be in the database by now, too: this is sent after it, and is the first.
        window.type_keys(ENTER).await;
        window
            .find("[data-testid=card][data-search-id='1'][data-state=complete]")
            .await;
        assert_eq!(window.text("[data-testid=message-me]").await, "토지");
        assert_eq!(window.count("[data-testid=message-me]").await, 1);
        window.close().await;
    })
    .await;
}

#[tokio::test]
async fn a_link_to_anything_else_shows_the_window_and_nothing_more() {
    alone(async {
        let desktop = Desktop::start().await;
        let panel = desktop.panel().await;
        let window = desktop.open().await;
        settle_closing(&window, true).await;
        panel.item().await;
        window.run(HEAR, vec![]).await;
        for link in [
            "chaekbeot://quit",
            "chaekbeot://search?library=nowhere&q=x",
            "chaekbeot://send?library=practice&q=x",
        ] {
            desktop.close_window();
            desktop.window_is_shown(false).await;
            assert_eq!(desktop.start_again_with(&[link]).await.code(), Some(0));
            desktop.window_is_shown(true).await;
        }
        // Whatever the links had asked for would have been heard before this.
        panel.choose("새 검색").await;
        window.run_until_done(HEARD, vec!["open".into()]).await;
        let heard = window.run("return window.heard;", vec![]).await;
        assert_eq!(
            heard,
            json!([{ "kind": "open", "opening": { "kind": "line" } }])
        );
        window.close().await;
    })
    .await;
}

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
