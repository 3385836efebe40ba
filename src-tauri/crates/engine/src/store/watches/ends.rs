//! A watch ends: how that is kept, taken back, and forgotten.

use sqlx::SqliteConnection;

use crate::id::{BookId, MessageId, SourceId, WatchId};
use crate::wire::WatchState;

/// It looks no more, which this line tells; false if it had ended already.
pub(crate) async fn end(
    connection: &mut SqliteConnection,
    id: WatchId,
    state: WatchState,
    told_by: MessageId,
    now_ms: i64,
) -> Result<bool, sqlx::Error> {
    let ended = sqlx::query(
        "UPDATE watch SET state = ?2, told_by = ?3, ended_at_ms = ?4 WHERE id = ?1 AND ended_at_ms IS NULL",
    )
    .bind(id)
    .bind(state)
    .bind(told_by)
    .bind(now_ms)
    .execute(connection)
    .await?;
    Ok(ended.rows_affected() > 0)
}

/// The person wants it no more: its source and library, if it looked. It is not listed any more, but may be wanted back.
pub(crate) async fn stop(
    connection: &mut SqliteConnection,
    id: WatchId,
    now_ms: i64,
) -> Result<Option<(SourceId, String)>, sqlx::Error> {
    sqlx::query_as(
        "UPDATE watch SET state = 'stopped', ended_at_ms = ?2 WHERE id = ?1 AND ended_at_ms IS NULL
         RETURNING (SELECT source_id FROM book WHERE book.id = book_id),
                   (SELECT library_id FROM book JOIN source ON source.id = source_id WHERE book.id = book_id)",
    )
    .bind(id)
    .bind(now_ms)
    .fetch_optional(connection)
    .await
}

/// A watch that has ended by a line which has not reached the person yet.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub(crate) struct Unshown {
    pub(crate) id: WatchId,
    pub(crate) place: Option<String>,
    pub(crate) line: MessageId,
}

/// [`unshown`]: asked whenever copies are read, of any book.
pub(in crate::store) const UNSHOWN: &str = "SELECT watch.id, place, told_by AS line FROM watch CROSS JOIN alert ON message_id = told_by
     WHERE book_id = ? AND state = 'told' AND shown_at_ms IS NULL AND seen_at_ms IS NULL ORDER BY watch.id";

/// The watches on this book of which it is still to be told that a copy can be borrowed.
pub(crate) async fn unshown(
    connection: &mut SqliteConnection,
    book: BookId,
) -> Result<Vec<Unshown>, sqlx::Error> {
    sqlx::query_as(UNSHOWN)
        .bind(book)
        .fetch_all(connection)
        .await
}

/// It looks again; false if another one looks there already.
pub(crate) async fn revive(
    connection: &mut SqliteConnection,
    id: WatchId,
) -> Result<bool, sqlx::Error> {
    let revived = sqlx::query(
        "UPDATE OR IGNORE watch SET state = 'watching', ended_at_ms = NULL WHERE id = ?",
    )
    .bind(id)
    .execute(connection)
    .await?;
    Ok(revived.rows_affected() > 0)
}

/// [`forget`]: `watch_ended` holds them.
pub(in crate::store) const FORGET: &str =
    "DELETE FROM watch WHERE ended_at_ms <= ? AND told_by IS NULL";

/// Those that ended until this time are gone, unless a line still tells of it: it may be begun anew from there.
pub(crate) async fn forget(
    connection: &mut SqliteConnection,
    until_ms: i64,
) -> Result<(), sqlx::Error> {
    sqlx::query(FORGET)
        .bind(until_ms)
        .execute(connection)
        .await?;
    Ok(())
}
