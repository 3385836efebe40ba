use super::fixture::{LIBRARY, Store, copy, new_hit};
use crate::store::hits::{self, NewHit};
use crate::store::{books, saved};
use crate::wire::{Saved, Status};

async fn all(store: &mut Store) -> Saved {
    saved::all(store).await.unwrap()
}

async fn cids(store: &mut Store) -> Vec<String> {
    let books = all(store).await.books;
    books.into_iter().map(|book| book.cid).collect()
}

#[tokio::test]
async fn add_book_takes_the_words_of_the_newest_hit() {
    let mut store = Store::new().await;
    store.search_with("하나", &["A"]).await;
    let newer = store.search("둘").await;
    let source = store.source().await;
    let found = NewHit {
        title: "새 제목".to_owned(),
        ..new_hit(0, "A")
    };
    hits::put(&mut store, newer, source, &[found])
        .await
        .unwrap();
    let book = store.books(newer).await[0];
    let copies = [copy("E1", Status::Available)];
    books::set_copies(&mut store, book, &copies, 70)
        .await
        .unwrap();
    assert!(saved::add_book(&mut store, LIBRARY, "A", 80).await.unwrap());
    let kept = all(&mut store).await.books.remove(0);
    assert_eq!(
        (kept.library_id.as_str(), kept.cid.as_str()),
        (LIBRARY, "A")
    );
    assert_eq!(kept.title, "새 제목");
    assert_eq!(
        (kept.author.as_str(), kept.publisher.as_str()),
        ("한강 지음", "창비")
    );
    assert_eq!(kept.year, "2014");
    assert_eq!(
        (kept.copies, kept.copies_at_ms),
        (copies.to_vec(), Some(70))
    );
    assert_eq!(kept.saved_at_ms, 80);
}

#[tokio::test]
async fn add_book_keeps_only_what_some_hit_shows_and_once() {
    let mut store = Store::new().await;
    store.search_with("하나", &["A", "B"]).await;
    for (library, cid) in [(LIBRARY, "C"), ("ut", "A")] {
        assert!(!saved::add_book(&mut store, library, cid, 80).await.unwrap());
    }
    for (cid, at_ms) in [("A", 80), ("B", 90), ("A", 99)] {
        assert!(
            saved::add_book(&mut store, LIBRARY, cid, at_ms)
                .await
                .unwrap()
        );
    }
    assert_eq!(cids(&mut store).await, ["B", "A"], "newest first");
}

#[tokio::test]
async fn has_book_knows_what_is_kept_and_not_taken_out() {
    let mut store = Store::new().await;
    let search = store.search_with("하나", &["A", "B"]).await;
    let books = store.books(search).await;
    saved::add_book(&mut store, LIBRARY, "A", 80).await.unwrap();
    assert!(saved::has_book(&mut store, books[0]).await.unwrap());
    assert!(!saved::has_book(&mut store, books[1]).await.unwrap());
    saved::remove_book(&mut store, LIBRARY, "A", 90)
        .await
        .unwrap();
    assert!(!saved::has_book(&mut store, books[0]).await.unwrap());
}

#[tokio::test]
async fn remove_book_leaves_the_others() {
    let mut store = Store::new().await;
    store.search_with("하나", &["A", "B"]).await;
    for cid in ["A", "B"] {
        saved::add_book(&mut store, LIBRARY, cid, 80).await.unwrap();
    }
    for (library, cid) in [(LIBRARY, "A"), ("ut", "B")] {
        saved::remove_book(&mut store, library, cid, 90)
            .await
            .unwrap();
    }
    assert_eq!(cids(&mut store).await, ["B"]);
}

#[tokio::test]
async fn the_book_taken_out_last_comes_back_without_any_hit() {
    let mut store = Store::new().await;
    store.search_with("하나", &["A"]).await;
    saved::add_book(&mut store, LIBRARY, "A", 80).await.unwrap();
    saved::remove_book(&mut store, LIBRARY, "A", 90)
        .await
        .unwrap();
    assert!(cids(&mut store).await.is_empty());
    sqlx::query("DELETE FROM message; DELETE FROM search")
        .execute(&mut *store)
        .await
        .unwrap();
    assert!(saved::add_book(&mut store, LIBRARY, "A", 99).await.unwrap());
    assert_eq!(all(&mut store).await.books[0].saved_at_ms, 80);
}

#[tokio::test]
async fn add_search_keeps_a_question_once_and_remove_search_no_longer() {
    let mut store = Store::new().await;
    for (library, text, at_ms) in [
        (LIBRARY, "토지", 10),
        ("ut", "토지", 20),
        (LIBRARY, "토지", 30),
    ] {
        saved::add_search(&mut store, library, text, at_ms)
            .await
            .unwrap();
    }
    let kept = all(&mut store).await.searches;
    let kept: Vec<_> = kept
        .iter()
        .map(|search| (search.library_id.as_str(), search.saved_at_ms))
        .collect();
    assert_eq!(kept, [("ut", 20), (LIBRARY, 10)], "newest first");
    saved::remove_search(&mut store, "ut", "토지")
        .await
        .unwrap();
    assert_eq!(all(&mut store).await.searches[0].library_id, LIBRARY);
}
