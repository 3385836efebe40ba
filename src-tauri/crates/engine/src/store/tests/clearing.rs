use super::fixture::{LIBRARY, Store};
use crate::id::{RoomId, SearchId};
use crate::store::{clearing, messages, rooms, saved, searches};
use crate::wire::{Author, MessageBody, SearchState};

async fn show(store: &mut Store, room: RoomId, SearchId(search_id): SearchId) {
    let card = MessageBody::Search { search_id };
    messages::insert(store, room, Author::Library, card, 20)
        .await
        .unwrap();
}

async fn count(store: &mut Store, table: &str) -> u32 {
    let sql = sqlx::AssertSqlSafe(format!("SELECT count(*) FROM {table}"));
    sqlx::query_scalar(sql)
        .fetch_one(&mut **store)
        .await
        .unwrap()
}

#[tokio::test]
async fn busy_is_what_may_have_jobs() {
    let mut store = Store::new().await;
    let room = store.room().await;
    let live = store.search_in(room, "아직").await;
    let ended = store.search_in(room, "하나").await;
    store.end(ended, SearchState::Complete, 50).await;
    let viewed = store.search_with("둘", &["A"]).await;
    sqlx::query(
        "INSERT INTO batch(id, opened_at_ms) VALUES (7, 1);
         INSERT INTO search_batch(batch_id, search_id, purpose) VALUES (7, ?, 'view')",
    )
    .bind(viewed)
    .execute(&mut *store)
    .await
    .unwrap();
    store.end(viewed, SearchState::Complete, 50).await;
    let in_room = clearing::busy(&mut store, Some(room)).await.unwrap();
    assert_eq!(in_room, [live]);
    let everywhere = clearing::busy(&mut store, None).await.unwrap();
    assert_eq!(everywhere, [live, viewed]);
}

#[tokio::test]
async fn empty_room_takes_messages_and_searches_of_one_room() {
    let mut store = Store::new().await;
    let room = store.room().await;
    let (other, _) = rooms::ensure(&mut store, "ut", 5).await.unwrap();
    for (room, text) in [(room, "하나"), (other, "둘")] {
        let search = store.search_in(room, text).await;
        show(&mut store, room, search).await;
    }
    clearing::empty_room(&mut store, room).await.unwrap();
    let lines = messages::page(&mut store, room, None, 9).await.unwrap();
    assert!(lines.is_empty());
    let left = searches::unfinished(&mut store).await.unwrap();
    assert_eq!(left.len(), 1);
    assert_eq!(store.view(left[0]).await.room_id, Some(other.0));
    let view = rooms::view(&mut store, room, 0).await.unwrap().unwrap();
    assert_eq!((view.last_message, view.unseen_count), (None, 0));
}

#[tokio::test]
async fn remove_room_takes_it_off_the_list() {
    let mut store = Store::new().await;
    let room = store.room().await;
    let (other, _) = rooms::ensure(&mut store, "ut", 5).await.unwrap();
    clearing::remove_room(&mut store, room).await.unwrap();
    assert_eq!(rooms::ids(&mut store).await.unwrap(), [other]);
}

#[tokio::test]
async fn remove_all_leaves_what_is_kept() {
    let mut store = Store::new().await;
    let room = store.room().await;
    let search = store.search_in(room, "하나").await;
    show(&mut store, room, search).await;
    store.search_with("터미널", &["A", "B"]).await;
    saved::add_book(&mut store, LIBRARY, "B", 80).await.unwrap();
    saved::add_search(&mut store, LIBRARY, "토지", 80)
        .await
        .unwrap();
    clearing::remove_all(&mut store).await.unwrap();
    for table in ["room", "message", "search", "hit"] {
        assert_eq!(count(&mut store, table).await, 0, "{table}");
    }
    assert_eq!(count(&mut store, "book").await, 1, "the one that is kept");
    let kept = saved::all(&mut store).await.unwrap();
    assert_eq!((kept.books.len(), kept.searches.len()), (1, 1));
}
