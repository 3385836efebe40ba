//! `saved_book` and `saved_search`: what the person keeps.

use sqlx::SqliteConnection;

use super::books;
use crate::id::BookId;
use crate::wire::{Saved, SavedBook, SavedSearch};

#[derive(sqlx::FromRow)]
struct BookRow {
    book_id: BookId,
    library_id: String,
    cid: String,
    title: String,
    author: String,
    publisher: String,
    year: String,
    copies_at_ms: Option<i64>,
    saved_at_ms: i64,
}

/// Everything that is kept, newest first.
pub(crate) async fn all(connection: &mut SqliteConnection) -> Result<Saved, sqlx::Error> {
    let rows: Vec<BookRow> = sqlx::query_as(
        "SELECT book_id, library_id, cid, title, author, publisher, year, copies_at_ms, saved_at_ms
         FROM saved_book JOIN book ON book.id = book_id JOIN source ON source.id = source_id
         WHERE dropped_at_ms IS NULL ORDER BY saved_at_ms DESC, book_id DESC",
    )
    .fetch_all(&mut *connection)
    .await?;
    let ids: Vec<BookId> = rows.iter().map(|row| row.book_id).collect();
    let mut copies = books::copies(connection, &ids).await?;
    let books = rows
        .into_iter()
        .map(|row| SavedBook {
            copies: copies.remove(&row.book_id).unwrap_or_default(),
            library_id: row.library_id,
            cid: row.cid,
            title: row.title,
            author: row.author,
            publisher: row.publisher,
            year: row.year,
            copies_at_ms: row.copies_at_ms,
            saved_at_ms: row.saved_at_ms,
        })
        .collect();
    let searches: Vec<SavedSearch> = sqlx::query_as(
        "SELECT library_id, text, saved_at_ms FROM saved_search ORDER BY saved_at_ms DESC, library_id, text",
    )
    .fetch_all(connection)
    .await?;
    Ok(Saved {
        books,
        searches,
        watches: Vec::new(),
    })
}

/// Keeps a book of a library's own address with the words of its newest hit; false if no hit shows it. One that is kept already
/// stays as it is, and the one that was taken out last comes back as it was, also without a hit.
pub(crate) async fn add_book(
    connection: &mut SqliteConnection,
    library_id: &str,
    cid: &str,
    now_ms: i64,
) -> Result<bool, sqlx::Error> {
    let brought_back = sqlx::query(
        "UPDATE saved_book SET dropped_at_ms = NULL WHERE book_id IN
           (SELECT book.id FROM source JOIN book ON book.source_id = source.id
            WHERE library_id = ? AND address = '' AND cid = ?)",
    )
    .bind(library_id)
    .bind(cid)
    .execute(&mut *connection)
    .await?;
    if brought_back.rows_affected() > 0 {
        return Ok(true);
    }
    let id: Option<BookId> = sqlx::query_scalar(
        "INSERT INTO saved_book(book_id, title, author, publisher, year, saved_at_ms)
         SELECT book.id, title, author, publisher, year, ?3
         FROM source JOIN book ON book.source_id = source.id JOIN hit ON hit.book_id = book.id
         WHERE library_id = ?1 AND address = '' AND cid = ?2 ORDER BY hit.id DESC LIMIT 1 RETURNING book_id",
    )
    .bind(library_id)
    .bind(cid)
    .bind(now_ms)
    .fetch_optional(connection)
    .await?;
    Ok(id.is_some())
}

/// Keeps a book no longer. It can be brought back until the next one is taken out.
pub(crate) async fn remove_book(
    connection: &mut SqliteConnection,
    library_id: &str,
    cid: &str,
    now_ms: i64,
) -> Result<(), sqlx::Error> {
    sqlx::query("DELETE FROM saved_book WHERE dropped_at_ms IS NOT NULL")
        .execute(&mut *connection)
        .await?;
    sqlx::query(
        "UPDATE saved_book SET dropped_at_ms = ?3 WHERE book_id IN
           (SELECT book.id FROM source JOIN book ON book.source_id = source.id WHERE library_id = ?1 AND cid = ?2)",
    )
    .bind(library_id)
    .bind(cid)
    .bind(now_ms)
    .execute(connection)
    .await?;
    Ok(())
}

/// Whether the person keeps this book.
pub(crate) async fn has_book(
    connection: &mut SqliteConnection,
    id: BookId,
) -> Result<bool, sqlx::Error> {
    sqlx::query_scalar(
        "SELECT EXISTS (SELECT 1 FROM saved_book WHERE book_id = ? AND dropped_at_ms IS NULL)",
    )
    .bind(id)
    .fetch_one(connection)
    .await
}

/// Keeps a question; one that is kept already stays as it is.
pub(crate) async fn add_search(
    connection: &mut SqliteConnection,
    library_id: &str,
    text: &str,
    now_ms: i64,
) -> Result<(), sqlx::Error> {
    sqlx::query(
        "INSERT INTO saved_search(library_id, text, saved_at_ms) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
    )
    .bind(library_id)
    .bind(text)
    .bind(now_ms)
    .execute(connection)
    .await?;
    Ok(())
}

/// Keeps a question no longer.
pub(crate) async fn remove_search(
    connection: &mut SqliteConnection,
    library_id: &str,
    text: &str,
) -> Result<(), sqlx::Error> {
    sqlx::query("DELETE FROM saved_search WHERE library_id = ? AND text = ?")
        .bind(library_id)
        .bind(text)
        .execute(connection)
        .await?;
    Ok(())
}
