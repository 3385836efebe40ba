//! A new search, and what it comes to know on its way.

use catalog::Query;
use serde::Serialize;
use sqlx::SqliteConnection;

use crate::id::{RoomId, SearchId, SourceId};
use crate::options::SearchOptions;
use crate::wire::ErrorCode;

/// A search to write.
pub(crate) struct NewSearch<'a> {
    pub(crate) source_id: SourceId,
    pub(crate) room_id: Option<RoomId>,
    pub(crate) text: &'a str,
    pub(crate) query: &'a Query,
    pub(crate) options: &'a SearchOptions,
    pub(crate) page_size: u32,
    pub(crate) now_ms: i64,
}

fn to_json<T: Serialize>(value: &T) -> Result<String, sqlx::Error> {
    serde_json::to_string(value).map_err(|error| sqlx::Error::Encode(Box::new(error)))
}

/// Writes a waiting search. Its slot is the library's own unless it has an address of its own.
pub(crate) async fn insert(
    connection: &mut SqliteConnection,
    new: &NewSearch<'_>,
    library_id: &str,
) -> Result<SearchId, sqlx::Error> {
    let id: SearchId = sqlx::query_scalar(
        "INSERT INTO search(source_id, room_id, slot, text, query, query_key, options, options_key, state,
                            page_size, hit_limit, created_at_ms, asked_at_ms)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'waiting', ?, ?, ?, ?) RETURNING id",
    )
    .bind(new.source_id)
    .bind(new.room_id)
    .bind(library_id)
    .bind(new.text)
    .bind(to_json(new.query)?)
    .bind(new.query.key())
    .bind(to_json(new.options)?)
    .bind(new.options.key())
    .bind(new.page_size)
    .bind(new.options.hit_limit(new.page_size))
    .bind(new.now_ms)
    .bind(new.now_ms)
    .fetch_one(&mut *connection)
    .await?;
    if new.options.has_own_slot() {
        sqlx::query("UPDATE search SET slot = slot || '#' || id WHERE id = ?")
            .bind(id)
            .execute(connection)
            .await?;
    }
    Ok(id)
}

/// The first page said how many hits there are and how many it holds; this is what the answer is of.
pub(crate) async fn set_listing(
    connection: &mut SqliteConnection,
    id: SearchId,
    total_count: Option<u32>,
    page_size: u32,
    as_of_ms: i64,
) -> Result<(), sqlx::Error> {
    sqlx::query(
        "UPDATE search SET total_count = ?, page_size = ?, as_of_ms = ?, code = NULL WHERE id = ?",
    )
    .bind(total_count)
    .bind(page_size)
    .bind(as_of_ms)
    .bind(id)
    .execute(connection)
    .await?;
    Ok(())
}

/// What waits for the library (a code), or goes on (none). Says whether that is news; of a parked search it is not.
pub(crate) async fn set_code(
    connection: &mut SqliteConnection,
    id: SearchId,
    code: Option<ErrorCode>,
) -> Result<bool, sqlx::Error> {
    let result = sqlx::query(
        "UPDATE search SET code = ?1 WHERE id = ?2 AND code IS NOT ?1 AND state IN ('waiting','running')",
    )
    .bind(code)
    .bind(id)
    .execute(connection)
    .await?;
    Ok(result.rows_affected() > 0)
}

/// It found nothing as fields and is searched once more with this query.
pub(crate) async fn search_as_title(
    connection: &mut SqliteConnection,
    id: SearchId,
    query: &Query,
) -> Result<(), sqlx::Error> {
    sqlx::query("UPDATE search SET query = ?, searched_as_title = 1 WHERE id = ?")
        .bind(to_json(query)?)
        .bind(id)
        .execute(connection)
        .await?;
    Ok(())
}

/// What is shown comes from an answer of that time; none: no longer.
pub(crate) async fn set_kept_from(
    connection: &mut SqliteConnection,
    id: SearchId,
    kept_from_ms: Option<i64>,
) -> Result<(), sqlx::Error> {
    sqlx::query("UPDATE search SET kept_from_ms = ? WHERE id = ?")
        .bind(kept_from_ms)
        .bind(id)
        .execute(connection)
        .await?;
    Ok(())
}

/// Takes over what an earlier answer said of its list.
pub(crate) async fn keep_listing(
    connection: &mut SqliteConnection,
    from: SearchId,
    to: SearchId,
) -> Result<(), sqlx::Error> {
    sqlx::query(
        "UPDATE search SET (total_count, page_size, hit_limit, query, searched_as_title, as_of_ms) =
           (SELECT total_count, page_size, hit_limit, query, searched_as_title, as_of_ms FROM search WHERE id = ?1)
         WHERE id = ?2",
    )
    .bind(from)
    .bind(to)
    .execute(&mut *connection)
    .await?;
    sqlx::query(
        "INSERT INTO search_page(search_id, page, state, code, hit_count)
         SELECT ?2, page, state, code, hit_count FROM search_page WHERE search_id = ?1",
    )
    .bind(from)
    .bind(to)
    .execute(connection)
    .await?;
    Ok(())
}

/// What it is asked to do from now on. Its key stays: this is not for options that make it another search.
pub(crate) async fn set_options(
    connection: &mut SqliteConnection,
    id: SearchId,
    options: &SearchOptions,
) -> Result<(), sqlx::Error> {
    sqlx::query("UPDATE search SET options = ? WHERE id = ?")
        .bind(to_json(options)?)
        .bind(id)
        .execute(connection)
        .await?;
    Ok(())
}

/// More hits may be listed than so far.
pub(crate) async fn raise_limit(
    connection: &mut SqliteConnection,
    id: SearchId,
    hit_limit: u32,
) -> Result<(), sqlx::Error> {
    sqlx::query("UPDATE search SET hit_limit = ? WHERE id = ?")
        .bind(hit_limit)
        .bind(id)
        .execute(connection)
        .await?;
    Ok(())
}

/// Counts requests that were sent for it.
pub(crate) async fn count_requests(
    connection: &mut SqliteConnection,
    id: SearchId,
    count: u32,
) -> Result<(), sqlx::Error> {
    sqlx::query("UPDATE search SET request_count = request_count + ? WHERE id = ?")
        .bind(count)
        .bind(id)
        .execute(connection)
        .await?;
    Ok(())
}

/// The next version: every published change has its own.
pub(crate) async fn touch(
    connection: &mut SqliteConnection,
    id: SearchId,
) -> Result<(), sqlx::Error> {
    sqlx::query("UPDATE search SET version = version + 1 WHERE id = ?")
        .bind(id)
        .execute(connection)
        .await?;
    Ok(())
}
