//! 상세 of a book: what only the page of its record says, read when somebody opens it.

use engine::wire::{CopiesState, Detail, ErrorCode, Hit, SearchState};
use engine::{HitId, SearchId};
use practice::{Fault, Kind, What};
use support::library::{World, in_time};

const DAY_MS: i64 = 86_400_000;

/// The hit in this place of a search.
async fn hit(world: &World, id: SearchId, place: usize) -> Hit {
    world.hits(id).await.remove(place)
}

/// Opens 상세 of the hit in this place.
async fn open(world: &World, id: SearchId, place: usize) {
    let hit = HitId(hit(world, id, place).await.id);
    world.engine.check_detail(id, hit).await.unwrap();
}

/// The hit in this place, as soon as its detail has got there.
async fn until(world: &World, id: SearchId, place: usize, state: CopiesState) -> Hit {
    let mut changes = world.engine.changes();
    let seen = async {
        loop {
            let hit = hit(world, id, place).await;
            if hit.detail_state == state {
                return hit;
            }
            changes.recv().await.unwrap();
        }
    };
    in_time("the detail of a hit", seen).await
}

/// A search that has ended, with nothing in the library's log.
async fn ended(world: &World, text: &str) -> SearchId {
    let id = world.ask(text).await;
    assert_eq!(world.end(id).await.state, SearchState::Complete);
    world.practice().clear_log();
    id
}

/// A search whose copies the gate holds: six are under way.
async fn half_way(world: &World) -> SearchId {
    world.practice().gate().hold(Kind::Copies);
    let id = world.ask("토지").await;
    world.practice().gate().wait_held(6).await;
    id
}

#[tokio::test]
async fn a_book_that_is_opened_says_what_its_record_says() {
    let world = World::new().await;
    let id = ended(&world, "9788936434120").await;
    let before = world.search(id).await;
    assert_eq!(hit(&world, id, 0).await.detail, None, "nobody asked");
    open(&world, id, 0).await;
    let read = until(&world, id, 0, CopiesState::Checked).await;
    let detail = Detail {
        isbn: Some("9788936434120".to_owned()),
        extent: None,
    };
    assert_eq!((read.detail, read.detail_code), (Some(detail), None));
    open(&world, id, 0).await;
    assert_eq!(world.asked(Kind::Detail), 1, "what is known is not asked");
    assert_eq!((world.asked(Kind::List), world.asked(Kind::Copies)), (0, 0));
    let after = world.search(id).await;
    assert!(after.version > before.version);
    assert_eq!(
        (after.state, after.finished_at_ms),
        (before.state, before.finished_at_ms),
        "to open a book is not to search"
    );
}

#[tokio::test]
async fn a_record_is_read_again_after_a_day() {
    let world = World::new().await;
    let first = ended(&world, "토지").await;
    open(&world, first, 3).await;
    until(&world, first, 3, CopiesState::Checked).await;
    for (later_ms, asked) in [(DAY_MS - 1, 1), (60_000, 2)] {
        world.clock().advance(later_ms);
        let id = world.ask("토지").await;
        world.end(id).await;
        open(&world, id, 3).await;
        until(&world, id, 3, CopiesState::Checked).await;
        assert_eq!(world.asked(Kind::Detail), asked);
    }
}

#[tokio::test]
async fn a_record_that_cannot_be_read_leaves_the_answer_whole_and_can_be_asked_again() {
    let world = World::new().await;
    let id = ended(&world, "토지").await;
    let login = Fault::new(Kind::Detail, What::LogIn);
    world.practice().set_faults(vec![login]);
    open(&world, id, 0).await;
    let failed = until(&world, id, 0, CopiesState::Failed).await;
    assert_eq!(
        (failed.detail, failed.detail_code),
        (None, Some(ErrorCode::LogIn))
    );
    assert_eq!(failed.copies_state, CopiesState::Checked);
    let search = world.search(id).await;
    assert_eq!((search.state, search.code), (SearchState::Complete, None));
    world.practice().set_faults(Vec::new());
    open(&world, id, 0).await;
    let read = until(&world, id, 0, CopiesState::Checked).await;
    assert_eq!(read.detail_code, None);
}

#[tokio::test]
async fn a_record_that_fails_while_the_search_runs_is_no_failure_of_the_answer() {
    let world = World::new().await;
    let login = Fault::new(Kind::Detail, What::LogIn);
    world.practice().set_faults(vec![login]);
    let id = half_way(&world).await;
    for place in [0, 20] {
        open(&world, id, place).await;
    }
    let gate = world.practice().gate();
    gate.release(1);
    for place in [0, 20] {
        until(&world, id, place, CopiesState::Failed).await;
    }
    gate.release_all();
    let search = world.end(id).await;
    assert_eq!(
        (search.state, search.code, search.checked_count),
        (SearchState::Complete, None, 10)
    );
}

#[tokio::test]
async fn a_book_that_is_opened_comes_before_the_copies_that_wait() {
    let world = World::new().await;
    let id = half_way(&world).await;
    open(&world, id, 23).await;
    let gate = world.practice().gate();
    gate.release(1);
    until(&world, id, 23, CopiesState::Checked).await;
    gate.wait_held(6).await;
    let kinds: Vec<Kind> = world
        .practice()
        .requests()
        .iter()
        .map(|seen| seen.kind)
        .collect();
    assert_eq!(kinds[6..], [Kind::Copies, Kind::Detail, Kind::Copies]);
}

#[tokio::test]
async fn of_a_stopped_search_no_record_is_waited_for() {
    let world = World::new().await;
    let id = half_way(&world).await;
    open(&world, id, 0).await;
    let planned = hit(&world, id, 0).await;
    assert_eq!(planned.detail_state, CopiesState::Planned);
    world.engine.cancel_search(id).await.unwrap();
    let stopped = hit(&world, id, 0).await;
    assert_eq!(stopped.detail_state, CopiesState::Unplanned);
    world.practice().gate().release_all();
    open(&world, id, 0).await;
    until(&world, id, 0, CopiesState::Checked).await;
    assert_eq!(world.asked(Kind::Detail), 1);
}

#[tokio::test]
async fn a_library_that_turns_the_reader_away_is_asked_nothing_more() {
    let world = World::new().await;
    let gate = world.practice().gate();
    gate.hold(Kind::Detail);
    let ended = ended(&world, "토지").await;
    let blocked = Fault::new(Kind::Detail, What::Status(403)).times(1);
    world.practice().set_faults(vec![blocked]);
    for (place, held) in [(0, 1), (1, 2)] {
        open(&world, ended, place).await;
        gate.wait_held(held).await;
    }
    gate.release(1);
    for place in [0, 1] {
        let hit = until(&world, ended, place, CopiesState::Failed).await;
        assert_eq!(hit.detail_code, Some(ErrorCode::Blocked));
    }
    let search = world.search(ended).await;
    assert_eq!((search.state, search.code), (SearchState::Complete, None));
}

#[tokio::test]
async fn only_hits_of_the_search_are_opened() {
    let world = World::new().await;
    let one = ended(&world, "토지").await;
    let two = ended(&world, "데미안").await;
    let before = world.search(one).await;
    let foreign = HitId(hit(&world, two, 0).await.id);
    for (search, hit) in [
        (one, foreign),
        (one, HitId(99_999)),
        (SearchId(99), foreign),
    ] {
        world.engine.check_detail(search, hit).await.unwrap();
    }
    assert_eq!(world.search(one).await, before);
    assert_eq!(
        hit(&world, two, 0).await.detail_state,
        CopiesState::Unplanned
    );
}
