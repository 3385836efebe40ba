//! What goes when the person deletes a line, empties a room, leaves it, or deletes everything. The schema takes along what hangs on it.

use sqlx::SqliteConnection;

use crate::id::{MessageId, RoomId, SearchId};

/// The searches, of this room or of all and the terminal's, that may still have jobs: those under way, and those of which copies
/// came into view after their end.
pub(crate) async fn busy(
    connection: &mut SqliteConnection,
    room: Option<RoomId>,
) -> Result<Vec<SearchId>, sqlx::Error> {
    sqlx::query_scalar(
        "SELECT id FROM search WHERE (?1 IS NULL OR room_id = ?1) AND (finished_at_ms IS NULL OR EXISTS (
           SELECT 1 FROM search_batch JOIN batch ON batch.id = batch_id
           WHERE search_id = search.id AND batch.state IN ('open','held'))) ORDER BY id",
    )
    .bind(room)
    .fetch_all(connection)
    .await
}

/// Deletes the messages of a room and its searches with their hits. No job may be left of them.
pub(crate) async fn empty_room(
    connection: &mut SqliteConnection,
    id: RoomId,
) -> Result<(), sqlx::Error> {
    sqlx::query("DELETE FROM message WHERE room_id = ?1; DELETE FROM search WHERE room_id = ?1")
        .bind(id)
        .execute(connection)
        .await?;
    Ok(())
}

/// Deletes one line.
pub(crate) async fn remove_line(
    connection: &mut SqliteConnection,
    id: MessageId,
) -> Result<(), sqlx::Error> {
    sqlx::query("DELETE FROM message WHERE id = ?")
        .bind(id)
        .execute(connection)
        .await?;
    Ok(())
}

/// Deletes a search with its card and its hits. The questions that started it stay, as texts; returns them. No job may be left of it.
pub(crate) async fn remove_search(
    connection: &mut SqliteConnection,
    id: SearchId,
) -> Result<Vec<MessageId>, sqlx::Error> {
    let questions = sqlx::query_scalar(
        "UPDATE message SET search_id = NULL WHERE search_id = ? AND kind = 'text' RETURNING id",
    )
    .bind(id)
    .fetch_all(&mut *connection)
    .await?;
    sqlx::query("DELETE FROM search WHERE id = ?")
        .bind(id)
        .execute(connection)
        .await?;
    Ok(questions)
}

/// Deletes a room that was emptied.
pub(crate) async fn remove_room(
    connection: &mut SqliteConnection,
    id: RoomId,
) -> Result<(), sqlx::Error> {
    sqlx::query("DELETE FROM room WHERE id = ?")
        .bind(id)
        .execute(connection)
        .await?;
    Ok(())
}

/// Hides a room that was emptied until it has a line again. What is set there stays, except its place in the list.
pub(crate) async fn hide_room(
    connection: &mut SqliteConnection,
    id: RoomId,
) -> Result<(), sqlx::Error> {
    sqlx::query("UPDATE room SET hidden = 1, pinned = 0, place_message_id = NULL WHERE id = ?")
        .bind(id)
        .execute(connection)
        .await?;
    Ok(())
}

/// What was read until now answers no question any more, and every cover goes. Nothing else does: it was said.
pub(crate) async fn forget_kept(
    connection: &mut SqliteConnection,
    now_ms: i64,
) -> Result<(), sqlx::Error> {
    sqlx::query("UPDATE settings SET kept_cleared_at_ms = ? WHERE id = 1; DELETE FROM cover")
        .bind(now_ms)
        .execute(connection)
        .await?;
    Ok(())
}

/// Deletes every room, every search, a terminal's too, every cover, and every book that is neither kept nor watched. The room of
/// this library is only hidden.
pub(crate) async fn remove_all(
    connection: &mut SqliteConnection,
    hidden: &str,
) -> Result<(), sqlx::Error> {
    sqlx::query(
        "DELETE FROM message; DELETE FROM search; DELETE FROM cover;
         UPDATE room SET hidden = 1, pinned = 0, place_message_id = NULL WHERE library_id = ?1;
         DELETE FROM room WHERE library_id <> ?1;
         DELETE FROM saved_book WHERE dropped_at_ms IS NOT NULL;
         DELETE FROM watch WHERE state = 'stopped';
         DELETE FROM book WHERE id NOT IN (SELECT book_id FROM saved_book UNION SELECT book_id FROM watch)",
    )
    .bind(hidden)
    .execute(connection)
    .await?;
    Ok(())
}
