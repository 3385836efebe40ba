use super::fixture::Store;
use crate::store::libraries::{self, Answers};
use crate::wire::ErrorCode;

const ANSWERED: Answers = Answers {
    answered_at_ms: Some(7),
    unanswered: None,
};
const UNANSWERED: Answers = Answers {
    answered_at_ms: Some(7),
    unanswered: Some(ErrorCode::Timeout),
};

#[tokio::test]
async fn of_a_library_that_was_never_asked_nothing_is_known() {
    let mut store = Store::new().await;
    let answers = libraries::get(&mut store, "ut").await.unwrap();
    assert_eq!(answers, Answers::default());
}

#[tokio::test]
async fn set_keeps_the_latest_of_each() {
    let mut store = Store::new().await;
    for answers in [ANSWERED, UNANSWERED] {
        libraries::set(&mut store, "ut", answers).await.unwrap();
        let kept = libraries::get(&mut store, "ut").await;
        assert_eq!(kept.unwrap(), answers);
    }
    let other = libraries::get(&mut store, "sejong").await.unwrap();
    assert_eq!(other, Answers::default());
}

#[tokio::test]
async fn all_are_those_that_were_asked() {
    let mut store = Store::new().await;
    assert!(libraries::all(&mut store).await.unwrap().is_empty());
    libraries::set(&mut store, "ut", ANSWERED).await.unwrap();
    libraries::set(&mut store, "sejong", UNANSWERED)
        .await
        .unwrap();
    let all = libraries::all(&mut store).await.unwrap();
    assert_eq!((all["ut"], all["sejong"]), (ANSWERED, UNANSWERED));
    assert_eq!(all.len(), 2);
}
