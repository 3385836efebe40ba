use super::fixture::{Store, copy};
use crate::id::BookId;
use crate::store::books::{self, Book};
use crate::wire::Status;

fn field(label: &str, value: &str) -> (String, String) {
    (label.to_owned(), value.to_owned())
}

#[tokio::test]
async fn get_says_what_a_job_asks_for() {
    let mut store = Store::new().await;
    let search = store
        .search_with("소년이 온다", &["CATTOT000000000001"])
        .await;
    let id = store.books(search).await[0];
    let expected = Book {
        source_id: store.source().await,
        cid: "CATTOT000000000001".to_owned(),
        branch_codes: vec!["MA".to_owned()],
    };
    assert_eq!(books::get(&mut store, id).await.unwrap(), Some(expected));
    let none = books::get(&mut store, BookId(99)).await.unwrap();
    assert_eq!(none, None);
}

#[tokio::test]
async fn set_copies_replaces_them_all() {
    let mut store = Store::new().await;
    let search = store.search_with("소년이 온다", &["1"]).await;
    let id = store.books(search).await[0];
    let old = [
        copy("EM1", Status::Available),
        copy("EM2", Status::OnLoan),
        copy("EM3", Status::Unknown),
    ];
    let new = [copy("EM3", Status::OnLoan), copy("EM1", Status::Reserved)];
    for (at_ms, copies) in [(10, &old[..]), (20, &new[..])] {
        books::set_copies(&mut store, id, copies, at_ms)
            .await
            .unwrap();
        let hits = store.hits(search).await;
        assert_eq!(hits[0].copies, copies, "as read, in the library's order");
        assert_eq!(hits[0].copies_at_ms, Some(at_ms));
    }
    books::set_copies(&mut store, id, &[], 30).await.unwrap();
    let hits = store.hits(search).await;
    assert!(hits[0].copies.is_empty());
    assert_eq!(hits[0].copies_at_ms, Some(30), "none is an answer too");
}

#[tokio::test]
async fn set_detail_replaces_it() {
    let mut store = Store::new().await;
    let search = store.search_with("소년이 온다", &["1"]).await;
    let id = store.books(search).await[0];
    for (at_ms, fields) in [
        (
            10,
            vec![field("서명", "소년이 온다"), field("저자", "한강")],
        ),
        (20, vec![field("ISBN", "9788936434120")]),
    ] {
        books::set_detail(&mut store, id, &fields, at_ms)
            .await
            .unwrap();
        let details = books::details(&mut store, &[id]).await.unwrap();
        assert_eq!(details[&id], fields);
    }
}

#[tokio::test]
async fn details_has_only_what_is_known() {
    let mut store = Store::new().await;
    let search = store.search_with("소년이 온다", &["1", "2", "3"]).await;
    let ids = store.books(search).await;
    let fields = vec![field("서명", "소년이 온다")];
    for id in [ids[0], ids[2]] {
        books::set_detail(&mut store, id, &fields, 10)
            .await
            .unwrap();
    }
    let details = books::details(&mut store, &ids[..2]).await.unwrap();
    assert_eq!(details.keys().collect::<Vec<_>>(), [&ids[0]]);
    assert!(books::details(&mut store, &[]).await.unwrap().is_empty());
}

#[tokio::test]
async fn copies_are_those_of_the_books_asked_for() {
    let mut store = Store::new().await;
    let search = store.search_with("소년이 온다", &["1", "2", "3"]).await;
    let ids = store.books(search).await;
    let of = |number: &str| vec![copy(number, Status::Available), copy("EM9", Status::OnLoan)];
    for (id, number) in [(ids[0], "EM1"), (ids[2], "EM3")] {
        books::set_copies(&mut store, id, &of(number), 10)
            .await
            .unwrap();
    }
    let copies = books::copies(&mut store, &ids[..2]).await.unwrap();
    assert_eq!(copies.len(), 1, "one has none, one was not asked for");
    assert_eq!(copies[&ids[0]], of("EM1"));
}
