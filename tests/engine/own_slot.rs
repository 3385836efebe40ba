//! A search that was sent to another address has limits of its own; they end with it.

use engine::SearchId;
use engine::wire::SearchState;
use practice::{Kind, Seen};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Connection};
use support::library::{Stop, World, in_time, options_with};
use url::Url;

/// The slots in the file of this world.
async fn slots(world: &World) -> Vec<String> {
    let options = SqliteConnectOptions::new()
        .filename(world.folder().join("chaekbeot.db"))
        .read_only(true);
    let mut connection = options.connect().await.unwrap();
    let slots = sqlx::query_scalar("SELECT slot FROM slot ORDER BY slot")
        .fetch_all(&mut connection)
        .await
        .unwrap();
    connection.close().await.unwrap();
    slots
}

/// Asks Sejong at the address of the practice library, two requests at once.
async fn ask_elsewhere(world: &World) -> SearchId {
    let address = Url::parse(&world.practice().base_url()).unwrap();
    let options = options_with(|options| {
        options.address = Some(address);
        options.in_flight = Some(2);
        options.gap_ms = Some(0);
    });
    world.inquire("sejong", "토지", options).await
}

#[tokio::test]
async fn they_end_with_the_search() {
    let world = World::new().await;
    let gate = world.practice().gate();
    gate.hold(Kind::Copies);
    let id = ask_elsewhere(&world).await;
    gate.wait_held(2).await;
    assert_eq!(slots(&world).await, [format!("sejong#{id}")]);
    gate.release_all();
    assert_eq!(world.end(id).await.state, SearchState::Complete);
    assert!(slots(&world).await.is_empty());
}

#[tokio::test]
async fn a_search_that_goes_on_has_them_again() {
    let world = World::new().await;
    let id = ask_elsewhere(&world).await;
    world.end(id).await;
    world.practice().clear_log();
    let gate = world.practice().gate();
    gate.hold(Kind::Copies);
    let ids = world.hit_ids(id, 15..24).await;
    world.engine.check_copies(id, ids).await.unwrap();
    gate.wait_held(2).await;
    assert_eq!(world.practice().max_in_flight(), 2, "its own two lanes");
    assert_eq!(slots(&world).await, [format!("sejong#{id}")]);
    gate.release_all();
    world.until(id, |search| search.checked_count == 19).await;
    assert!(slots(&world).await.is_empty());
    world.engine.retry_search(id).await.unwrap();
    assert_eq!(world.end(id).await.state, SearchState::Complete);
    assert_eq!(world.practice().max_in_flight(), 2);
    assert!(slots(&world).await.is_empty());
}

#[tokio::test]
async fn what_a_deleted_search_leaves_goes_at_the_next_start() {
    let world = World::new().await;
    let gate = world.practice().gate();
    gate.hold(Kind::Copies);
    let id = ask_elsewhere(&world).await;
    gate.wait_held(2).await;
    world.engine.clear_data().await.unwrap();
    assert_eq!(slots(&world).await, [format!("sejong#{id}")]);
    let left = |seen: &[Seen]| seen.iter().all(|seen| seen.ended_micros.is_some());
    in_time("its requests end", world.practice().wait_until(left)).await;
    let world = world.stop(Stop::Shutdown).await.start().await;
    gate.release_all();
    // Through the same queue, after what the start does first.
    world.find("데미안").await;
    assert_eq!(slots(&world).await, ["practice"]);
}

#[tokio::test]
async fn what_a_stopped_search_leaves_goes_at_the_next_start() {
    let world = World::new().await;
    let gate = world.practice().gate();
    gate.hold(Kind::Copies);
    let id = ask_elsewhere(&world).await;
    gate.wait_held(2).await;
    world.engine.cancel_search(id).await.unwrap();
    let left = |seen: &[Seen]| seen.iter().all(|seen| seen.ended_micros.is_some());
    in_time("its requests end", world.practice().wait_until(left)).await;
    let world = world.stop(Stop::Shutdown).await.start().await;
    gate.release_all();
    // Through the same queue, after what the start does first.
    world.find("데미안").await;
    assert_eq!(slots(&world).await, ["practice"]);
    world.engine.retry_search(id).await.unwrap();
    assert_eq!(world.end(id).await.state, SearchState::Complete);
}
