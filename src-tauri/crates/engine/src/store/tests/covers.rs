use super::fixture::Store;
use crate::covers::{Cover, MediaType};
use crate::store::covers::{self, Known};

const USED_AT_MS: i64 = 5_000;

fn cover(size: usize) -> Cover {
    Cover {
        bytes: vec![7; size],
        media_type: MediaType::Jpeg,
    }
}

async fn keep(store: &mut Store, key: &str, size: usize, at_ms: i64) {
    let cover = cover(size);
    covers::put(store, key, Some(&cover), at_ms).await.unwrap();
}

/// The keys that are left.
async fn keys(store: &mut Store) -> Vec<String> {
    sqlx::query_scalar("SELECT url_key FROM cover ORDER BY url_key")
        .fetch_all(&mut **store)
        .await
        .unwrap()
}

#[tokio::test]
async fn a_cover_is_read_as_it_was_kept() {
    let mut store = Store::new().await;
    keep(&mut store, "a", 3, USED_AT_MS).await;
    let found = covers::get(&mut store, "a").await.unwrap();
    assert_eq!(found, Some(Known::Kept(cover(3), USED_AT_MS)));
    covers::used(&mut store, "a", 9_000).await.unwrap();
    let found = covers::get(&mut store, "a").await.unwrap();
    assert_eq!(found, Some(Known::Kept(cover(3), 9_000)));
    assert_eq!(covers::get(&mut store, "b").await.unwrap(), None);
}

#[tokio::test]
async fn a_failure_is_kept_until_the_cover_comes() {
    let mut store = Store::new().await;
    covers::put(&mut store, "a", None, 1).await.unwrap();
    let found = covers::get(&mut store, "a").await.unwrap();
    assert_eq!(found, Some(Known::Failed(1)));
    keep(&mut store, "a", 3, 2).await;
    let found = covers::get(&mut store, "a").await.unwrap();
    assert_eq!(found, Some(Known::Kept(cover(3), 2)));
}

#[tokio::test]
async fn what_nobody_looked_at_goes_and_then_what_is_oldest() {
    let mut store = Store::new().await;
    for (key, at_ms) in [("a", 1), ("b", 10), ("c", 30), ("d", 20), ("e", 40)] {
        keep(&mut store, key, 100, at_ms).await;
    }
    covers::prune(&mut store, 10, 1_000).await.unwrap();
    assert_eq!(keys(&mut store).await, ["b", "c", "d", "e"]);
    covers::prune(&mut store, 10, 299).await.unwrap();
    assert_eq!(keys(&mut store).await, ["c", "e"]);
    covers::prune(&mut store, 10, 200).await.unwrap();
    assert_eq!(keys(&mut store).await, ["c", "e"]);
}
