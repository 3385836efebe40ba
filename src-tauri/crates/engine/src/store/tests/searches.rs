use queue::BatchId;

use super::fixture::{ASKED_AT_MS, LIBRARY, PAGE_SIZE, Store, query};
use crate::id::SearchId;
use crate::options::{Amount, SearchOptions};
use crate::store::searches::{self, Kept, NewSearch, Purpose, Record};
use crate::store::{messages, pages, rooms, search_view};
use crate::wire::{Author, ErrorCode, MessageBody, QueryEcho, SearchState};

async fn get(store: &mut Store, id: SearchId) -> Record {
    searches::get(store, id).await.unwrap().unwrap()
}

/// Options that make it another search than the default ones.
fn all_copies() -> SearchOptions {
    SearchOptions {
        copies: Amount::All,
        ..SearchOptions::default()
    }
}

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

/// Sent to another address than the library's own.
fn elsewhere() -> SearchOptions {
    SearchOptions {
        address: Some("http://127.0.0.1:1/".parse().unwrap()),
        ..SearchOptions::default()
    }
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

#[tokio::test]
async fn start_takes_a_waiting_search_once() {
    let mut store = Store::new().await;
    let id = store.search("하나").await;
    assert!(searches::start(&mut store, id).await.unwrap());
    assert_eq!(store.view(id).await.state, SearchState::Running);
    assert!(!searches::start(&mut store, id).await.unwrap());
    store.end(id, SearchState::Cancelled, 20).await;
    let is_started = searches::start(&mut store, id).await.unwrap();
    assert!(!is_started, "a late worker does not wake a stopped search");
}

#[tokio::test]
async fn hold_parks_what_has_not_ended_and_unhold_takes_it_up() {
    let mut store = Store::new().await;
    let id = store.search("하나").await;
    let waits = Some(ErrorCode::Timeout);
    searches::set_code(&mut store, id, waits).await.unwrap();
    assert!(searches::hold(&mut store, id).await.unwrap());
    let held = store.view(id).await;
    assert_eq!((held.state, held.code), (SearchState::Held, None));
    assert!(!searches::hold(&mut store, id).await.unwrap(), "once");
    assert!(!searches::start(&mut store, id).await.unwrap());
    assert!(
        !searches::set_code(&mut store, id, waits).await.unwrap(),
        "it waits for the person"
    );
    let unheld = searches::unhold(&mut store, id, SearchState::Running).await;
    assert!(unheld.unwrap());
    assert_eq!(store.view(id).await.state, SearchState::Running);
    let unheld = searches::unhold(&mut store, id, SearchState::Waiting).await;
    assert!(!unheld.unwrap(), "once");
    store.end(id, SearchState::Complete, 20).await;
    assert!(!searches::hold(&mut store, id).await.unwrap());
}

#[tokio::test]
async fn who_is_parked_stands_in_nobodys_way() {
    let mut store = Store::new().await;
    let first = store.search("하나").await;
    let second = store.search("둘").await;
    assert_eq!(store.view(second).await.ahead_count, 1);
    searches::hold(&mut store, first).await.unwrap();
    assert_eq!(store.view(second).await.ahead_count, 0);
    assert_eq!(
        searches::unfinished(&mut store).await.unwrap(),
        [first, second]
    );
    store.end(first, SearchState::Cancelled, 20).await;
    assert_eq!(searches::unfinished(&mut store).await.unwrap(), [second]);
}

#[tokio::test]
async fn is_live_in_looks_for_unfinished_searches_of_one_slot() {
    let mut store = Store::new().await;
    let id = store.search("하나").await;
    for (slot, expected) in [(LIBRARY, true), ("ut", false), ("sejong#1", false)] {
        let is_live = searches::is_live_in(&mut store, slot).await.unwrap();
        assert_eq!(is_live, expected, "{slot}");
    }
    store.end(id, SearchState::Complete, 20).await;
    assert!(!searches::is_live_in(&mut store, LIBRARY).await.unwrap());
}

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
async fn reopen_lets_an_ended_search_go_on() {
    let mut store = Store::new().await;
    let room = store.room().await;
    let id = store.search_in(room, "하나").await;
    let code = Some(ErrorCode::Timeout);
    searches::end(&mut store, id, SearchState::Partial, code, true, 20)
        .await
        .unwrap();
    searches::reopen(&mut store, id, SearchState::Running, 90)
        .await
        .unwrap();
    let view = store.view(id).await;
    assert_eq!((view.state, view.code), (SearchState::Running, None));
    assert_eq!(
        (view.finished_at_ms, view.created_at_ms),
        (None, ASKED_AT_MS)
    );
    assert_eq!(get(&mut store, id).await.asked_at_ms, 90);
    store.end(id, SearchState::Complete, 100).await;
    let room = crate::store::rooms::view(&mut store, room, 0)
        .await
        .unwrap();
    assert_eq!(room.unwrap().unseen_count, 1, "its new end was not seen");
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
async fn end_happens_once() {
    let mut store = Store::new().await;
    let id = store.search("하나").await;
    let code = Some(ErrorCode::Blocked);
    let first = searches::end(&mut store, id, SearchState::Failed, code, false, 20).await;
    assert!(first.unwrap());
    let second = searches::end(&mut store, id, SearchState::Complete, None, true, 30).await;
    assert!(
        !second.unwrap(),
        "a late result does not change how it ended"
    );
    let view = store.view(id).await;
    assert_eq!((view.state, view.code), (SearchState::Failed, code));
    assert_eq!(view.finished_at_ms, Some(20));
}

#[tokio::test]
async fn end_in_view_is_seen() {
    let mut store = Store::new().await;
    let room = store.room().await;
    for (text, is_seen) in [("하나", true), ("둘", false)] {
        let id = store.search_in(room, text).await;
        searches::end(&mut store, id, SearchState::Complete, None, is_seen, 20)
            .await
            .unwrap();
    }
    let room = crate::store::rooms::view(&mut store, room, 0)
        .await
        .unwrap();
    assert_eq!(room.unwrap().unseen_count, 1);
}

#[tokio::test]
async fn count_tries_takes_the_job_of_the_latest_answer_that_was_tried_most() {
    let mut store = Store::new().await;
    let id = store.search("하나").await;
    sqlx::query(
        "INSERT INTO batch(id, opened_at_ms) VALUES (1, 1), (2, 1), (3, 1);
         INSERT INTO search_batch(batch_id, search_id, purpose)
         VALUES (1, ?1, 'answer'), (2, ?1, 'answer'), (3, ?1, 'view');
         INSERT INTO job(id, kind, args, state, run_at_ms, attempt, snoozes, created_at_ms, finished_at_ms)
         VALUES (1, 'copies', '{}', 11, 1, 9, 0, 1, 1), (2, 'copies', '{}', 11, 1, 2, 0, 1, 1),
                (3, 'copies', '{}', 11, 1, 1, 3, 1, 1), (4, 'copies', '{}', 10, 1, 8, 0, 1, 1),
                (5, 'copies', '{}', 11, 1, 7, 0, 1, 1);
         INSERT INTO job_link(batch_id, job_id) VALUES (1, 1), (2, 2), (2, 3), (2, 4), (3, 5)",
    )
    .bind(id)
    .execute(&mut *store)
    .await
    .unwrap();
    searches::count_tries(&mut store, id).await.unwrap();
    assert_eq!(
        store.view(id).await.tried_count,
        0,
        "nothing is missing yet"
    );
    store.end(id, SearchState::Partial, 20).await;
    assert_eq!(store.view(id).await.tried_count, 4);
    sqlx::query("DELETE FROM job")
        .execute(&mut *store)
        .await
        .unwrap();
    searches::count_tries(&mut store, id).await.unwrap();
    let kept = store.view(id).await.tried_count;
    assert_eq!(kept, 4, "what is still missing was asked for then");
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
async fn mark_resumed_marks_once_what_an_ended_process_left_running() {
    let mut store = Store::new().await;
    let left = store.search("남은 것").await;
    let waiting = store.search("기다리는 것").await;
    let ended = store.search("끝난 것").await;
    for id in [left, ended] {
        searches::start(&mut store, id).await.unwrap();
    }
    store.end(ended, SearchState::Complete, 20).await;
    let early = searches::mark_resumed(&mut store, ASKED_AT_MS).await;
    assert_eq!(
        early.unwrap(),
        [],
        "what this process was asked is not resumed"
    );
    let marked = searches::mark_resumed(&mut store, ASKED_AT_MS + 1).await;
    assert_eq!(marked.unwrap(), [left]);
    assert!(store.view(left).await.resumed);
    assert!(!store.view(waiting).await.resumed);
    let again = searches::mark_resumed(&mut store, ASKED_AT_MS + 1).await;
    assert_eq!(again.unwrap(), [], "nobody is told twice");
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
