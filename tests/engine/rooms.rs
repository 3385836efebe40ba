//! A room as a whole: its draft and place, looking into it, emptying it, leaving it, deleting everything.

use engine::wire::{Change, SearchState};
use engine::{Error, RoomId, SearchId};
use practice::Kind;
use support::library::{World, in_time};
use tokio::sync::broadcast::Receiver;

const NOWHERE: RoomId = RoomId(99);

/// The next change that says a room was emptied or left.
async fn cleared(changes: &mut Receiver<Change>) -> (i64, bool) {
    let heard = async {
        loop {
            let change = changes.recv().await.unwrap();
            if let Change::Cleared { room_id, room } = change {
                return (room_id, room.is_some());
            }
        }
    };
    in_time("a room is told to be empty", heard).await
}

#[tokio::test]
async fn a_draft_and_a_place_are_kept_and_told() {
    let world = World::new().await;
    let room = world.room_id().await;
    let mut changes = world.engine.changes();
    world.engine.set_draft(room, "쓰다 만").await.unwrap();
    world.engine.set_room(room, true, true).await.unwrap();
    let seen = world.room_in_list().await;
    assert_eq!(seen.draft, "쓰다 만");
    assert!(seen.is_pinned && seen.is_muted);
    changes.recv().await.unwrap();
    let told = changes.recv().await.unwrap();
    assert_eq!(told, Change::Room { room: seen });
    for refused in [
        world.engine.set_draft(NOWHERE, "").await,
        world.engine.set_room(NOWHERE, true, true).await,
    ] {
        assert!(matches!(refused, Err(Error::NotFound("room"))));
    }
}

#[tokio::test]
async fn a_text_is_found_where_it_was_said_and_where_it_was_found() {
    let world = World::new().await;
    let room = world.room_id().await;
    let sent = world.send("토지").await;
    world.end(SearchId(sent.searches[0].id)).await;
    let find = async |text: &str| {
        let found = world.engine.find_messages(room, text).await.unwrap();
        found.into_iter().map(|id| id.0).collect::<Vec<_>>()
    };
    let (question, card) = (sent.messages[0].id, sent.messages[1].id);
    assert_eq!(find(" 토지 ").await, [card, question], "newest first");
    let hits = world.hits(SearchId(1)).await;
    let by_title = find(&hits[0].title).await;
    assert!(by_title.contains(&card), "the title of a book it shows");
    assert!(find("  ").await.is_empty() && find("%").await.is_empty());
}

#[tokio::test]
async fn an_emptied_room_has_nothing_left_and_nothing_under_way() {
    let world = World::new().await;
    let room = world.room_id().await;
    world.find("데미안").await;
    let gate = world.practice().gate();
    gate.hold(Kind::Copies);
    let listed = world.ask("토지").await;
    gate.wait_held(1).await;
    gate.hold(Kind::List);
    world.ask("호주").await;
    let mut changes = world.engine.changes();
    world.engine.clear_room(room).await.unwrap();
    gate.release_all();
    assert_eq!(cleared(&mut changes).await, (room.0, true));
    let view = world.engine.open_room(room, None).await.unwrap();
    assert!(view.messages.is_empty() && view.searches.is_empty());
    assert!(world.engine.search(listed).await.is_err());
    let work = world.engine.queue_view().await.unwrap();
    assert!(work.searches.is_empty() && work.ended.is_empty());
    let again = world.find("토지").await;
    assert_eq!(again.state, SearchState::Complete, "it goes on as ever");
}

#[tokio::test]
async fn copies_that_came_into_view_are_taken_back_too() {
    let world = World::new().await;
    let room = world.room_id().await;
    let id = world.ask("토지").await;
    world.end(id).await;
    let gate = world.practice().gate();
    gate.hold(Kind::Copies);
    let more = world.hit_ids(id, 10..24).await;
    world.engine.check_copies(id, more).await.unwrap();
    gate.wait_held(6).await;
    world.engine.clear_room(room).await.unwrap();
    gate.release_all();
    let work = world.engine.queue_view().await.unwrap();
    let waiting: u32 = work.libraries.iter().map(|jobs| jobs.waiting).sum();
    assert_eq!(waiting, 0, "{work:?}");
    let other = world.find("데미안").await;
    assert_eq!(other.state, SearchState::Complete);
}

#[tokio::test]
async fn a_room_that_was_left_begins_anew() {
    let world = World::new().await;
    let room = world.room_id().await;
    world.find("토지").await;
    let mut changes = world.engine.changes();
    world.engine.leave_room(room).await.unwrap();
    assert_eq!(cleared(&mut changes).await, (room.0, false));
    assert!(world.engine.rooms().await.unwrap().is_empty());
    let anew = world.room().await;
    assert_eq!(anew.messages.len(), 1, "it is greeted again");
    assert_ne!(anew.room.id, room.0);
}

#[tokio::test]
async fn all_data_goes_and_what_is_saved_stays() {
    let world = World::new().await;
    let id = world.ask("토지").await;
    world.end(id).await;
    let cid = world.hits(id).await[0].cid.clone();
    let engine = &world.engine;
    engine.set_book_saved("practice", &cid, true).await.unwrap();
    let gate = world.practice().gate();
    gate.hold(Kind::List);
    world.ask("호주").await;
    let options = engine::SearchOptions::default();
    let inquired = world.inquire("practice", "데미안", options).await;
    gate.wait_held(1).await;
    let mut changes = engine.changes();
    engine.clear_data().await.unwrap();
    gate.release_all();
    assert!(!cleared(&mut changes).await.1);
    assert!(engine.rooms().await.unwrap().is_empty());
    assert!(engine.search(inquired).await.is_err());
    let saved = engine.saved().await.unwrap();
    assert_eq!(saved.books[0].cid, cid);
    assert!(!saved.books[0].copies.is_empty(), "with its copies");
    let again = world.find("토지").await;
    assert_eq!(again.state, SearchState::Complete);
    assert_eq!(again.kept_from_ms, None, "no answer was kept");
}

#[tokio::test]
async fn what_has_ended_is_listed_until_it_is_cleared() {
    let world = World::new().await;
    let first = world.find("토지").await;
    world.clock().advance(10);
    let second = world.find("데미안").await;
    let ended = async || {
        let work = world.engine.queue_view().await.unwrap();
        work.ended
            .iter()
            .map(|search| search.id)
            .collect::<Vec<_>>()
    };
    assert_eq!(ended().await, [second.id, first.id]);
    let mut changes = world.engine.changes();
    world.engine.clear_ended().await.unwrap();
    let told = async { while changes.recv().await.unwrap() != Change::EndedCleared {} };
    in_time("the list is told to be cleared", told).await;
    assert!(ended().await.is_empty());
    world.clock().advance(10);
    let third = world.find("호주").await;
    assert_eq!(ended().await, [third.id]);
    let room = world.room_id().await;
    let view = world.engine.open_room(room, None).await.unwrap();
    assert_eq!(view.searches.len(), 3, "nothing was deleted");
}

#[tokio::test]
async fn only_the_websites_of_libraries_can_be_opened() {
    let world = World::new().await;
    let libraries = world.engine.libraries();
    let mut count = 0;
    for library in &libraries {
        let home = world.engine.home(&library.id);
        if let (Some(url), true) = (&library.home_url, library.id != "practice") {
            assert_eq!(home.unwrap().as_str(), url);
            count += 1;
        } else {
            assert!(matches!(home, Err(Error::NotFound(_))), "{}", library.id);
        }
    }
    assert!(count > 0, "some library has a website");
    for none in ["practice", engine::EVERYONE, "nowhere"] {
        let home = world.engine.home(none);
        assert!(matches!(home, Err(Error::NotFound(_))), "{none}");
    }
}
