//! Watches that look: which are due, and when the next one is.

use sqlx::SqliteConnection;

use crate::id::{BookId, SourceId, WatchId};

/// A watch that looks.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(crate) struct Live {
    pub(crate) id: WatchId,
    pub(crate) book_id: BookId,
    pub(crate) source_id: SourceId,
    pub(crate) library_id: String,
    pub(crate) cid: String,
    pub(crate) title: String,
    pub(crate) place: Option<String>,
    pub(crate) began_at_ms: i64,
    pub(crate) expires_at_ms: i64,
    pub(crate) planned_at_ms: i64,
    /// Since when the clock and the time of the watch do not fit together.
    pub(crate) doubted_at_ms: Option<i64>,
    pub(crate) due: Option<String>,
    pub(crate) unchanged_count: u32,
    pub(crate) missing_count: u32,
    pub(crate) failure_count: u32,
    pub(crate) silent_from_ms: Option<i64>,
    pub(crate) silence_told: bool,
    /// When the copies of the book were last read.
    pub(crate) copies_at_ms: Option<i64>,
}

/// Watches as [`Live`], of which this is true, in this order.
macro_rules! live {
    ($rest:literal) => {
        concat!(
            "SELECT watch.id, book_id, source_id, library_id, cid, title, place, began_at_ms, expires_at_ms, planned_at_ms,
                    doubted_at_ms, due, unchanged_count, missing_count, failure_count, silent_from_ms, silence_told, copies_at_ms
             FROM watch JOIN book ON book.id = book_id JOIN source ON source.id = source_id
             WHERE ended_at_ms IS NULL AND ",
            $rest
        )
    };
}

/// [`of_book`]: asked whenever copies are read, of any book.
pub(in crate::store) const OF_BOOK: &str = live!("book_id = ? ORDER BY watch.id");

/// The watches on this book that look.
pub(crate) async fn of_book(
    connection: &mut SqliteConnection,
    book: BookId,
) -> Result<Vec<Live>, sqlx::Error> {
    sqlx::query_as(OF_BOOK)
        .bind(book)
        .fetch_all(connection)
        .await
}

/// The watches of a source whose time has come, the earliest first. What was planned in the future was planned before the clock was
/// set back: nobody knows how far away that is now.
pub(crate) async fn due(
    connection: &mut SqliteConnection,
    source: SourceId,
    now_ms: i64,
) -> Result<Vec<Live>, sqlx::Error> {
    sqlx::query_as(live!(
        "source_id = ?1 AND (next_at_ms <= ?2 OR planned_at_ms > ?2) ORDER BY next_at_ms, watch.id"
    ))
    .bind(source)
    .bind(now_ms)
    .fetch_all(connection)
    .await
}

/// The watches whose time is over.
pub(crate) async fn over(
    connection: &mut SqliteConnection,
    now_ms: i64,
) -> Result<Vec<Live>, sqlx::Error> {
    sqlx::query_as(live!("expires_at_ms <= ? ORDER BY watch.id"))
        .bind(now_ms)
        .fetch_all(connection)
        .await
}

/// When the next watch of a source is due; none: it has none that looks.
pub(crate) async fn next_at_ms(
    connection: &mut SqliteConnection,
    source: SourceId,
    now_ms: i64,
) -> Result<Option<i64>, sqlx::Error> {
    sqlx::query_scalar(
        "SELECT min(iif(planned_at_ms > ?2, ?2, next_at_ms)) FROM watch JOIN book ON book.id = book_id
         WHERE source_id = ?1 AND ended_at_ms IS NULL",
    )
    .bind(source)
    .bind(now_ms)
    .fetch_one(connection)
    .await
}

/// The sources of which a book is watched, with their libraries.
pub(crate) async fn sources(
    connection: &mut SqliteConnection,
) -> Result<Vec<(SourceId, String)>, sqlx::Error> {
    sqlx::query_as(
        "SELECT DISTINCT source_id, library_id FROM watch JOIN book ON book.id = book_id JOIN source ON source.id = source_id
         WHERE ended_at_ms IS NULL ORDER BY source_id",
    )
    .fetch_all(connection)
    .await
}
