//! A watch of one place: whatever the library calls it today.

use engine::wire::{ErrorCode, WatchEvent, WatchState};
use practice::{Kind, Lending, What};

use super::Shelf;

#[tokio::test]
async fn only_the_chosen_place_counts() {
    let shelf = Shelf::with(Lending::Returned).await;
    let elsewhere = shelf.watch(Some("어느 분관")).await;
    let again = shelf.watch(Some("어느 분관")).await;
    assert_eq!(elsewhere, again, "one watch of a place");
    shelf.until(|watch| watch.code.is_some()).await;
    let everywhere = shelf.watch(None).await;
    shelf.until(|watch| watch.state == WatchState::Told).await;
    let states: Vec<_> = shelf
        .watches()
        .await
        .into_iter()
        .map(|watch| (watch.id, watch.state))
        .collect();
    assert_eq!(
        states,
        [
            (everywhere.id, WatchState::Told),
            (elsewhere.id, WatchState::Watching)
        ]
    );
}

#[tokio::test]
async fn a_place_is_found_whatever_else_another_page_says_of_it() {
    let shelf = Shelf::new().await;
    // The short table names rooms alone, the long one their branches, too.
    let copies = shelf.world.hits(shelf.search).await.remove(0).copies;
    assert_eq!(copies[0].branch, "");
    let room = copies[0].location.clone();
    shelf.watch(Some(&room)).await;
    shelf.looked().await;
    shelf.fail(Kind::Copies, What::SimpleGone);
    let lent = shelf.look_again().await;
    assert_eq!((lent.code, lent.due.as_deref()), (None, Some("2027-01-20")));
    let copies = shelf.world.hits(shelf.search).await.remove(0).copies;
    assert_eq!(copies[0].branch, "중앙도서관", "another page has answered");
    shelf.stand(Lending::Returned);
    assert_eq!(shelf.look_again().await.state, WatchState::Told);
    assert_eq!(
        shelf.events().await,
        [WatchEvent::Began, WatchEvent::Available]
    );
}

#[tokio::test]
async fn a_branch_is_found_where_the_page_that_named_it_is_gone() {
    let shelf = Shelf::new().await;
    shelf.fail(Kind::Copies, What::SimpleGone);
    shelf.watch(Some("중앙도서관")).await;
    shelf.looked().await;
    // Now the short table would answer, which names no branch.
    shelf.fail(Kind::Copies, What::FullGone);
    for _ in 0..2 {
        let lent = shelf.look_again().await;
        assert_eq!((lent.code, lent.due.as_deref()), (None, Some("2027-01-20")));
    }
    shelf.stand(Lending::Returned);
    assert_eq!(shelf.look_again().await.state, WatchState::Told);
}

#[tokio::test]
async fn a_place_that_no_page_names_is_not_called_gone() {
    let shelf = Shelf::new().await;
    shelf.watch(Some("어느 분관")).await;
    let blind = shelf.until(|watch| watch.code.is_some()).await;
    assert_eq!(
        (blind.state, blind.code, blind.checked_at_ms.is_some()),
        (WatchState::Watching, Some(ErrorCode::LayoutUnknown), true)
    );
    while !shelf.events().await.contains(&WatchEvent::Unreadable) {
        shelf.look_again().await;
    }
    assert_eq!(
        shelf.events().await,
        [WatchEvent::Began, WatchEvent::Unreadable]
    );
}
