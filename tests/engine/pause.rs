//! Everything is paused, or one search is parked; it goes on when a person says so, and not before.

use engine::wire::{Change, LibraryJobs, SearchState};
use engine::{HitId, SearchId};
use practice::{Fault, Kind, What};
use support::library::{Stop, World, options_with};

const BOTH: [Stop; 2] = [Stop::Shutdown, Stop::Drop];

fn jobs(waiting: u32, running: u32, held: u32, failed: u32) -> LibraryJobs {
    LibraryJobs {
        library_id: "practice".to_owned(),
        waiting,
        running,
        held,
        failed,
    }
}

/// How many jobs of the practice library stand where.
async fn counts(world: &World) -> Vec<LibraryJobs> {
    world.engine.queue_view().await.unwrap().libraries
}

/// A search of ten books with six requests under way, and the gate shut.
async fn under_way(world: &World) -> SearchId {
    world.practice().gate().hold(Kind::Copies);
    let id = world.ask("토지").await;
    world.practice().gate().wait_held(6).await;
    id
}

#[tokio::test]
async fn the_queue_is_seen_as_it_stands() {
    let world = World::new().await;
    let view = world.engine.queue_view().await.unwrap();
    assert_eq!(view.paused_since_ms, None);
    assert!(view.libraries.is_empty() && view.searches.is_empty());
    let id = under_way(&world).await;
    let view = world.engine.queue_view().await.unwrap();
    assert_eq!(view.libraries, [jobs(4, 6, 0, 0)]);
    assert_eq!(view.searches, [world.search(id).await]);
    world.engine.hold_search(id).await.unwrap();
    assert_eq!(counts(&world).await, [jobs(0, 6, 4, 0)]);
    world
        .practice()
        .set_faults(vec![Fault::new(Kind::Copies, What::LogIn).times(1)]);
    world.engine.resume_search(id).await.unwrap();
    world.practice().gate().release_all();
    world.end(id).await;
    let view = world.engine.queue_view().await.unwrap();
    assert_eq!(view.libraries, [jobs(0, 0, 0, 1)]);
    assert!(view.searches.is_empty());
    world.clock().advance(86_400_001);
    assert!(counts(&world).await.is_empty(), "it is no news any more");
}

#[tokio::test]
async fn limits_of_its_own_are_counted_with_the_library() {
    let world = World::new().await;
    world.practice().gate().hold(Kind::List);
    let address = world.practice().base_url().parse().ok();
    let options = options_with(|options| options.address = address);
    world.inquire("practice", "토지", options).await;
    world.ask("토지").await;
    world.practice().gate().wait_held(2).await;
    assert_eq!(counts(&world).await, [jobs(0, 2, 0, 0)]);
}

#[tokio::test]
async fn while_everything_is_paused_nothing_begins_and_what_is_under_way_is_answered() {
    let world = World::new().await;
    let id = under_way(&world).await;
    let mut changes = world.engine.changes();
    world.engine.pause_queue().await.unwrap();
    let paused_since_ms = world.engine.paused_since_ms().await.unwrap();
    assert!(paused_since_ms.is_some());
    assert_eq!(
        changes.recv().await.unwrap(),
        Change::Pause { paused_since_ms }
    );
    world.clock().advance(1_000);
    world.engine.pause_queue().await.unwrap();
    let view = world.engine.queue_view().await.unwrap();
    assert_eq!(
        view.paused_since_ms, paused_since_ms,
        "since the first time"
    );
    world.practice().gate().release_all();
    let search = world.until(id, |search| search.checked_count == 6).await;
    assert_eq!(search.state, SearchState::Running, "it has not ended");
    let new = world.ask("데미안").await;
    assert_eq!(counts(&world).await, [jobs(5, 0, 0, 0)]);
    world.engine.resume_queue().await.unwrap();
    for id in [id, new] {
        assert_eq!(world.end(id).await.state, SearchState::Complete);
    }
    assert_eq!(world.engine.paused_since_ms().await.unwrap(), None);
    assert_eq!(
        (world.asked(Kind::List), world.asked(Kind::Copies)),
        (2, 11)
    );
}

#[tokio::test]
async fn a_pause_outlives_the_program() {
    for stop in BOTH {
        let world = World::new().await;
        let id = under_way(&world).await;
        world.engine.pause_queue().await.unwrap();
        let stopped = world.stop(stop).await;
        stopped.practice.gate().release_all();
        stopped.practice.clear_log();
        let world = stopped.start().await;
        // Each wakes the runner; what may begin has begun when the engine is stopped again.
        for text in ["데미안", "파이썬", "호주"] {
            world.ask(text).await;
        }
        let world = world.stop(Stop::Shutdown).await.start().await;
        assert!(
            world.practice().requests().is_empty(),
            "{stop:?}: nothing begins"
        );
        assert!(world.engine.paused_since_ms().await.unwrap().is_some());
        assert!(
            !world.search(id).await.resumed,
            "{stop:?}: it does not go on"
        );
        world.engine.resume_queue().await.unwrap();
        let search = world.end(id).await;
        assert_eq!(
            (search.state, search.checked_count),
            (SearchState::Complete, 10),
            "{stop:?}"
        );
        for search in world.room().await.searches {
            let search = world.end(SearchId(search.id)).await;
            assert_eq!(search.state, SearchState::Complete, "{stop:?}");
        }
    }
}

#[tokio::test]
async fn a_parked_search_waits_while_others_go_on() {
    let world = World::new().await;
    let id = under_way(&world).await;
    world.engine.hold_search(id).await.unwrap();
    let held = world.search(id).await;
    assert_eq!(held.state, SearchState::Held, "when the call returns");
    world.engine.hold_search(id).await.unwrap();
    assert_eq!(world.search(id).await, held, "parking twice is nothing");
    world.practice().gate().release_all();
    let search = world.until(id, |search| search.checked_count == 6).await;
    assert_eq!(
        (search.state, search.hit_count, search.planned_count),
        (SearchState::Held, 24, 10),
        "what was under way is kept"
    );
    // Through the same lanes; what could go on of the first would have come before.
    world.find("데미안").await;
    assert_eq!(world.asked(Kind::Copies), 7);
    assert_eq!(counts(&world).await, [jobs(0, 0, 4, 0)]);
    world.engine.resume_search(id).await.unwrap();
    let search = world.end(id).await;
    assert_eq!(
        (search.state, search.checked_count),
        (SearchState::Complete, 10)
    );
    assert_eq!(
        (world.asked(Kind::List), world.asked(Kind::Copies)),
        (2, 11),
        "nothing is asked twice"
    );
    world.engine.hold_search(id).await.unwrap();
    world.engine.resume_search(id).await.unwrap();
    assert_eq!(world.search(id).await, search, "what has ended stays ended");
}

#[tokio::test]
async fn a_parked_search_is_parked_at_the_next_start() {
    for stop in BOTH {
        let world = World::new().await;
        let id = under_way(&world).await;
        world.engine.hold_search(id).await.unwrap();
        let stopped = world.stop(stop).await;
        stopped.practice.gate().release_all();
        stopped.practice.clear_log();
        let world = stopped.start().await;
        world.find("데미안").await;
        assert_eq!(world.asked(Kind::Copies), 1, "{stop:?}: nothing of it");
        let search = world.search(id).await;
        assert_eq!(
            (search.state, search.resumed),
            (SearchState::Held, false),
            "{stop:?}"
        );
        world.engine.resume_search(id).await.unwrap();
        let search = world.end(id).await;
        assert_eq!(
            (search.state, search.checked_count),
            (SearchState::Complete, 10),
            "{stop:?}"
        );
    }
}

#[tokio::test]
async fn what_follows_from_a_page_of_a_parked_search_waits_too() {
    let world = World::new().await;
    let gate = world.practice().gate();
    gate.hold(Kind::List);
    let id = world.ask("호주").await;
    gate.wait_held(1).await;
    world.engine.hold_search(id).await.unwrap();
    gate.release_all();
    let search = world.until(id, |search| search.hit_count == 50).await;
    assert_eq!(search.state, SearchState::Held);
    world.find("데미안").await;
    assert_eq!((world.asked(Kind::List), world.asked(Kind::Copies)), (2, 1));
    world.engine.resume_search(id).await.unwrap();
    assert_eq!(world.search(id).await.state, SearchState::Running);
    let search = world.end(id).await;
    assert_eq!(
        (search.state, search.hit_count, search.checked_count),
        (SearchState::Complete, 104, 10)
    );
}

#[tokio::test]
async fn a_search_parked_and_taken_up_before_its_first_page_runs() {
    let world = World::new().await;
    let gate = world.practice().gate();
    gate.hold(Kind::List);
    let id = world.ask("토지").await;
    gate.wait_held(1).await;
    world.engine.hold_search(id).await.unwrap();
    world.engine.resume_search(id).await.unwrap();
    assert_eq!(world.search(id).await.state, SearchState::Waiting);
    gate.hold(Kind::Copies);
    gate.release(1);
    let search = world.until(id, |search| search.hit_count == 24).await;
    assert_eq!(search.state, SearchState::Running);
    gate.release_all();
    assert_eq!(world.end(id).await.state, SearchState::Complete);
    assert_eq!(world.asked(Kind::List), 1);
}

#[tokio::test]
async fn a_parked_search_can_be_stopped_and_taken_up_again() {
    let world = World::new().await;
    let id = under_way(&world).await;
    world.engine.hold_search(id).await.unwrap();
    world.engine.cancel_search(id).await.unwrap();
    assert_eq!(world.search(id).await.state, SearchState::Cancelled);
    world.engine.resume_search(id).await.unwrap();
    assert_eq!(world.search(id).await.state, SearchState::Cancelled);
    world.practice().gate().release_all();
    world.engine.retry_search(id).await.unwrap();
    let search = world.end(id).await;
    assert_eq!(
        (search.state, search.checked_count),
        (SearchState::Complete, 10)
    );
}

#[tokio::test]
async fn who_asks_a_parked_question_again_has_it_go_on() {
    let world = World::new().await;
    let id = under_way(&world).await;
    world.engine.hold_search(id).await.unwrap();
    world.practice().gate().release_all();
    let sent = world.send("토지").await;
    assert_eq!(sent.searches[0].id, id.0, "it is the same search");
    assert!(sent.running_message_id.is_some());
    assert_eq!(world.end(id).await.state, SearchState::Complete);
}

#[tokio::test]
async fn a_book_that_another_search_wants_is_asked_for_all_the_same() {
    let world = World::new().await;
    let id = under_way(&world).await;
    world.engine.hold_search(id).await.unwrap();
    let other = world
        .inquire("practice", "토지", options_with(|_| {}))
        .await;
    world.practice().gate().release_all();
    assert_eq!(world.end(other).await.checked_count, 10);
    let search = world.end(id).await;
    assert_eq!(
        search.state,
        SearchState::Complete,
        "what the other one brought ends the parked one too"
    );
    assert_eq!(world.asked(Kind::Copies), 10);
}

#[tokio::test]
async fn of_pages_and_books_only_what_failed_is_asked_again() {
    let world = World::new().await;
    let gate = world.practice().gate();
    gate.hold(Kind::List);
    let id = world.ask("호주").await;
    gate.wait_held(1).await;
    world.practice().set_faults(vec![
        Fault::new(Kind::List, What::LogIn).times(1),
        Fault::new(Kind::Copies, What::LogIn).times(2),
    ]);
    gate.release_all();
    let search = world.end(id).await;
    assert_eq!(
        (search.state, search.failed_page_count, search.failed_count),
        (SearchState::Partial, 1, 2)
    );
    let given_up: Vec<HitId> = world
        .hits(id)
        .await
        .iter()
        .filter(|hit| hit.copies_code.is_some())
        .map(|hit| HitId(hit.id))
        .collect();
    assert_eq!(given_up.len(), 2);
    assert_eq!(counts(&world).await, [jobs(0, 0, 0, 3)]);
    world.practice().clear_log();
    world.engine.retry_search(id).await.unwrap();
    let search = world.end(id).await;
    assert_eq!(
        (search.state, search.hit_count, search.checked_count),
        (SearchState::Complete, 104, 10)
    );
    assert_eq!((world.asked(Kind::List), world.asked(Kind::Copies)), (1, 2));
}
