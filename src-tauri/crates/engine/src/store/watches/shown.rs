//! Watches as a page shows them.

use sqlx::SqliteConnection;

use crate::id::WatchId;
use crate::wire::{ErrorCode, Watch, WatchState};

#[derive(sqlx::FromRow)]
struct Row {
    id: i64,
    library_id: String,
    cid: String,
    title: String,
    author: String,
    place: Option<String>,
    state: WatchState,
    began_at_ms: i64,
    expires_at_ms: i64,
    checked_at_ms: Option<i64>,
    next_at_ms: i64,
    due: Option<String>,
    code: Option<ErrorCode>,
}

impl From<Row> for Watch {
    fn from(row: Row) -> Self {
        let looks = row.state == WatchState::Watching;
        Self {
            id: row.id,
            library_id: row.library_id,
            cid: row.cid,
            title: row.title,
            author: row.author,
            place: row.place,
            state: row.state,
            began_at_ms: row.began_at_ms,
            expires_at_ms: row.expires_at_ms,
            checked_at_ms: row.checked_at_ms,
            next_at_ms: looks.then_some(row.next_at_ms),
            due: row.due,
            code: row.code,
        }
    }
}

/// A watch as it is shown.
pub(crate) async fn get(
    connection: &mut SqliteConnection,
    id: WatchId,
) -> Result<Option<Watch>, sqlx::Error> {
    let row: Option<Row> = sqlx::query_as(
        "SELECT watch.id, library_id, cid, title, author, place, state, began_at_ms, expires_at_ms, checked_at_ms, next_at_ms, due, code
         FROM watch JOIN book ON book.id = book_id JOIN source ON source.id = source_id WHERE watch.id = ?",
    )
    .bind(id)
    .fetch_optional(connection)
    .await?;
    Ok(row.map(Watch::from))
}

/// The watches that look, and those that ended by themselves after this time, newest first.
pub(crate) async fn all(
    connection: &mut SqliteConnection,
    ended_after_ms: i64,
) -> Result<Vec<Watch>, sqlx::Error> {
    let rows: Vec<Row> = sqlx::query_as(
        "SELECT watch.id, library_id, cid, title, author, place, state, began_at_ms, expires_at_ms, checked_at_ms, next_at_ms, due, code
         FROM watch JOIN book ON book.id = book_id JOIN source ON source.id = source_id
         WHERE ended_at_ms IS NULL OR (ended_at_ms > ? AND state <> 'stopped') ORDER BY watch.id DESC",
    )
    .bind(ended_after_ms)
    .fetch_all(connection)
    .await?;
    Ok(rows.into_iter().map(Watch::from).collect())
}
