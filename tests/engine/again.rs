//! What a person does with a card: stop it, ask again for what is missing, look further.

use engine::SearchId;
use engine::wire::{CopiesState, ErrorCode, SearchState};
use practice::{Fault, Kind, Seen, What};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Connection};
use support::library::{World, in_time};

/// A search with three books checked and the others on their way, and the gate shut.
pub(super) async fn half_way(world: &World) -> SearchId {
    let gate = world.practice().gate();
    gate.hold(Kind::Copies);
    let id = world.ask("토지").await;
    gate.release(3);
    world.until(id, |search| search.checked_count == 3).await;
    gate.wait_held(6).await;
    id
}

#[tokio::test]
async fn a_stopped_search_keeps_its_hits_and_asks_no_more() {
    let world = World::new().await;
    let id = half_way(&world).await;
    world.engine.cancel_search(id).await.unwrap();
    let search = world.search(id).await;
    assert_eq!(
        (search.state, search.code),
        (SearchState::Cancelled, None),
        "stopped when the call returns"
    );
    assert_eq!(
        (search.hit_count, search.checked_count, search.planned_count),
        (24, 3, 3),
        "what was found is kept, what was planned is not"
    );
    let left = |seen: &[Seen]| seen.iter().all(|seen| seen.ended_micros.is_some());
    in_time(
        "requests under way are ended",
        world.practice().wait_until(left),
    )
    .await;
    world.practice().gate().release_all();
    world.practice().clear_log();
    // Another search goes through the same queue: had anything of the first been left, it would come before.
    world.find("파이썬").await;
    assert_eq!(
        world.asked(Kind::Copies),
        10,
        "nothing of the stopped search was asked"
    );
    let after = world.search(id).await;
    assert_eq!(after, search, "and it stays as it was stopped");
    world.engine.cancel_search(id).await.unwrap();
    assert_eq!(world.search(id).await, search, "stopping twice is nothing");
}

#[tokio::test]
async fn a_stopped_search_goes_on_with_what_is_missing() {
    let world = World::new().await;
    let id = half_way(&world).await;
    world.engine.cancel_search(id).await.unwrap();
    let checked: Vec<String> = world
        .hits(id)
        .await
        .into_iter()
        .filter(|hit| hit.copies_state == CopiesState::Checked)
        .map(|hit| hit.cid)
        .collect();
    let left = |seen: &[Seen]| seen.iter().all(|seen| seen.ended_micros.is_some());
    in_time(
        "requests under way are ended",
        world.practice().wait_until(left),
    )
    .await;
    world.practice().gate().release_all();
    world.practice().clear_log();
    world.engine.retry_search(id).await.unwrap();
    let search = world.end(id).await;
    assert_eq!(
        (search.state, search.hit_count, search.checked_count),
        (SearchState::Complete, 24, 10)
    );
    assert_eq!(
        (world.asked(Kind::List), world.asked(Kind::Copies)),
        (0, 7),
        "the list and three books are there already"
    );
    let asked = world.asked_copies();
    assert!(checked.iter().all(|cid| !asked.contains_key(cid)));
}

#[tokio::test]
async fn a_search_stopped_and_taken_up_at_once_is_complete() {
    for kind in [Kind::List, Kind::Copies] {
        let world = World::new().await;
        let gate = world.practice().gate();
        gate.hold(kind);
        let id = world.ask("토지").await;
        gate.wait_held(1).await;
        // The request of the stopped search is still under way when it is taken up again.
        world.engine.cancel_search(id).await.unwrap();
        world.engine.retry_search(id).await.unwrap();
        gate.release_all();
        let search = world.end(id).await;
        assert_eq!(
            (search.state, search.hit_count, search.checked_count),
            (SearchState::Complete, 24, 10),
            "{kind:?}"
        );
    }
}

#[tokio::test]
async fn a_search_stopped_before_its_first_answer_has_nothing_and_can_go_on() {
    let world = World::new().await;
    let gate = world.practice().gate();
    gate.hold(Kind::List);
    let id = world.ask("토지").await;
    gate.wait_held(1).await;
    world.engine.cancel_search(id).await.unwrap();
    let search = world.search(id).await;
    assert_eq!(
        (search.state, search.hit_count, search.total_count),
        (SearchState::Cancelled, 0, None)
    );
    gate.release_all();
    world.engine.retry_search(id).await.unwrap();
    assert_eq!(world.end(id).await.state, SearchState::Complete);
}

#[tokio::test]
async fn a_failed_search_is_asked_again() {
    let world = World::with(vec![Fault::new(Kind::List, What::LogIn)]).await;
    let id = world.ask("토지").await;
    assert_eq!(world.end(id).await.state, SearchState::Failed);
    world.practice().set_faults(Vec::new());
    world.engine.retry_search(id).await.unwrap();
    let search = world.end(id).await;
    assert_eq!(
        (search.state, search.code, search.failed_page_count),
        (SearchState::Complete, None, 0)
    );
    assert_eq!((search.hit_count, search.checked_count), (24, 10));
}

#[tokio::test]
async fn of_a_partial_answer_only_what_failed_is_asked_again() {
    let world = World::with(vec![Fault::new(Kind::Copies, What::LogIn).times(2)]).await;
    let id = world.ask("토지").await;
    let search = world.end(id).await;
    assert_eq!(
        (search.state, search.failed_count),
        (SearchState::Partial, 2)
    );
    let failed: Vec<String> = world
        .hits(id)
        .await
        .into_iter()
        .filter(|hit| hit.copies_state == CopiesState::Failed)
        .map(|hit| hit.cid)
        .collect();
    world.practice().clear_log();
    world.engine.retry_search(id).await.unwrap();
    let search = world.end(id).await;
    assert_eq!(
        (search.state, search.checked_count, search.failed_count),
        (SearchState::Complete, 10, 0)
    );
    assert_eq!(world.asked(Kind::List), 0);
    let asked = world.asked_copies();
    assert_eq!(asked.len(), 2);
    assert!(failed.iter().all(|cid| asked.get(cid) == Some(&1)));
}

#[tokio::test]
async fn pages_that_failed_are_asked_again_and_no_others() {
    let world = World::new().await;
    let gate = world.practice().gate();
    gate.hold(Kind::List);
    let id = world.ask("호주").await;
    gate.wait_held(1).await;
    world
        .practice()
        .set_faults(vec![Fault::new(Kind::List, What::LogIn)]);
    gate.release_all();
    assert_eq!(world.end(id).await.failed_page_count, 2);
    world.practice().set_faults(Vec::new());
    world.practice().clear_log();
    world.engine.retry_search(id).await.unwrap();
    let search = world.end(id).await;
    assert_eq!(
        (search.state, search.hit_count, search.failed_page_count),
        (SearchState::Complete, 104, 0)
    );
    let mut pages: Vec<_> = world
        .practice()
        .requests()
        .into_iter()
        .map(|seen| seen.page)
        .collect();
    pages.sort_unstable();
    assert_eq!(pages, [Some(2), Some(3)]);
}

#[tokio::test]
async fn a_complete_answer_is_asked_for_anew_as_a_whole() {
    let world = World::new().await;
    let id = world.ask("토지").await;
    let first = world.end(id).await;
    let before = world.hits(id).await;
    world.practice().clear_log();
    world.clock().advance(1_000);
    world.engine.retry_search(id).await.unwrap();
    let search = world.end(id).await;
    assert_eq!(
        (search.state, search.hit_count, search.checked_count),
        (SearchState::Complete, 24, 10)
    );
    assert!(search.as_of_ms > first.as_of_ms);
    assert_eq!(
        (world.asked(Kind::List), world.asked(Kind::Copies)),
        (1, 10),
        "who asks for it now wants to know how it is now, the copies before all"
    );
    let after = world.hits(id).await;
    assert!(
        after.iter().zip(&before).all(|(new, old)| new.id == old.id),
        "the same hits, in their places"
    );
    assert!(after[0].copies_at_ms > before[0].copies_at_ms);
}

#[tokio::test]
async fn a_search_under_way_is_not_begun_again() {
    let world = World::new().await;
    let id = half_way(&world).await;
    let before = world.search(id).await;
    world.engine.retry_search(id).await.unwrap();
    world.engine.load_more(id).await.unwrap();
    assert_eq!(world.search(id).await, before, "nothing happens");
    world.practice().gate().release_all();
    assert_eq!(world.end(id).await.state, SearchState::Complete);
    assert_eq!(
        (world.asked(Kind::List), world.asked(Kind::Copies)),
        (1, 10)
    );
}

#[tokio::test]
async fn an_ended_card_does_not_double_a_question_that_is_asked_elsewhere() {
    let world = World::with(vec![Fault::new(Kind::List, What::LogIn).times(1)]).await;
    let old = world.ask("토지").await;
    assert_eq!(world.end(old).await.state, SearchState::Failed);
    let gate = world.practice().gate();
    gate.hold(Kind::List);
    let new = world.ask("토지").await;
    gate.wait_held(1).await;
    let retried = world.engine.retry_search(old).await.unwrap();
    let card = world.search(new).await.message_id;
    assert!(card.is_some() && retried.running_message_id == card);
    assert_eq!(world.search(old).await.state, SearchState::Failed);
    gate.release_all();
    assert_eq!(world.end(new).await.state, SearchState::Complete);
}

/// Has the catalogue say that there is more than a card lists.
async fn longer(world: &World, id: SearchId) {
    let file = world.folder().join("chaekbeot.db");
    let options = SqliteConnectOptions::new().filename(file);
    let mut connection = options.connect().await.unwrap();
    sqlx::query("UPDATE search SET total_count = 600 WHERE id = ?")
        .bind(id.0)
        .execute(&mut connection)
        .await
        .unwrap();
    connection.close().await.unwrap();
}

#[tokio::test]
async fn more_of_a_list_is_not_asked_for_while_the_question_is_asked_elsewhere() {
    let world = World::new().await;
    let old = world.ask("토지").await;
    world.end(old).await;
    // The practice library has no list that is too long for a card.
    longer(&world, old).await;
    assert!(world.search(old).await.has_more);
    let before = world.search(old).await;
    let gate = world.practice().gate();
    gate.hold(Kind::List);
    world.clock().advance(3_600_000);
    let new = world.ask("토지").await;
    gate.wait_held(1).await;
    let loaded = world.engine.load_more(old).await.unwrap();
    let card = world.search(new).await.message_id;
    assert!(card.is_some() && loaded.running_message_id == card);
    assert_eq!(world.search(old).await, before, "nothing was begun");
    gate.release_all();
    world.end(new).await;
    let loaded = world.engine.load_more(old).await.unwrap();
    assert_eq!(loaded.running_message_id, None);
    assert!(world.search(old).await.version > before.version);
}

#[tokio::test]
async fn time_that_is_up_ends_a_terminals_search_with_what_it_has() {
    let world = World::new().await;
    let gate = world.practice().gate();
    gate.hold(Kind::Copies);
    let options = engine::SearchOptions::default();
    let id = world.inquire("practice", "토지", options.clone()).await;
    gate.wait_held(6).await;
    world.engine.time_out(id).await.unwrap();
    let search = world.search(id).await;
    assert_eq!(
        (search.state, search.code, search.hit_count),
        (SearchState::Partial, Some(ErrorCode::Timeout), 24)
    );
    gate.hold(Kind::List);
    let id = world.inquire("practice", "호주", options).await;
    world.engine.time_out(id).await.unwrap();
    let search = world.search(id).await;
    assert_eq!(
        (search.state, search.code),
        (SearchState::Failed, Some(ErrorCode::Timeout))
    );
}
