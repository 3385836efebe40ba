//! What the desktop is told of, what is marked as unseen, and what not.

use engine::wire::{Change, Search, SearchState, Target};
use engine::{Ended, Notification, SearchId, SearchOptions};
use practice::{Fault, Kind, What};
use support::library::{Stop, World, in_time};

/// How the end of a search that nobody saw is told.
fn ended(search: &Search) -> Ended {
    Ended {
        search: search.clone(),
        target: Target {
            room_id: search.room_id.unwrap(),
            message_id: search.message_id.unwrap(),
        },
        of_everyone: false,
        is_seen: false,
    }
}

/// A search that takes this long by the clock.
async fn slow(world: &World, text: &str, ms: i64) -> SearchId {
    let gate = world.practice().gate();
    gate.hold(Kind::List);
    let id = world.ask(text).await;
    gate.wait_held(1).await;
    world.clock().advance(ms);
    gate.release_all();
    world.end(id).await;
    id
}

#[tokio::test]
async fn a_search_that_ends_out_of_view_is_notified_once() {
    let world = World::new().await;
    let sent = world.send("토지").await;
    let id = SearchId(sent.searches[0].id);
    let end = world.end(id).await;
    let found = world.show().await;
    let [Notification::Search(ended)] = found.as_slice() else {
        panic!("one: {found:?}")
    };
    assert_eq!(ended.search, end, "with the search as it ended");
    assert_eq!(
        (ended.target.room_id, Some(ended.target.message_id)),
        (world.room_id().await.0, end.message_id),
        "a click opens its card"
    );
    assert_eq!(ended.target.message_id, sent.messages[1].id);
    assert!(!ended.of_everyone && !ended.is_seen);
    world.clock().advance(10_000);
    let other = world.find("호주").await;
    assert_eq!(
        world.told().await,
        [other.id],
        "what was shown does not come again"
    );
}

#[tokio::test]
async fn a_quick_search_in_view_is_not_notified() {
    let world = World::new().await;
    let room = world.room_id().await;
    world.engine.set_view(Some(room), true);
    world.find("토지").await;
    slow(&world, "호주", 4_900).await;
    world.engine.set_view(None, true);
    let away = world.find("파이썬").await;
    assert_eq!(
        world.told().await,
        [away.id],
        "only what ended while nobody looked"
    );
}

#[tokio::test]
async fn a_slow_search_is_notified_even_in_view() {
    let world = World::new().await;
    let room = world.room_id().await;
    world.engine.set_view(Some(room), true);
    let id = slow(&world, "토지", 5_000).await;
    assert_eq!(world.told().await, [id.0]);
}

#[tokio::test]
async fn an_end_that_was_seen_and_not_told_at_once_is_not_told_hours_later() {
    let world = World::new().await;
    let room = world.room_id().await;
    world.engine.set_view(Some(room), true);
    // Nobody can show it: no desktop is there yet.
    slow(&world, "토지", 5_000).await;
    world.engine.set_view(None, true);
    world.clock().advance(10_001);
    let away = world.find("호주").await;
    assert_eq!(world.told().await, [away.id]);
}

#[tokio::test]
async fn a_room_without_the_focus_is_not_in_view() {
    let world = World::new().await;
    let room = world.room_id().await;
    world.engine.set_view(Some(room), false);
    let search = world.find("토지").await;
    assert_eq!(world.told().await, [search.id]);
}

#[tokio::test]
async fn a_failed_search_is_notified_too_and_a_stopped_one_is_not() {
    let world = World::with(vec![Fault::new(Kind::List, What::LogIn).times(1)]).await;
    let failed = world.find("토지").await;
    assert_eq!(failed.state, SearchState::Failed);
    let gate = world.practice().gate();
    gate.hold(Kind::List);
    let stopped = world.ask("호주").await;
    gate.wait_held(1).await;
    world.clock().advance(10_000);
    world.engine.cancel_search(stopped).await.unwrap();
    gate.release_all();
    let other = world.find("파이썬").await;
    assert_eq!(
        world.told().await,
        [failed.id, other.id],
        "who stopped it knows"
    );
}

#[tokio::test]
async fn what_a_terminal_waits_for_is_not_notified() {
    let world = World::new().await;
    let gate = world.practice().gate();
    gate.hold(Kind::List);
    let id = world
        .inquire("practice", "토지", SearchOptions::default())
        .await;
    gate.wait_held(1).await;
    world.clock().advance(60_000);
    gate.release_all();
    assert_eq!(world.end(id).await.state, SearchState::Complete);
    let away = world.find("호주").await;
    assert_eq!(world.told().await, [away.id]);
    assert_eq!(
        world.room_in_list().await.unseen_count,
        1,
        "nor is it unseen in a room"
    );
}

#[tokio::test]
async fn a_search_asked_again_replaces_its_notification() {
    let world = World::with(vec![Fault::new(Kind::List, What::LogIn).times(1)]).await;
    let id = world.ask("토지").await;
    world.end(id).await;
    world.engine.retry_search(id).await.unwrap();
    let end = world.end(id).await;
    assert_eq!(world.show().await, [Notification::Search(ended(&end))]);
    world.engine.retry_search(id).await.unwrap();
    let again = world.end(id).await;
    assert!(again.version > end.version);
    assert_eq!(
        world.notifications().await,
        [Notification::Search(ended(&again))],
        "its new end is news again, and there is one of it"
    );
}

#[tokio::test]
async fn a_notification_that_was_not_shown_is_shown_at_the_next_start() {
    let world = World::new().await;
    let id = world.ask("토지").await;
    world.end(id).await;
    let world = world.stop(Stop::Drop).await.start().await;
    assert_eq!(world.told().await, [id.0], "twice rather than never");
    world.show().await;
    let world = world.stop(Stop::Drop).await.start().await;
    world.clock().advance(10_000);
    let other = world.find("호주").await;
    assert_eq!(world.told().await, [other.id]);
}

#[tokio::test]
async fn unseen_searches_are_counted_until_the_room_was_seen() {
    let world = World::new().await;
    let room = world.room_id().await;
    world.find("토지").await;
    world.find("호주").await;
    assert_eq!(world.room_in_list().await.unseen_count, 2);
    let mut changes = world.engine.changes();
    world.engine.mark_seen(room).await.unwrap();
    assert_eq!(world.room_in_list().await.unseen_count, 0);
    let told = in_time("the room is told", changes.recv()).await.unwrap();
    assert!(
        matches!(&told, Change::Room { room } if room.unseen_count == 0),
        "{told:?}"
    );

    world.engine.set_view(Some(room), true);
    world.find("파이썬").await;
    assert_eq!(
        world.room_in_list().await.unseen_count,
        0,
        "what ends in view is seen"
    );
    world.engine.set_view(None, false);
    let gate = world.practice().gate();
    gate.hold(Kind::List);
    let id = world.ask("데미안").await;
    gate.wait_held(1).await;
    world.engine.cancel_search(id).await.unwrap();
    assert_eq!(
        world.room_in_list().await.unseen_count,
        0,
        "who stopped it has seen it"
    );
}
