//! What comes close together is told together, and what a count outside the window shows.

use std::sync::Arc;

use engine::wire::{Search, Settings};
use engine::{Engine, News, Notification, RoomId, Unseen};
use queue::{Clock, ManualClock};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, SqliteConnection};
use support::library::{BEGINNING_MS, Stop, Stopped, World, in_time};

const END_WINDOW_MS: i64 = 10_000;
const ALERT_WINDOW_MS: i64 = 600_000;

/// A world in which time stands still unless a test moves it.
struct Still {
    world: World,
    clock: ManualClock,
}

impl Still {
    async fn new() -> Self {
        let stopped = Stopped::new(Vec::new()).await;
        let clock = ManualClock::new(BEGINNING_MS);
        let options = engine::Options {
            clock: Arc::new(clock.clone()),
            utc_offset: Arc::new(|_| 0),
            ..stopped.options()
        };
        let world = stopped.start_with(options).await;
        Self { world, clock }
    }

    fn engine(&self) -> &Engine {
        &self.world.engine
    }

    /// What is to be shown at this moment; none: nothing yet, though there is news. Notifications that were asked for are looked for
    /// with the reader that a list of rooms needs too, so that is over when this is.
    async fn due(&self) -> Vec<Notification> {
        tokio::select! {
            biased;
            found = self.engine().next_notifications() => found.unwrap(),
            () = rooms_read(self.engine(), 20) => Vec::new(),
        }
    }

    /// Shows what is due, and says of which searches, together or not.
    async fn show(&self) -> Vec<Vec<String>> {
        let found = in_time("news", self.engine().next_notifications());
        let found = found.await.unwrap();
        for notification in &found {
            self.engine()
                .notification_shown(notification)
                .await
                .unwrap();
        }
        found.iter().map(words).collect()
    }

    async fn find(&self, text: &str) -> Search {
        self.world.find(text).await
    }

    async fn set(&self, change: impl FnOnce(&mut Settings)) {
        let mut settings = self.engine().settings().await.unwrap();
        change(&mut settings);
        self.engine().set_settings(settings).await.unwrap();
    }
}

/// Reads the rooms so often.
async fn rooms_read(engine: &Engine, count: u32) {
    for _ in 0..count {
        engine.rooms().await.unwrap();
    }
}

/// The words of what it tells.
fn words(notification: &Notification) -> Vec<String> {
    let ends = notification.ends().iter();
    let ends = ends.map(|ended| ended.search.query.text.clone());
    let alerts = notification.alerts().iter();
    ends.chain(alerts.map(|alert| alert.news.title.clone()))
        .collect()
}

#[tokio::test]
async fn what_ends_soon_after_something_was_shown_is_told_with_it() {
    let still = Still::new().await;
    still.find("토지").await;
    assert_eq!(still.show().await, [["토지"]], "the first at once");
    still.clock.advance(END_WINDOW_MS - 1);
    still.find("호주").await;
    still.find("데미안").await;
    assert_eq!(still.due().await, [], "more may come");
    still.clock.advance(1);
    assert_eq!(still.show().await, [["토지", "호주", "데미안"]]);
    still.clock.advance(END_WINDOW_MS);
    still.find("파이썬").await;
    assert_eq!(still.show().await, [["파이썬"]], "later by itself");
}

#[tokio::test]
async fn whoever_waits_is_woken_when_it_is_time() {
    let still = Still::new().await;
    still.find("토지").await;
    still.show().await;
    still.find("호주").await;
    let waiting = still.engine().next_notifications();
    let moving = async {
        rooms_read(still.engine(), 5).await;
        still.clock.advance(END_WINDOW_MS);
    };
    let (found, ()) = in_time("the end of the window", async {
        tokio::join!(waiting, moving)
    })
    .await;
    assert_eq!(
        found.unwrap().iter().map(words).collect::<Vec<_>>(),
        [["토지", "호주"]]
    );
}

#[tokio::test]
async fn what_was_seen_meanwhile_is_not_told_again() {
    let still = Still::new().await;
    let room = still.world.room_id().await;
    still.find("토지").await;
    still.show().await;
    still.find("호주").await;
    still.engine().mark_seen(room).await.unwrap();
    still.find("데미안").await;
    still.clock.advance(END_WINDOW_MS);
    assert_eq!(still.show().await, [["데미안"]]);
}

#[tokio::test]
async fn whoever_wants_each_by_itself_gets_each_at_once() {
    let still = Still::new().await;
    still.set(|settings| settings.gathers = false).await;
    still.find("토지").await;
    still.find("호주").await;
    assert_eq!(still.show().await, [["토지"], ["호주"]]);
    still.find("데미안").await;
    assert_eq!(still.show().await, [["데미안"]]);
}

#[tokio::test]
async fn the_end_of_the_quiet_hours_tells_everything_as_one() {
    let still = Still::new().await;
    let of_day = i64::from(u32::try_from(still.clock.now_ms() / 60_000 % 1_440).unwrap());
    let minute = |after: i64| u32::try_from((of_day + after) % 1_440).ok();
    still.find("토지").await;
    still
        .set(|settings| {
            settings.quiet_from = minute(0);
            settings.quiet_until = minute(60);
        })
        .await;
    still.find("호주").await;
    let room = alerts(&still).await;
    alert(&still, room, "구토").await;
    alert(&still, room, "코스모스").await;
    assert_eq!(still.due().await, []);
    still.clock.advance(60 * 60_000);
    let told = still.show().await;
    assert_eq!(told, [["토지", "호주"], ["구토", "코스모스"]]);
}

#[tokio::test]
async fn a_window_outlives_the_app() {
    let still = Still::new().await;
    still.find("토지").await;
    still.show().await;
    still.find("호주").await;
    let stopped = still.world.stop(Stop::Drop).await;
    let clock = still.clock;
    let options = engine::Options {
        clock: Arc::new(clock.clone()),
        ..stopped.options()
    };
    let world = stopped.start_with(options).await;
    let still = Still { world, clock };
    assert_eq!(still.due().await, []);
    still.clock.advance(END_WINDOW_MS);
    assert_eq!(still.show().await, [["토지", "호주"]]);
}

#[tokio::test]
async fn several_books_within_ten_minutes_are_one_alert() {
    let still = Still::new().await;
    let room = alerts(&still).await;
    alert(&still, room, "구토").await;
    let found = in_time("an alert", still.engine().next_notifications());
    let found = found.await.unwrap();
    let [Notification::Alert(first)] = found.as_slice() else {
        panic!("the first at once: {found:?}")
    };
    assert_eq!(
        (first.news.title.as_str(), first.target.room_id),
        ("구토", room.0)
    );
    still.engine().notification_shown(&found[0]).await.unwrap();
    still.clock.advance(ALERT_WINDOW_MS - 1);
    alert(&still, room, "코스모스").await;
    still.find("토지").await;
    assert_eq!(
        still.show().await,
        [["토지"]],
        "a search does not wait for it"
    );
    still.clock.advance(1);
    assert_eq!(still.show().await, [["구토", "코스모스"]]);
}

#[tokio::test]
async fn what_nobody_was_shown_holds_no_alert_up() {
    let still = Still::new().await;
    let room = alerts(&still).await;
    alert(&still, room, "구토").await;
    still.engine().mark_seen(room).await.unwrap();
    still.clock.advance(1);
    alert(&still, room, "코스모스").await;
    assert_eq!(still.show().await, [["코스모스"]], "the first was seen");
    still.clock.advance(ALERT_WINDOW_MS);
    alert(&still, room, "토지").await;
    still.engine().set_room(room, false, true).await.unwrap();
    still.engine().set_room(room, false, false).await.unwrap();
    still.clock.advance(1);
    alert(&still, room, "데미안").await;
    assert_eq!(still.show().await, [["데미안"]], "the third was muted");
}

#[tokio::test]
async fn what_is_unseen_is_counted_and_the_one_thing_is_named() {
    let still = Still::new().await;
    assert_eq!(still.engine().unseen().await.unwrap(), Unseen::default());
    let search = still.find("토지").await;
    let unseen = still.engine().unseen().await.unwrap();
    assert_eq!(unseen.count, 1);
    let only = unseen.only().unwrap();
    assert_eq!(Some(only.message_id), search.message_id);

    still.clock.advance(1);
    let room = alerts(&still).await;
    alert(&still, room, "구토").await;
    let unseen = still.engine().unseen().await.unwrap();
    assert_eq!((unseen.count, unseen.only()), (2, None));
    let [News::Alert(alert), News::Search(ended)] = unseen.latest.as_slice() else {
        panic!("newest first: {unseen:?}")
    };
    assert_eq!(
        (alert.news.title.as_str(), ended.search.id),
        ("구토", search.id)
    );

    let chat = still.world.room_id().await;
    still.engine().mark_seen(chat).await.unwrap();
    let unseen = still.engine().unseen().await.unwrap();
    assert_eq!((unseen.count, unseen.latest.len()), (1, 2));
    assert_eq!(unseen.only().map(|only| only.room_id), Some(room.0));
    let rooms = still.engine().rooms().await.unwrap();
    let of_alerts = rooms.iter().find(|it| it.id == room.0).unwrap();
    assert_eq!(of_alerts.unseen_count, 1);
    still.engine().mark_seen(room).await.unwrap();
    let unseen = still.engine().unseen().await.unwrap();
    assert_eq!((unseen.count, unseen.only()), (0, None));
}

#[tokio::test]
async fn the_one_unseen_thing_is_named_however_much_was_seen_since() {
    let still = Still::new().await;
    let room = alerts(&still).await;
    alert(&still, room, "구토").await;
    let chat = still.world.room_id().await;
    for words in ["하나", "둘", "셋", "넷", "다섯"] {
        still.clock.advance(1);
        still.find(words).await;
        still.engine().mark_seen(chat).await.unwrap();
    }
    let unseen = still.engine().unseen().await.unwrap();
    assert_eq!((unseen.count, unseen.latest.len()), (1, 5));
    assert!(unseen.latest.iter().all(News::is_seen));
    assert_eq!(unseen.only().map(|only| only.room_id), Some(room.0));
    still.find("여섯").await;
    assert_eq!(still.engine().unseen().await.unwrap().only(), None);
}

/// The room of alerts, as whoever watches books makes it.
async fn alerts(still: &Still) -> RoomId {
    let mut file = file(still).await;
    let id = sqlx::query_scalar(
        "INSERT INTO room(library_id, created_at_ms) VALUES ('alerts', 1) RETURNING id",
    );
    RoomId(id.fetch_one(&mut file).await.unwrap())
}

/// A line in it that says this book can be borrowed now.
async fn alert(still: &Still, room: RoomId, title: &str) {
    let news = serde_json::json!({
        "watch_id": 1, "library_id": "practice", "cid": "1", "title": title, "place": null,
        "event": "available", "location": "제2자료실(6층)", "call_number": "863 사27구", "due": null,
    });
    let mut file = file(still).await;
    sqlx::query(
        "INSERT INTO message(room_id, author, kind, news, sent_at_ms) VALUES (?1, 'library', 'watch', ?2, ?3);
         INSERT INTO alert(message_id, created_at_ms) VALUES (last_insert_rowid(), ?3)",
    )
    .bind(room.0)
    .bind(news.to_string())
    .bind(still.clock.now_ms())
    .execute(&mut file)
    .await
    .unwrap();
}

async fn file(still: &Still) -> SqliteConnection {
    let file = still.world.folder().join("chaekbeot.db");
    let options = SqliteConnectOptions::new()
        .filename(file)
        .foreign_keys(true);
    options.connect().await.unwrap()
}
