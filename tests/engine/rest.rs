//! A phone suspends the app: the work rests, and nothing is lost.

use std::time::Duration;

use engine::wire::SearchState;
use practice::Kind;
use support::library::{World, in_time};

#[tokio::test]
async fn work_rests_and_goes_on_where_it_was() {
    let world = World::new().await;
    let gate = world.practice().gate();
    gate.hold(Kind::Copies);
    let id = world.ask("토지").await;
    gate.wait_held(1).await;
    in_time("a rest", world.engine.rest(Duration::ZERO)).await;
    assert!(!world.engine.is_runner());
    let before = world.search(id).await;
    assert_eq!(before.state, SearchState::Running, "nothing failed");
    gate.release_all();

    let asked = world.practice().requests().len();
    let later = world.ask("호주").await;
    let waiting = world.search(later).await;
    assert_eq!(waiting.state, SearchState::Waiting);
    assert_eq!(
        world.engine.rooms().await.unwrap().len(),
        1,
        "the rest goes on"
    );
    assert_eq!(world.practice().requests().len(), asked);

    world.engine.wake().await.unwrap();
    for id in [id, later] {
        let end = world.end(id).await;
        assert_eq!((end.state, end.tried_count), (SearchState::Complete, 0));
    }
    assert!(world.engine.is_runner());
    assert_eq!(
        world.asked(Kind::List),
        1 + 3,
        "no page was asked for twice"
    );
}

#[tokio::test]
async fn what_runs_may_end_before_the_rest() {
    let world = World::new().await;
    let gate = world.practice().gate();
    gate.hold(Kind::List);
    let id = world.ask("토지").await;
    gate.wait_held(1).await;
    let ending = async { gate.release_all() };
    let resting = world.engine.rest(Duration::from_secs(30));
    in_time("a rest", async { tokio::join!(resting, ending) }).await;
    let search = world.search(id).await;
    assert!(
        search.hit_count > 0,
        "its page was read to the end: {search:?}"
    );
    assert_eq!(world.asked(Kind::Copies), 0, "nothing was begun after it");
    world.engine.wake().await.unwrap();
    world.engine.wake().await.unwrap();
    assert_eq!(world.end(id).await.state, SearchState::Complete);
}

#[tokio::test]
async fn a_rest_may_be_the_last() {
    let world = World::new().await;
    world.engine.rest(Duration::ZERO).await;
    world.engine.rest(Duration::ZERO).await;
    in_time("a shutdown", world.engine.shutdown(Duration::ZERO)).await;
}
