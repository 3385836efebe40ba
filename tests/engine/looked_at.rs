//! Books that come into view are checked, and that neither opens nor spoils the search they belong to.

use engine::wire::{CopiesState, ErrorCode, SearchState};
use engine::{HitId, SearchId};
use practice::{Fault, Kind, What};
use support::library::World;

use super::again::half_way;

#[tokio::test]
async fn copies_that_come_into_view_are_checked_and_the_search_stays_ended() {
    let world = World::new().await;
    let id = world.ask("토지").await;
    let before = world.end(id).await;
    world.practice().clear_log();
    world.clock().advance(5_000);
    let gate = world.practice().gate();
    gate.hold(Kind::Copies);
    let ids = world.hit_ids(id, 8..14).await;
    world.engine.check_copies(id, ids.clone()).await.unwrap();
    let planned = world.search(id).await;
    assert_eq!(
        (planned.state, planned.finished_at_ms),
        (SearchState::Complete, before.finished_at_ms),
        "looking at a book does not open the search again"
    );
    assert_eq!(
        (planned.planned_count, planned.checked_count),
        (14, 10),
        "the two that were known are not asked"
    );
    world.engine.check_copies(id, ids).await.unwrap();
    gate.release_all();
    let after = world.until(id, |search| search.checked_count == 14).await;
    assert_eq!(
        (after.state, after.finished_at_ms, after.planned_count),
        (SearchState::Complete, before.finished_at_ms, 14)
    );
    assert!(after.version > before.version);
    assert_eq!(
        (world.asked(Kind::List), world.asked(Kind::Copies)),
        (0, 4),
        "each once, however often it is looked at"
    );
}

#[tokio::test]
async fn copies_in_view_that_cannot_be_read_do_not_spoil_a_complete_answer() {
    let world = World::new().await;
    let id = world.ask("토지").await;
    world.end(id).await;
    world
        .practice()
        .set_faults(vec![Fault::new(Kind::Copies, What::LogIn)]);
    let ids = world.hit_ids(id, 15..16).await;
    world.engine.check_copies(id, ids.clone()).await.unwrap();
    let search = world.until(id, |search| search.failed_count == 1).await;
    assert_eq!((search.state, search.code), (SearchState::Complete, None));
    let hit = &world.engine.hits(id, 15, 1).await.unwrap()[0];
    assert_eq!(
        (hit.copies_state, hit.copies_code),
        (CopiesState::Failed, Some(ErrorCode::LogIn)),
        "the book says why"
    );
    world.practice().set_faults(Vec::new());
    world.engine.check_copies(id, ids).await.unwrap();
    let search = world.until(id, |search| search.checked_count == 11).await;
    assert_eq!(search.failed_count, 0, "and can be asked again");
}

#[tokio::test]
async fn copies_in_view_while_it_runs_neither_end_nor_hold_up_the_search() {
    let world = World::new().await;
    let id = half_way(&world).await;
    let ids = world.hit_ids(id, 20..22).await;
    world.engine.check_copies(id, ids).await.unwrap();
    let search = world.search(id).await;
    assert_eq!(
        (search.state, search.planned_count),
        (SearchState::Running, 12)
    );
    world.practice().gate().release_all();
    let search = world.until(id, |search| search.checked_count == 12).await;
    let search = if search.finished_at_ms.is_some() {
        search
    } else {
        world.end(id).await
    };
    assert_eq!(
        (search.state, search.checked_count),
        (SearchState::Complete, 12)
    );
}

#[tokio::test]
async fn what_fails_in_view_while_it_runs_is_no_failure_of_the_search() {
    let world = World::new().await;
    let id = half_way(&world).await;
    world
        .practice()
        .set_faults(vec![Fault::new(Kind::Copies, What::LogIn).times(1)]);
    let gate = world.practice().gate();
    // One lane gets free, and a book in view goes first.
    let ids = world.hit_ids(id, 20..21).await;
    world.engine.check_copies(id, ids).await.unwrap();
    gate.release(1);
    world.until(id, |search| search.checked_count == 4).await;
    gate.release_all();
    let search = world.end(id).await;
    assert_eq!(
        (search.failed_count, search.checked_count),
        (1, 10),
        "the book in view failed, the ten of the answer did not"
    );
    assert_eq!(
        (search.state, search.code),
        (SearchState::Complete, None),
        "what was asked for the answer is there"
    );
}

#[tokio::test]
async fn hits_of_another_search_are_not_touched() {
    let world = World::new().await;
    let one = world.ask("토지").await;
    let two = world.ask("호주").await;
    world.end(one).await;
    let before = world.end(two).await;
    let foreign: Vec<HitId> = world.hit_ids(two, 50..52).await;
    world.engine.check_copies(one, foreign).await.unwrap();
    world
        .engine
        .check_copies(SearchId(99), Vec::new())
        .await
        .unwrap();
    assert_eq!(world.search(two).await, before);
}
