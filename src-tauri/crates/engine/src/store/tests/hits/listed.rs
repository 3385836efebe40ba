//! The hits that a list page gave, and those that stay of an earlier one.

use super::super::fixture::{Store, copy, new_hit};
use super::{ids, place, places, set, states, three_hits};
use crate::id::HitId;
use crate::store::books;
use crate::store::hits::{self, Part};
use crate::wire::{CopiesState, ErrorCode, SearchState, Status};

#[tokio::test]
async fn put_stores_a_page_as_it_was_read() {
    let mut store = Store::new().await;
    let search = store.search("소년이 온다").await;
    let source = store.source().await;
    let new = new_hit(7, "CATTOT000000000001");
    let changed = hits::put(&mut store, search, source, std::slice::from_ref(&new))
        .await
        .unwrap();
    let hit = store.hits(search).await.remove(0);
    assert_eq!(changed, [HitId(hit.id)]);
    assert_eq!((hit.search_id, hit.position), (search.0, 7));
    assert_eq!(
        [hit.cid, hit.title, hit.author, hit.publisher, hit.year],
        [new.cid, new.title, new.author, new.publisher, new.year],
    );
    assert_eq!(
        (hit.material_type, hit.branches),
        (new.material_type, new.branches)
    );
    assert_eq!(hit.copies_state, CopiesState::Unplanned);
    let none = hits::put(&mut store, search, source, &[]).await.unwrap();
    assert_eq!(none, []);
}

#[tokio::test]
async fn put_keeps_the_first_place_of_a_record_on_two_pages() {
    let mut store = Store::new().await;
    let search = store.search_with("소년이 온다", &["1", "2"]).await;
    let source = store.source().await;
    let second_page = [new_hit(50, "2"), new_hit(51, "3"), new_hit(52, "3")];
    hits::put(&mut store, search, source, &second_page)
        .await
        .unwrap();
    let expected = [place("1", 0), place("2", 1), place("3", 51)];
    assert_eq!(places(&mut store, search).await, expected);
}

#[tokio::test]
async fn put_gives_a_doubted_hit_its_new_place_and_keeps_its_id() {
    let mut store = Store::new().await;
    let (search, before) = three_hits(&mut store).await;
    hits::doubt_all(&mut store, search).await.unwrap();
    let source = store.source().await;
    let listed = [new_hit(0, "3"), new_hit(1, "1")];
    let changed = hits::put(&mut store, search, source, &listed)
        .await
        .unwrap();
    assert_eq!(
        changed,
        [before[2], before[0]],
        "the page updates what it shows"
    );
    let places = places(&mut store, search).await;
    assert!(
        places.contains(&place("1", 1)),
        "what moved down is not held at its old place"
    );
}

#[tokio::test]
async fn put_knows_a_record_that_another_search_found() {
    let mut store = Store::new().await;
    let (search, _) = three_hits(&mut store).await;
    let other = store.search_with("한강", &["3", "4"]).await;
    let (books, others) = (store.books(search).await, store.books(other).await);
    assert_eq!(books[2], others[0], "its copies are read once for both");
    assert!(!books.contains(&others[1]));
}

#[tokio::test]
async fn keep_takes_over_what_was_checked_when_it_is_the_answer() {
    let mut store = Store::new().await;
    let (from, hits) = three_hits(&mut store).await;
    set(&mut store, hits[0], Part::Copies, CopiesState::Checked).await;
    set(&mut store, hits[1], Part::Detail, CopiesState::Checked).await;
    set(&mut store, hits[2], Part::Copies, CopiesState::Failed).await;
    store.end(from, SearchState::Complete, 20).await;
    let to = store.search("소년이 온다").await;
    hits::keep(&mut store, from, to, true).await.unwrap();
    assert_eq!(places(&mut store, to).await, places(&mut store, from).await);
    use CopiesState::{Checked, Unplanned};
    let expected = [
        (Checked, Unplanned),
        (Unplanned, Checked),
        (Unplanned, Unplanned),
    ];
    assert_eq!(states(&mut store, to).await, expected);
}

#[tokio::test]
async fn keep_shows_what_is_to_be_listed_again_without_planning_it() {
    let mut store = Store::new().await;
    let (from, hits) = three_hits(&mut store).await;
    set(&mut store, hits[0], Part::Copies, CopiesState::Checked).await;
    store.end(from, SearchState::Complete, 20).await;
    let to = store.search("소년이 온다").await;
    hits::keep(&mut store, from, to, false).await.unwrap();
    let shown = store.hits(to).await;
    assert_eq!(shown.len(), 3);
    assert!(
        shown
            .iter()
            .all(|hit| hit.copies_state == CopiesState::Unplanned)
    );
    assert_eq!(
        states(&mut store, to).await,
        [],
        "nothing to ask for before it is listed"
    );
}

#[tokio::test]
async fn doubt_all_forgets_states_and_shows_what_is_known() {
    let mut store = Store::new().await;
    let (search, _) = three_hits(&mut store).await;
    let books = store.books(search).await;
    let copies = [copy("EM1", Status::Available)];
    books::set_copies(&mut store, books[0], &copies, 10)
        .await
        .unwrap();
    let failure = Some(ErrorCode::Timeout);
    for (book, part, failure) in [
        (books[0], Part::Copies, None),
        (books[1], Part::Copies, failure),
        (books[2], Part::Detail, failure),
    ] {
        hits::end_part(&mut store, search, book, part, failure)
            .await
            .unwrap();
    }
    hits::doubt_all(&mut store, search).await.unwrap();
    let shown = store.hits(search).await;
    assert_eq!(
        shown[0].copies, copies,
        "an old answer is better than an empty card"
    );
    for hit in shown {
        assert_eq!(hit.copies_state, CopiesState::Unplanned);
        assert_eq!(hit.copies_code, None);
    }
    assert_eq!(states(&mut store, search).await, []);
    let failure = hits::first_failure(&mut store, search, None, None)
        .await
        .unwrap();
    assert_eq!(failure, None);
}

#[tokio::test]
async fn drop_stale_forgets_what_was_not_listed_again() {
    let mut store = Store::new().await;
    let (search, before) = three_hits(&mut store).await;
    let other = store.search_with("한강", &["3"]).await;
    hits::doubt_all(&mut store, search).await.unwrap();
    let source = store.source().await;
    hits::put(&mut store, search, source, &[new_hit(0, "2")])
        .await
        .unwrap();
    let mut gone = hits::drop_stale(&mut store, search).await.unwrap();
    gone.sort_unstable();
    assert_eq!(gone, [before[0], before[2]]);
    assert_eq!(ids(&mut store, search).await, [before[1]]);
    assert_eq!(places(&mut store, other).await, [place("3", 0)]);
}

#[tokio::test]
async fn candidates_are_the_listed_hits_in_order_with_what_is_known() {
    let mut store = Store::new().await;
    let (search, ids) = three_hits(&mut store).await;
    let books = store.books(search).await;
    books::set_copies(&mut store, books[1], &[], 10)
        .await
        .unwrap();
    books::set_detail(&mut store, books[2], &[], 20)
        .await
        .unwrap();
    let found = hits::candidates(&mut store, search).await.unwrap();
    let seen: Vec<_> = found
        .iter()
        .map(|hit| {
            (
                hit.id,
                hit.book_id,
                hit.position,
                hit.copies_at_ms,
                hit.detail_at_ms,
            )
        })
        .collect();
    assert_eq!(
        seen,
        [
            (ids[0], books[0], 0, None, None),
            (ids[1], books[1], 1, Some(10), None),
            (ids[2], books[2], 2, None, Some(20)),
        ]
    );
}

#[tokio::test]
async fn count_is_of_the_listed_hits() {
    let mut store = Store::new().await;
    let (search, _) = three_hits(&mut store).await;
    assert_eq!(hits::count(&mut store, search).await.unwrap(), 3);
    hits::doubt_all(&mut store, search).await.unwrap();
    assert_eq!(hits::count(&mut store, search).await.unwrap(), 0);
}

#[tokio::test]
async fn shown_elsewhere_has_the_checked_cards_of_rooms_that_do_not_wait() {
    let mut store = Store::new().await;
    let room = store.room().await;
    let source = store.source().await;
    let new = [new_hit(0, "1")];
    let mut searches = Vec::new();
    for text in ["하나", "둘", "셋"] {
        let search = store.search_in(room, text).await;
        let ids = hits::put(&mut store, search, source, &new).await.unwrap();
        searches.push((search, ids[0]));
    }
    let terminal = store.search_with("터미널", &["1"]).await;
    let terminal_hit = ids(&mut store, terminal).await[0];
    let book = store.books(terminal).await[0];
    let (owner, shown, unplanned) = (searches[0], searches[1], searches[2]);
    for hit in [owner.1, shown.1, terminal_hit] {
        set(&mut store, hit, Part::Copies, CopiesState::Checked).await;
    }
    let found = hits::shown_elsewhere(&mut store, book, &[owner.0])
        .await
        .unwrap();
    assert_eq!(
        found,
        [shown],
        "not its owner {owner:?}, not {unplanned:?}, no terminal's"
    );
}
