//! `watch`: books that are looked at until they can be borrowed.

use sqlx::SqliteConnection;

use crate::id::{BookId, SourceId, WatchId};
use crate::wire::{ErrorCode, Watch, WatchState};

/// A book that can be watched, and what is known of it.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub(crate) struct Known {
    pub(crate) book_id: BookId,
    pub(crate) source_id: SourceId,
    pub(crate) copies_at_ms: Option<i64>,
    title: String,
    author: String,
}

/// [`known`]: `hit_book` and `watch_book` hold the words of one book.
pub(super) const KNOWN: &str = "SELECT book.id AS book_id, source_id, copies_at_ms, coalesce(hit.title, saved_book.title, watch.title) AS title,
            coalesce(hit.author, saved_book.author, watch.author) AS author
     FROM source JOIN book ON source_id = source.id
     LEFT JOIN hit ON hit.id = (SELECT max(id) FROM hit AS shown WHERE shown.book_id = book.id)
     LEFT JOIN saved_book ON saved_book.book_id = book.id
     LEFT JOIN watch ON watch.id = (SELECT max(id) FROM watch AS watched WHERE watched.book_id = book.id)
     WHERE library_id = ? AND address = '' AND cid = ? AND coalesce(hit.title, saved_book.title, watch.title) IS NOT NULL";

/// The book of a library's own address with the words of its newest hit, or with those it is kept or was watched with; none if
/// nobody has ever seen them.
pub(crate) async fn known(
    connection: &mut SqliteConnection,
    library_id: &str,
    cid: &str,
) -> Result<Option<Known>, sqlx::Error> {
    sqlx::query_as(KNOWN)
        .bind(library_id)
        .bind(cid)
        .fetch_optional(connection)
        .await
}

/// A watch that begins.
#[derive(Debug)]
pub(crate) struct NewWatch<'n> {
    pub(crate) book: &'n Known,
    pub(crate) place: Option<&'n str>,
    pub(crate) due: Option<String>,
    pub(crate) now_ms: i64,
    pub(crate) expires_at_ms: i64,
    pub(crate) next_at_ms: i64,
}

/// Begins a watch in the place of an ended one; none if there is one already.
pub(crate) async fn begin(
    connection: &mut SqliteConnection,
    new: &NewWatch<'_>,
) -> Result<Option<WatchId>, sqlx::Error> {
    sqlx::query("DELETE FROM watch WHERE book_id = ? AND place IS ? AND ended_at_ms IS NOT NULL")
        .bind(new.book.book_id)
        .bind(new.place)
        .execute(&mut *connection)
        .await?;
    sqlx::query_scalar(
        "INSERT INTO watch(book_id, place, title, author, began_at_ms, expires_at_ms, checked_at_ms, planned_at_ms, next_at_ms, due)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?5, ?8, ?9) ON CONFLICT DO NOTHING RETURNING id",
    )
    .bind(new.book.book_id)
    .bind(new.place)
    .bind(&new.book.title)
    .bind(&new.book.author)
    .bind(new.now_ms)
    .bind(new.expires_at_ms)
    .bind(new.book.copies_at_ms)
    .bind(new.next_at_ms)
    .bind(&new.due)
    .fetch_optional(connection)
    .await
}

/// The watch on this book and place that looks, if there is one.
pub(crate) async fn live(
    connection: &mut SqliteConnection,
    book: BookId,
    place: Option<&str>,
) -> Result<Option<WatchId>, sqlx::Error> {
    sqlx::query_scalar(
        "SELECT id FROM watch WHERE book_id = ? AND coalesce(place, '') = coalesce(?, '') AND ended_at_ms IS NULL",
    )
    .bind(book)
    .bind(place)
    .fetch_optional(connection)
    .await
}

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

/// The watches that look, and those that ended after this time, newest first.
pub(crate) async fn all(
    connection: &mut SqliteConnection,
    ended_after_ms: i64,
) -> Result<Vec<Watch>, sqlx::Error> {
    let rows: Vec<Row> = sqlx::query_as(
        "SELECT watch.id, library_id, cid, title, author, place, state, began_at_ms, expires_at_ms, checked_at_ms, next_at_ms, due, code
         FROM watch JOIN book ON book.id = book_id JOIN source ON source.id = source_id
         WHERE ended_at_ms IS NULL OR ended_at_ms > ? ORDER BY watch.id DESC",
    )
    .bind(ended_after_ms)
    .fetch_all(connection)
    .await?;
    Ok(rows.into_iter().map(Watch::from).collect())
}

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
    pub(crate) expires_at_ms: i64,
    pub(crate) planned_at_ms: i64,
    pub(crate) due: Option<String>,
    pub(crate) unchanged_count: u32,
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
            "SELECT watch.id, book_id, source_id, library_id, cid, title, place, expires_at_ms, planned_at_ms, due, unchanged_count,
                    failure_count, silent_from_ms, silence_told, copies_at_ms
             FROM watch JOIN book ON book.id = book_id JOIN source ON source.id = source_id
             WHERE ended_at_ms IS NULL AND ",
            $rest
        )
    };
}

/// [`of_book`]: asked whenever copies are read, of any book.
pub(super) const OF_BOOK: &str = live!("book_id = ? ORDER BY watch.id");

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

/// What an answer says of a watch that goes on.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) now_ms: i64,
    pub(crate) next_at_ms: i64,
    pub(crate) due: Option<String>,
    pub(crate) unchanged_count: u32,
}

/// The copies were read: what failed before is forgotten.
pub(crate) async fn answered(
    connection: &mut SqliteConnection,
    id: WatchId,
    answer: &Answer,
) -> Result<(), sqlx::Error> {
    sqlx::query(
        "UPDATE watch SET checked_at_ms = ?2, planned_at_ms = ?2, next_at_ms = ?3, due = ?4, unchanged_count = ?5,
                          failure_count = 0, silent_from_ms = NULL, silence_told = 0, code = NULL WHERE id = ?1",
    )
    .bind(id)
    .bind(answer.now_ms)
    .bind(answer.next_at_ms)
    .bind(&answer.due)
    .bind(answer.unchanged_count)
    .execute(connection)
    .await?;
    Ok(())
}

/// The copies could not be read.
pub(crate) async fn failed(
    connection: &mut SqliteConnection,
    id: WatchId,
    code: ErrorCode,
    now_ms: i64,
    next_at_ms: i64,
) -> Result<(), sqlx::Error> {
    sqlx::query(
        "UPDATE watch SET planned_at_ms = ?2, next_at_ms = ?3, failure_count = failure_count + 1,
                          silent_from_ms = min(coalesce(silent_from_ms, ?2), ?2), code = ?4 WHERE id = ?1",
    )
    .bind(id)
    .bind(now_ms)
    .bind(next_at_ms)
    .bind(code)
    .execute(connection)
    .await?;
    Ok(())
}

/// That nothing can be read was told.
pub(crate) async fn silence_told(
    connection: &mut SqliteConnection,
    id: WatchId,
) -> Result<(), sqlx::Error> {
    sqlx::query("UPDATE watch SET silence_told = 1 WHERE id = ?")
        .bind(id)
        .execute(connection)
        .await?;
    Ok(())
}

/// It looks no more; false if it had ended already.
pub(crate) async fn end(
    connection: &mut SqliteConnection,
    id: WatchId,
    state: WatchState,
    now_ms: i64,
) -> Result<bool, sqlx::Error> {
    let ended = sqlx::query(
        "UPDATE watch SET state = ?2, ended_at_ms = ?3 WHERE id = ?1 AND ended_at_ms IS NULL",
    )
    .bind(id)
    .bind(state)
    .bind(now_ms)
    .execute(connection)
    .await?;
    Ok(ended.rows_affected() > 0)
}

/// The person wants it no more: its source and library, if it was there.
pub(crate) async fn remove(
    connection: &mut SqliteConnection,
    id: WatchId,
) -> Result<Option<(SourceId, String)>, sqlx::Error> {
    let of: Option<(SourceId, String)> = sqlx::query_as(
        "SELECT source_id, library_id FROM watch JOIN book ON book.id = book_id JOIN source ON source.id = source_id WHERE watch.id = ?",
    )
    .bind(id)
    .fetch_optional(&mut *connection)
    .await?;
    sqlx::query("DELETE FROM watch WHERE id = ?")
        .bind(id)
        .execute(connection)
        .await?;
    Ok(of)
}

/// Those that ended until this time are gone.
pub(crate) async fn forget(
    connection: &mut SqliteConnection,
    until_ms: i64,
) -> Result<(), sqlx::Error> {
    sqlx::query("DELETE FROM watch WHERE ended_at_ms <= ?")
        .bind(until_ms)
        .execute(connection)
        .await?;
    Ok(())
}
