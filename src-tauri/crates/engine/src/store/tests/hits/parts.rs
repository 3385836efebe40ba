//! Where the copies and the detail of a hit stand.

use super::super::fixture::Store;
use super::{set, states, three_hits};
use crate::store::hits::{self, Part};
use crate::wire::{CopiesState, ErrorCode};

#[tokio::test]
async fn set_part_moves_one_part_and_forgets_its_failure() {
    let mut store = Store::new().await;
    let (search, ids) = three_hits(&mut store).await;
    let book = store.books(search).await[0];
    for part in [Part::Copies, Part::Detail] {
        let failure = Some(ErrorCode::Network);
        hits::end_part(&mut store, search, book, part, failure)
            .await
            .unwrap();
    }
    use CopiesState::{Failed, Planned};
    set(&mut store, ids[0], Part::Copies, Planned).await;
    assert_eq!(states(&mut store, search).await[0], (Planned, Failed));
    set(&mut store, ids[0], Part::Detail, Planned).await;
    assert_eq!(states(&mut store, search).await[0], (Planned, Planned));
    assert_eq!(
        hits::first_failure(&mut store, search, None, None)
            .await
            .unwrap(),
        None
    );
}

#[tokio::test]
async fn end_part_says_how_it_went_for_one_search() {
    let mut store = Store::new().await;
    let (search, hits) = three_hits(&mut store).await;
    let other = store.search_with("한강", &["1"]).await;
    let books = store.books(search).await;
    let checked = hits::end_part(&mut store, search, books[0], Part::Copies, None).await;
    assert_eq!(checked.unwrap(), Some(hits[0]));
    let failure = Some(ErrorCode::LayoutUnknown);
    hits::end_part(&mut store, search, books[1], Part::Detail, failure)
        .await
        .unwrap();
    use CopiesState::{Checked, Failed, Unplanned};
    let expected = [
        (Checked, Unplanned),
        (Unplanned, Failed),
        (Unplanned, Unplanned),
    ];
    assert_eq!(states(&mut store, search).await, expected);
    assert_eq!(states(&mut store, other).await, [(Unplanned, Unplanned)]);
    let gone = hits::end_part(&mut store, other, books[2], Part::Copies, None).await;
    assert_eq!(
        gone.unwrap(),
        None,
        "this search does not hold that book any more"
    );
}

#[tokio::test]
async fn unplan_takes_back_only_what_is_planned() {
    let mut store = Store::new().await;
    let (search, ids) = three_hits(&mut store).await;
    use CopiesState::{Checked, Failed, Planned, Unplanned};
    set(&mut store, ids[0], Part::Copies, Planned).await;
    set(&mut store, ids[0], Part::Detail, Checked).await;
    set(&mut store, ids[1], Part::Copies, Failed).await;
    set(&mut store, ids[2], Part::Copies, Checked).await;
    set(&mut store, ids[2], Part::Detail, Planned).await;
    let mut changed = hits::unplan(&mut store, search).await.unwrap();
    changed.sort_unstable();
    assert_eq!(changed, [ids[0], ids[2]]);
    let expected = [
        (Unplanned, Checked),
        (Failed, Unplanned),
        (Checked, Unplanned),
    ];
    assert_eq!(states(&mut store, search).await, expected);
}

#[tokio::test]
async fn fail_planned_gives_up_only_what_is_planned() {
    let mut store = Store::new().await;
    let (search, ids) = three_hits(&mut store).await;
    use CopiesState::{Checked, Failed, Planned, Unplanned};
    set(&mut store, ids[0], Part::Copies, Planned).await;
    set(&mut store, ids[0], Part::Detail, Checked).await;
    set(&mut store, ids[1], Part::Copies, Checked).await;
    set(&mut store, ids[2], Part::Detail, Planned).await;
    let code = ErrorCode::Blocked;
    let mut changed = hits::fail_planned(&mut store, search, code).await.unwrap();
    changed.sort_unstable();
    assert_eq!(changed, [ids[0], ids[2]]);
    let expected = [(Failed, Checked), (Checked, Unplanned), (Unplanned, Failed)];
    assert_eq!(states(&mut store, search).await, expected);
    let codes: Vec<_> = hits::ready(&mut store, search, None)
        .await
        .unwrap()
        .iter()
        .map(|hit| hit.code)
        .collect();
    assert_eq!(codes, [Some(code), None, Some(code)]);
}

#[tokio::test]
async fn first_failure_passes_over_copies_that_are_no_part_of_the_answer() {
    let mut store = Store::new().await;
    let (search, _) = three_hits(&mut store).await;
    let books = store.books(search).await;
    let failure = Some(ErrorCode::Timeout);
    hits::end_part(&mut store, search, books[1], Part::Copies, failure)
        .await
        .unwrap();
    for (copies_limit, expected) in [(Some(1), None), (Some(2), failure), (None, failure)] {
        let first = hits::first_failure(&mut store, search, copies_limit, None).await;
        assert_eq!(first.unwrap(), expected, "{copies_limit:?}");
    }
}

#[tokio::test]
async fn first_failure_passes_over_details_that_somebody_opened() {
    let mut store = Store::new().await;
    let (search, _) = three_hits(&mut store).await;
    let books = store.books(search).await;
    let (copies, detail) = (Some(ErrorCode::Timeout), Some(ErrorCode::Blocked));
    for (part, failure) in [(Part::Copies, copies), (Part::Detail, detail)] {
        hits::end_part(&mut store, search, books[1], part, failure)
            .await
            .unwrap();
    }
    for (copies_limit, details_limit, expected) in [
        (Some(1), Some(0), None),
        (Some(1), Some(1), None),
        (Some(1), Some(2), detail),
        (Some(1), None, detail),
        (None, Some(0), copies),
    ] {
        let first = hits::first_failure(&mut store, search, copies_limit, details_limit).await;
        assert_eq!(
            first.unwrap(),
            expected,
            "{copies_limit:?} {details_limit:?}"
        );
    }
}

#[tokio::test]
async fn first_failure_is_that_of_the_first_hit() {
    let mut store = Store::new().await;
    let (search, _) = three_hits(&mut store).await;
    assert_eq!(
        hits::first_failure(&mut store, search, None, None)
            .await
            .unwrap(),
        None
    );
    let books = store.books(search).await;
    for (book, part, code) in [
        (books[2], Part::Copies, ErrorCode::Blocked),
        (books[1], Part::Detail, ErrorCode::Timeout),
    ] {
        hits::end_part(&mut store, search, book, part, Some(code))
            .await
            .unwrap();
        let first = hits::first_failure(&mut store, search, None, None)
            .await
            .unwrap();
        assert_eq!(first, Some(code));
    }
}

#[tokio::test]
async fn ready_has_the_hits_for_which_nothing_is_awaited() {
    let mut store = Store::new().await;
    let (search, ids) = three_hits(&mut store).await;
    let books = store.books(search).await;
    set(&mut store, ids[0], Part::Copies, CopiesState::Planned).await;
    set(&mut store, ids[1], Part::Copies, CopiesState::Checked).await;
    let failure = Some(ErrorCode::Timeout);
    hits::end_part(&mut store, search, books[1], Part::Detail, failure)
        .await
        .unwrap();
    set(&mut store, ids[2], Part::Detail, CopiesState::Checked).await;
    let ready = hits::ready(&mut store, search, None).await.unwrap();
    let seen: Vec<_> = ready
        .iter()
        .map(|hit| {
            (
                hit.id,
                hit.book_id,
                hit.has_copies,
                hit.has_detail,
                hit.code,
            )
        })
        .collect();
    let expected = [
        (ids[1], books[1], true, false, failure),
        (ids[2], books[2], false, true, None),
    ];
    assert_eq!(seen, expected);
    let among = hits::ready(&mut store, search, Some(&[ids[2], ids[0]]))
        .await
        .unwrap();
    assert_eq!(among, ready[1..]);
    let none = hits::ready(&mut store, search, Some(&[])).await.unwrap();
    assert_eq!(none, [], "none of these is not all");
}
