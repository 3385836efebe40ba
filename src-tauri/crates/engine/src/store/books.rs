//! `book` and `copy`: what is known of a record, shared by every search that finds it.

use std::collections::HashMap;

use sqlx::SqliteConnection;

use super::{bad_json, json_list};
use crate::id::{BookId, SourceId};
use crate::wire::{Copy, Status};

/// What a job needs to ask for a book.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Book {
    pub(crate) source_id: SourceId,
    pub(crate) cid: String,
    pub(crate) branch_codes: Vec<String>,
}

/// Labels and values of a detail page, in its order.
pub(crate) type Fields = Vec<(String, String)>;

/// The book with this id.
pub(crate) async fn get(
    connection: &mut SqliteConnection,
    id: BookId,
) -> Result<Option<Book>, sqlx::Error> {
    let row: Option<(SourceId, String, String)> =
        sqlx::query_as("SELECT source_id, cid, branch_codes FROM book WHERE id = ?")
            .bind(id)
            .fetch_optional(connection)
            .await?;
    row.map(|(source_id, cid, codes)| {
        let branch_codes = serde_json::from_str(&codes).map_err(bad_json)?;
        Ok(Book {
            source_id,
            cid,
            branch_codes,
        })
    })
    .transpose()
}

/// Replaces the copies of a book.
pub(crate) async fn set_copies(
    connection: &mut SqliteConnection,
    id: BookId,
    copies: &[Copy],
    now_ms: i64,
) -> Result<(), sqlx::Error> {
    // Three statements, one way to the database's thread.
    sqlx::query(
        "DELETE FROM copy WHERE book_id = ?;
         INSERT INTO copy(book_id, ordinal, registration_number, branch, location, call_number, status, raw_status, due, raw_due)
         SELECT ?, key, value ->> 'registration_number', value ->> 'branch', value ->> 'location', value ->> 'call_number',
                value ->> 'status', value ->> 'raw_status', value ->> 'due', value ->> 'raw_due'
         FROM json_each(?);
         UPDATE book SET copies_at_ms = ? WHERE id = ?",
    )
    .bind(id)
    .bind(id)
    .bind(json_list(copies))
    .bind(now_ms)
    .bind(id)
    .execute(connection)
    .await?;
    Ok(())
}

/// Replaces the detail of a book.
pub(crate) async fn set_detail(
    connection: &mut SqliteConnection,
    id: BookId,
    fields: &[(String, String)],
    now_ms: i64,
) -> Result<(), sqlx::Error> {
    sqlx::query("UPDATE book SET detail = ?, detail_at_ms = ? WHERE id = ?")
        .bind(json_list(fields))
        .bind(now_ms)
        .bind(id)
        .execute(connection)
        .await?;
    Ok(())
}

/// The details of these books, where they are known.
pub(crate) async fn details(
    connection: &mut SqliteConnection,
    ids: &[BookId],
) -> Result<HashMap<BookId, Fields>, sqlx::Error> {
    let rows: Vec<(BookId, String)> = sqlx::query_as(
        "SELECT id, detail FROM book WHERE id IN (SELECT value FROM json_each(?)) AND detail IS NOT NULL",
    )
    .bind(json_list(ids))
    .fetch_all(connection)
    .await?;
    rows.into_iter()
        .map(|(id, detail)| Ok((id, serde_json::from_str(&detail).map_err(bad_json)?)))
        .collect()
}

#[derive(sqlx::FromRow)]
struct CopyRow {
    book_id: BookId,
    registration_number: String,
    branch: String,
    location: String,
    call_number: String,
    status: Status,
    raw_status: String,
    due: Option<String>,
    raw_due: String,
}

/// The copies of these books, each in the library's order.
pub(crate) async fn copies(
    connection: &mut SqliteConnection,
    ids: &[BookId],
) -> Result<HashMap<BookId, Vec<Copy>>, sqlx::Error> {
    let rows: Vec<CopyRow> = sqlx::query_as(
        "SELECT book_id, registration_number, branch, location, call_number, status, raw_status, due, raw_due
         FROM copy WHERE book_id IN (SELECT value FROM json_each(?)) ORDER BY book_id, ordinal",
    )
    .bind(json_list(ids))
    .fetch_all(connection)
    .await?;
    let mut copies: HashMap<BookId, Vec<Copy>> = HashMap::new();
    for row in rows {
        copies.entry(row.book_id).or_default().push(Copy {
            registration_number: row.registration_number,
            branch: row.branch,
            location: row.location,
            call_number: row.call_number,
            status: row.status,
            raw_status: row.raw_status,
            due: row.due,
            raw_due: row.raw_due,
        });
    }
    Ok(copies)
}
