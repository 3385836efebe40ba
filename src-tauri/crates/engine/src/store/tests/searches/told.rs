//! What a search comes to know on its way, and how it is shown.

use super::super::fixture::{PAGE_SIZE, Store, query};
use super::{elsewhere, get};
use crate::id::SearchId;
use crate::options::SearchOptions;
use crate::store::searches;
use crate::store::{messages, pages, search_view};
use crate::wire::{Author, ErrorCode, MessageBody, SearchState};

#[tokio::test]
async fn set_listing_says_what_the_answer_is_of() {
    let mut store = Store::new().await;
    let id = store.search("하나").await;
    let waits = Some(ErrorCode::Timeout);
    searches::set_code(&mut store, id, waits).await.unwrap();
    searches::set_listing(&mut store, id, Some(104), 20, 70)
        .await
        .unwrap();
    let record = get(&mut store, id).await;
    assert_eq!((record.total_count, record.page_size), (Some(104), 20));
    assert_eq!(record.as_of_ms, Some(70));
    assert_eq!(store.view(id).await.code, None, "the library answered");
}

#[tokio::test]
async fn set_code_tells_only_news_and_nothing_of_an_end() {
    let mut store = Store::new().await;
    let id = store.search("하나").await;
    let waits = Some(ErrorCode::Timeout);
    for (code, is_news) in [(waits, true), (waits, false), (None, true), (None, false)] {
        let changed = searches::set_code(&mut store, id, code).await.unwrap();
        assert_eq!(changed, is_news, "{code:?}");
        assert_eq!(store.view(id).await.code, code);
    }
    store.end(id, SearchState::Complete, 20).await;
    assert!(!searches::set_code(&mut store, id, waits).await.unwrap());
    assert_eq!(store.view(id).await.code, None);
}

#[tokio::test]
async fn search_as_title_changes_the_words_and_not_the_question() {
    let mut store = Store::new().await;
    let id = store.search("총, 균, 쇠").await;
    let asked = query("총, 균, 쇠");
    let title = asked.title_again().unwrap();
    searches::search_as_title(&mut store, id, &title)
        .await
        .unwrap();
    let record = get(&mut store, id).await;
    assert_eq!((&record.query, record.searched_as_title), (&title, true));
    let source = store.source().await;
    let live = searches::live(&mut store, source, &asked, &SearchOptions::default(), None).await;
    assert_eq!(
        live.unwrap(),
        Some(id),
        "asked again, it is the same question"
    );
}

#[tokio::test]
async fn set_kept_from_comes_and_goes() {
    let mut store = Store::new().await;
    let id = store.search("하나").await;
    for kept_from_ms in [Some(70), None] {
        searches::set_kept_from(&mut store, id, kept_from_ms)
            .await
            .unwrap();
        assert_eq!(store.view(id).await.kept_from_ms, kept_from_ms);
    }
}

#[tokio::test]
async fn keep_listing_takes_over_what_was_said_of_the_list() {
    let mut store = Store::new().await;
    let from = store.search("총, 균, 쇠").await;
    let title = query("총, 균, 쇠").title_again().unwrap();
    searches::search_as_title(&mut store, from, &title)
        .await
        .unwrap();
    searches::set_listing(&mut store, from, Some(60), 20, 70)
        .await
        .unwrap();
    pages::plan(&mut store, from, 1).await.unwrap();
    pages::listed(&mut store, from, 1, 20).await.unwrap();
    store.end(from, SearchState::Complete, 80).await;
    let to = store.search("총, 균, 쇠").await;
    searches::keep_listing(&mut store, from, to).await.unwrap();
    let record = get(&mut store, to).await;
    assert_eq!((record.total_count, record.page_size), (Some(60), 20));
    assert_eq!((&record.query, record.searched_as_title), (&title, true));
    assert_eq!((record.as_of_ms, record.hit_limit), (Some(70), Some(500)));
    let kept = pages::all_listed(&mut store, to).await.unwrap();
    assert_eq!(kept, pages::all_listed(&mut store, from).await.unwrap());
}

#[tokio::test]
async fn set_options_changes_what_is_done_and_not_the_question() {
    let mut store = Store::new().await;
    let id = store.search("하나").await;
    let fresh = SearchOptions {
        no_cache: true,
        ..SearchOptions::default()
    };
    searches::set_options(&mut store, id, &fresh).await.unwrap();
    assert_eq!(get(&mut store, id).await.options, fresh);
    let source = store.source().await;
    let usual = SearchOptions::default();
    let live = searches::live(&mut store, source, &query("하나"), &usual, None).await;
    assert_eq!(live.unwrap(), Some(id), "it is the same question");
}

#[tokio::test]
async fn raise_limit_lets_more_be_listed() {
    let mut store = Store::new().await;
    let id = store.search("하나").await;
    searches::raise_limit(&mut store, id, 1_000).await.unwrap();
    assert_eq!(get(&mut store, id).await.hit_limit, Some(1_000));
}

#[tokio::test]
async fn requests_are_counted_for_each_search() {
    let mut store = Store::new().await;
    let id = store.search("하나").await;
    let other = store.search("둘").await;
    for count in [1, 3] {
        searches::count_requests(&mut store, id, count)
            .await
            .unwrap();
    }
    assert_eq!(searches::request_count(&mut store, id).await.unwrap(), 4);
    assert_eq!(searches::request_count(&mut store, other).await.unwrap(), 0);
}

#[tokio::test]
async fn touch_gives_the_next_version() {
    let mut store = Store::new().await;
    let id = store.search("하나").await;
    let before = store.view(id).await.version;
    searches::touch(&mut store, id).await.unwrap();
    assert_eq!(store.view(id).await.version, before + 1);
}

#[tokio::test]
async fn view_names_the_card_and_not_the_question() {
    let mut store = Store::new().await;
    let room = store.room().await;
    let id = store.search_in(room, "하나").await;
    let question = MessageBody::Text {
        text: "하나".to_owned(),
        search_id: Some(id.0),
    };
    let card = MessageBody::Search { search_id: id.0 };
    messages::insert(&mut store, room, Author::Me, question.clone(), 10)
        .await
        .unwrap();
    let card = messages::insert(&mut store, room, Author::Library, card, 11)
        .await
        .unwrap();
    messages::insert(&mut store, room, Author::Me, question, 12)
        .await
        .unwrap();
    assert_eq!(store.view(id).await.message_id, Some(card.id));
    let none = search_view::view(&mut store, SearchId(99)).await.unwrap();
    assert_eq!(none, None);
}

#[tokio::test]
async fn view_counts_who_is_ahead_in_the_same_line() {
    let mut store = Store::new().await;
    let ended = store.search("끝난 것").await;
    store.end(ended, SearchState::Complete, 20).await;
    let running = store.search("하나").await;
    searches::start(&mut store, running).await.unwrap();
    store.ask("다른 줄", None, &elsewhere()).await;
    store.search("둘").await;
    let last = store.search("셋").await;
    store.search("뒤").await;
    assert_eq!(store.view(last).await.ahead_count, 2);
    let ahead_of_running = store.view(running).await.ahead_count;
    assert_eq!(ahead_of_running, 0, "it does not wait");
}

#[tokio::test]
async fn view_knows_whether_there_are_more_hits() {
    let mut store = Store::new().await;
    // What the library says, hits on the only page read, and whether there are more.
    for (index, (total_count, hit_count, has_more)) in [
        (Some(51), 50, true),
        (Some(50), 50, false),
        (None, 50, true),
        (None, 49, false),
    ]
    .into_iter()
    .enumerate()
    {
        let id = store.search(&format!("책 {index}")).await;
        searches::set_listing(&mut store, id, total_count, PAGE_SIZE, 70)
            .await
            .unwrap();
        pages::plan(&mut store, id, 1).await.unwrap();
        pages::listed(&mut store, id, 1, hit_count).await.unwrap();
        assert!(!store.view(id).await.has_more, "not while it goes on");
        store.end(id, SearchState::Complete, 80).await;
        let more = store.view(id).await.has_more;
        assert_eq!(more, has_more, "{total_count:?}, {hit_count} listed");
    }
}
