//! When nothing is looked at: while the system wants to be spared, while all is paused, and at night.

use engine::wire::Change;
use practice::Kind;
use queue::Clock;
use support::library::Stop;

use super::{DAY_MS, HOUR_MS, Shelf, clock_on, end_one_long_ago, file, options};

#[tokio::test]
async fn while_the_system_is_spared_nothing_is_sent() {
    let shelf = Shelf::new().await;
    shelf.watch(None).await;
    let watch = shelf.looked().await;
    let mut changes = shelf.world.engine.changes();
    for _ in 0..2 {
        shelf.world.engine.set_spared(true).await.unwrap();
    }
    assert!(shelf.world.engine.is_spared());
    let mut told = Vec::new();
    while let Ok(change) = changes.try_recv() {
        if let Change::Sparing { spared } = change {
            told.push(spared);
        }
    }
    assert_eq!(told, [true], "it is told once");
    let asked = shelf.world.asked(Kind::Copies);
    let next_ms = shelf.clock.passed_ms() + watch.next_at_ms.unwrap() - shelf.clock.now_ms();
    shelf.clock.pass_until(next_ms);
    shelf.postponed().await;
    assert_eq!(shelf.world.asked(Kind::Copies), asked);
    assert_eq!(shelf.watches().await[0].code, None, "nothing has failed");
    shelf.world.engine.set_spared(false).await.unwrap();
    shelf.until(|now| now.next_at_ms != watch.next_at_ms).await;
    assert_eq!(shelf.world.asked(Kind::Copies), asked + 1);
}

#[tokio::test]
async fn at_a_start_nothing_is_sent_until_the_system_has_said_what_it_wants() {
    let shelf = Shelf::new().await;
    shelf.watch(None).await;
    let watch = shelf.looked().await;
    shelf.world.engine.set_spared(true).await.unwrap();
    let asked = shelf.world.asked(Kind::Copies);
    let wait_ms = watch.next_at_ms.unwrap() - shelf.clock.now_ms();
    clock_on(&shelf.clock, wait_ms);
    shelf.postponed().await;
    let stopped = shelf.world.stop(Stop::Drop).await;
    end_one_long_ago(&mut file(stopped.folder()).await).await;
    let mut options = options(&stopped, &shelf.clock);
    options.begins_spared = true;
    let world = stopped.start_with(options).await;
    let shelf = Shelf { world, ..shelf };
    shelf.forgotten().await;
    shelf.postponed().await;
    assert_eq!(shelf.world.asked(Kind::Copies), asked);
    shelf.world.engine.set_spared(false).await.unwrap();
    shelf.until(|now| now.next_at_ms != watch.next_at_ms).await;
    assert_eq!(shelf.world.asked(Kind::Copies), asked + 1);
}

#[tokio::test]
async fn what_was_missed_until_the_night_waits_for_the_morning() {
    let shelf = Shelf::new().await;
    shelf.watch(None).await;
    let watch = shelf.looked().await;
    let asked = shelf.world.asked(Kind::Copies);
    // The lid is opened at three in the night.
    let next_ms = watch.next_at_ms.unwrap();
    let night_ms = next_ms - next_ms.rem_euclid(DAY_MS) + DAY_MS + 3 * HOUR_MS;
    let asleep_ms = night_ms - shelf.clock.now_ms();
    let shelf = shelf.restart_after(asleep_ms).await;
    let late = shelf
        .until(|late| late.next_at_ms != watch.next_at_ms)
        .await;
    assert_eq!(shelf.world.asked(Kind::Copies), asked, "nobody is asked");
    let morning_ms = late.next_at_ms.unwrap() - night_ms;
    assert!((5 * HOUR_MS..=6 * HOUR_MS).contains(&morning_ms));
    shelf.look_again().await;
    assert_eq!(shelf.world.asked(Kind::Copies), asked + 1);
}

#[tokio::test]
async fn what_begins_at_night_is_looked_at_at_once() {
    let shelf = Shelf::new().await;
    clock_on(&shelf.clock, 14 * HOUR_MS);
    shelf.watch(None).await;
    let watch = shelf.looked().await;
    assert_eq!(shelf.clock.now_ms().rem_euclid(DAY_MS) / HOUR_MS, 23);
    assert_eq!(watch.due.as_deref(), Some("2027-01-20"));
}
