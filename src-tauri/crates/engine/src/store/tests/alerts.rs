use super::fixture::Store;
use crate::id::{MessageId, RoomId};
use crate::store::{clearing, messages, notifications, rooms};
use crate::wire::{Author, MessageBody, WatchEvent, WatchNews};

fn news(title: &str) -> WatchNews {
    WatchNews {
        watch_id: 1,
        library_id: "sejong".to_owned(),
        cid: "CAT1".to_owned(),
        title: title.to_owned(),
        place: None,
        event: WatchEvent::Available,
        location: "제2자료실(6층)".to_owned(),
        call_number: "863 사27구".to_owned(),
        due: None,
    }
}

async fn room(store: &mut Store) -> RoomId {
    rooms::ensure(store, "alerts", 1).await.unwrap().0
}

/// A line in this room about this book, to be told.
async fn alert(store: &mut Store, room: RoomId, title: &str, at_ms: i64) -> MessageId {
    let body = MessageBody::Watch { news: news(title) };
    let line = messages::insert(store, room, Author::Library, body, at_ms);
    let id = MessageId(line.await.unwrap().id);
    notifications::put_alert(store, id, false, at_ms)
        .await
        .unwrap();
    id
}

/// Title, when it was shown, whether it was seen.
async fn told(store: &mut Store) -> Vec<(String, Option<i64>, bool)> {
    let found = notifications::alerts(store).await.unwrap();
    found
        .into_iter()
        .map(|row| (row.news.news.title, row.shown_at_ms, row.is_seen))
        .collect()
}

fn new(title: &str) -> (String, Option<i64>, bool) {
    (title.to_owned(), None, false)
}

async fn unseen_count(store: &mut Store, room: RoomId) -> u32 {
    rooms::view(store, room, 0)
        .await
        .unwrap()
        .unwrap()
        .unseen_count
}

#[tokio::test]
async fn put_alert_asks_to_tell_a_line_once() {
    let mut store = Store::new().await;
    let room = room(&mut store).await;
    let id = alert(&mut store, room, "구토", 40).await;
    alert(&mut store, room, "코스모스", 30).await;
    notifications::put_alert(&mut store, id, false, 90)
        .await
        .unwrap();
    let nowhere = MessageId(99);
    notifications::put_alert(&mut store, nowhere, false, 90)
        .await
        .unwrap();
    assert_eq!(told(&mut store).await, [new("코스모스"), new("구토")]);
    let found = notifications::alerts(&mut store).await.unwrap();
    let target = found[1].news.target;
    assert_eq!((target.room_id, target.message_id), (room.0, id.0));
    assert_eq!(found[1].news.news, news("구토"));
}

#[tokio::test]
async fn alert_shown_takes_it_away_and_it_comes_along_with_what_follows_soon() {
    let mut store = Store::new().await;
    let room = room(&mut store).await;
    let id = alert(&mut store, room, "구토", 40).await;
    notifications::alert_shown(&mut store, id, 50)
        .await
        .unwrap();
    assert_eq!(told(&mut store).await, []);
    alert(&mut store, room, "코스모스", 600_049).await;
    let both = [new("코스모스"), ("구토".to_owned(), Some(50), false)];
    assert_eq!(told(&mut store).await, both);
    alert(&mut store, room, "토지", 600_050).await;
    rooms::mark_seen(&mut store, room, 600_060).await.unwrap();
    alert(&mut store, room, "데미안", 600_050).await;
    assert_eq!(
        told(&mut store).await,
        [new("데미안")],
        "ten minutes are over"
    );
}

#[tokio::test]
async fn what_was_seen_is_neither_told_nor_counted() {
    let mut store = Store::new().await;
    let room = room(&mut store).await;
    let (other, _) = rooms::ensure(&mut store, "sejong", 1).await.unwrap();
    alert(&mut store, room, "구토", 40).await;
    let id = alert(&mut store, room, "코스모스", 41).await;
    notifications::alert_shown(&mut store, id, 50)
        .await
        .unwrap();
    assert_eq!(unseen_count(&mut store, room).await, 2, "shown is not seen");
    assert_eq!(unseen_count(&mut store, other).await, 0);
    let all = notifications::unseen_alerts(&mut store, None).await;
    assert_eq!(all.unwrap(), 2);
    let one = notifications::unseen_alert(&mut store).await.unwrap();
    assert_eq!(one.unwrap().room_id, room.0);
    assert!(!rooms::mark_seen(&mut store, other, 60).await.unwrap());
    assert!(rooms::mark_seen(&mut store, room, 60).await.unwrap());
    assert!(!rooms::mark_seen(&mut store, room, 61).await.unwrap());
    assert_eq!(unseen_count(&mut store, room).await, 0);
    let none = notifications::unseen_alert(&mut store).await.unwrap();
    assert_eq!(none, None);
    assert_eq!(told(&mut store).await, []);
    let latest = notifications::latest_alerts(&mut store, 1).await.unwrap();
    assert_eq!(latest[0].news.title, "코스모스");
    assert!(latest[0].is_seen);
}

#[tokio::test]
async fn a_muted_room_counts_and_tells_nothing() {
    let mut store = Store::new().await;
    let room = room(&mut store).await;
    alert(&mut store, room, "구토", 40).await;
    rooms::set_place(&mut store, room, false, true)
        .await
        .unwrap();
    notifications::withdraw_of_room(&mut store, room)
        .await
        .unwrap();
    alert(&mut store, room, "코스모스", 50).await;
    rooms::set_place(&mut store, room, false, false)
        .await
        .unwrap();
    assert_eq!(told(&mut store).await, [], "nor is it told afterwards");
    assert_eq!(unseen_count(&mut store, room).await, 2);
    alert(&mut store, room, "토지", 60).await;
    assert_eq!(told(&mut store).await, [new("토지")], "nobody was told");
}

#[tokio::test]
async fn what_was_seen_before_it_was_shown_was_not_shown() {
    let mut store = Store::new().await;
    let room = room(&mut store).await;
    alert(&mut store, room, "구토", 40).await;
    rooms::mark_seen(&mut store, room, 41).await.unwrap();
    notifications::withdraw_of_room(&mut store, room)
        .await
        .unwrap();
    alert(&mut store, room, "코스모스", 50).await;
    assert_eq!(told(&mut store).await, [new("코스모스")]);
}

#[tokio::test]
async fn an_alert_goes_with_its_line() {
    let mut store = Store::new().await;
    let room = room(&mut store).await;
    alert(&mut store, room, "구토", 40).await;
    clearing::empty_room(&mut store, room).await.unwrap();
    assert_eq!(told(&mut store).await, []);
    let left: u32 = sqlx::query_scalar("SELECT count(*) FROM alert")
        .fetch_one(&mut *store)
        .await
        .unwrap();
    assert_eq!(left, 0);
}

#[tokio::test]
async fn put_alert_in_view_is_seen_and_told_to_nobody() {
    let mut store = Store::new().await;
    let room = room(&mut store).await;
    let body = MessageBody::Watch {
        news: news("구토")
    };
    let line = messages::insert(&mut store, room, Author::Library, body, 40);
    let id = MessageId(line.await.unwrap().id);
    notifications::put_alert(&mut store, id, true, 40)
        .await
        .unwrap();
    assert_eq!(unseen_count(&mut store, room).await, 0);
    assert_eq!(told(&mut store).await, []);
    let latest = notifications::latest_alerts(&mut store, 5).await.unwrap();
    assert!(latest[0].is_seen, "the tray names it all the same");
}

#[tokio::test]
async fn withdraw_alert_leaves_the_line_and_nothing_to_tell() {
    let mut store = Store::new().await;
    let room = room(&mut store).await;
    let id = alert(&mut store, room, "구토", 40).await;
    notifications::withdraw_alert(&mut store, id).await.unwrap();
    assert_eq!(told(&mut store).await, []);
    assert_eq!(unseen_count(&mut store, room).await, 0);
    let line = messages::get(&mut store, id).await.unwrap();
    assert!(line.is_some());
}
