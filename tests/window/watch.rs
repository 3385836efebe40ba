//! A watched book that can be borrowed, from the shelf to the desktop and back into the window.

use serde_json::json;
use support::window::{BACK, Desktop, ENTER, Window};

use crate::alone;
use crate::away::ASK;
use crate::notifications::{ask_and_leave, set};

/// Has the first book of the room watched. It can be borrowed, so the first look has news.
async fn watch_the_first(window: &Window) {
    let start = window.run_until_done(ASK, vec![json!("start"), json!(null)]);
    let start = start.await;
    let mut rooms = start["rooms"].as_array().expect("rooms").iter();
    let room = rooms.find(|room| room["library_id"] == "practice");
    let room_id = &room.expect("the room of the library")["id"];
    let request = json!({ "room_id": room_id, "before_id": null });
    let view = window.run_until_done(ASK, vec![json!("open_room"), request]);
    let cid = view.await["hits"][0]["cid"].clone();
    let request = json!({ "library_id": "practice", "cid": cid, "place": null });
    let watch = window.run_until_done(ASK, vec![json!("watch_book"), request]);
    assert_eq!(watch.await["state"], "watching");
}

#[tokio::test]
async fn a_book_that_can_be_borrowed_is_told_and_a_click_shows_where_it_stands() {
    alone(async {
        let desktop = Desktop::start().await;
        let window = desktop.open().await;
        window.open_chat("practice").await;
        window.type_keys(&format!("데미안{ENTER}")).await;
        window.find("[data-testid=card][data-state=complete]").await;
        window.type_keys(BACK).await;
        window.find("[data-testid=room-row]").await;
        watch_the_first(&window).await;

        let shown = desktop.next_notification().await;

        assert_eq!(shown.title, "대출가능 알림");
        let beginning = "‘데미안’ 지금 빌릴 수 있어요. 체험 도서관 · ";
        assert!(shown.body.starts_with(beginning), "{shown:?}");
        desktop.minimise();
        desktop.window_is_shown(false).await;
        desktop.click(&shown).await;
        desktop.window_is_shown(true).await;
        let message = window.attribute("body[data-opened]", "data-opened").await;
        let line = format!("[data-message-id='{message}'] [data-event=available]");
        let told = window.text(&line).await;
        assert!(told.contains("데미안"), "{told}");
        desktop.takes_back(&shown).await;
        let title = window.run("return document.title;", vec![]).await;
        assert_eq!(title, "책벗", "nothing is unseen any more");
        window.close().await;
    })
    .await;
}

#[tokio::test]
async fn what_can_be_borrowed_is_not_told_beside_the_line_that_says_it() {
    alone(async {
        let desktop = Desktop::start().await;
        let window = desktop.open().await;
        window.open_chat("practice").await;
        window.type_keys(&format!("데미안{ENTER}")).await;
        window.find("[data-testid=card][data-state=complete]").await;
        set(&window, json!({ "gathers": false })).await;
        watch_the_first(&window).await;
        let shown = desktop.next_notification().await;
        assert_eq!(shown.title, "대출가능 알림");
        desktop.click(&shown).await;
        window.find("[data-event=available]").await;
        desktop.takes_back(&shown).await;
        // Its room is in view from now on.
        watch_the_first(&window).await;
        window.run_until_done(TWO_ARE_TOLD, vec![]).await;
        ask_and_leave(&window, &["조선왕조실록"]).await;
        let next = desktop.next_notification().await;
        assert_eq!(next.title, "체험 도서관", "nothing else was told");
        window.close().await;
    })
    .await;
}

/// Done as soon as the room says twice that the book can be borrowed.
const TWO_ARE_TOLD: &str = r"
    const [done] = arguments;
    const look = () => {
        if (document.querySelectorAll('[data-event=available]').length < 2) return;
        watching.disconnect();
        done(true);
    };
    const watching = new MutationObserver(look);
    watching.observe(document.body, { subtree: true, childList: true });
    look();
";
