//! Where a search stands: begun, parked, ended, going on.

use super::super::fixture::{ASKED_AT_MS, LIBRARY, Store};
use super::get;
use crate::store::searches;
use crate::wire::{ErrorCode, SearchState};

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
