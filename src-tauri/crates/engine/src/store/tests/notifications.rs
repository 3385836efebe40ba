use super::fixture::Store;
use crate::id::{MessageId, SearchId};
use crate::store::notifications::ends;
use crate::store::{messages, notifications, rooms, searches};
use crate::wire::{Author, MessageBody, SearchState, Target};

/// An ended search with its card, and what a click on its notification opens.
async fn answered(store: &mut Store, text: &str) -> (SearchId, Target) {
    let room = store.room().await;
    let search = store.search_in(room, text).await;
    let card = MessageBody::Search {
        search_id: search.0,
    };
    let message = messages::insert(store, room, Author::Library, card, 20)
        .await
        .unwrap();
    store.end(search, SearchState::Complete, 30).await;
    let target = Target {
        room_id: room.0,
        message_id: message.id,
    };
    (search, target)
}

/// Those not shown yet, in order.
async fn unshown(store: &mut Store) -> Vec<i64> {
    let found = notifications::ends(store).await.unwrap();
    let new = found.iter().filter(|row| row.shown_at_ms.is_none());
    new.map(|row| row.news.search.id).collect()
}

#[tokio::test]
async fn put_asks_to_tell_an_end_and_a_later_one_again() {
    let mut store = Store::new().await;
    let (search, _) = answered(&mut store, "하나").await;
    notifications::put(&mut store, search, 30).await.unwrap();
    notifications::shown(&mut store, search, 30, 31)
        .await
        .unwrap();
    assert!(unshown(&mut store).await.is_empty());
    notifications::put(&mut store, search, 40).await.unwrap();
    assert_eq!(
        unshown(&mut store).await,
        [search.0],
        "asked again, it ended again"
    );
}

#[tokio::test]
async fn unshown_is_in_order_and_leads_to_the_card() {
    let mut store = Store::new().await;
    let (first, _) = answered(&mut store, "하나").await;
    let (second, target) = answered(&mut store, "둘").await;
    notifications::put(&mut store, first, 50).await.unwrap();
    notifications::put(&mut store, second, 40).await.unwrap();
    let found = notifications::ends(&mut store).await.unwrap();
    assert_eq!(found[0].news.search, store.view(second).await);
    assert_eq!(found[0].news.target, target);
    assert!(!found[0].news.of_everyone);
    assert_eq!(unshown(&mut store).await, [second.0, first.0]);
}

#[tokio::test]
async fn ends_bring_along_what_was_shown_shortly_before() {
    const LONG_AGO_MS: i64 = 100_000;
    let mut store = Store::new().await;
    let (old, _) = answered(&mut store, "오래전").await;
    let (seen, target) = answered(&mut store, "본 것").await;
    rooms::mark_seen(&mut store, crate::id::RoomId(target.room_id), 35)
        .await
        .unwrap();
    let (told, _) = answered(&mut store, "알린 것").await;
    let (again, _) = answered(&mut store, "다시").await;
    for (search, at_ms) in [
        (old, LONG_AGO_MS),
        (seen, LONG_AGO_MS + 1),
        (told, LONG_AGO_MS + 2),
        (again, LONG_AGO_MS + 3),
    ] {
        notifications::put(&mut store, search, 30).await.unwrap();
        notifications::shown(&mut store, search, 30, at_ms)
            .await
            .unwrap();
    }
    searches::reopen(&mut store, again, SearchState::Waiting, 50)
        .await
        .unwrap();
    let none = notifications::ends(&mut store).await.unwrap();
    assert_eq!(none, [], "nothing is new");
    let (new, _) = answered(&mut store, "새것").await;
    let now_ms = LONG_AGO_MS + 10_000;
    notifications::put(&mut store, new, now_ms).await.unwrap();
    let found = notifications::ends(&mut store).await.unwrap();
    let found: Vec<_> = found
        .into_iter()
        .map(|row| (row.news.search.id, row.shown_at_ms, row.is_seen))
        .collect();
    let expected = [
        (new.0, None, false),
        (seen.0, Some(LONG_AGO_MS + 1), true),
        (told.0, Some(LONG_AGO_MS + 2), false),
        (again.0, Some(LONG_AGO_MS + 3), true),
    ];
    assert_eq!(found, expected, "without what was shown ten seconds ago");
}

#[tokio::test]
async fn an_end_in_the_room_of_all_friends_says_so() {
    let mut store = Store::new().await;
    let (room, _) = rooms::ensure(&mut store, crate::EVERYONE, 1).await.unwrap();
    let search = store.search_in(room, "하나").await;
    let card = MessageBody::Search {
        search_id: search.0,
    };
    messages::insert(&mut store, room, Author::Library, card, 20)
        .await
        .unwrap();
    store.end(search, SearchState::Complete, 30).await;
    notifications::put(&mut store, search, 30).await.unwrap();
    let found = notifications::ends(&mut store).await.unwrap();
    assert!(found[0].news.of_everyone);
}

#[tokio::test]
async fn unseen_ends_and_latest_ends_leave_out_what_was_stopped_or_has_no_room() {
    let mut store = Store::new().await;
    let (first, target) = answered(&mut store, "하나").await;
    rooms::mark_seen(&mut store, crate::id::RoomId(target.room_id), 35)
        .await
        .unwrap();
    let (second, _) = answered(&mut store, "둘").await;
    let stopped = store
        .search_in(crate::id::RoomId(target.room_id), "셋")
        .await;
    store.end(stopped, SearchState::Cancelled, 50).await;
    let elsewhere = store.search("넷").await;
    store.end(elsewhere, SearchState::Complete, 60).await;
    assert_eq!(notifications::unseen_ends(&mut store).await.unwrap(), 1);
    let unseen = notifications::unseen_end(&mut store).await.unwrap();
    let card = ends::target(&mut store, second).await.unwrap();
    assert!(card.is_some() && unseen == card, "{unseen:?}");
    let latest = notifications::latest_ends(&mut store, 5).await.unwrap();
    let latest: Vec<_> = latest
        .iter()
        .map(|ended| (ended.search.id, ended.is_seen))
        .collect();
    assert_eq!(latest.len(), 2);
    assert!(latest.contains(&(first.0, true)) && latest.contains(&(second.0, false)));
    let one = notifications::latest_ends(&mut store, 1).await.unwrap();
    assert_eq!(one.len(), 1);
}

#[tokio::test]
async fn unshown_passes_over_what_has_no_place_to_open() {
    let mut store = Store::new().await;
    let nowhere = store.search("터미널").await;
    store.end(nowhere, SearchState::Complete, 30).await;
    notifications::put(&mut store, nowhere, 30).await.unwrap();
    assert!(unshown(&mut store).await.is_empty());
}

#[tokio::test]
async fn target_is_the_room_and_the_card() {
    let mut store = Store::new().await;
    let (search, expected) = answered(&mut store, "하나").await;
    let target = ends::target(&mut store, search).await.unwrap();
    assert_eq!(target, Some(expected));
    let nowhere = store.search("터미널").await;
    for search in [nowhere, SearchId(99)] {
        let target = ends::target(&mut store, search).await.unwrap();
        assert_eq!(target, None);
    }
}

#[tokio::test]
async fn shown_takes_one_notification_away() {
    let mut store = Store::new().await;
    let (first, _) = answered(&mut store, "하나").await;
    let (second, _) = answered(&mut store, "둘").await;
    notifications::put(&mut store, first, 40).await.unwrap();
    notifications::put(&mut store, second, 50).await.unwrap();
    notifications::shown(&mut store, first, 40, 60)
        .await
        .unwrap();
    assert_eq!(unshown(&mut store).await, [second.0]);
}

#[tokio::test]
async fn shown_does_not_take_a_later_end_away() {
    let mut store = Store::new().await;
    let (search, _) = answered(&mut store, "하나").await;
    notifications::put(&mut store, search, 40).await.unwrap();
    notifications::put(&mut store, search, 50).await.unwrap();
    notifications::shown(&mut store, search, 40, 60)
        .await
        .unwrap();
    assert_eq!(
        unshown(&mut store).await,
        [search.0],
        "the end at 50 was not shown yet"
    );
}

#[tokio::test]
async fn withdraw_takes_back_only_what_was_not_shown() {
    let mut store = Store::new().await;
    let (search, _) = answered(&mut store, "하나").await;
    notifications::put(&mut store, search, 40).await.unwrap();
    notifications::withdraw(&mut store, search).await.unwrap();
    assert!(unshown(&mut store).await.is_empty(), "it goes on");
    notifications::put(&mut store, search, 50).await.unwrap();
    notifications::shown(&mut store, search, 50, 51)
        .await
        .unwrap();
    notifications::withdraw(&mut store, search).await.unwrap();
    let kept: u32 = sqlx::query_scalar("SELECT count(*) FROM notification")
        .fetch_one(&mut *store)
        .await
        .unwrap();
    assert_eq!(kept, 1, "what was shown stays known");
}

#[tokio::test]
async fn withdraw_of_room_takes_back_what_was_not_shown_there() {
    let mut store = Store::new().await;
    let (shown, target) = answered(&mut store, "하나").await;
    let (unshown_here, _) = answered(&mut store, "둘").await;
    let (other, _) = crate::store::rooms::ensure(&mut store, "ut", 5)
        .await
        .unwrap();
    for search in [shown, unshown_here] {
        notifications::put(&mut store, search, 40).await.unwrap();
    }
    notifications::shown(&mut store, shown, 40, 41)
        .await
        .unwrap();
    notifications::withdraw_of_room(&mut store, other)
        .await
        .unwrap();
    assert_eq!(unshown(&mut store).await, [unshown_here.0]);
    let room = crate::id::RoomId(target.room_id);
    notifications::withdraw_of_room(&mut store, room)
        .await
        .unwrap();
    assert!(unshown(&mut store).await.is_empty());
    let kept: Vec<SearchId> = sqlx::query_scalar("SELECT search_id FROM notification")
        .fetch_all(&mut *store)
        .await
        .unwrap();
    assert_eq!(kept, [shown], "what was shown stays known");
}

#[tokio::test]
async fn withdraw_all_takes_back_whatever_was_not_shown() {
    let mut store = Store::new().await;
    let (shown, _) = answered(&mut store, "하나").await;
    let (waiting, _) = answered(&mut store, "둘").await;
    for search in [shown, waiting] {
        notifications::put(&mut store, search, 40).await.unwrap();
    }
    notifications::shown(&mut store, shown, 40, 41)
        .await
        .unwrap();
    notifications::withdraw_all(&mut store).await.unwrap();
    let kept: Vec<SearchId> = sqlx::query_scalar("SELECT search_id FROM notification")
        .fetch_all(&mut *store)
        .await
        .unwrap();
    assert_eq!(kept, [shown]);
}

#[tokio::test]
async fn put_alert_goes_with_its_line() {
    let mut store = Store::new().await;
    let room = store.room().await;
    let said = messages::insert(&mut store, room, Author::Library, MessageBody::Guide, 20);
    let id = MessageId(said.await.unwrap().id);
    notifications::put_alert(&mut store, id, false, 30)
        .await
        .unwrap();
    let alerts = "SELECT message_id, created_at_ms FROM alert WHERE shown_at_ms IS NULL";
    let waiting: Vec<(i64, i64)> = sqlx::query_as(alerts).fetch_all(&mut *store).await.unwrap();
    assert_eq!(waiting, [(id.0, 30)]);
    sqlx::query("DELETE FROM message")
        .execute(&mut *store)
        .await
        .unwrap();
    let waiting: Vec<(i64, i64)> = sqlx::query_as(alerts).fetch_all(&mut *store).await.unwrap();
    assert!(waiting.is_empty());
}
