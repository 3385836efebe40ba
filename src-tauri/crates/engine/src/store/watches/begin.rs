//! A watch begins: what is known of its book, and its row.

use sqlx::SqliteConnection;

use crate::id::{BookId, MessageId, SourceId, WatchId};

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
pub(in crate::store) const KNOWN: &str = "SELECT book.id AS book_id, source_id, copies_at_ms, coalesce(hit.title, saved_book.title, watch.title) AS title,
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

/// Begins a watch in the place of an ended one; none if there is one already. The line that told of that end stays its own: whoever
/// reads it may begin anew.
pub(crate) async fn begin(
    connection: &mut SqliteConnection,
    new: &NewWatch<'_>,
) -> Result<Option<WatchId>, sqlx::Error> {
    let ended: Vec<Option<MessageId>> = sqlx::query_scalar(
        "DELETE FROM watch WHERE book_id = ? AND place IS ? AND ended_at_ms IS NOT NULL RETURNING told_by",
    )
    .bind(new.book.book_id)
    .bind(new.place)
    .fetch_all(&mut *connection)
    .await?;
    sqlx::query_scalar(
        "INSERT INTO watch(book_id, place, title, author, began_at_ms, expires_at_ms, checked_at_ms, planned_at_ms, next_at_ms, due, told_by)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?5, ?8, ?9, ?10) ON CONFLICT DO NOTHING RETURNING id",
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
    .bind(ended.into_iter().flatten().next())
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
