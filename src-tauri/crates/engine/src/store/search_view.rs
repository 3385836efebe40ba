//! A search as it is shown: its row, its card, and what its hits and pages come to, counted whenever it is told.

use catalog::Query;
use sqlx::SqliteConnection;

use super::bad_json;
use crate::id::SearchId;
use crate::wire::{ErrorCode, QueryEcho, Search, SearchState};

#[derive(sqlx::FromRow)]
struct ViewRow {
    room_id: Option<i64>,
    message_id: Option<i64>,
    library_id: String,
    text: String,
    query: String,
    state: SearchState,
    version: i64,
    total_count: Option<u32>,
    page_size: u32,
    code: Option<ErrorCode>,
    searched_as_title: bool,
    kept_from_ms: Option<i64>,
    as_of_ms: Option<i64>,
    resumed: bool,
    ahead_count: u32,
    created_at_ms: i64,
    finished_at_ms: Option<i64>,
    hit_count: u32,
    planned_count: u32,
    checked_count: u32,
    failed_count: u32,
    available_count: u32,
    last_page: u32,
    failed_page_count: u32,
    tried_count: u32,
    last_hit_count: Option<u32>,
}

/// [`view`]. The plus keeps SQLite from going through every earlier search: those in line are the few in `search_live`.
pub(super) const VIEW: &str =
    "SELECT s.room_id, message.id AS message_id, library_id, s.text, query, state, version, total_count, page_size,
            s.code, searched_as_title, kept_from_ms, as_of_ms, resumed, created_at_ms, finished_at_ms,
            iif(state = 'waiting', (SELECT count(*) FROM search AS earlier
              WHERE earlier.slot = s.slot AND earlier.finished_at_ms IS NULL AND earlier.state <> 'held' AND +earlier.id < s.id), 0)
              AS ahead_count,
            iif(state IN ('partial','failed'), tried_count, 0) AS tried_count,
            hits.*, pages.*
     FROM search AS s JOIN source ON source.id = s.source_id
     LEFT JOIN message ON message.search_id = s.id AND message.kind = 'search',
     (SELECT count(*) AS hit_count,
             count(*) FILTER (WHERE copies_state <> 'unplanned') AS planned_count,
             count(*) FILTER (WHERE copies_state = 'checked') AS checked_count,
             count(*) FILTER (WHERE copies_state = 'failed') AS failed_count,
             count(*) FILTER (WHERE copies_state = 'checked' AND EXISTS (
               SELECT 1 FROM copy WHERE copy.book_id = hit.book_id AND copy.status = 'available')) AS available_count
      FROM hit WHERE search_id = ?1) AS hits,
     (SELECT coalesce(max(page), 0) AS last_page,
             count(*) FILTER (WHERE state = 'failed') AS failed_page_count,
             (SELECT hit_count FROM search_page WHERE search_id = ?1 AND state = 'listed'
                AND page = (SELECT max(page) FROM search_page WHERE search_id = ?1)) AS last_hit_count
      FROM search_page WHERE search_id = ?1) AS pages
     WHERE s.id = ?1";

/// A search as it is shown.
pub(crate) async fn view(
    connection: &mut SqliteConnection,
    id: SearchId,
) -> Result<Option<Search>, sqlx::Error> {
    let row: Option<ViewRow> = sqlx::query_as(VIEW)
        .bind(id)
        .fetch_optional(connection)
        .await?;
    let Some(row) = row else { return Ok(None) };
    let query: Query = serde_json::from_str(&row.query).map_err(bad_json)?;
    let has_more = row.finished_at_ms.is_some() && has_more(&row);
    Ok(Some(Search {
        id: id.0,
        room_id: row.room_id,
        message_id: row.message_id,
        library_id: row.library_id,
        query: QueryEcho {
            text: row.text,
            title: query.title().to_owned(),
            publisher: query.publisher().to_owned(),
            author: query.author().to_owned(),
            isbn: query.isbn().to_owned(),
        },
        state: row.state,
        version: row.version,
        has_more,
        total_count: row.total_count,
        hit_count: row.hit_count,
        planned_count: row.planned_count,
        checked_count: row.checked_count,
        failed_count: row.failed_count,
        available_count: row.available_count,
        failed_page_count: row.failed_page_count,
        tried_count: row.tried_count,
        code: row.code,
        searched_as_title: row.searched_as_title,
        ahead_count: row.ahead_count,
        kept_from_ms: row.kept_from_ms,
        as_of_ms: row.as_of_ms,
        resumed: row.resumed,
        created_at_ms: row.created_at_ms,
        finished_at_ms: row.finished_at_ms,
    }))
}

/// Whether pages beyond those planned would hold hits.
fn has_more(row: &ViewRow) -> bool {
    match row.total_count {
        Some(total) => row.last_page > 0 && total > row.last_page.saturating_mul(row.page_size),
        None => row
            .last_hit_count
            .is_some_and(|count| count >= row.page_size),
    }
}
