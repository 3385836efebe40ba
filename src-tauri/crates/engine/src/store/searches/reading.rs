//! Finding searches: the one that answers a question, those under way, those that have ended.

use catalog::Query;
use sqlx::SqliteConnection;

use crate::id::{RoomId, SearchId, SourceId};
use crate::options::SearchOptions;
use crate::store::bad_json;
use crate::wire::SearchState;

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

/// [`live`]: `search_live` holds the unfinished ones.
pub(in crate::store) const LIVE: &str = "SELECT id FROM search
     WHERE source_id = ?1 AND query_key = ?2 AND options_key = ?3 AND (?4 IS NULL OR room_id = ?4) AND finished_at_ms IS NULL
     ORDER BY coalesce(room_id, 0) LIMIT 1";

/// The unfinished search for the same question in this room, if there is one. A terminal has no card to fill: it follows whoever asks.
pub(crate) async fn live(
    connection: &mut SqliteConnection,
    source_id: SourceId,
    query: &Query,
    options: &SearchOptions,
    room_id: Option<RoomId>,
) -> Result<Option<SearchId>, sqlx::Error> {
    sqlx::query_scalar(LIVE)
        .bind(source_id)
        .bind(query.key())
        .bind(options.key())
        .bind(room_id)
        .fetch_optional(connection)
        .await
}

/// An unfinished search for the same question as this ended one, where that was asked.
pub(crate) async fn live_like(
    connection: &mut SqliteConnection,
    id: SearchId,
) -> Result<Option<SearchId>, sqlx::Error> {
    sqlx::query_scalar(
        "SELECT live.id FROM search AS ended JOIN search AS live
           ON live.source_id = ended.source_id AND live.query_key = ended.query_key
          AND live.options_key = ended.options_key AND coalesce(live.room_id, 0) = coalesce(ended.room_id, 0)
         WHERE ended.id = ? AND live.id <> ended.id AND live.finished_at_ms IS NULL",
    )
    .bind(id)
    .fetch_optional(connection)
    .await
}

/// [`unfinished`]: `search_live` holds them. Named, because SQLite would go through all of them in the order that is asked for.
pub(in crate::store) const UNFINISHED: &str =
    "SELECT id FROM search INDEXED BY search_live WHERE finished_at_ms IS NULL ORDER BY id";

/// Every search that has not ended, oldest first.
pub(crate) async fn unfinished(
    connection: &mut SqliteConnection,
) -> Result<Vec<SearchId>, sqlx::Error> {
    sqlx::query_scalar(UNFINISHED).fetch_all(connection).await
}

/// Whether a search that has not ended asks under this slot.
pub(crate) async fn is_live_in(
    connection: &mut SqliteConnection,
    slot: &str,
) -> Result<bool, sqlx::Error> {
    sqlx::query_scalar(
        "SELECT EXISTS (SELECT 1 FROM search INDEXED BY search_live WHERE finished_at_ms IS NULL AND slot = ?)",
    )
    .bind(slot)
    .fetch_one(connection)
    .await
}

/// [`ended`]: `search_ended` holds them in order.
pub(in crate::store) const ENDED: &str =
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
pub(in crate::store) const KEPT: &str =
    "SELECT id, as_of_ms, state = 'complete' AS is_complete FROM search
     WHERE source_id = ? AND query_key = ? AND options_key = ? AND finished_at_ms IS NOT NULL
       AND as_of_ms > (SELECT kept_cleared_at_ms FROM settings WHERE id = 1)
     ORDER BY as_of_ms DESC, id DESC LIMIT 1";

/// The latest answer to the same question that has something to show, unless the person had it forgotten.
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

/// Requests sent for it so far; of one that is gone nothing is known any more.
pub(crate) async fn request_count(
    connection: &mut SqliteConnection,
    id: SearchId,
) -> Result<u32, sqlx::Error> {
    let count: Option<u32> = sqlx::query_scalar("SELECT request_count FROM search WHERE id = ?")
        .bind(id)
        .fetch_optional(connection)
        .await?;
    Ok(count.unwrap_or(0))
}
