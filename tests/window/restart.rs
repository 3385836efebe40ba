//! The app is killed in the middle of a search and started again.

use serde_json::json;
use support::window::{Desktop, ENTER, Window};

use crate::{alone, titles_with};

#[tokio::test]
async fn a_killed_search_goes_on_at_the_next_start() {
    alone(async {
        let desktop = Desktop::start().await;
        let window = desktop.open().await;
        window.open_chat("practice").await;
        // Three pages of the list, then ten books: far from done when the first hits are on the card.
        window.type_keys(&format!("호주{ENTER}")).await;
        window.run_until_done(FIRST_HITS, vec![]).await;
        desktop.crash();
        drop(window);
        desktop.app_ends().await;

        let window = desktop.open().await;
        window.find("body[data-ready='1']").await;
        window.click("[data-testid=room-row]").await;
        window.find("[data-testid=card][data-state=complete]").await;
        // It may have ended before the page could show that it goes on.
        let resumed = window.run_until_done(WAS_RESUMED, vec![]).await;
        assert_eq!(
            resumed,
            json!([true]),
            "the one search was cut off, and went on"
        );
        assert_eq!(
            window.count("[data-testid=message-me]").await,
            1,
            "asked once"
        );
        assert_eq!(window.count("[data-testid=card]").await, 1, "one card");

        let mut expected = titles_with("호주");
        let headline = window.text("[data-testid=card] h3").await;
        assert_eq!(headline, format!("‘호주’ {}권을 찾았어요.", expected.len()));
        let mut listed = all_books(&window).await;
        expected.sort_unstable();
        listed.sort_unstable();
        assert_eq!(listed, expected, "every book once");
        window.close().await;
    })
    .await;
}

/// The titles in the list of all books, in order: goes through the list as a reader does, screen by screen.
async fn all_books(window: &Window) -> Vec<String> {
    window
        .click("[data-testid=card] [data-testid=show-all]")
        .await;
    window
        .find("[data-testid=hit-list] [data-testid=card-book]")
        .await;
    let books = window.run_until_done(READ_LIST, vec![]).await;
    let books: Vec<(u64, String)> = serde_json::from_value(books).expect("places and titles");
    let places: Vec<u64> = books.iter().map(|(place, _)| *place).collect();
    let all: Vec<u64> = (1..=books.len() as u64).collect();
    assert_eq!(places, all, "no place is empty, and none is taken twice");
    books.into_iter().map(|(_, title)| title).collect()
}

/// Done as soon as a card that still runs shows a book.
const FIRST_HITS: &str = r#"
    const done = arguments[arguments.length - 1];
    const look = () => {
        if (!document.querySelector('[data-testid=card][data-state=running] [data-testid=card-book]')) return;
        observer.disconnect();
        done(true);
    };
    const observer = new MutationObserver(look);
    observer.observe(document.body, { subtree: true, childList: true, attributes: true });
    look();
"#;

/// Of every search of the room: whether it was cut off by the end of the app.
const WAS_RESUMED: &str = r#"
    const done = arguments[arguments.length - 1];
    const room = document.querySelector('[data-testid=room-row]').dataset.roomId;
    window.__TAURI_INTERNALS__
        .invoke('open_room', { request: { room_id: Number(room) } })
        .then((view) => done(view.searches.map((search) => search.resumed)), (error) => done(error));
"#;

/// Every row of the list, by its place, while it is scrolled through. A row is known by the place it says it has.
const READ_LIST: &str = r#"
    const done = arguments[arguments.length - 1];
    const list = document.querySelector('[data-testid=hit-list] [role=list]');
    const rows = new Map();
    const step = () => {
        for (const row of list.querySelectorAll('[role=listitem]')) {
            rows.set(Number(row.ariaPosInSet ?? row.getAttribute('aria-posinset')),
                row.querySelector('button.title').textContent);
        }
        if (list.scrollTop + list.clientHeight >= list.scrollHeight - 1) {
            done([...rows].sort(([one], [other]) => one - other));
            return;
        }
        list.scrollTop += list.clientHeight / 2;
        requestAnimationFrame(() => requestAnimationFrame(step));
    };
    step();
"#;
