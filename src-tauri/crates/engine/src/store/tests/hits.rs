use super::fixture::{Store, copy, new_hit};
use crate::id::{HitId, SearchId};
use crate::store::hits::{self, Part};
use crate::store::{books, search_view};
use crate::wire::{CopiesState, Detail, ErrorCode, Hit, SearchState, Status};

const CIDS: [&str; 3] = ["1", "2", "3"];

/// A search with three hits, in order.
async fn three_hits(store: &mut Store) -> (SearchId, Vec<HitId>) {
    let search = store.search_with("소년이 온다", &CIDS).await;
    let ids = ids(store, search).await;
    (search, ids)
}

async fn ids(store: &mut Store, search: SearchId) -> Vec<HitId> {
    let hits = store.hits(search).await;
    hits.iter().map(|hit| HitId(hit.id)).collect()
}

async fn set(store: &mut Store, hit: HitId, part: Part, state: CopiesState) {
    hits::set_part(store, &[hit], part, state).await.unwrap();
}

/// Copies and detail of every listed hit, in order.
async fn states(store: &mut Store, search: SearchId) -> Vec<(CopiesState, CopiesState)> {
    let candidates = hits::candidates(store, search).await.unwrap();
    let states = candidates.iter();
    states
        .map(|hit| (hit.copies_state, hit.detail_state))
        .collect()
}

/// Catalogue numbers and places as they are shown.
async fn places(store: &mut Store, search: SearchId) -> Vec<(String, u32)> {
    let hits = store.hits(search).await;
    hits.into_iter()
        .map(|hit| (hit.cid, hit.position))
        .collect()
}

fn place(cid: &str, position: u32) -> (String, u32) {
    (cid.to_owned(), position)
}

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
async fn a_hit_shows_what_the_page_of_its_record_says_once_it_was_opened() {
    let mut store = Store::new().await;
    let (search, ids) = three_hits(&mut store).await;
    let books = store.books(search).await;
    let field = |label: &str, value: &str| (label.to_owned(), value.to_owned());
    let fields = [
        field("형태사항", "215 p. ; 21 cm"),
        field("ISBN", "978-89-364-3412-0 (무선) : 12000원"),
    ];
    for book in &books[..2] {
        books::set_detail(&mut store, *book, &fields, 5)
            .await
            .unwrap();
    }
    set(&mut store, ids[0], Part::Detail, CopiesState::Checked).await;
    let expected = Detail {
        isbn: Some("9788936434120".to_owned()),
        extent: Some("215 p. ; 21 cm".to_owned()),
    };
    let shown = |hits: Vec<Hit>| -> Vec<Option<Detail>> {
        hits.into_iter().map(|hit| hit.detail).collect()
    };
    let listed = store.hits(search).await;
    assert_eq!(shown(listed), [Some(expected.clone()), None, None]);
    let some = hits::some(&mut store, &ids[..1]).await.unwrap();
    assert_eq!(shown(some), [Some(expected)]);
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

#[tokio::test]
async fn list_is_a_window_on_the_order_of_the_catalogue() {
    let mut store = Store::new().await;
    let search = store.search("소년이 온다").await;
    let source = store.source().await;
    let upside_down = [
        new_hit(2, "c"),
        new_hit(0, "a"),
        new_hit(3, "d"),
        new_hit(1, "b"),
    ];
    hits::put(&mut store, search, source, &upside_down)
        .await
        .unwrap();
    for (from, limit, expected) in [
        (0, 2, &["a", "b"][..]),
        (2, 2, &["c", "d"]),
        (3, 9, &["d"]),
        (4, 9, &[]),
    ] {
        let hits = hits::list(&mut store, search, from, limit).await.unwrap();
        let cids: Vec<_> = hits.iter().map(|hit| hit.cid.as_str()).collect();
        assert_eq!(cids, expected);
    }
}

#[tokio::test]
async fn some_are_the_named_hits_in_order_with_their_copies() {
    let mut store = Store::new().await;
    let (search, ids) = three_hits(&mut store).await;
    let books = store.books(search).await;
    let copies = [copy("EM1", Status::Available), copy("EM2", Status::OnLoan)];
    books::set_copies(&mut store, books[2], &copies, 10)
        .await
        .unwrap();
    let hits = hits::some(&mut store, &[ids[2], ids[0], ids[2]])
        .await
        .unwrap();
    assert_eq!(
        hits,
        [
            store.hits(search).await.remove(0),
            store.hits(search).await.remove(2)
        ]
    );
    assert_eq!(hits[1].copies, copies);
    assert_eq!(hits::some(&mut store, &[]).await.unwrap(), []);
}

#[tokio::test]
async fn the_view_counts_what_the_hits_say() {
    let mut store = Store::new().await;
    let (search, ids) = three_hits(&mut store).await;
    let books = store.books(search).await;
    let copies = [copy("EM1", Status::OnLoan), copy("EM2", Status::Available)];
    for book in &books {
        books::set_copies(&mut store, *book, &copies, 10)
            .await
            .unwrap();
    }
    set(&mut store, ids[0], Part::Copies, CopiesState::Checked).await;
    set(&mut store, ids[1], Part::Copies, CopiesState::Planned).await;
    set(&mut store, ids[2], Part::Copies, CopiesState::Failed).await;
    let view = search_view::view(&mut store, search)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(view.hit_count, 3);
    assert_eq!(
        [
            view.planned_count,
            view.checked_count,
            view.failed_count,
            view.available_count
        ],
        [3, 1, 1, 1],
        "available is counted only where this search has checked"
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
