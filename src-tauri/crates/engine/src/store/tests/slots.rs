use super::fixture::Store;
use crate::options::SearchOptions;
use crate::store::slots;
use crate::wire::SearchState;

#[tokio::test]
async fn left_slots_are_those_of_searches_that_have_ended_or_are_gone() {
    let mut store = Store::new().await;
    let elsewhere = SearchOptions {
        address: "http://127.0.0.1:9/".parse().ok(),
        ..SearchOptions::default()
    };
    let live = store.ask("하나", None, &elsewhere).await;
    let ended = store.ask("둘", None, &elsewhere).await;
    let deleted = store.ask("셋", None, &elsewhere).await;
    store.end(ended, SearchState::Cancelled, 50).await;
    sqlx::query(
        "INSERT INTO slot(slot, in_flight, gap_ms) SELECT slot, 1, 0 FROM search;
         INSERT INTO slot(slot, in_flight, gap_ms) VALUES ('sejong', 1, 0);
         DELETE FROM search WHERE id = ?",
    )
    .bind(deleted)
    .execute(&mut *store)
    .await
    .unwrap();
    let left = slots::left_slots(&mut store).await.unwrap();
    assert_eq!(
        left,
        [format!("sejong#{ended}"), format!("sejong#{deleted}")]
    );
    assert!(!left.contains(&format!("sejong#{live}")), "it goes on");
}
