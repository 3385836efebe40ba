//! How a watch ends, and how it is wanted back.

use engine::WatchId;
use engine::wire::{WatchEvent, WatchState};
use practice::{Kind, Lending};
use queue::Clock;

use support::library::in_time;

use super::{DAY_MS, HOUR_MS, Shelf, clock_on, end_one_long_ago, file};

#[tokio::test]
async fn it_ends_when_told_and_when_its_time_is_over() {
    let shelf = Shelf::new().await;
    let first = shelf.watch(None).await;
    shelf.looked().await;
    shelf
        .world
        .engine
        .end_watch(WatchId(first.id))
        .await
        .unwrap();
    assert!(shelf.watches().await.is_empty());
    shelf
        .world
        .engine
        .end_watch(WatchId(first.id))
        .await
        .unwrap();
    let asked = shelf.world.asked(Kind::Copies);
    let mut settings = shelf.world.engine.settings().await.unwrap();
    settings.watch_days = 7;
    shelf.world.engine.set_settings(settings).await.unwrap();
    let second = shelf.watch(None).await;
    assert_eq!(second.expires_at_ms - second.began_at_ms, 7 * DAY_MS);
    let mut looks = asked;
    loop {
        let watch = shelf.look_again().await;
        looks += 1;
        if watch.state == WatchState::Expired {
            break;
        }
    }
    assert!(shelf.clock.now_ms() >= second.expires_at_ms);
    assert!(shelf.clock.now_ms() < second.expires_at_ms + 2 * DAY_MS);
    assert_eq!(shelf.world.asked(Kind::Copies), looks);
    let last = shelf.events().await.pop();
    assert_eq!(last, Some(WatchEvent::Expired));
    let alert = shelf.alerts().await.remove(0);
    assert_eq!(
        alert.news.event,
        WatchEvent::Expired,
        "it reaches the person"
    );
    assert_eq!(shelf.room().await.room.unseen_count, 1);
}

#[tokio::test]
async fn after_a_long_absence_it_looks_once_more_before_it_expires() {
    let shelf = Shelf::new().await;
    shelf.watch(None).await;
    shelf.looked().await;
    shelf.stand(Lending::Returned);
    let shelf = shelf.restart_after(90 * DAY_MS).await;
    let watch = shelf
        .until(|watch| watch.state != WatchState::Watching)
        .await;
    assert_eq!(watch.state, WatchState::Told);
}

#[tokio::test]
async fn a_watch_of_somebody_who_comes_every_third_day_ends_too() {
    let mut shelf = Shelf::new().await;
    let begun = shelf.watch(None).await;
    shelf.looked().await;
    for day in 0.. {
        let before = shelf.watches().await.remove(0);
        shelf = shelf.restart_after(3 * DAY_MS).await;
        let watch = shelf
            .until(|watch| watch.next_at_ms != before.next_at_ms)
            .await;
        if watch.state == WatchState::Expired {
            break;
        }
        assert!(day < 30, "it looks for ever");
    }
    let late_ms = shelf.clock.now_ms() - begun.expires_at_ms;
    assert!(
        (DAY_MS..=6 * DAY_MS).contains(&late_ms),
        "one look more than it was to have"
    );
}

#[tokio::test]
async fn what_nobody_can_look_at_any_more_ends_all_the_same() {
    for spares in [true, false] {
        let shelf = Shelf::new().await;
        let begun = shelf.watch(None).await;
        shelf.looked().await;
        let engine = &shelf.world.engine;
        if spares {
            engine.set_spared(true).await.unwrap();
        } else {
            engine.pause_queue().await.unwrap();
        }
        let asked = shelf.world.asked(Kind::Copies);
        let ended = async {
            while shelf.watches().await[0].state == WatchState::Watching {
                clock_on(&shelf.clock, HOUR_MS);
            }
        };
        in_time("it ends", ended).await;
        let late_ms = shelf.clock.now_ms() - begun.expires_at_ms;
        assert!(late_ms >= DAY_MS, "the clock may be wrong: {late_ms} ms");
        assert_eq!(shelf.events().await.pop(), Some(WatchEvent::Expired));
        assert_eq!(shelf.world.asked(Kind::Copies), asked);
    }
}

#[tokio::test]
async fn a_watch_that_was_ended_can_be_wanted_back_when_nothing_else_is_left_of_its_book() {
    let shelf = Shelf::new().await;
    let first = shelf.watch(None).await;
    shelf.looked().await;
    let chat = shelf.world.room_id().await;
    shelf.world.engine.clear_room(chat).await.unwrap();
    let engine = &shelf.world.engine;
    engine.end_watch(WatchId(first.id)).await.unwrap();
    assert!(shelf.watches().await.is_empty(), "it is not listed");
    let again = shelf.watch(None).await;
    assert_eq!(
        (again.title.as_str(), again.state),
        ("토지 1", WatchState::Watching)
    );
}

#[tokio::test]
async fn from_the_line_of_an_expired_watch_it_can_begin_anew_as_long_as_the_line_is_there() {
    let shelf = Shelf::new().await;
    shelf.watch(None).await;
    let lent = shelf.looked().await;
    let chat = shelf.world.room_id().await;
    shelf.world.engine.clear_room(chat).await.unwrap();
    // What is long over is looked at once more, and once more a day later.
    let shelf = shelf.restart_after(90 * DAY_MS).await;
    shelf
        .until(|watch| watch.next_at_ms != lent.next_at_ms)
        .await;
    let shelf = shelf.restart_after(2 * DAY_MS).await;
    shelf
        .until(|watch| watch.state == WatchState::Expired)
        .await;
    end_one_long_ago(&mut file(shelf.world.folder()).await).await;
    let shelf = shelf.restart_after(60 * DAY_MS).await;
    assert!(
        shelf.watches().await.is_empty(),
        "it is not listed any more"
    );
    shelf.forgotten().await;
    let again = shelf.watch(None).await;
    assert_eq!(again.title, "토지 1");
}
