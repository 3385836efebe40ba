//! What goes when the person empties a room, leaves it, or deletes everything. The schema takes along what hangs on it.

use sqlx::SqliteConnection;

use crate::id::{RoomId, SearchId};

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

/// Deletes every room, every search, a terminal's too, every cover, and every book that is not kept.
pub(crate) async fn remove_all(connection: &mut SqliteConnection) -> Result<(), sqlx::Error> {
    sqlx::query(
        "DELETE FROM message; DELETE FROM search; DELETE FROM room; DELETE FROM cover;
         DELETE FROM saved_book WHERE dropped_at_ms IS NOT NULL;
         DELETE FROM book WHERE id NOT IN (SELECT book_id FROM saved_book)",
    )
    .execute(connection)
    .await?;
    Ok(())
}
