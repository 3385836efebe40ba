//! A title in the chat with a library, from the keys to the notification that leads back to its card.

use support::window::{BACK, CardSight, Desktop, ENTER, Watch};

use crate::{alone, titles_with};

#[tokio::test]
async fn a_title_is_answered_in_the_chat_hits_before_copies() {
    alone(async {
        let desktop = Desktop::start().await;
        let window = desktop.open().await;
        window.open_chat("practice").await;
        let watch = Watch::start(&window).await;

        window.type_keys(&format!("토지{ENTER}")).await;

        assert_eq!(window.text("[data-testid=message-me]").await, "토지");
        window.find("[data-testid=card][data-state=complete]").await;
        let sights = watch.sights().await;
        let expected = titles_with("토지").len() as u64;
        assert_hits_before_copies(&sights, expected);

        window
            .click("[data-testid=card] [data-testid=show-all]")
            .await;
        window
            .find("[data-testid=hit-list] [data-testid=card-book]")
            .await;
        let picture = window.screenshot("list").await;
        assert!(picture.len() > 20_000, "the list is drawn");
        window.close().await;
    })
    .await;
}

#[tokio::test]
async fn a_notification_leads_back_to_its_card() {
    alone(async {
        let desktop = Desktop::start().await;
        let window = desktop.open().await;
        window.open_chat("practice").await;

        // Asked, and the room left before the library can have answered.
        window
            .type_keys(&format!("조선왕조실록{ENTER}{BACK}"))
            .await;
        let shown = desktop.next_notification().await;
        assert_eq!(
            window.count("[data-testid=composer]").await,
            0,
            "the room was left"
        );
        assert_eq!(shown.title, "체험 도서관");
        let found = titles_with("조선왕조실록").len();
        let said = format!("‘조선왕조실록’ {found}권을 찾았어요. 지금 ");
        assert!(shown.body.starts_with(&said), "{shown:?}");
        assert!(shown.body.ends_with("권을 빌릴 수 있어요."), "{shown:?}");
        let offered = ["look", "보기", "again", "다시 찾기", "default", ""];
        assert_eq!(shown.actions, offered);
        let badge = window.text("[data-testid=room-row] .badge").await;
        assert_eq!(badge.lines().next(), Some("1"), "the list says so too");

        desktop.click(&shown).await;

        let message = window.attribute("body[data-opened]", "data-opened").await;
        let card = format!("[data-message-id='{message}'] [data-testid=card][data-state=complete]");
        let headline = window.text(&format!("{card} h3")).await;
        assert_eq!(headline, format!("‘조선왕조실록’ {found}권을 찾았어요."));
        let focused = window
            .run("return document.activeElement.textContent;", vec![])
            .await;
        assert_eq!(focused, headline, "whoever listens hears what was opened");

        let picture = window.screenshot("opened").await;
        let (width, height) = picture.size().expect("it is a PNG");
        assert!(width >= 1_000 && height >= 700, "{width}x{height}");
        assert!(
            picture.len() > 20_000,
            "an empty page is smaller: {}",
            picture.len()
        );
        assert_eq!(
            desktop.notifications_so_far().await,
            [],
            "a search is told of once"
        );
        window.close().await;
    })
    .await;
}

/// What the card showed, from the question to the end.
fn assert_hits_before_copies(sights: &[CardSight], expected: u64) {
    let first_books = sights.iter().position(|sight| sight.books > 0);
    let first_books = first_books.expect("books came");
    let first_copies = sights.iter().position(|sight| sight.checked > 0);
    let first_copies = first_copies.expect("copies came");
    assert!(
        first_books < first_copies,
        "books do not wait for copies: {sights:#?}"
    );
    let hits = &sights[first_books];
    assert_eq!(
        (hits.state.as_str(), hits.hits),
        ("running", expected),
        "{sights:#?}"
    );
    assert_eq!(hits.progress, "10권 중 0권", "{sights:#?}");

    let done: Vec<u64> = sights.iter().filter_map(checked_of_ten).collect();
    assert!(done.is_sorted(), "progress never falls: {done:?}");
    let last = sights.last().expect("it ended");
    assert_eq!(last.state, "complete");
    assert_eq!(last.title, format!("‘토지’ {expected}권을 찾았어요."));
    assert_eq!(
        last.checked, last.books,
        "the copies of every book shown are known"
    );
    assert!(last.copies >= last.books, "and shown: {last:?}");
    let first = sights[0].search;
    assert!(
        sights.iter().all(|sight| sight.search == first),
        "one card: {sights:#?}"
    );
}

fn checked_of_ten(sight: &CardSight) -> Option<u64> {
    let count = sight
        .progress
        .strip_prefix("10권 중 ")?
        .strip_suffix("권")?;
    count.parse().ok()
}
