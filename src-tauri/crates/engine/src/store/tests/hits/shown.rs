//! Hits as they are shown.

use super::super::fixture::{Store, copy, new_hit};
use super::{set, three_hits};
use crate::store::hits::{self, Part};
use crate::store::{books, search_view};
use crate::wire::{CopiesState, Detail, Hit, Status};

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
