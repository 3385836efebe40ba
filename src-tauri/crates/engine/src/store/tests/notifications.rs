use super::fixture::Store;
use crate::id::{MessageId, SearchId};
use crate::store::{messages, notifications};
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

async fn unshown(store: &mut Store) -> Vec<i64> {
    let found = notifications::unshown(store).await.unwrap();
    found.iter().map(|found| found.search.id).collect()
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
    let found = notifications::unshown(&mut store).await.unwrap();
    assert_eq!(found[0].search, store.view(second).await);
    assert_eq!(found[0].target, target);
    assert_eq!(unshown(&mut store).await, [second.0, first.0]);
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
    let target = notifications::target(&mut store, search).await.unwrap();
    assert_eq!(target, Some(expected));
    let nowhere = store.search("터미널").await;
    for search in [nowhere, SearchId(99)] {
        let target = notifications::target(&mut store, search).await.unwrap();
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
    notifications::put_alert(&mut store, id, 30).await.unwrap();
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
