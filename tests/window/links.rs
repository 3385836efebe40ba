//! Links that prepare a search.

use serde_json::json;
use support::window::{Desktop, ENTER};

use crate::alone;
use crate::away::{HEAR, HEARD};
use crate::hiding::Hiding;

#[tokio::test]
async fn a_link_prepares_a_question_and_sends_nothing() {
    alone(async {
        let kept = Hiding::open().await;
        let Hiding {
            desktop, window, ..
        } = &kept;
        window.run(HEAR, vec![]).await;
        kept.hide().await;

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
        kept.window.close().await;
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
        let line = "[data-testid=composer]:focus";
        assert_eq!(window.value(line).await, "토지");
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
async fn a_link_that_prepares_nothing_says_why() {
    alone(async {
        let kept = Hiding::open().await;
        let Hiding {
            desktop, window, ..
        } = &kept;
        let long = format!(
            "chaekbeot://search?library=practice&q={}",
            "%ED%86%A0".repeat(201)
        );
        for (link, said) in [
            ("chaekbeot://search?library=nowhere&q=x", "아직 몰라요"),
            (long.as_str(), "너무 길어요"),
        ] {
            kept.hide().await;
            assert_eq!(desktop.start_again_with(&[link]).await.code(), Some(0));
            desktop.window_is_shown(true).await;
            let notice = window.text("[data-testid=notice]").await;
            assert!(notice.contains(said), "{notice}");
            window.click("[data-testid=notice] button").await;
            assert_eq!(window.count("[data-testid=notice]").await, 0);
        }
        kept.window.close().await;
    })
    .await;
}

#[tokio::test]
async fn a_link_to_anything_else_shows_the_window_and_nothing_more() {
    alone(async {
        let kept = Hiding::open().await;
        let Hiding {
            desktop,
            panel,
            window,
        } = &kept;
        window.run(HEAR, vec![]).await;
        for link in [
            "chaekbeot://quit",
            "chaekbeot://search?library=practice",
            "chaekbeot://send?library=practice&q=x",
        ] {
            kept.hide().await;
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
        kept.window.close().await;
    })
    .await;
}
