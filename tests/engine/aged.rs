//! Weeks later: the queue has forgotten its ended jobs, the searches have not.

use std::sync::Arc;

use engine::SearchId;
use engine::wire::SearchState;
use practice::{Fault, Kind, What};
use queue::ManualClock;
use support::library::{BEGINNING_MS, Stopped, World, in_time};

const DAY_MS: i64 = 86_400_000;

/// A world whose time moves only when it is told to.
async fn world(faults: Vec<Fault>) -> (World, ManualClock) {
    let clock = ManualClock::new(BEGINNING_MS);
    let stopped = Stopped::new(faults).await;
    let options = engine::Options {
        clock: Arc::new(clock.clone()),
        ..stopped.options()
    };
    (stopped.start_with(options).await, clock)
}

/// Forty days pass, and the queue has tidied up.
async fn grow_old(world: &World, clock: &ManualClock) {
    let forgotten = async {
        loop {
            let peek = engine::read_queue(world.folder(), 1_000).await.unwrap();
            if peek.jobs.is_empty() {
                return;
            }
            // It tidies up when it has rested, so it must have come to rest first.
            clock.advance(40 * DAY_MS);
            tokio::task::yield_now().await;
        }
    };
    in_time("the queue forgets", forgotten).await;
}

#[tokio::test]
async fn a_search_is_readable_and_only_what_failed_is_asked_again() {
    let fault = Fault::new(Kind::Copies, What::LogIn).times(2);
    let (world, clock) = world(vec![fault]).await;
    let id = world.ask("토지").await;
    let search = world.end(id).await;
    assert_eq!(search.failed_count, 2);
    let hits = world.hits(id).await;
    grow_old(&world, &clock).await;

    assert_eq!(world.search(id).await, search);
    assert_eq!(world.hits(id).await, hits);
    let view = world.engine.queue_view().await.unwrap();
    assert!(view.libraries.is_empty() && view.searches.is_empty());
    world.practice().clear_log();
    world.engine.retry_search(id).await.unwrap();
    let search = world.end(id).await;
    assert_eq!(
        (search.state, search.checked_count),
        (SearchState::Complete, 10)
    );
    assert_eq!((world.asked(Kind::List), world.asked(Kind::Copies)), (0, 2));
}

#[tokio::test]
async fn a_complete_search_goes_on_in_every_way() {
    let (world, clock) = world(Vec::new()).await;
    let id = world.ask("호주").await;
    world.end(id).await;
    grow_old(&world, &clock).await;
    let ids = world.hit_ids(id, 20..22).await;
    world.engine.show_hits(id, ids.clone()).await.unwrap();
    world.engine.check_copies(id, ids).await.unwrap();
    world.until(id, |search| search.checked_count == 12).await;
    grow_old(&world, &clock).await;
    world.engine.cancel_search(id).await.unwrap();
    world.engine.hold_search(id).await.unwrap();
    world.engine.resume_search(id).await.unwrap();
    assert_eq!(world.search(id).await.state, SearchState::Complete);
    world.practice().clear_log();
    world.engine.retry_search(id).await.unwrap();
    let search = world.end(id).await;
    assert_eq!(
        (search.state, search.hit_count, search.checked_count),
        (SearchState::Complete, 104, 10)
    );
    assert_eq!(
        (world.asked(Kind::List), world.asked(Kind::Copies)),
        (3, 10)
    );
}

#[tokio::test]
async fn a_parked_search_waits_as_long_as_it_must() {
    let (world, clock) = world(Vec::new()).await;
    let gate = world.practice().gate();
    gate.hold(Kind::Copies);
    let id = world.ask("토지").await;
    gate.wait_held(6).await;
    world.engine.hold_search(id).await.unwrap();
    gate.release_all();
    world.until(id, |search| search.checked_count == 6).await;
    for _ in 0..40 {
        clock.advance(DAY_MS);
        tokio::task::yield_now().await;
    }
    world.find("데미안").await;
    world.engine.resume_search(SearchId(id.0)).await.unwrap();
    let search = world.end(id).await;
    assert_eq!(
        (search.state, search.checked_count),
        (SearchState::Complete, 10),
        "nothing of it was forgotten"
    );
    assert_eq!(world.asked(Kind::Copies), 11);
}
