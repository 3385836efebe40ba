//! `room`: one chat room per library that was talked to.

use sqlx::SqliteConnection;

use super::{messages, notifications, search_view};
use crate::id::{RoomId, SearchId};
use crate::wire;

/// The room of a library, made when it is new; the flag says whether it is. One that was hidden is shown again.
pub(crate) async fn ensure(
    connection: &mut SqliteConnection,
    library_id: &str,
    now_ms: i64,
) -> Result<(RoomId, bool), sqlx::Error> {
    let made: Option<RoomId> = sqlx::query_scalar(
        "INSERT INTO room(library_id, created_at_ms) VALUES (?, ?)
         ON CONFLICT (library_id) DO NOTHING RETURNING id",
    )
    .bind(library_id)
    .bind(now_ms)
    .fetch_optional(&mut *connection)
    .await?;
    if let Some(id) = made {
        return Ok((id, true));
    }
    let id = sqlx::query_scalar("UPDATE room SET hidden = 0 WHERE library_id = ? RETURNING id")
        .bind(library_id)
        .fetch_one(connection)
        .await?;
    Ok((id, false))
}

/// The room of a library, if there is one to see.
pub(crate) async fn of_library(
    connection: &mut SqliteConnection,
    library_id: &str,
) -> Result<Option<RoomId>, sqlx::Error> {
    sqlx::query_scalar("SELECT id FROM room WHERE library_id = ? AND hidden = 0")
        .bind(library_id)
        .fetch_optional(connection)
        .await
}

/// The library of a room.
pub(crate) async fn library_id(
    connection: &mut SqliteConnection,
    id: RoomId,
) -> Result<Option<String>, sqlx::Error> {
    sqlx::query_scalar("SELECT library_id FROM room WHERE id = ?")
        .bind(id)
        .fetch_optional(connection)
        .await
}

/// [`view`]: `search_unseen` holds what nobody saw, `search_room` the latest end. Named, because SQLite would take
/// `search_room` for both and go through every search of the room.
pub(super) const ENDED: &str =
    "SELECT (SELECT count(*) FROM search INDEXED BY search_unseen
             WHERE room_id = ?1 AND finished_at_ms IS NOT NULL AND seen_at_ms IS NULL AND state <> 'cancelled'),
            (SELECT max(finished_at_ms) FROM search WHERE room_id = ?1)";

/// How long it is remembered where a person was in a room. Milliseconds.
const PLACE_KEPT_FOR_MS: i64 = 86_400_000;

/// A room as it is shown in the list at this moment; none that is hidden.
pub(crate) async fn view(
    connection: &mut SqliteConnection,
    id: RoomId,
    now_ms: i64,
) -> Result<Option<wire::Room>, sqlx::Error> {
    let row: Option<(String, i64, String, bool, bool)> = sqlx::query_as(
        "SELECT library_id, created_at_ms, draft, pinned, muted FROM room WHERE id = ? AND hidden = 0",
    )
    .bind(id)
    .fetch_optional(&mut *connection)
    .await?;
    let Some((library_id, created_at_ms, draft, is_pinned, is_muted)) = row else {
        return Ok(None);
    };
    let last_message = messages::last(connection, id).await?;
    let last_search = match last_message.as_ref().map(|message| &message.body) {
        Some(wire::MessageBody::Search { search_id }) => {
            search_view::view(connection, SearchId(*search_id)).await?
        }
        _ => None,
    };
    let (unseen_ends, last_finished_at_ms): (u32, Option<i64>) = sqlx::query_as(ENDED)
        .bind(id)
        .fetch_one(&mut *connection)
        .await?;
    let unseen_count = unseen_ends + notifications::unseen_alerts(connection, Some(id)).await?;
    let said_at_ms = last_message.as_ref().map(|message| message.sent_at_ms);
    Ok(Some(wire::Room {
        id: id.0,
        library_id,
        last_message,
        last_search,
        unseen_count,
        active_at_ms: said_at_ms.max(last_finished_at_ms).unwrap_or(created_at_ms),
        draft,
        is_pinned,
        is_muted,
        place: place(connection, id, now_ms).await?,
    }))
}

/// Where the person left it, unless that was too long ago; a clock that was set back makes it look as if from the future.
async fn place(
    connection: &mut SqliteConnection,
    id: RoomId,
    now_ms: i64,
) -> Result<Option<wire::Place>, sqlx::Error> {
    let place: Option<(i64, i32)> = sqlx::query_as(
        "SELECT place_message_id, place_above_px FROM room
         WHERE id = ?1 AND place_message_id IS NOT NULL AND ?2 - place_at_ms >= 0 AND ?2 - place_at_ms < ?3",
    )
    .bind(id)
    .bind(now_ms)
    .bind(PLACE_KEPT_FOR_MS)
    .fetch_optional(connection)
    .await?;
    Ok(place.map(|(message_id, above_px)| wire::Place {
        message_id,
        above_px,
    }))
}

/// All rooms as they are shown at this moment, last activity first.
pub(crate) async fn list(
    connection: &mut SqliteConnection,
    now_ms: i64,
) -> Result<Vec<wire::Room>, sqlx::Error> {
    let ids = ids(connection).await?;
    let mut rooms = Vec::with_capacity(ids.len());
    for id in ids {
        rooms.extend(view(connection, id, now_ms).await?);
    }
    rooms.sort_by_key(|room| std::cmp::Reverse((room.active_at_ms, room.id)));
    Ok(rooms)
}

/// [`mark_seen`]: `search_unseen` holds them.
pub(super) const MARK_SEEN: &str = "UPDATE search INDEXED BY search_unseen SET seen_at_ms = ?
     WHERE room_id = ? AND finished_at_ms IS NOT NULL AND seen_at_ms IS NULL";

/// Marks every ended search and every alert of the room as seen; says whether that changed anything.
pub(crate) async fn mark_seen(
    connection: &mut SqliteConnection,
    id: RoomId,
    now_ms: i64,
) -> Result<bool, sqlx::Error> {
    let ends = sqlx::query(MARK_SEEN)
        .bind(now_ms)
        .bind(id)
        .execute(&mut *connection)
        .await?;
    let saw_alerts = notifications::mark_alerts_seen(connection, id, now_ms).await?;
    Ok(ends.rows_affected() > 0 || saw_alerts)
}

/// Keeps what stands in its line to write in; false without such a room.
pub(crate) async fn set_draft(
    connection: &mut SqliteConnection,
    id: RoomId,
    text: &str,
) -> Result<bool, sqlx::Error> {
    let result = sqlx::query("UPDATE room SET draft = ? WHERE id = ?")
        .bind(text)
        .bind(id)
        .execute(connection)
        .await?;
    Ok(result.rows_affected() > 0)
}

/// Where it stands in the list, and whether notifications tell of it; false without such a room.
pub(crate) async fn set_place(
    connection: &mut SqliteConnection,
    id: RoomId,
    is_pinned: bool,
    is_muted: bool,
) -> Result<bool, sqlx::Error> {
    let result = sqlx::query("UPDATE room SET pinned = ?, muted = ? WHERE id = ?")
        .bind(is_pinned)
        .bind(is_muted)
        .bind(id)
        .execute(connection)
        .await?;
    Ok(result.rows_affected() > 0)
}

/// Where the person left it at this moment; none: at its end. A message that is not in the room is no place in it. False without
/// such a room.
pub(crate) async fn leave_at(
    connection: &mut SqliteConnection,
    id: RoomId,
    place: Option<wire::Place>,
    now_ms: i64,
) -> Result<bool, sqlx::Error> {
    let result = sqlx::query(
        "UPDATE room SET place_message_id = (SELECT id FROM message WHERE message.id = ?2 AND room_id = ?1),
                         place_above_px = ?3, place_at_ms = ?4 WHERE id = ?1",
    )
    .bind(id)
    .bind(place.map(|place| place.message_id))
    .bind(place.map_or(0, |place| place.above_px))
    .bind(now_ms)
    .execute(connection)
    .await?;
    Ok(result.rows_affected() > 0)
}

/// Whether no notification tells of this room.
pub(crate) async fn is_muted(
    connection: &mut SqliteConnection,
    id: RoomId,
) -> Result<bool, sqlx::Error> {
    let muted: Option<bool> = sqlx::query_scalar("SELECT muted FROM room WHERE id = ?")
        .bind(id)
        .fetch_optional(connection)
        .await?;
    Ok(muted.unwrap_or(false))
}

/// Every room there is to see.
pub(crate) async fn ids(connection: &mut SqliteConnection) -> Result<Vec<RoomId>, sqlx::Error> {
    sqlx::query_scalar("SELECT id FROM room WHERE hidden = 0 ORDER BY id")
        .fetch_all(connection)
        .await
}
