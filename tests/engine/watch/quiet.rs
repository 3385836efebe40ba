//! What waits to be told, in the quiet hours for instance: it says when it was, or is taken back.

use engine::News;
use engine::wire::{WatchEvent, WatchState};
use practice::Lending;
use queue::Clock;

use super::{DAY_MS, DUE, HOUR_MS, Shelf, clock_on};

#[tokio::test]
async fn what_was_not_told_yet_and_is_not_so_any_more_is_not_told() {
    let shelf = Shelf::new().await;
    let begun = shelf.watch(None).await;
    shelf.looked().await;
    shelf.stand(Lending::Returned);
    shelf.look_again().await;
    assert_eq!(shelf.room().await.room.unseen_count, 1);
    // Nobody was told, because it is quiet. Somebody else was faster, and the person looks.
    shelf.stand(DUE);
    clock_on(&shelf.clock, HOUR_MS);
    shelf.world.engine.retry_search(shelf.search).await.unwrap();
    shelf.world.end(shelf.search).await;
    let watch = shelf.watches().await.remove(0);
    assert_eq!((watch.id, watch.state), (begun.id, WatchState::Watching));
    assert_eq!(shelf.room().await.room.unseen_count, 0);
    let expected = [
        WatchEvent::Began,
        WatchEvent::Available,
        WatchEvent::Unavailable,
    ];
    assert_eq!(shelf.events().await, expected);
    shelf.stand(Lending::Returned);
    assert_eq!(shelf.look_again().await.state, WatchState::Told);
    let alerts = shelf.alerts().await;
    assert_eq!(alerts.len(), 1, "the one that is so");
    assert_eq!(alerts[0].written_at, None, "now");
}

#[tokio::test]
async fn what_was_told_stays_told_whatever_comes_after_it() {
    let shelf = Shelf::new().await;
    shelf.watch(None).await;
    shelf.looked().await;
    shelf.stand(Lending::Returned);
    shelf.look_again().await;
    shelf.world.show().await;
    shelf.stand(DUE);
    clock_on(&shelf.clock, HOUR_MS);
    shelf.world.engine.retry_search(shelf.search).await.unwrap();
    shelf.world.end(shelf.search).await;
    assert_eq!(shelf.watches().await[0].state, WatchState::Told);
    assert_eq!(shelf.events().await.len(), 2);
}

#[tokio::test]
async fn what_waited_for_the_end_of_the_quiet_hours_says_when_it_was() {
    let shelf = Shelf::new().await;
    shelf.watch(None).await;
    shelf.looked().await;
    shelf.stand(Lending::Returned);
    shelf.look_again().await;
    let at_ms = shelf.clock.now_ms();
    clock_on(&shelf.clock, 10 * HOUR_MS);
    let alert = shelf.alerts().await.remove(0);
    let written_at = alert.written_at.unwrap();
    let of_day = at_ms.rem_euclid(DAY_MS);
    assert_eq!(i64::from(written_at.hour), of_day / HOUR_MS);
    assert_eq!(i64::from(written_at.minute), of_day % HOUR_MS / 60_000);
    let unseen = shelf.world.engine.unseen().await.unwrap();
    let News::Alert(latest) = &unseen.latest[0] else {
        panic!("the alert is what happened last");
    };
    assert_eq!(latest.written_at, Some(written_at), "the tray says so, too");
}
