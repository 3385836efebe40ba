//! `search` and `search_batch`: the questions and where they stand.

use catalog::Query;
use queue::BatchId;
use serde::Serialize;
use sqlx::SqliteConnection;

use super::{bad_json, json_list};
use crate::id::{RoomId, SearchId, SourceId};
use crate::options::SearchOptions;
use crate::wire::{ErrorCode, SearchState};

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

/// What decisions need of a search.
#[derive(Clone, Debug)]
pub(crate) struct Record {
    pub(crate) id: SearchId,
    pub(crate) source_id: SourceId,
    pub(crate) room_id: Option<RoomId>,
    pub(crate) slot: String,
    pub(crate) query: Query,
    pub(crate) options: SearchOptions,
    pub(crate) state: SearchState,
    pub(crate) total_count: Option<u32>,
    pub(crate) page_size: u32,
    pub(crate) hit_limit: Option<u32>,
    pub(crate) searched_as_title: bool,
    pub(crate) as_of_ms: Option<i64>,
    pub(crate) asked_at_ms: i64,
}

/// An earlier answer to the same question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, sqlx::FromRow)]
pub(crate) struct Kept {
    pub(crate) id: SearchId,
    pub(crate) as_of_ms: i64,
    pub(crate) is_complete: bool,
}

/// What a batch is for: the answer itself, or copies that came into view beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, sqlx::Type)]
#[sqlx(rename_all = "snake_case")]
pub(crate) enum Purpose {
    Answer,
    View,
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

/// [`live`]: `search_live` holds the unfinished ones.
pub(super) const LIVE: &str = "SELECT id FROM search
     WHERE source_id = ? AND query_key = ? AND options_key = ? AND finished_at_ms IS NULL";

/// The unfinished search for the same question, if there is one.
pub(crate) async fn live(
    connection: &mut SqliteConnection,
    source_id: SourceId,
    query: &Query,
    options: &SearchOptions,
) -> Result<Option<SearchId>, sqlx::Error> {
    sqlx::query_scalar(LIVE)
        .bind(source_id)
        .bind(query.key())
        .bind(options.key())
        .fetch_optional(connection)
        .await
}

/// An unfinished search for the same question as this ended one.
pub(crate) async fn live_like(
    connection: &mut SqliteConnection,
    id: SearchId,
) -> Result<Option<SearchId>, sqlx::Error> {
    sqlx::query_scalar(
        "SELECT live.id FROM search AS ended JOIN search AS live
           ON live.source_id = ended.source_id AND live.query_key = ended.query_key
          AND live.options_key = ended.options_key
         WHERE ended.id = ? AND live.id <> ended.id AND live.finished_at_ms IS NULL",
    )
    .bind(id)
    .fetch_optional(connection)
    .await
}

/// [`unfinished`]: `search_live` holds them. Named, because SQLite would go through all of them in the order that is asked for.
pub(super) const UNFINISHED: &str =
    "SELECT id FROM search INDEXED BY search_live WHERE finished_at_ms IS NULL ORDER BY id";

/// Every search that has not ended, oldest first.
pub(crate) async fn unfinished(
    connection: &mut SqliteConnection,
) -> Result<Vec<SearchId>, sqlx::Error> {
    sqlx::query_scalar(UNFINISHED).fetch_all(connection).await
}

/// [`ended`]: `search_ended` holds them in order.
pub(super) const ENDED: &str =
    "SELECT id FROM search WHERE finished_at_ms > (SELECT ended_cleared_at_ms FROM settings WHERE id = 1)
     ORDER BY finished_at_ms DESC LIMIT ? + 0";

/// The latest searches that have ended since the person last cleared their list, newest first.
pub(crate) async fn ended(
    connection: &mut SqliteConnection,
    limit: u32,
) -> Result<Vec<SearchId>, sqlx::Error> {
    sqlx::query_scalar(ENDED)
        .bind(limit)
        .fetch_all(connection)
        .await
}

/// [`kept`]: `search_kept` holds the ended ones.
pub(super) const KEPT: &str = "SELECT id, as_of_ms, state = 'complete' AS is_complete FROM search
     WHERE source_id = ? AND query_key = ? AND options_key = ? AND finished_at_ms IS NOT NULL
       AND as_of_ms IS NOT NULL
     ORDER BY as_of_ms DESC, id DESC LIMIT 1";

/// The latest answer to the same question that has something to show.
pub(crate) async fn kept(
    connection: &mut SqliteConnection,
    source_id: SourceId,
    query: &Query,
    options: &SearchOptions,
) -> Result<Option<Kept>, sqlx::Error> {
    sqlx::query_as(KEPT)
        .bind(source_id)
        .bind(query.key())
        .bind(options.key())
        .fetch_optional(connection)
        .await
}

/// What decisions need of a search.
pub(crate) async fn get(
    connection: &mut SqliteConnection,
    id: SearchId,
) -> Result<Option<Record>, sqlx::Error> {
    #[derive(sqlx::FromRow)]
    struct Row {
        source_id: SourceId,
        room_id: Option<RoomId>,
        slot: String,
        query: String,
        options: String,
        state: SearchState,
        total_count: Option<u32>,
        page_size: u32,
        hit_limit: Option<u32>,
        searched_as_title: bool,
        as_of_ms: Option<i64>,
        asked_at_ms: i64,
    }
    let row: Option<Row> = sqlx::query_as(
        "SELECT source_id, room_id, slot, query, options, state, total_count, page_size, hit_limit,
                searched_as_title, as_of_ms, asked_at_ms FROM search WHERE id = ?",
    )
    .bind(id)
    .fetch_optional(connection)
    .await?;
    row.map(|row| {
        Ok(Record {
            id,
            source_id: row.source_id,
            room_id: row.room_id,
            slot: row.slot,
            query: serde_json::from_str(&row.query).map_err(bad_json)?,
            options: serde_json::from_str(&row.options).map_err(bad_json)?,
            state: row.state,
            total_count: row.total_count,
            page_size: row.page_size,
            hit_limit: row.hit_limit,
            searched_as_title: row.searched_as_title,
            as_of_ms: row.as_of_ms,
            asked_at_ms: row.asked_at_ms,
        })
    })
    .transpose()
}

/// Gives a batch to a search.
pub(crate) async fn add_batch(
    connection: &mut SqliteConnection,
    id: SearchId,
    batch: BatchId,
    purpose: Purpose,
) -> Result<(), sqlx::Error> {
    sqlx::query("INSERT INTO search_batch(batch_id, search_id, purpose) VALUES (?, ?, ?)")
        .bind(batch.0)
        .bind(id)
        .bind(purpose)
        .execute(connection)
        .await?;
    Ok(())
}

/// The searches that own these batches, each with its batch and what that is for.
pub(crate) async fn owners(
    connection: &mut SqliteConnection,
    batches: &[BatchId],
) -> Result<Vec<(SearchId, BatchId, Purpose)>, sqlx::Error> {
    let ids: Vec<i64> = batches.iter().map(|batch| batch.0).collect();
    let rows: Vec<(SearchId, i64, Purpose)> = sqlx::query_as(
        "SELECT search_id, batch_id, purpose FROM search_batch
         WHERE batch_id IN (SELECT value FROM json_each(?)) ORDER BY search_id, batch_id",
    )
    .bind(json_list(&ids))
    .fetch_all(connection)
    .await?;
    Ok(rows
        .into_iter()
        .map(|(search, batch, purpose)| (search, BatchId(batch), purpose))
        .collect())
}

/// The batches of a search, newest first.
pub(crate) async fn batches(
    connection: &mut SqliteConnection,
    id: SearchId,
) -> Result<Vec<BatchId>, sqlx::Error> {
    let ids: Vec<i64> = sqlx::query_scalar(
        "SELECT batch_id FROM search_batch WHERE search_id = ? ORDER BY batch_id DESC",
    )
    .bind(id)
    .fetch_all(connection)
    .await?;
    Ok(ids.into_iter().map(BatchId).collect())
}

/// Parks it; false if it has ended or is parked already.
pub(crate) async fn hold(
    connection: &mut SqliteConnection,
    id: SearchId,
) -> Result<bool, sqlx::Error> {
    let result = sqlx::query(
        "UPDATE search SET state = 'held', code = NULL WHERE id = ? AND state IN ('waiting','running')",
    )
    .bind(id)
    .execute(connection)
    .await?;
    Ok(result.rows_affected() > 0)
}

/// It goes on from `state`; false if it was not parked.
pub(crate) async fn unhold(
    connection: &mut SqliteConnection,
    id: SearchId,
    state: SearchState,
) -> Result<bool, sqlx::Error> {
    let result =
        sqlx::query("UPDATE search SET state = ?, code = NULL WHERE id = ? AND state = 'held'")
            .bind(state)
            .bind(id)
            .execute(connection)
            .await?;
    Ok(result.rows_affected() > 0)
}

/// A worker took it; false if it was not waiting.
pub(crate) async fn start(
    connection: &mut SqliteConnection,
    id: SearchId,
) -> Result<bool, sqlx::Error> {
    let result =
        sqlx::query("UPDATE search SET state = 'running' WHERE id = ? AND state = 'waiting'")
            .bind(id)
            .execute(connection)
            .await?;
    Ok(result.rows_affected() > 0)
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

/// An ended search is to go on, from `state`.
pub(crate) async fn reopen(
    connection: &mut SqliteConnection,
    id: SearchId,
    state: SearchState,
    now_ms: i64,
) -> Result<(), sqlx::Error> {
    sqlx::query(
        "UPDATE search SET state = ?, code = NULL, finished_at_ms = NULL, seen_at_ms = NULL, asked_at_ms = ?,
                resumed = 0 WHERE id = ?",
    )
    .bind(state)
    .bind(now_ms)
    .bind(id)
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

/// The search ended; false if it had ended before.
pub(crate) async fn end(
    connection: &mut SqliteConnection,
    id: SearchId,
    state: SearchState,
    code: Option<ErrorCode>,
    is_seen: bool,
    now_ms: i64,
) -> Result<bool, sqlx::Error> {
    let result = sqlx::query(
        "UPDATE search SET state = ?1, code = ?2, finished_at_ms = ?3, seen_at_ms = iif(?4, ?3, NULL)
         WHERE id = ?5 AND finished_at_ms IS NULL",
    )
    .bind(state)
    .bind(code)
    .bind(now_ms)
    .bind(is_seen)
    .bind(id)
    .execute(connection)
    .await?;
    Ok(result.rows_affected() > 0)
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

/// Requests sent for it so far.
pub(crate) async fn request_count(
    connection: &mut SqliteConnection,
    id: SearchId,
) -> Result<u32, sqlx::Error> {
    sqlx::query_scalar("SELECT request_count FROM search WHERE id = ?")
        .bind(id)
        .fetch_one(connection)
        .await
}

/// Every search that was under way when its process ended; they are marked as resumed.
pub(crate) async fn mark_resumed(
    connection: &mut SqliteConnection,
    asked_before_ms: i64,
) -> Result<Vec<SearchId>, sqlx::Error> {
    sqlx::query_scalar(
        "UPDATE search SET resumed = 1
         WHERE state = 'running' AND finished_at_ms IS NULL AND resumed = 0 AND asked_at_ms < ? RETURNING id",
    )
    .bind(asked_before_ms)
    .fetch_all(connection)
    .await
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
