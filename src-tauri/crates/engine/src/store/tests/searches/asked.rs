//! A question becomes a search, or finds the one that answers it.

use queue::BatchId;

use super::super::fixture::{ASKED_AT_MS, LIBRARY, PAGE_SIZE, Store, query};
use super::{all_copies, elsewhere, get};
use crate::id::SearchId;
use crate::options::SearchOptions;
use crate::store::rooms;
use crate::store::searches::{self, Kept, NewSearch, Purpose};
use crate::wire::{QueryEcho, SearchState};

#[tokio::test]
async fn insert_writes_a_waiting_search() {
    let mut store = Store::new().await;
    let room = store.room().await;
    let id = store.search_in(room, "소년이 온다, 창비, 한강").await;
    let view = store.view(id).await;
    assert_eq!(view.state, SearchState::Waiting);
    assert_eq!((view.room_id, view.message_id), (Some(room.0), None));
    assert_eq!(view.library_id, LIBRARY);
    assert_eq!(
        (view.created_at_ms, view.finished_at_ms),
        (ASKED_AT_MS, None)
    );
    let echo = QueryEcho {
        text: "소년이 온다, 창비, 한강".to_owned(),
        title: "소년이 온다".to_owned(),
        publisher: "창비".to_owned(),
        author: "한강".to_owned(),
        isbn: String::new(),
    };
    assert_eq!(view.query, echo);
}

#[tokio::test]
async fn insert_gives_a_slot_of_its_own_only_to_another_address() {
    let mut store = Store::new().await;
    let usual = store.search("하나").await;
    assert_eq!(get(&mut store, usual).await.slot, LIBRARY);
    let slow = SearchOptions {
        in_flight: Some(1),
        ..SearchOptions::default()
    };
    let slow = store.ask("셋", None, &slow).await;
    assert_eq!(
        get(&mut store, slow).await.slot,
        LIBRARY,
        "all searches together keep the library's limits"
    );
    let own = store.ask("둘", None, &elsewhere()).await;
    let slot = get(&mut store, own).await.slot;
    assert_eq!(slot, format!("{LIBRARY}#{own}"));
}

#[tokio::test]
async fn insert_refuses_a_second_unfinished_search_for_the_same() {
    let mut store = Store::new().await;
    store.search("소년이 온다").await;
    let source_id = store.source().await;
    let twin = NewSearch {
        source_id,
        room_id: None,
        text: "소년이  온다",
        query: &query("소년이  온다"),
        options: &SearchOptions::default(),
        page_size: PAGE_SIZE,
        now_ms: ASKED_AT_MS,
    };
    let refused = searches::insert(&mut store, &twin, LIBRARY).await;
    let error = refused.expect_err("two of them would crawl the same pages twice");
    assert!(error.as_database_error().unwrap().is_unique_violation());
}

#[tokio::test]
async fn live_is_the_unfinished_search_for_the_same_words_and_options() {
    let mut store = Store::new().await;
    let (source, usual) = (store.source().await, SearchOptions::default());
    let id = store.search("Python 입문").await;
    let same = query("  python   입문 ");
    let live = searches::live(&mut store, source, &same, &usual, None).await;
    assert_eq!(live.unwrap(), Some(id));
    let other = searches::live(&mut store, source, &same, &all_copies(), None).await;
    assert_eq!(other.unwrap(), None);
    store.end(id, SearchState::Complete, 20).await;
    let ended = searches::live(&mut store, source, &same, &usual, None).await;
    assert_eq!(ended.unwrap(), None);
}

#[tokio::test]
async fn live_keeps_apart_what_is_asked_in_two_rooms() {
    let mut store = Store::new().await;
    let (source, usual) = (store.source().await, SearchOptions::default());
    let own = store.room().await;
    let (everyone, _) = rooms::ensure(&mut store, "everyone", 1).await.unwrap();
    let same = query("소년이 온다");
    let asked = store.search_in(own, "소년이 온다").await;
    let elsewhere = searches::live(&mut store, source, &same, &usual, Some(everyone)).await;
    assert_eq!(elsewhere.unwrap(), None, "each room has a card of its own");
    let second = store.search_in(everyone, "소년이 온다").await;
    for (room, id) in [(own, asked), (everyone, second)] {
        let live = searches::live(&mut store, source, &same, &usual, Some(room)).await;
        assert_eq!(live.unwrap(), Some(id));
    }
    let terminal = searches::live(&mut store, source, &same, &usual, None).await;
    assert_eq!(
        terminal.unwrap(),
        Some(asked),
        "a terminal follows whoever asks"
    );
    store.end(asked, SearchState::Partial, 20).await;
    let twin = searches::live_like(&mut store, asked).await.unwrap();
    assert_eq!(twin, None, "what goes on elsewhere is no answer here");
}

#[tokio::test]
async fn live_like_finds_the_twin_of_an_ended_search() {
    let mut store = Store::new().await;
    let ended = store.search("소년이 온다").await;
    store.end(ended, SearchState::Partial, 20).await;
    assert_eq!(searches::live_like(&mut store, ended).await.unwrap(), None);
    store.ask("소년이 온다", None, &all_copies()).await;
    assert_eq!(searches::live_like(&mut store, ended).await.unwrap(), None);
    let twin = store.search("소년이 온다").await;
    let found = searches::live_like(&mut store, ended).await.unwrap();
    assert_eq!(found, Some(twin));
    let itself = searches::live_like(&mut store, twin).await.unwrap();
    assert_eq!(itself, None);
}

#[tokio::test]
async fn kept_is_the_latest_answer_with_something_to_show() {
    let mut store = Store::new().await;
    let (source, usual) = (store.source().await, SearchOptions::default());
    let asked = query("소년이 온다");
    let mut ids = Vec::new();
    for (as_of_ms, state) in [
        (Some(100), SearchState::Complete),
        (Some(300), SearchState::Partial),
        (Some(200), SearchState::Complete),
        (None, SearchState::Failed),
    ] {
        let id = store.search("소년이 온다").await;
        if let Some(as_of_ms) = as_of_ms {
            searches::set_listing(&mut store, id, Some(1), PAGE_SIZE, as_of_ms)
                .await
                .unwrap();
        }
        store.end(id, state, 400).await;
        ids.push(id);
    }
    let live = store.search("소년이 온다").await;
    searches::set_listing(&mut store, live, Some(1), PAGE_SIZE, 500)
        .await
        .unwrap();
    let kept = searches::kept(&mut store, source, &asked, &usual).await;
    let expected = Kept {
        id: ids[1],
        as_of_ms: 300,
        is_complete: false,
    };
    assert_eq!(kept.unwrap(), Some(expected));
    let other = searches::kept(&mut store, source, &asked, &all_copies()).await;
    assert_eq!(other.unwrap(), None);
}

#[tokio::test]
async fn get_gives_back_what_was_asked() {
    let mut store = Store::new().await;
    let room = store.room().await;
    let options = all_copies();
    let id = store.ask("총, 균, 쇠", Some(room), &options).await;
    let record = get(&mut store, id).await;
    assert_eq!((record.id, record.room_id), (id, Some(room)));
    assert_eq!(record.source_id, store.source().await);
    assert_eq!(record.query, query("총, 균, 쇠"));
    assert_eq!(record.options, options);
    assert_eq!(record.state, SearchState::Waiting);
    assert_eq!((record.page_size, record.hit_limit), (PAGE_SIZE, Some(500)));
    assert_eq!((record.total_count, record.as_of_ms), (None, None));
    assert_eq!(record.asked_at_ms, ASKED_AT_MS);
    let none = searches::get(&mut store, SearchId(99)).await.unwrap();
    assert!(none.is_none());
}

#[tokio::test]
async fn batches_and_owners_know_who_waits_for_what() {
    let mut store = Store::new().await;
    let first = store.search("하나").await;
    let second = store.search("둘").await;
    for (id, batch, purpose) in [
        (first, 11, Purpose::Answer),
        (second, 12, Purpose::Answer),
        (first, 13, Purpose::View),
    ] {
        searches::add_batch(&mut store, id, BatchId(batch), purpose)
            .await
            .unwrap();
    }
    let batches = searches::batches(&mut store, first).await.unwrap();
    assert_eq!(batches, [BatchId(13), BatchId(11)], "the newest first");
    let asked = [BatchId(13), BatchId(12), BatchId(99)];
    let owners = searches::owners(&mut store, &asked).await.unwrap();
    let expected = [
        (first, BatchId(13), Purpose::View),
        (second, BatchId(12), Purpose::Answer),
    ];
    assert_eq!(owners, expected);
    assert_eq!(searches::owners(&mut store, &[]).await.unwrap(), []);
}
