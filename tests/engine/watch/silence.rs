//! A library that does not answer: asked more and more rarely, and nothing is said to be gone.

use engine::wire::{ErrorCode, Watch, WatchEvent, WatchState};
use practice::{Kind, What};
use queue::Clock;

use super::{DAY_MS, DUE, Shelf};

#[tokio::test]
async fn a_silent_library_is_asked_more_and_more_rarely_and_nothing_is_said_to_be_gone() {
    let shelf = Shelf::new().await;
    let second = shelf.world.hits(shelf.search).await[1].cid.clone();
    shelf.watch(None).await;
    let other = shelf
        .world
        .engine
        .watch_book("practice", &second, None)
        .await;
    other.unwrap();
    let all_looked = |watches: &[Watch]| watches.iter().all(|watch| watch.due.is_some());
    shelf.stand(DUE);
    shelf
        .world
        .practice()
        .set_lending(second.parse().unwrap(), DUE);
    // Whatever the first look has found: both are lent from now on.
    while !all_looked(&shelf.watches().await) {
        tokio::task::yield_now().await;
    }
    shelf.world.practice().clear_log();
    shelf.fail(Kind::Copies, What::Reset);
    let began_ms = shelf.clock.passed_ms();
    while !shelf.events().await.contains(&WatchEvent::Unreadable) {
        shelf.look_again().await;
    }
    let days = (shelf.clock.passed_ms() - began_ms) / DAY_MS;
    assert!((3..=5).contains(&days), "{days} days of silence");
    let alerts = shelf.alerts().await;
    let told: Vec<_> = alerts.iter().map(|alert| alert.news.event).collect();
    assert!(
        !told.is_empty() && told.iter().all(|event| *event == WatchEvent::Unreadable),
        "it reaches the person: {told:?}"
    );
    assert_eq!(shelf.room().await.room.unseen_count as usize, told.len());
    let watch = shelf.watches().await.remove(0);
    assert_eq!(
        (watch.state, watch.code),
        (WatchState::Watching, Some(ErrorCode::Network))
    );
    let asked = shelf.world.asked(Kind::Copies);
    assert!(
        asked <= 16,
        "{asked} requests to a library that is down, for two books"
    );
    shelf.mend();
    let watch = shelf.look_again().await;
    assert_eq!((watch.state, watch.code), (WatchState::Watching, None));
    let events = shelf.events().await;
    assert!(!events.contains(&WatchEvent::Gone) && !events.contains(&WatchEvent::Available));
}

#[tokio::test]
async fn a_gate_that_says_no_is_left_alone_for_a_day() {
    let shelf = Shelf::new().await;
    shelf.watch(None).await;
    shelf.looked().await;
    shelf.fail(Kind::Copies, What::Status(403));
    let watch = shelf.look_again().await;
    assert_eq!(
        (watch.state, watch.code),
        (WatchState::Watching, Some(ErrorCode::Blocked))
    );
    assert!(watch.next_at_ms.unwrap() - shelf.clock.now_ms() >= DAY_MS - 60_000);
}
