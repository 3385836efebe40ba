//! `notification`: what the desktop is to be told about an ended search, at most one per search; `alert`: about a watched book.

pub(super) mod alerts;
pub(super) mod ends;

use sqlx::SqliteConnection;

pub(crate) use alerts::put_alert;
pub(crate) use alerts::{
    alert_shown, latest_alerts, mark_alerts_seen, unseen_alert, unseen_alerts, withdraw_alert,
};
pub(crate) use ends::{latest_ends, put, shown, unseen_end, unseen_ends, withdraw, withdraw_all};

use crate::id::RoomId;
use crate::notification::{ALERT_WINDOW_MS, Alert, END_WINDOW_MS, Ended, Row};

/// The ended searches not told yet, and those told so shortly before that they are told once more with them; none without news.
pub(crate) async fn ends(
    connection: &mut SqliteConnection,
) -> Result<Vec<Row<Ended>>, sqlx::Error> {
    let mut found = ends::unshown(connection).await?;
    if let Some(since_ms) = since_ms(&found, END_WINDOW_MS) {
        found.extend(ends::shown_since(connection, since_ms).await?);
    }
    Ok(found)
}

/// The same of watched books.
pub(crate) async fn alerts(
    connection: &mut SqliteConnection,
) -> Result<Vec<Row<Alert>>, sqlx::Error> {
    let mut found = alerts::unshown(connection).await?;
    if let Some(since_ms) = since_ms(&found, ALERT_WINDOW_MS) {
        found.extend(alerts::shown_since(connection, since_ms).await?);
    }
    Ok(found)
}

/// From when on what was told belongs to the first of this news; none without news.
fn since_ms<T>(news: &[Row<T>], window_ms: i64) -> Option<i64> {
    let first = news.first()?;
    Some(first.created_at_ms.saturating_sub(window_ms))
}

/// The person has seen the room, or wants to hear nothing of it: what was not shown yet is no news.
pub(crate) async fn withdraw_of_room(
    connection: &mut SqliteConnection,
    room_id: RoomId,
) -> Result<(), sqlx::Error> {
    ends::withdraw_of_room(connection, room_id).await?;
    alerts::withdraw_of_room(connection, room_id).await
}
