use catalog::CopiesRoute;
use url::Url;

use super::fixture::{LIBRARY, Store};
use crate::id::SourceId;
use crate::store::sources::{self, Source};

#[tokio::test]
async fn ensure_makes_one_source_for_each_address() {
    let mut store = Store::new().await;
    let elsewhere = Url::parse("http://127.0.0.1:8080/").unwrap();
    let own = sources::ensure(&mut store, "ut", None).await.unwrap();
    let other = sources::ensure(&mut store, "ut", Some(&elsewhere))
        .await
        .unwrap();
    assert_ne!(own, other, "books of another address are other books");
    assert_eq!(own, sources::ensure(&mut store, "ut", None).await.unwrap());
    let again = sources::ensure(&mut store, "ut", Some(&elsewhere)).await;
    assert_eq!(other, again.unwrap());
}

#[tokio::test]
async fn get_says_where_requests_go() {
    let mut store = Store::new().await;
    let elsewhere = Url::parse("http://127.0.0.1:8080/").unwrap();
    for address in [None, Some(elsewhere)] {
        let id = sources::ensure(&mut store, "ut", address.as_ref())
            .await
            .unwrap();
        let expected = Source {
            library_id: "ut".to_owned(),
            address,
            copies_route: None,
        };
        assert_eq!(sources::get(&mut store, id).await.unwrap(), Some(expected));
    }
    let none = sources::get(&mut store, SourceId(99)).await.unwrap();
    assert_eq!(none, None);
}

#[tokio::test]
async fn remember_route_keeps_the_latest() {
    let mut store = Store::new().await;
    let id = store.source().await;
    for route in CopiesRoute::ALL {
        sources::remember_route(&mut store, id, route)
            .await
            .unwrap();
        let source = sources::get(&mut store, id).await.unwrap().unwrap();
        assert_eq!(source.copies_route, Some(route));
    }
    let again = sources::ensure(&mut store, LIBRARY, None).await;
    assert_eq!(again.unwrap(), id);
    let source = sources::get(&mut store, id).await.unwrap().unwrap();
    assert!(
        source.copies_route.is_some(),
        "the next search must not forget which endpoint answers"
    );
}
