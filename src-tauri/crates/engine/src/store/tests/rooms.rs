use super::fixture::{LIBRARY, Store};
use crate::id::{MessageId, RoomId, SearchId};
use crate::store::{messages, notifications, rooms};
use crate::wire::{Author, MessageBody, Place, SearchState};

async fn view(store: &mut Store, id: RoomId) -> crate::wire::Room {
    rooms::view(store, id, 0).await.unwrap().unwrap()
}

async fn show(store: &mut Store, room: RoomId, SearchId(search_id): SearchId, at_ms: i64) {
    let card = MessageBody::Search { search_id };
    messages::insert(store, room, Author::Library, card, at_ms)
        .await
        .unwrap();
}

#[tokio::test]
async fn ensure_makes_one_room_for_a_library() {
    let mut store = Store::new().await;
    let (id, is_new) = rooms::ensure(&mut store, "ut", 5).await.unwrap();
    assert!(is_new, "a new room is greeted");
    let again = rooms::ensure(&mut store, "ut", 9).await.unwrap();
    assert_eq!(again, (id, false), "a known room is not greeted again");
    let (other, _) = rooms::ensure(&mut store, "sejong", 9).await.unwrap();
    assert_ne!(id, other);
}

#[tokio::test]
async fn library_id_names_the_library_of_a_room() {
    let mut store = Store::new().await;
    let room = store.room().await;
    let library = rooms::library_id(&mut store, room).await.unwrap();
    assert_eq!(library.as_deref(), Some(LIBRARY));
    let none = rooms::library_id(&mut store, RoomId(99)).await.unwrap();
    assert_eq!(none, None);
}

#[tokio::test]
async fn view_shows_what_was_said_last() {
    let mut store = Store::new().await;
    let room = store.room().await;
    let new = view(&mut store, room).await;
    assert_eq!(new.last_message, None);
    assert_eq!(new.active_at_ms, 1, "a silent room was active when made");
    let search = store.search_in(room, "소년이 온다").await;
    show(&mut store, room, search, 20).await;
    let asked = view(&mut store, room).await;
    assert_eq!(asked.last_search.unwrap().id, search.0);
    assert_eq!(asked.active_at_ms, 20);
    messages::insert(&mut store, room, Author::Library, MessageBody::Guide, 30)
        .await
        .unwrap();
    let guided = view(&mut store, room).await;
    assert_eq!(guided.last_message.unwrap().body, MessageBody::Guide);
    assert_eq!(guided.last_search, None, "the last line shows no search");
    let none = rooms::view(&mut store, RoomId(99), 0).await.unwrap();
    assert_eq!(none, None);
}

#[tokio::test]
async fn view_counts_what_ended_while_nobody_looked() {
    let mut store = Store::new().await;
    let room = store.room().await;
    for (text, state) in [
        ("하나", SearchState::Complete),
        ("둘", SearchState::Partial),
        ("셋", SearchState::Failed),
        ("넷", SearchState::Cancelled),
    ] {
        let search = store.search_in(room, text).await;
        store.end(search, state, 70).await;
    }
    store.search_in(room, "아직").await;
    let elsewhere = store.search("다른 곳").await;
    store.end(elsewhere, SearchState::Complete, 90).await;
    let room = view(&mut store, room).await;
    assert_eq!(
        room.unseen_count, 3,
        "not what the person stopped, what goes on, or what no room asked"
    );
    assert_eq!(room.active_at_ms, 70, "an end is activity of its room only");
}

#[tokio::test]
async fn list_puts_the_last_active_room_first() {
    let mut store = Store::new().await;
    let (early, _) = rooms::ensure(&mut store, "ut", 5).await.unwrap();
    let (late, _) = rooms::ensure(&mut store, "korea", 6).await.unwrap();
    let (spoken, _) = rooms::ensure(&mut store, "yonsei", 4).await.unwrap();
    messages::insert(&mut store, spoken, Author::Me, MessageBody::Guide, 50)
        .await
        .unwrap();
    let rooms = rooms::list(&mut store, 0).await.unwrap();
    let ids: Vec<i64> = rooms.iter().map(|room| room.id).collect();
    assert_eq!(ids, [spoken.0, late.0, early.0]);
}

#[tokio::test]
async fn mark_seen_clears_the_count_of_one_room() {
    let mut store = Store::new().await;
    let room = store.room().await;
    let (other, _) = rooms::ensure(&mut store, "ut", 5).await.unwrap();
    for (room, text) in [(room, "하나"), (other, "둘")] {
        let search = store.search_in(room, text).await;
        store.end(search, SearchState::Complete, 70).await;
    }
    let running = store.search_in(room, "아직").await;
    assert!(rooms::mark_seen(&mut store, room, 80).await.unwrap());
    assert_eq!(view(&mut store, room).await.unseen_count, 0);
    assert_eq!(view(&mut store, other).await.unseen_count, 1);
    assert!(
        !rooms::mark_seen(&mut store, room, 81).await.unwrap(),
        "nothing changed, so nobody is to be told"
    );
    store.end(running, SearchState::Complete, 90).await;
    let unseen = view(&mut store, room).await.unseen_count;
    assert_eq!(unseen, 1, "a search cannot be seen before its end");
}

#[tokio::test]
async fn set_draft_and_set_place_change_one_room() {
    let mut store = Store::new().await;
    let room = store.room().await;
    let (other, _) = rooms::ensure(&mut store, "ut", 5).await.unwrap();
    assert!(rooms::set_draft(&mut store, room, "쓰다 만").await.unwrap());
    assert!(
        rooms::set_place(&mut store, room, true, false)
            .await
            .unwrap()
    );
    let seen = view(&mut store, room).await;
    assert_eq!(seen.draft, "쓰다 만");
    assert_eq!((seen.is_pinned, seen.is_muted), (true, false));
    let untouched = view(&mut store, other).await;
    assert_eq!(untouched.draft, "");
    assert_eq!((untouched.is_pinned, untouched.is_muted), (false, false));
    let nowhere = RoomId(99);
    assert!(!rooms::set_draft(&mut store, nowhere, "").await.unwrap());
    assert!(
        !rooms::set_place(&mut store, nowhere, true, true)
            .await
            .unwrap()
    );
}

#[tokio::test]
async fn is_muted_is_what_was_set() {
    let mut store = Store::new().await;
    let room = store.room().await;
    assert!(!rooms::is_muted(&mut store, room).await.unwrap());
    rooms::set_place(&mut store, room, false, true)
        .await
        .unwrap();
    assert!(rooms::is_muted(&mut store, room).await.unwrap());
    assert!(!rooms::is_muted(&mut store, RoomId(99)).await.unwrap());
}

#[tokio::test]
async fn ids_are_those_of_every_room() {
    let mut store = Store::new().await;
    let room = store.room().await;
    let (other, _) = rooms::ensure(&mut store, "ut", 5).await.unwrap();
    assert_eq!(rooms::ids(&mut store).await.unwrap(), [room, other]);
}

#[tokio::test]
async fn leave_at_keeps_the_place_for_a_day_and_as_long_as_its_message() {
    const DAY_MS: i64 = 86_400_000;
    let mut store = Store::new().await;
    let room = store.room().await;
    let (other, _) = rooms::ensure(&mut store, "ut", 5).await.unwrap();
    let said = messages::insert(&mut store, room, Author::Me, MessageBody::Guide, 50);
    let message_id = said.await.unwrap().id;
    let place = Place {
        message_id,
        above_px: -7,
    };
    let left = rooms::leave_at(&mut store, room, Some(place), 100).await;
    assert!(left.unwrap());
    for (now_ms, expected) in [
        (100, Some(place)),
        (100 + DAY_MS - 1, Some(place)),
        (100 + DAY_MS, None),
        (99, None),
    ] {
        let seen = rooms::view(&mut store, room, now_ms).await.unwrap();
        assert_eq!(seen.unwrap().place, expected, "at {now_ms}");
    }
    let elsewhere = rooms::leave_at(&mut store, other, Some(place), 100).await;
    assert!(elsewhere.unwrap());
    let seen = rooms::view(&mut store, other, 100).await.unwrap().unwrap();
    assert_eq!(seen.place, None, "a message of another room is no place");
    crate::store::clearing::empty_room(&mut store, room)
        .await
        .unwrap();
    let emptied = rooms::view(&mut store, room, 100).await.unwrap().unwrap();
    assert_eq!(emptied.place, None, "it goes with its message");
    assert!(
        !rooms::leave_at(&mut store, RoomId(99), None, 100)
            .await
            .unwrap()
    );
}

#[tokio::test]
async fn an_alert_is_unseen_until_its_room_is_marked() {
    let mut store = Store::new().await;
    let room = store.room().await;
    let (other, _) = rooms::ensure(&mut store, "alerts", 5).await.unwrap();
    for _ in 0..2 {
        let said = messages::insert(&mut store, other, Author::Library, MessageBody::Guide, 50);
        let id = MessageId(said.await.unwrap().id);
        notifications::put_alert(&mut store, id, false, 50)
            .await
            .unwrap();
    }
    let mut unseen = Vec::new();
    for marked in [room, other] {
        for id in [room, other] {
            let view = rooms::view(&mut store, id, 60).await.unwrap().unwrap();
            unseen.push(view.unseen_count);
        }
        let has_changed = rooms::mark_seen(&mut store, marked, 60).await.unwrap();
        assert_eq!(has_changed, marked == other);
    }
    assert_eq!(unseen, [0, 2, 0, 2]);
    let view = rooms::view(&mut store, other, 60).await.unwrap().unwrap();
    assert_eq!(view.unseen_count, 0);
    assert!(!rooms::mark_seen(&mut store, other, 61).await.unwrap());
}

#[tokio::test]
async fn of_library_finds_its_room_and_makes_none() {
    let mut store = Store::new().await;
    assert_eq!(rooms::of_library(&mut store, "ut").await.unwrap(), None);
    let (room, _) = rooms::ensure(&mut store, "ut", 5).await.unwrap();
    assert_eq!(
        rooms::of_library(&mut store, "ut").await.unwrap(),
        Some(room)
    );
}
