//! `hit`: the books a search found, in the catalogue's order.

mod shown;

use serde::Serialize;
use sqlx::SqliteConnection;

use super::json_list;
use crate::id::{BookId, HitId, SearchId, SourceId};
use crate::wire::{Branch, CopiesState, ErrorCode};
#[cfg(test)]
pub(in crate::store) use shown::LIST;
pub(crate) use shown::{list, some};

/// A hit as a list page gave it.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct NewHit {
    pub(crate) position: u32,
    pub(crate) cid: String,
    pub(crate) title: String,
    pub(crate) author: String,
    pub(crate) publisher: String,
    pub(crate) year: String,
    pub(crate) material_type: String,
    pub(crate) cover_url: Option<String>,
    pub(crate) branch_codes: Vec<String>,
    pub(crate) branches: Vec<Branch>,
    pub(crate) raw_line: String,
}

/// What a book is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    Copies,
    Detail,
}

/// A hit of which something may be planned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, sqlx::FromRow)]
pub(crate) struct Candidate {
    pub(crate) id: HitId,
    pub(crate) book_id: BookId,
    pub(crate) position: u32,
    pub(crate) copies_state: CopiesState,
    pub(crate) detail_state: CopiesState,
    pub(crate) copies_at_ms: Option<i64>,
    pub(crate) detail_at_ms: Option<i64>,
}

/// [`put`]: CROSS JOIN keeps the order of the page and looks each record up; by itself SQLite would go through all
/// records of the source. The same record may stand on two pages: its first place counts.
pub(super) const PUT: &str =
    "INSERT INTO hit(search_id, book_id, position, title, author, publisher, year, material_type, cover_url,
                     branches, raw_line, fresh)
     SELECT ?, book.id, e.value ->> 'position', e.value ->> 'title', e.value ->> 'author',
            e.value ->> 'publisher', e.value ->> 'year', e.value ->> 'material_type', e.value ->> 'cover_url',
            e.value -> 'branches', e.value ->> 'raw_line', 1
     FROM json_each(?) AS e CROSS JOIN book ON book.source_id = ? AND book.cid = e.value ->> 'cid' WHERE true
     ON CONFLICT (search_id, book_id) DO UPDATE SET
       position = CASE WHEN hit.fresh = 1 THEN min(hit.position, excluded.position) ELSE excluded.position END,
       title = excluded.title, author = excluded.author, publisher = excluded.publisher, year = excluded.year,
       material_type = excluded.material_type, cover_url = excluded.cover_url, branches = excluded.branches,
       raw_line = excluded.raw_line, fresh = 1
     RETURNING id";

/// Stores what a list page holds; a record found before keeps its hit. Returns the hits new or changed.
pub(crate) async fn put(
    connection: &mut SqliteConnection,
    search_id: SearchId,
    source_id: SourceId,
    hits: &[NewHit],
) -> Result<Vec<HitId>, sqlx::Error> {
    let json = json_list(hits);
    sqlx::query(
        "INSERT INTO book(source_id, cid, branch_codes)
         SELECT ?, value ->> 'cid', value -> 'branch_codes' FROM json_each(?) WHERE true
         ON CONFLICT (source_id, cid) DO UPDATE SET branch_codes = excluded.branch_codes",
    )
    .bind(source_id)
    .bind(&json)
    .execute(&mut *connection)
    .await?;
    sqlx::query_scalar(PUT)
        .bind(search_id)
        .bind(&json)
        .bind(source_id)
        .fetch_all(connection)
        .await
}

/// The listed hits of a search.
pub(crate) async fn count(
    connection: &mut SqliteConnection,
    search_id: SearchId,
) -> Result<u32, sqlx::Error> {
    sqlx::query_scalar("SELECT count(*) FROM hit WHERE search_id = ? AND fresh = 1")
        .bind(search_id)
        .fetch_one(connection)
        .await
}

/// Where else this book is shown with its copies: the searches of rooms, each with its hit, that do not wait for it.
pub(crate) async fn shown_elsewhere(
    connection: &mut SqliteConnection,
    book_id: BookId,
    owners: &[SearchId],
) -> Result<Vec<(SearchId, HitId)>, sqlx::Error> {
    sqlx::query_as(
        "SELECT search_id, hit.id FROM hit JOIN search ON search.id = hit.search_id
         WHERE book_id = ? AND copies_state = 'checked' AND room_id IS NOT NULL
           AND search_id NOT IN (SELECT value FROM json_each(?)) ORDER BY search_id",
    )
    .bind(book_id)
    .bind(json_list(owners))
    .fetch_all(connection)
    .await
}

/// Copies the hits of an earlier search. As the answer (`fresh`) with everything known of them, or only to be shown
/// until they are listed again.
pub(crate) async fn keep(
    connection: &mut SqliteConnection,
    from: SearchId,
    to: SearchId,
    fresh: bool,
) -> Result<(), sqlx::Error> {
    sqlx::query(
        "INSERT INTO hit(search_id, book_id, position, title, author, publisher, year, material_type, cover_url,
                         branches, raw_line, fresh, copies_state, detail_state)
         SELECT ?2, book_id, position, title, author, publisher, year, material_type, cover_url, branches, raw_line, ?3,
                iif(?3 AND copies_state = 'checked', 'checked', 'unplanned'),
                iif(?3 AND detail_state = 'checked', 'checked', 'unplanned')
         FROM hit WHERE search_id = ?1 ORDER BY position",
    )
    .bind(from)
    .bind(to)
    .bind(fresh)
    .execute(connection)
    .await?;
    Ok(())
}

/// Every hit is to be listed and checked again; what is known stays to be shown.
pub(crate) async fn doubt_all(
    connection: &mut SqliteConnection,
    search_id: SearchId,
) -> Result<(), sqlx::Error> {
    sqlx::query(
        "UPDATE hit SET fresh = 0, copies_state = 'unplanned', copies_code = NULL,
                detail_state = 'unplanned', detail_code = NULL WHERE search_id = ?",
    )
    .bind(search_id)
    .execute(connection)
    .await?;
    Ok(())
}

/// Forgets the hits that were not listed again; returns them.
pub(crate) async fn drop_stale(
    connection: &mut SqliteConnection,
    search_id: SearchId,
) -> Result<Vec<HitId>, sqlx::Error> {
    sqlx::query_scalar("DELETE FROM hit WHERE search_id = ? AND fresh = 0 RETURNING id")
        .bind(search_id)
        .fetch_all(connection)
        .await
}

/// The listed hits of a search, for planning. What the person had forgotten was never read.
pub(crate) async fn candidates(
    connection: &mut SqliteConnection,
    search_id: SearchId,
) -> Result<Vec<Candidate>, sqlx::Error> {
    sqlx::query_as(
        "SELECT hit.id, book_id, position, copies_state, detail_state,
                iif(copies_at_ms > kept_cleared_at_ms, copies_at_ms, NULL) AS copies_at_ms,
                iif(detail_at_ms > kept_cleared_at_ms, detail_at_ms, NULL) AS detail_at_ms
         FROM hit JOIN book ON book.id = hit.book_id JOIN settings ON settings.id = 1
         WHERE search_id = ? AND fresh = 1 ORDER BY position",
    )
    .bind(search_id)
    .fetch_all(connection)
    .await
}

/// Sets where a part of these hits stands.
pub(crate) async fn set_part(
    connection: &mut SqliteConnection,
    ids: &[HitId],
    part: Part,
    state: CopiesState,
) -> Result<(), sqlx::Error> {
    if ids.is_empty() {
        return Ok(());
    }
    let sql = match part {
        Part::Copies => {
            "UPDATE hit SET copies_state = ?, copies_code = NULL WHERE id IN (SELECT value FROM json_each(?))"
        }
        Part::Detail => {
            "UPDATE hit SET detail_state = ?, detail_code = NULL WHERE id IN (SELECT value FROM json_each(?))"
        }
    };
    sqlx::query(sql)
        .bind(state)
        .bind(json_list(ids))
        .execute(connection)
        .await?;
    Ok(())
}

/// A planned part of a book ended for a search; returns the hit it belongs to.
pub(crate) async fn end_part(
    connection: &mut SqliteConnection,
    search_id: SearchId,
    book_id: BookId,
    part: Part,
    failure: Option<ErrorCode>,
) -> Result<Option<HitId>, sqlx::Error> {
    let sql = match part {
        Part::Copies => {
            "UPDATE hit SET copies_state = iif(?1 IS NULL, 'checked', 'failed'), copies_code = ?1
             WHERE search_id = ?2 AND book_id = ?3 RETURNING id"
        }
        Part::Detail => {
            "UPDATE hit SET detail_state = iif(?1 IS NULL, 'checked', 'failed'), detail_code = ?1
             WHERE search_id = ?2 AND book_id = ?3 RETURNING id"
        }
    };
    sqlx::query_scalar(sql)
        .bind(failure)
        .bind(search_id)
        .bind(book_id)
        .fetch_optional(connection)
        .await
}

/// Takes back every plan of a search that was stopped; returns the hits concerned.
pub(crate) async fn unplan(
    connection: &mut SqliteConnection,
    search_id: SearchId,
) -> Result<Vec<HitId>, sqlx::Error> {
    sqlx::query_scalar(
        "UPDATE hit SET copies_state = iif(copies_state = 'planned', 'unplanned', copies_state),
                        detail_state = iif(detail_state = 'planned', 'unplanned', detail_state)
         WHERE search_id = ? AND 'planned' IN (copies_state, detail_state) RETURNING id",
    )
    .bind(search_id)
    .fetch_all(connection)
    .await
}

/// Gives up everything planned of a search; returns the hits concerned.
pub(crate) async fn fail_planned(
    connection: &mut SqliteConnection,
    search_id: SearchId,
    code: ErrorCode,
) -> Result<Vec<HitId>, sqlx::Error> {
    sqlx::query_scalar(
        "UPDATE hit SET copies_code = iif(copies_state = 'planned', ?1, copies_code),
                        copies_state = iif(copies_state = 'planned', 'failed', copies_state),
                        detail_code = iif(detail_state = 'planned', ?1, detail_code),
                        detail_state = iif(detail_state = 'planned', 'failed', detail_state)
         WHERE search_id = ?2 AND 'planned' IN (copies_state, detail_state) RETURNING id",
    )
    .bind(code)
    .bind(search_id)
    .fetch_all(connection)
    .await
}

/// Why the first part that failed did: copies and details of so many first places (none: of all). What was asked for by itself stands
/// beyond, and is no part of the answer.
pub(crate) async fn first_failure(
    connection: &mut SqliteConnection,
    search_id: SearchId,
    copies_limit: Option<u32>,
    details_limit: Option<u32>,
) -> Result<Option<ErrorCode>, sqlx::Error> {
    sqlx::query_scalar(
        "SELECT code FROM (
           SELECT position, coalesce(iif(?2 IS NULL OR position < ?2, copies_code, NULL),
                                     iif(?3 IS NULL OR position < ?3, detail_code, NULL)) AS code
           FROM hit WHERE search_id = ?1 AND 'failed' IN (copies_state, detail_state))
         WHERE code IS NOT NULL ORDER BY position LIMIT 1",
    )
    .bind(search_id)
    .bind(copies_limit)
    .bind(details_limit)
    .fetch_optional(connection)
    .await
}

/// A hit of which everything asked is there or given up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, sqlx::FromRow)]
pub(crate) struct Ready {
    pub(crate) id: HitId,
    pub(crate) book_id: BookId,
    pub(crate) has_copies: bool,
    pub(crate) has_detail: bool,
    pub(crate) code: Option<ErrorCode>,
}

/// The ready hits of a search, among these or all, in order.
pub(crate) async fn ready(
    connection: &mut SqliteConnection,
    search_id: SearchId,
    ids: Option<&[HitId]>,
) -> Result<Vec<Ready>, sqlx::Error> {
    sqlx::query_as(
        "SELECT id, book_id, copies_state <> 'unplanned' AS has_copies, detail_state = 'checked' AS has_detail,
                coalesce(copies_code, detail_code) AS code
         FROM hit WHERE search_id = ?1 AND fresh = 1 AND 'planned' NOT IN (copies_state, detail_state)
           AND (?2 IS NULL OR id IN (SELECT value FROM json_each(?2)))
         ORDER BY position, id",
    )
    .bind(search_id)
    .bind(ids.map(json_list))
    .fetch_all(connection)
    .await
}
