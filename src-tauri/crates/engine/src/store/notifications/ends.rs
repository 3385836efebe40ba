//! `notification`: the ends of searches.

use sqlx::SqliteConnection;

use crate::everyone::EVERYONE;
use crate::id::{MessageId, RoomId, SearchId};
use crate::notification::{Ended, Row};
use crate::store::{messages, search_view};
use crate::wire::Target;

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

/// [`unshown`]: `notification_unshown` holds them in order.
pub(in crate::store) const UNSHOWN: &str =
    "SELECT search_id, created_at_ms, shown_at_ms FROM notification
     WHERE shown_at_ms IS NULL ORDER BY created_at_ms, search_id";

/// Every end not shown yet, oldest first.
pub(super) async fn unshown(
    connection: &mut SqliteConnection,
) -> Result<Vec<Row<Ended>>, sqlx::Error> {
    let found = sqlx::query_as(UNSHOWN).fetch_all(&mut *connection).await?;
    views(connection, found).await
}

/// [`shown_since`]: `notification_shown` holds them in order.
pub(in crate::store) const SHOWN_SINCE: &str =
    "SELECT search_id, created_at_ms, shown_at_ms FROM notification
     WHERE shown_at_ms IS NOT NULL AND shown_at_ms > ? ORDER BY shown_at_ms";

/// Every end shown after this time.
pub(super) async fn shown_since(
    connection: &mut SqliteConnection,
    since_ms: i64,
) -> Result<Vec<Row<Ended>>, sqlx::Error> {
    let found = sqlx::query_as(SHOWN_SINCE)
        .bind(since_ms)
        .fetch_all(&mut *connection)
        .await?;
    views(connection, found).await
}

/// What has no place to open is passed over.
async fn views(
    connection: &mut SqliteConnection,
    found: Vec<(SearchId, i64, Option<i64>)>,
) -> Result<Vec<Row<Ended>>, sqlx::Error> {
    let mut rows = Vec::with_capacity(found.len());
    for (id, created_at_ms, shown_at_ms) in found {
        if let Some(news) = ended(connection, id).await? {
            rows.push(Row {
                // What goes on again is no news either.
                is_seen: news.is_seen || !news.search.state.is_final(),
                news,
                created_at_ms,
                shown_at_ms,
            });
        }
    }
    Ok(rows)
}

/// An end as it is told.
async fn ended(
    connection: &mut SqliteConnection,
    id: SearchId,
) -> Result<Option<Ended>, sqlx::Error> {
    let Some(search) = search_view::view(connection, id).await? else {
        return Ok(None);
    };
    let Some(target) = target(connection, id).await? else {
        return Ok(None);
    };
    let (library_id, is_seen): (String, bool) = sqlx::query_as(
        "SELECT room.library_id, seen_at_ms IS NOT NULL FROM search JOIN room ON room.id = room_id WHERE search.id = ?",
    )
    .bind(id)
    .fetch_one(connection)
    .await?;
    Ok(Some(Ended {
        search,
        target,
        of_everyone: library_id == EVERYONE,
        is_seen,
    }))
}

/// The room and the card of a search.
pub(in crate::store) async fn target(
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

/// See [`super::withdraw_of_room`].
pub(super) async fn withdraw_of_room(
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

/// How many searches ended while nobody looked, in all rooms. What the person stopped is no news.
pub(crate) async fn unseen_ends(connection: &mut SqliteConnection) -> Result<u32, sqlx::Error> {
    sqlx::query_scalar(
        "SELECT count(*) FROM search INDEXED BY search_unseen
         WHERE room_id IS NOT NULL AND finished_at_ms IS NOT NULL AND seen_at_ms IS NULL AND state <> 'cancelled'",
    )
    .fetch_one(connection)
    .await
}

/// [`unseen_end`]: `search_unseen` holds them.
pub(in crate::store) const ONE_UNSEEN: &str = "SELECT id FROM search INDEXED BY search_unseen
     WHERE room_id IS NOT NULL AND finished_at_ms IS NOT NULL AND seen_at_ms IS NULL AND state <> 'cancelled' LIMIT 1";

/// The card of a search that ended while nobody looked, if there is one.
pub(crate) async fn unseen_end(
    connection: &mut SqliteConnection,
) -> Result<Option<Target>, sqlx::Error> {
    let id: Option<SearchId> = sqlx::query_scalar(ONE_UNSEEN)
        .fetch_optional(&mut *connection)
        .await?;
    match id {
        Some(id) => target(connection, id).await,
        None => Ok(None),
    }
}

/// [`latest_ends`]: `search_ended` holds them in order.
pub(in crate::store) const LATEST: &str = "SELECT id FROM search INDEXED BY search_ended
     WHERE finished_at_ms IS NOT NULL AND room_id IS NOT NULL AND state <> 'cancelled'
     ORDER BY finished_at_ms DESC LIMIT ?";

/// The searches of rooms that ended last, seen or not, newest first.
pub(crate) async fn latest_ends(
    connection: &mut SqliteConnection,
    count: u32,
) -> Result<Vec<Ended>, sqlx::Error> {
    let ids: Vec<SearchId> = sqlx::query_scalar(LATEST)
        .bind(count)
        .fetch_all(&mut *connection)
        .await?;
    let mut found = Vec::with_capacity(ids.len());
    for id in ids {
        found.extend(ended(connection, id).await?);
    }
    Ok(found)
}
