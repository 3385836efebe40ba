//! `notification` and `alert`: what the desktop is to be told about an ended search, at most one per search, and about lines that
//! are to reach the person.

use sqlx::SqliteConnection;

use super::{messages, search_view};
use crate::id::{MessageId, RoomId, SearchId};
use crate::wire::{Search, Target};

/// A notification to show.
#[derive(Clone, Debug, PartialEq)]
pub struct Notification {
    /// The search as it ended.
    pub search: Search,
    /// What a click opens.
    pub target: Target,
}

/// Writes the notification of a search, replacing an earlier one.
pub(crate) async fn put(
    connection: &mut SqliteConnection,
    search_id: SearchId,
    now_ms: i64,
) -> Result<(), sqlx::Error> {
    sqlx::query(
        "INSERT INTO notification(search_id, created_at_ms) VALUES (?, ?)
         ON CONFLICT (search_id) DO UPDATE SET created_at_ms = excluded.created_at_ms, shown_at_ms = NULL",
    )
    .bind(search_id)
    .bind(now_ms)
    .execute(connection)
    .await?;
    Ok(())
}

/// This line is to reach the person.
pub(crate) async fn put_alert(
    connection: &mut SqliteConnection,
    message_id: MessageId,
    now_ms: i64,
) -> Result<(), sqlx::Error> {
    sqlx::query("INSERT INTO alert(message_id, created_at_ms) VALUES (?, ?)")
        .bind(message_id)
        .bind(now_ms)
        .execute(connection)
        .await?;
    Ok(())
}

/// [`unshown`]: `notification_unshown` holds them in order.
pub(super) const UNSHOWN: &str = "SELECT search_id FROM notification WHERE shown_at_ms IS NULL ORDER BY created_at_ms, search_id";

/// Every notification not shown yet, oldest first.
pub(crate) async fn unshown(
    connection: &mut SqliteConnection,
) -> Result<Vec<Notification>, sqlx::Error> {
    let ids: Vec<SearchId> = sqlx::query_scalar(UNSHOWN)
        .fetch_all(&mut *connection)
        .await?;
    let mut notifications = Vec::with_capacity(ids.len());
    for id in ids {
        let Some(search) = search_view::view(connection, id).await? else {
            continue;
        };
        if let Some(target) = target(connection, id).await? {
            notifications.push(Notification { search, target });
        }
    }
    Ok(notifications)
}

/// The room and the card of a search.
pub(crate) async fn target(
    connection: &mut SqliteConnection,
    search_id: SearchId,
) -> Result<Option<Target>, sqlx::Error> {
    let room: Option<RoomId> = sqlx::query_scalar("SELECT room_id FROM search WHERE id = ?")
        .bind(search_id)
        .fetch_optional(&mut *connection)
        .await?
        .flatten();
    let message: Option<MessageId> = messages::card_of(connection, search_id).await?;
    Ok(room.zip(message).map(|(room, message)| Target {
        room_id: room.0,
        message_id: message.0,
    }))
}

/// The search goes on: what was not shown yet is no longer true.
pub(crate) async fn withdraw(
    connection: &mut SqliteConnection,
    search_id: SearchId,
) -> Result<(), sqlx::Error> {
    sqlx::query("DELETE FROM notification WHERE search_id = ? AND shown_at_ms IS NULL")
        .bind(search_id)
        .execute(connection)
        .await?;
    Ok(())
}

/// The notification of the end at this time was shown; a later end of the same search has its own to be shown.
pub(crate) async fn shown(
    connection: &mut SqliteConnection,
    search_id: SearchId,
    created_at_ms: i64,
    now_ms: i64,
) -> Result<(), sqlx::Error> {
    sqlx::query(
        "UPDATE notification SET shown_at_ms = ? WHERE search_id = ? AND created_at_ms = ?",
    )
    .bind(now_ms)
    .bind(search_id)
    .bind(created_at_ms)
    .execute(connection)
    .await?;
    Ok(())
}

/// The person wants none any more.
pub(crate) async fn withdraw_all(connection: &mut SqliteConnection) -> Result<(), sqlx::Error> {
    sqlx::query("DELETE FROM notification WHERE shown_at_ms IS NULL")
        .execute(connection)
        .await?;
    Ok(())
}

/// The person has seen the room, or wants to hear nothing of it: what was not shown yet is no news.
pub(crate) async fn withdraw_of_room(
    connection: &mut SqliteConnection,
    room_id: RoomId,
) -> Result<(), sqlx::Error> {
    sqlx::query(
        "DELETE FROM notification WHERE shown_at_ms IS NULL
           AND (SELECT room_id FROM search WHERE search.id = search_id) = ?",
    )
    .bind(room_id)
    .execute(connection)
    .await?;
    Ok(())
}
