//! What the person sets is kept, and does what it says.

use std::sync::Arc;

use engine::wire::{Change, NotifyRule, Settings, Speech, Theme};
use engine::{Looks, Notification};
use practice::Kind;
use queue::Clock;
use support::library::{BEGINNING_MS, Stop, Stopped, World};

/// The same settings with these changes.
async fn set(world: &World, change: impl FnOnce(&mut Settings)) {
    let mut settings = world.engine.settings().await.unwrap();
    change(&mut settings);
    world.engine.set_settings(settings).await.unwrap();
}

/// A world that is nine hours ahead of UTC: it begins at five in the afternoon.
async fn in_seoul() -> World {
    let stopped = Stopped::new(Vec::new()).await;
    let options = engine::Options {
        utc_offset: Arc::new(|_| 540),
        ..stopped.options()
    };
    stopped.start_with(options).await
}

/// Quiet from five to six in the afternoon.
fn quiet(settings: &mut Settings) {
    settings.quiet_from = Some(17 * 60);
    settings.quiet_until = Some(18 * 60);
}

#[tokio::test]
async fn a_window_knows_its_looks_before_the_engine_does() {
    let stopped = Stopped::new(Vec::new()).await;
    let nothing_set = engine::read_looks(stopped.folder()).await;
    assert_eq!(nothing_set, Looks::default());
    let world = stopped.start().await;
    set(&world, |settings| {
        settings.theme = Theme::Dark;
        settings.speech = Speech::English;
    })
    .await;
    let looks = Looks {
        text_percent: 100,
        theme: Theme::Dark,
        speech: Speech::English,
    };
    assert_eq!(engine::read_looks(world.folder()).await, looks);
}

#[tokio::test]
async fn what_is_set_is_told_and_kept_over_a_start() {
    let world = World::new().await;
    let mut changes = world.engine.changes();
    set(&world, |settings| {
        settings.theme = Theme::Dark;
        settings.text_percent = 500;
    })
    .await;
    let settings = world.engine.settings().await.unwrap();
    assert_eq!((settings.theme, settings.text_percent), (Theme::Dark, 200));
    let told = changes.recv().await.unwrap();
    assert_eq!(
        told,
        Change::Settings {
            settings: settings.clone()
        }
    );
    let world = world.stop(Stop::Shutdown).await.start().await;
    assert_eq!(world.engine.settings().await.unwrap(), settings);
}

#[tokio::test]
async fn so_many_books_are_checked_as_is_set() {
    let world = World::new().await;
    set(&world, |settings| settings.copies_limit = 3).await;
    let search = world.find("토지").await;
    assert_eq!((search.planned_count, search.checked_count), (3, 3));
    assert_eq!(world.asked(Kind::Copies), 3);
}

#[tokio::test]
async fn an_answer_is_kept_as_long_as_is_set() {
    let world = World::new().await;
    set(&world, |settings| settings.keep_seconds = 3_600).await;
    world.find("토지").await;
    world.clock().advance(3_599_000);
    let kept = world.find("토지").await;
    assert!(kept.kept_from_ms.is_some());
    assert_eq!(
        (world.asked(Kind::List), world.asked(Kind::Copies)),
        (1, 10)
    );
    set(&world, |settings| settings.keep_seconds = 0).await;
    world.find("토지").await;
    assert_eq!(
        (world.asked(Kind::List), world.asked(Kind::Copies)),
        (2, 20)
    );
}

#[tokio::test]
async fn the_rule_decides_what_is_notified() {
    let world = World::new().await;
    let room = world.room_id().await;
    set(&world, |settings| settings.notify = NotifyRule::Never).await;
    world.find("토지").await;
    world.engine.set_view(Some(room), true);
    set(&world, |settings| settings.notify = NotifyRule::Unseen).await;
    world.find("호주").await;
    set(&world, |settings| settings.notify = NotifyRule::Always).await;
    let told = world.find("데미안").await;
    assert_eq!(world.told().await, [told.id]);
}

#[tokio::test]
async fn what_is_slow_is_as_is_set() {
    let world = World::new().await;
    let room = world.room_id().await;
    world.engine.set_view(Some(room), true);
    set(&world, |settings| settings.slow_seconds = 20).await;
    let gate = world.practice().gate();
    for (text, took_ms) in [("토지", 19_999), ("호주", 20_000)] {
        gate.hold(Kind::List);
        let id = world.ask(text).await;
        gate.wait_held(1).await;
        world.clock().advance(took_ms);
        gate.release_all();
        world.end(id).await;
    }
    let found = world.notifications().await;
    let [Notification::Search(ended)] = found.as_slice() else {
        panic!("one of the two was slow: {found:?}")
    };
    assert_eq!(ended.search.query.text, "호주");
}

#[tokio::test]
async fn a_muted_room_is_counted_and_not_notified() {
    let world = World::new().await;
    let room = world.room_id().await;
    world.engine.set_room(room, false, true).await.unwrap();
    world.find("토지").await;
    assert_eq!(world.room_in_list().await.unseen_count, 1);
    world.engine.set_room(room, false, false).await.unwrap();
    let told = world.find("데미안").await;
    assert_eq!(world.told().await, [told.id]);
}

#[tokio::test]
async fn what_ends_in_quiet_hours_is_notified_after_them() {
    let world = in_seoul().await;
    set(&world, quiet).await;
    let search = world.find("토지").await;
    assert_eq!(world.told().await, [search.id]);
    let waited_ms = world.clock().now_ms() - BEGINNING_MS;
    assert_eq!(waited_ms, 3_600_000, "at six");
}

#[tokio::test]
async fn what_was_seen_in_quiet_hours_is_no_news_after_them() {
    let world = in_seoul().await;
    set(&world, quiet).await;
    set(&world, |settings| settings.notify = NotifyRule::Always).await;
    let room = world.room_id().await;
    world.engine.set_view(Some(room), true);
    world.find("토지").await;
    world.engine.set_view(None, false);
    world.find("호주").await;
    world.engine.mark_seen(room).await.unwrap();
    let unseen = world.find("데미안").await;
    assert_eq!(world.told().await, [unseen.id]);
}

#[tokio::test]
async fn no_quiet_hours_any_more_is_heard_at_once() {
    let world = in_seoul().await;
    set(&world, quiet).await;
    let search = world.find("토지").await;
    set(&world, |settings| settings.quiet_from = None).await;
    let settings = world.engine.settings().await.unwrap();
    assert_eq!(settings.quiet_until, None);
    assert_eq!(world.told().await, [search.id]);
    assert!(world.clock().now_ms() < BEGINNING_MS + 3_600_000);
}

#[tokio::test]
async fn what_waits_in_quiet_hours_can_still_be_declined() {
    let world = in_seoul().await;
    set(&world, quiet).await;
    let room = world.room_id().await;
    world.find("토지").await;
    world.engine.set_room(room, false, true).await.unwrap();
    world.engine.set_room(room, false, false).await.unwrap();
    world.find("호주").await;
    set(&world, |settings| settings.notify = NotifyRule::Never).await;
    set(&world, |settings| settings.notify = NotifyRule::Unseen).await;
    let told = world.find("데미안").await;
    assert_eq!(world.told().await, [told.id]);
}

#[tokio::test]
async fn no_more_is_asked_at_once_than_is_set() {
    let world = World::new().await;
    set(&world, |settings| settings.in_flight = 2).await;
    let gate = world.practice().gate();
    gate.hold(Kind::Copies);
    let id = world.ask("토지").await;
    gate.wait_held(2).await;
    gate.release(3);
    world.until(id, |search| search.checked_count == 3).await;
    gate.wait_held(2).await;
    assert_eq!(world.practice().max_in_flight(), 2);
    set(&world, |settings| settings.in_flight = 4).await;
    gate.wait_held(4).await;
    gate.release_all();
    world.end(id).await;
    assert_eq!(world.practice().max_in_flight(), 4, "at once, and no more");
}
