//! `alert`: what is to be told of watched books. Whoever writes one rings the bell after the commit.
//!
//! One that is not to be shown any more though nobody saw it has 0 for when it was shown: it never was, and nothing waits for it.

use sqlx::SqliteConnection;

use crate::id::{MessageId, RoomId};
use crate::notification::{Alert, Row};
use crate::store::bad_json;
use crate::wire::{Target, WatchNews};

/// This line of the room of alerts is to be told, and is unseen until the room was seen, which may be now. In a muted room it is not to
/// be shown.
pub(crate) async fn put_alert(
    connection: &mut SqliteConnection,
    message_id: MessageId,
    in_view: bool,
    now_ms: i64,
) -> Result<(), sqlx::Error> {
    sqlx::query(
        "INSERT INTO alert(message_id, created_at_ms, shown_at_ms, seen_at_ms)
         SELECT message.id, ?2, iif(muted, 0, NULL), iif(?3, ?2, NULL) FROM message JOIN room ON room.id = room_id WHERE message.id = ?1
         ON CONFLICT (message_id) DO NOTHING",
    )
    .bind(message_id)
    .bind(now_ms)
    .bind(in_view)
    .execute(connection)
    .await?;
    Ok(())
}

/// [`unshown`]: `alert_unshown` holds them in order.
pub(in crate::store) const UNSHOWN: &str =
    "SELECT message_id, room_id, news, created_at_ms, shown_at_ms, seen_at_ms
     FROM alert CROSS JOIN message ON message.id = message_id
     WHERE shown_at_ms IS NULL AND seen_at_ms IS NULL ORDER BY created_at_ms, message_id";

/// Every alert neither shown nor seen yet, oldest first.
pub(super) async fn unshown(
    connection: &mut SqliteConnection,
) -> Result<Vec<Row<Alert>>, sqlx::Error> {
    let found = sqlx::query_as(UNSHOWN).fetch_all(connection).await?;
    rows(found)
}

/// [`shown_since`]: `alert_shown` holds them in order.
pub(in crate::store) const SHOWN_SINCE: &str =
    "SELECT message_id, room_id, news, created_at_ms, shown_at_ms, seen_at_ms
     FROM alert CROSS JOIN message ON message.id = message_id
     WHERE shown_at_ms IS NOT NULL AND shown_at_ms > max(?, 0) ORDER BY shown_at_ms";

/// Every alert shown after this time.
pub(super) async fn shown_since(
    connection: &mut SqliteConnection,
    since_ms: i64,
) -> Result<Vec<Row<Alert>>, sqlx::Error> {
    let found = sqlx::query_as(SHOWN_SINCE)
        .bind(since_ms)
        .fetch_all(connection)
        .await?;
    rows(found)
}

#[derive(sqlx::FromRow)]
struct Stored {
    message_id: i64,
    room_id: i64,
    news: Option<String>,
    created_at_ms: i64,
    shown_at_ms: Option<i64>,
    seen_at_ms: Option<i64>,
}

/// A line that tells of no book is passed over.
fn rows(found: Vec<Stored>) -> Result<Vec<Row<Alert>>, sqlx::Error> {
    let mut rows = Vec::with_capacity(found.len());
    for stored in found {
        let Some(news) = stored.news else { continue };
        let news: WatchNews = serde_json::from_str(&news).map_err(bad_json)?;
        let alert = Alert {
            news,
            target: Target {
                room_id: stored.room_id,
                message_id: stored.message_id,
            },
            at_ms: stored.created_at_ms,
            written_at: None,
            is_seen: stored.seen_at_ms.is_some(),
        };
        rows.push(Row {
            created_at_ms: alert.at_ms,
            shown_at_ms: stored.shown_at_ms,
            is_seen: alert.is_seen,
            news: alert,
        });
    }
    Ok(rows)
}

/// [`latest_alerts`]: there are few for each watch.
pub(in crate::store) const LATEST: &str =
    "SELECT message_id, room_id, news, created_at_ms, shown_at_ms, seen_at_ms
     FROM alert CROSS JOIN message ON message.id = message_id ORDER BY message_id DESC LIMIT ?";

/// The alerts that came last, seen or not, newest first.
pub(crate) async fn latest_alerts(
    connection: &mut SqliteConnection,
    count: u32,
) -> Result<Vec<Alert>, sqlx::Error> {
    let found = sqlx::query_as(LATEST)
        .bind(count)
        .fetch_all(connection)
        .await?;
    Ok(rows(found)?.into_iter().map(|row| row.news).collect())
}

/// The alert about this line was shown.
pub(crate) async fn alert_shown(
    connection: &mut SqliteConnection,
    message_id: MessageId,
    now_ms: i64,
) -> Result<(), sqlx::Error> {
    sqlx::query("UPDATE alert SET shown_at_ms = ? WHERE message_id = ?")
        .bind(now_ms)
        .bind(message_id)
        .execute(connection)
        .await?;
    Ok(())
}

/// What this line tells is not so any more: it is neither to be shown nor unseen.
pub(crate) async fn withdraw_alert(
    connection: &mut SqliteConnection,
    message_id: MessageId,
) -> Result<(), sqlx::Error> {
    sqlx::query("DELETE FROM alert WHERE message_id = ?")
        .bind(message_id)
        .execute(connection)
        .await?;
    Ok(())
}

/// See [`super::withdraw_of_room`]: what nobody saw stays unseen.
pub(super) async fn withdraw_of_room(
    connection: &mut SqliteConnection,
    room_id: RoomId,
) -> Result<(), sqlx::Error> {
    sqlx::query(
        "UPDATE alert SET shown_at_ms = 0 WHERE shown_at_ms IS NULL AND seen_at_ms IS NULL
           AND (SELECT room_id FROM message WHERE message.id = message_id) = ?",
    )
    .bind(room_id)
    .execute(connection)
    .await?;
    Ok(())
}

/// [`unseen_alerts`]: `alert_unseen` holds them; there are few.
pub(in crate::store) const UNSEEN: &str = "SELECT count(*) FROM alert INDEXED BY alert_unseen
     CROSS JOIN message ON message.id = message_id
     WHERE seen_at_ms IS NULL AND (?1 IS NULL OR room_id = ?1)";

/// How many alerts nobody has seen, of this room or of all.
pub(crate) async fn unseen_alerts(
    connection: &mut SqliteConnection,
    room_id: Option<RoomId>,
) -> Result<u32, sqlx::Error> {
    sqlx::query_scalar(UNSEEN)
        .bind(room_id)
        .fetch_one(connection)
        .await
}

/// [`unseen_alert`]: `alert_unseen` holds them.
pub(in crate::store) const ONE_UNSEEN: &str =
    "SELECT room_id, message_id FROM alert INDEXED BY alert_unseen
     CROSS JOIN message ON message.id = message_id WHERE seen_at_ms IS NULL LIMIT 1";

/// The line of an alert that nobody has seen, if there is one.
pub(crate) async fn unseen_alert(
    connection: &mut SqliteConnection,
) -> Result<Option<Target>, sqlx::Error> {
    let found: Option<(i64, i64)> = sqlx::query_as(ONE_UNSEEN)
        .fetch_optional(connection)
        .await?;
    Ok(found.map(|(room_id, message_id)| Target {
        room_id,
        message_id,
    }))
}

/// [`mark_alerts_seen`]: `alert_unseen` holds them.
pub(in crate::store) const MARK_SEEN: &str =
    "UPDATE alert INDEXED BY alert_unseen SET seen_at_ms = ?
     WHERE seen_at_ms IS NULL AND (SELECT room_id FROM message WHERE message.id = message_id) = ?";

/// Marks every alert of the room as seen; says whether that changed anything.
pub(crate) async fn mark_alerts_seen(
    connection: &mut SqliteConnection,
    room_id: RoomId,
    now_ms: i64,
) -> Result<bool, sqlx::Error> {
    let result = sqlx::query(MARK_SEEN)
        .bind(now_ms)
        .bind(room_id)
        .execute(connection)
        .await?;
    Ok(result.rows_affected() > 0)
}
