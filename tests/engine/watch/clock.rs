//! Clocks that are wrong.

use engine::wire::WatchState;
use practice::Kind;
use queue::Clock;

use super::{DAY_MS, HOUR_MS, Shelf};

#[tokio::test]
async fn a_clock_that_is_set_wrong_strands_nothing_and_doubles_nothing() {
    let shelf = Shelf::new().await;
    shelf.watch(None).await;
    shelf.looked().await;
    // A year back: whatever was planned is now a year away.
    shelf.clock.set_by(-365 * DAY_MS);
    let shelf = shelf.restart().await;
    let watch = shelf
        .until(|watch| watch.next_at_ms < Some(shelf.clock.now_ms() + 3 * DAY_MS))
        .await;
    assert_eq!(watch.state, WatchState::Watching);
    let asked = shelf.world.asked(Kind::Copies);
    // And right again, which is a year ahead of what was planned.
    shelf.clock.set_by(365 * DAY_MS);
    let watch = shelf.until(|now| now.next_at_ms != watch.next_at_ms).await;
    assert_eq!(watch.state, WatchState::Watching, "its time is not over");
    assert_eq!(
        shelf.world.asked(Kind::Copies),
        asked + 1,
        "once, for all that was missed"
    );
}

#[tokio::test]
async fn what_a_wrong_clock_put_off_until_the_morning_is_not_late_under_the_right_one() {
    let shelf = Shelf::new().await;
    shelf.watch(None).await;
    let lent = shelf.looked().await;
    // Thirty days and fourteen hours ahead it is night.
    let by_ms = 30 * DAY_MS + 14 * HOUR_MS;
    shelf.clock.set_by(by_ms);
    let shelf = shelf.restart().await;
    let asked = shelf.world.asked(Kind::Copies);
    let late = shelf.until(|watch| watch.next_at_ms > lent.next_at_ms);
    let late = late.await;
    assert_eq!(shelf.world.asked(Kind::Copies), asked);
    shelf.clock.set_by(-by_ms);
    let shelf = shelf.restart().await;
    shelf
        .until(|watch| watch.next_at_ms < late.next_at_ms)
        .await;
    assert_eq!(shelf.world.asked(Kind::Copies), asked + 1);
}

#[tokio::test]
async fn a_leap_in_the_night_does_not_end_a_watch_in_the_morning() {
    let shelf = Shelf::new().await;
    shelf.watch(None).await;
    let lent = shelf.looked().await;
    shelf.clock.set_by(100 * DAY_MS + 14 * HOUR_MS);
    let shelf = shelf.restart().await;
    shelf
        .until(|watch| watch.next_at_ms > lent.next_at_ms)
        .await;
    let watch = shelf.look_again().await;
    assert_eq!(watch.state, WatchState::Watching, "one morning is no day");
}

#[tokio::test]
async fn a_watch_that_began_under_a_clock_that_was_ahead_ends_in_its_own_time() {
    let shelf = Shelf::new().await;
    shelf.clock.set_by(365 * DAY_MS);
    let begun = shelf.watch(None).await;
    shelf.looked().await;
    shelf.clock.set_by(-365 * DAY_MS);
    let shelf = shelf.restart().await;
    let right_ms = shelf.clock.now_ms();
    let mut watch = shelf
        .until(|watch| watch.next_at_ms < begun.next_at_ms)
        .await;
    while watch.expires_at_ms == begun.expires_at_ms {
        let days = (shelf.clock.now_ms() - right_ms) / DAY_MS;
        assert!(days < 5, "it lasts a year longer than it was to");
        watch = shelf.look_again().await;
    }
    assert!(
        shelf.clock.now_ms() - right_ms >= DAY_MS,
        "a clock may be wrong for some hours"
    );
    assert_eq!(watch.expires_at_ms - watch.began_at_ms, 60 * DAY_MS);
    let since_ms = shelf.clock.now_ms() - watch.began_at_ms;
    assert!(
        (0..60_000).contains(&since_ms),
        "it begins now: {since_ms} ms"
    );
}

#[tokio::test]
async fn hours_of_a_wrong_clock_end_no_watch_and_make_none_longer() {
    let mut shelf = Shelf::new().await;
    let begun = shelf.watch(None).await;
    let mut last = shelf.looked().await;
    for by_ms in [100 * DAY_MS, -100 * DAY_MS] {
        for set_by_ms in [by_ms, -by_ms] {
            shelf.clock.set_by(set_by_ms);
            shelf = shelf.restart().await;
            let watch = shelf.until(|watch| watch.next_at_ms != last.next_at_ms);
            last = watch.await;
            assert_eq!(last.state, WatchState::Watching);
        }
        assert_eq!(
            (last.began_at_ms, last.expires_at_ms),
            (begun.began_at_ms, begun.expires_at_ms)
        );
    }
}
