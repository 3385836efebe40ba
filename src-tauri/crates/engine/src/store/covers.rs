//! `cover`: pictures that came, and those that did not.

use sqlx::SqliteConnection;

use crate::covers::{Cover, MediaType};
use crate::id::{HitId, SourceId};

/// What is known of a cover.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Known {
    /// It is here; used last at this time.
    Kept(Cover, i64),
    /// It did not come, at this time.
    Failed(i64),
}

/// The source of a hit and the address of the cover that its list named.
pub(crate) async fn named(
    connection: &mut SqliteConnection,
    id: HitId,
) -> Result<Option<(SourceId, String)>, sqlx::Error> {
    sqlx::query_as(
        "SELECT book.source_id, hit.cover_url FROM hit JOIN book ON book.id = hit.book_id
         WHERE hit.id = ? AND hit.cover_url IS NOT NULL",
    )
    .bind(id)
    .fetch_optional(connection)
    .await
}

/// What is known of the cover with this key.
pub(crate) async fn get(
    connection: &mut SqliteConnection,
    key: &str,
) -> Result<Option<Known>, sqlx::Error> {
    let row: Option<(String, Vec<u8>, i64, i64)> = sqlx::query_as(
        "SELECT ifnull(media_type, ''), ifnull(bytes, x''), fetched_at_ms, used_at_ms FROM cover WHERE url_key = ?",
    )
    .bind(key)
    .fetch_optional(connection)
    .await?;
    Ok(row.map(
        |(name, bytes, fetched_at_ms, used_at_ms)| match MediaType::from_name(&name) {
            Some(media_type) => Known::Kept(Cover { bytes, media_type }, used_at_ms),
            None => Known::Failed(fetched_at_ms),
        },
    ))
}

/// Keeps a cover, or that it did not come.
pub(crate) async fn put(
    connection: &mut SqliteConnection,
    key: &str,
    cover: Option<&Cover>,
    now_ms: i64,
) -> Result<(), sqlx::Error> {
    let state = if cover.is_some() { "kept" } else { "failed" };
    let bytes = cover.map(|cover| cover.bytes.as_slice());
    let size = bytes.map_or(0, <[u8]>::len);
    sqlx::query(
        "INSERT OR REPLACE INTO cover(url_key, state, media_type, bytes, size, fetched_at_ms, used_at_ms)
         VALUES (?, ?, ?, ?, ?, ?, ?)",
    )
    .bind(key)
    .bind(state)
    .bind(cover.map(|cover| cover.media_type.as_str()))
    .bind(bytes)
    .bind(i64::try_from(size).unwrap_or(i64::MAX))
    .bind(now_ms)
    .bind(now_ms)
    .execute(connection)
    .await?;
    Ok(())
}

/// It was shown at this time.
pub(crate) async fn used(
    connection: &mut SqliteConnection,
    key: &str,
    now_ms: i64,
) -> Result<(), sqlx::Error> {
    sqlx::query("UPDATE cover SET used_at_ms = ? WHERE url_key = ?")
        .bind(now_ms)
        .bind(key)
        .execute(connection)
        .await?;
    Ok(())
}

/// Forgets the covers used before this time, and of the rest those used longest ago until together they weigh no more than this.
pub(crate) async fn prune(
    connection: &mut SqliteConnection,
    used_before_ms: i64,
    most_bytes: i64,
) -> Result<(), sqlx::Error> {
    sqlx::query("DELETE FROM cover WHERE used_at_ms < ?")
        .bind(used_before_ms)
        .execute(&mut *connection)
        .await?;
    let together: i64 = sqlx::query_scalar("SELECT ifnull(sum(size), 0) FROM cover")
        .fetch_one(&mut *connection)
        .await?;
    if together > most_bytes {
        sqlx::query(
            "DELETE FROM cover WHERE rowid IN (
               SELECT id FROM (SELECT rowid AS id, sum(size) OVER (ORDER BY used_at_ms DESC, rowid DESC) AS so_far FROM cover)
               WHERE so_far > ?)",
        )
        .bind(most_bytes)
        .execute(connection)
        .await?;
    }
    Ok(())
}
