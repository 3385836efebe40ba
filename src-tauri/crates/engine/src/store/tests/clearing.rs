use super::fixture::{LIBRARY, Store, copy, query};
use crate::id::{MessageId, RoomId, SearchId};
use crate::options::SearchOptions;
use crate::store::watches::{self, NewWatch};
use crate::store::{books, clearing, covers, hits, messages, rooms, saved, searches};
use crate::wire::{Author, MessageBody, SearchState, Status};

async fn show(store: &mut Store, room: RoomId, SearchId(search_id): SearchId) {
    let card = MessageBody::Search { search_id };
    messages::insert(store, room, Author::Library, card, 20)
        .await
        .unwrap();
}

/// Watches a book of the library.
async fn watch(store: &mut Store, cid: &str) {
    let known = watches::known(store, LIBRARY, cid).await.unwrap();
    let new = NewWatch {
        book: &known.unwrap(),
        place: None,
        due: None,
        now_ms: 80,
        expires_at_ms: 90,
        next_at_ms: 85,
    };
    watches::begin(store, &new).await.unwrap().unwrap();
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
async fn remove_line_takes_one_line() {
    let mut store = Store::new().await;
    let room = store.room().await;
    let mut ids = Vec::new();
    for body in [MessageBody::Greeting, MessageBody::Guide] {
        let line = messages::insert(&mut store, room, Author::Library, body, 20).await;
        ids.push(MessageId(line.unwrap().id));
    }
    clearing::remove_line(&mut store, ids[0]).await.unwrap();
    assert_eq!(messages::get(&mut store, ids[0]).await.unwrap(), None);
    let left = messages::get(&mut store, ids[1]).await.unwrap().unwrap();
    assert_eq!(left.body, MessageBody::Guide);
}

#[tokio::test]
async fn remove_search_takes_its_card_and_leaves_its_questions() {
    let mut store = Store::new().await;
    let room = store.room().await;
    let search = store.search_in(room, "하나").await;
    let other = store.search_in(room, "둘").await;
    let mut questions = Vec::new();
    for SearchId(id) in [search, search, other] {
        let (text, search_id) = ("하나".to_owned(), Some(id));
        let body = MessageBody::Text { text, search_id };
        let line = messages::insert(&mut store, room, Author::Me, body, 10).await;
        questions.push(MessageId(line.unwrap().id));
    }
    for search in [search, other] {
        show(&mut store, room, search).await;
    }
    store.end(search, SearchState::Complete, 50).await;
    let left = clearing::remove_search(&mut store, search).await.unwrap();
    assert_eq!(left, questions[..2]);
    let lines = messages::page(&mut store, room, None, 9).await.unwrap();
    let bodies: Vec<MessageBody> = lines.into_iter().map(|line| line.body).collect();
    let text = |search_id: Option<i64>| MessageBody::Text {
        text: "하나".to_owned(),
        search_id,
    };
    let card = MessageBody::Search { search_id: other.0 };
    assert_eq!(bodies, [text(None), text(None), text(Some(other.0)), card]);
    assert!(searches::get(&mut store, search).await.unwrap().is_none());
    let view = rooms::view(&mut store, room, 0).await.unwrap().unwrap();
    assert_eq!(view.unseen_count, 0, "nobody missed what is gone");
}

#[tokio::test]
async fn forget_kept_leaves_what_was_said_and_answers_nothing_with_it() {
    let mut store = Store::new().await;
    let options = SearchOptions::default();
    let search = store.search_with("토지", &["A"]).await;
    searches::set_listing(&mut store, search, Some(1), 50, 60)
        .await
        .unwrap();
    store.end(search, SearchState::Complete, 70).await;
    let book = store.books(search).await[0];
    let copies = [copy("EM1", Status::Available)];
    books::set_copies(&mut store, book, &copies, 61)
        .await
        .unwrap();
    books::set_detail(&mut store, book, &[], 62).await.unwrap();
    covers::put(&mut store, "key", None, 63).await.unwrap();
    saved::add_book(&mut store, LIBRARY, "A", 64).await.unwrap();
    let source = store.source().await;
    let mut known = async |cleared_at_ms: Option<i64>| {
        if let Some(at_ms) = cleared_at_ms {
            clearing::forget_kept(&mut store, at_ms).await.unwrap();
        }
        let kept = searches::kept(&mut store, source, &query("토지"), &options).await;
        let found = hits::candidates(&mut store, search).await.unwrap()[0];
        let times = (found.copies_at_ms, found.detail_at_ms);
        (kept.unwrap().map(|kept| kept.id), times)
    };
    assert_eq!(known(None).await, (Some(search), (Some(61), Some(62))));
    assert_eq!(known(Some(59)).await, (Some(search), (Some(61), Some(62))));
    assert_eq!(known(Some(61)).await, (None, (None, Some(62))));
    assert_eq!(known(Some(62)).await, (None, (None, None)));
    assert_eq!(count(&mut store, "cover").await, 0);
    let shown = store.hits(search).await.remove(0);
    assert_eq!((shown.copies.len(), shown.copies_at_ms), (1, Some(61)));
    assert_eq!(saved::all(&mut store).await.unwrap().books.len(), 1);
    assert_eq!(store.view(search).await.as_of_ms, Some(60));
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
    store.search_with("터미널", &["A", "B", "C"]).await;
    saved::add_book(&mut store, LIBRARY, "B", 80).await.unwrap();
    saved::add_search(&mut store, LIBRARY, "토지", 80)
        .await
        .unwrap();
    watch(&mut store, "A").await;
    clearing::remove_all(&mut store, "alerts").await.unwrap();
    for table in ["room", "message", "search", "hit"] {
        assert_eq!(count(&mut store, table).await, 0, "{table}");
    }
    assert_eq!(
        count(&mut store, "book").await,
        2,
        "the one that is kept, and the one that is watched"
    );
    assert_eq!(count(&mut store, "watch").await, 1);
    let kept = saved::all(&mut store).await.unwrap();
    assert_eq!((kept.books.len(), kept.searches.len()), (1, 1));
}

#[tokio::test]
async fn a_room_that_is_hidden_comes_back_as_quiet_as_it_was() {
    let mut store = Store::new().await;
    let (room, _) = rooms::ensure(&mut store, "alerts", 1).await.unwrap();
    rooms::set_place(&mut store, room, true, true)
        .await
        .unwrap();
    for all in [false, true] {
        if all {
            clearing::remove_all(&mut store, "alerts").await.unwrap();
        } else {
            clearing::hide_room(&mut store, room).await.unwrap();
        }
        assert_eq!(rooms::ids(&mut store).await.unwrap(), []);
        let found = rooms::of_library(&mut store, "alerts").await.unwrap();
        assert_eq!(found, None);
        assert_eq!(rooms::view(&mut store, room, 5).await.unwrap(), None);
        let again = rooms::ensure(&mut store, "alerts", 9).await.unwrap();
        assert_eq!(again, (room, false));
        let view = rooms::view(&mut store, room, 9).await.unwrap().unwrap();
        assert_eq!((view.is_muted, view.is_pinned), (true, false));
    }
}
