use super::fixture::Store;
use crate::id::SearchId;
use crate::store::pages::{self, ListedPage};
use crate::wire::ErrorCode;

/// A search with page 1 listed, 2 failed and 3 planned.
async fn three_pages(store: &mut Store) -> SearchId {
    let search = store.search("소년이 온다").await;
    for page in [3, 2, 1] {
        assert!(pages::plan(store, search, page).await.unwrap());
    }
    pages::listed(store, search, 1, 50).await.unwrap();
    pages::failed(store, search, 2, ErrorCode::Timeout)
        .await
        .unwrap();
    search
}

/// How many pages are in this state.
async fn count(store: &mut Store, search: SearchId, state: &str) -> u32 {
    sqlx::query_scalar("SELECT count(*) FROM search_page WHERE search_id = ? AND state = ?")
        .bind(search)
        .bind(state)
        .fetch_one(&mut **store)
        .await
        .unwrap()
}

#[tokio::test]
async fn plan_asks_again_for_everything_but_a_listed_page() {
    let mut store = Store::new().await;
    let search = three_pages(&mut store).await;
    let is_planned = pages::plan(&mut store, search, 1).await.unwrap();
    assert!(!is_planned, "what is listed is never asked again");
    assert!(pages::plan(&mut store, search, 2).await.unwrap());
    assert!(pages::plan(&mut store, search, 3).await.unwrap());
    let failure = pages::first_failure(&mut store, search).await.unwrap();
    assert_eq!(failure, None, "a page asked again has not failed");
    assert_eq!(count(&mut store, search, "planned").await, 2);
}

#[tokio::test]
async fn listed_keeps_the_count_and_forgets_the_failure() {
    let mut store = Store::new().await;
    let search = three_pages(&mut store).await;
    pages::listed(&mut store, search, 2, 7).await.unwrap();
    let failure = pages::first_failure(&mut store, search).await.unwrap();
    assert_eq!(failure, None);
    let page = ListedPage {
        page: 2,
        hit_count: 7,
    };
    let listed = pages::all_listed(&mut store, search).await.unwrap();
    assert_eq!(listed.last(), Some(&page));
}

#[tokio::test]
async fn failed_keeps_the_page_as_missing() {
    let mut store = Store::new().await;
    let search = three_pages(&mut store).await;
    pages::failed(&mut store, search, 3, ErrorCode::Blocked)
        .await
        .unwrap();
    assert_eq!(count(&mut store, search, "failed").await, 2);
    let missing = pages::missing(&mut store, search).await.unwrap();
    assert_eq!(missing, [2, 3]);
}

#[tokio::test]
async fn fail_planned_leaves_the_read_and_the_failed_pages_as_they_are() {
    let mut store = Store::new().await;
    let search = three_pages(&mut store).await;
    pages::fail_planned(&mut store, search, ErrorCode::Blocked)
        .await
        .unwrap();
    assert_eq!(count(&mut store, search, "planned").await, 0);
    assert_eq!(count(&mut store, search, "failed").await, 2);
    let failure = pages::first_failure(&mut store, search).await.unwrap();
    assert_eq!(failure, Some(ErrorCode::Timeout), "page 2 failed by itself");
    assert_eq!(pages::missing(&mut store, search).await.unwrap(), [2, 3]);
}

#[tokio::test]
async fn forget_leaves_other_searches_alone() {
    let mut store = Store::new().await;
    let search = three_pages(&mut store).await;
    let other = store.search("다른 책").await;
    pages::plan(&mut store, other, 1).await.unwrap();
    pages::forget(&mut store, search).await.unwrap();
    assert_eq!(pages::last_page(&mut store, search).await.unwrap(), 0);
    assert_eq!(count(&mut store, other, "planned").await, 1);
}

#[tokio::test]
async fn all_listed_has_the_read_pages_in_order() {
    let mut store = Store::new().await;
    let search = three_pages(&mut store).await;
    pages::listed(&mut store, search, 3, 4).await.unwrap();
    let listed = pages::all_listed(&mut store, search).await.unwrap();
    let listed: Vec<_> = listed.iter().map(|at| (at.page, at.hit_count)).collect();
    assert_eq!(listed, [(1, 50), (3, 4)]);
}

#[tokio::test]
async fn missing_has_the_unread_pages_in_order() {
    let mut store = Store::new().await;
    let search = three_pages(&mut store).await;
    let missing = pages::missing(&mut store, search).await.unwrap();
    assert_eq!(missing, [2, 3]);
}

#[tokio::test]
async fn last_page_counts_whatever_became_of_it() {
    let mut store = Store::new().await;
    let search = three_pages(&mut store).await;
    assert_eq!(pages::last_page(&mut store, search).await.unwrap(), 3);
}

#[tokio::test]
async fn first_failure_is_that_of_the_lowest_page() {
    let mut store = Store::new().await;
    let search = three_pages(&mut store).await;
    pages::failed(&mut store, search, 3, ErrorCode::Blocked)
        .await
        .unwrap();
    let failure = pages::first_failure(&mut store, search).await.unwrap();
    assert_eq!(failure, Some(ErrorCode::Timeout));
}
