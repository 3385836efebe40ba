//! Hits as they are shown: with their copies, and what the pages of their records say.

use std::collections::HashMap;

use sqlx::SqliteConnection;

use crate::id::{BookId, HitId, SearchId};
use crate::store::{bad_json, books, json_list};
use crate::wire::{CopiesState, Detail, ErrorCode, Hit};

#[derive(sqlx::FromRow)]
struct Row {
    id: i64,
    search_id: i64,
    book_id: BookId,
    position: u32,
    cid: String,
    title: String,
    author: String,
    publisher: String,
    year: String,
    material_type: String,
    branches: String,
    copies_state: CopiesState,
    copies_code: Option<ErrorCode>,
    copies_at_ms: Option<i64>,
    has_cover: bool,
    detail_state: CopiesState,
    detail_code: Option<ErrorCode>,
}

/// [`list`]: `hit_position` holds them in order, so that a page reads no more than its hits.
pub(in crate::store) const LIST: &str =
    "SELECT hit.id, search_id, book_id, position, cid, title, author, publisher, year, material_type, branches,
            copies_state, copies_code, copies_at_ms, cover_url IS NOT NULL AS has_cover, detail_state, detail_code
     FROM hit JOIN book ON book.id = hit.book_id
     WHERE search_id = ? ORDER BY position, hit.id LIMIT ? + 0 OFFSET ? + 0";

/// Up to `limit` hits of a search from this place on.
pub(crate) async fn list(
    connection: &mut SqliteConnection,
    search_id: SearchId,
    from: u32,
    limit: u32,
) -> Result<Vec<Hit>, sqlx::Error> {
    let rows: Vec<Row> = sqlx::query_as(LIST)
        .bind(search_id)
        .bind(limit)
        .bind(from)
        .fetch_all(&mut *connection)
        .await?;
    with_books(connection, rows).await
}

/// These hits, in order.
pub(crate) async fn some(
    connection: &mut SqliteConnection,
    ids: &[HitId],
) -> Result<Vec<Hit>, sqlx::Error> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let rows: Vec<Row> = sqlx::query_as(
        "SELECT hit.id, search_id, book_id, position, cid, title, author, publisher, year, material_type, branches,
                copies_state, copies_code, copies_at_ms, cover_url IS NOT NULL AS has_cover, detail_state, detail_code
         FROM hit JOIN book ON book.id = hit.book_id
         WHERE hit.id IN (SELECT value FROM json_each(?)) ORDER BY position, hit.id",
    )
    .bind(json_list(ids))
    .fetch_all(&mut *connection)
    .await?;
    with_books(connection, rows).await
}

async fn with_books(
    connection: &mut SqliteConnection,
    rows: Vec<Row>,
) -> Result<Vec<Hit>, sqlx::Error> {
    let of = |is_wanted: fn(&Row) -> bool| -> Vec<BookId> {
        let rows = rows.iter().filter(|row| is_wanted(row));
        rows.map(|row| row.book_id).collect()
    };
    let checked = of(|row| row.copies_at_ms.is_some());
    let described = of(|row| row.detail_state == CopiesState::Checked);
    let mut copies = match checked.is_empty() {
        true => HashMap::new(),
        false => books::copies(connection, &checked).await?,
    };
    // Hardly any hit of a list: only those that somebody opened.
    let mut details = match described.is_empty() {
        true => HashMap::new(),
        false => books::details(connection, &described).await?,
    };
    rows.into_iter()
        .map(|row| {
            Ok(Hit {
                id: row.id,
                search_id: row.search_id,
                position: row.position,
                cid: row.cid,
                title: row.title,
                author: row.author,
                publisher: row.publisher,
                year: row.year,
                material_type: row.material_type,
                branches: serde_json::from_str(&row.branches).map_err(bad_json)?,
                copies_state: row.copies_state,
                copies_code: row.copies_code,
                copies: copies.remove(&row.book_id).unwrap_or_default(),
                copies_at_ms: row.copies_at_ms,
                has_cover: row.has_cover,
                detail_state: row.detail_state,
                detail_code: row.detail_code,
                detail: details
                    .remove(&row.book_id)
                    .map(|fields| Detail::from(&catalog::Detail { fields })),
            })
        })
        .collect()
}
