//! What a look brought, and what it left open.

use sqlx::SqliteConnection;

use crate::id::WatchId;
use crate::wire::ErrorCode;

/// What an answer says of a watch that goes on.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) now_ms: i64,
    pub(crate) next_at_ms: i64,
    pub(crate) due: Option<String>,
    pub(crate) unchanged_count: u32,
    pub(crate) missing_count: u32,
}

/// The copies were read: what failed before is forgotten.
pub(crate) async fn answered(
    connection: &mut SqliteConnection,
    id: WatchId,
    answer: &Answer,
) -> Result<(), sqlx::Error> {
    sqlx::query(
        "UPDATE watch SET checked_at_ms = ?2, planned_at_ms = ?2, next_at_ms = ?3, due = ?4, unchanged_count = ?5, missing_count = ?6,
                          failure_count = 0, silent_from_ms = NULL, silence_told = 0, code = NULL WHERE id = ?1",
    )
    .bind(id)
    .bind(answer.now_ms)
    .bind(answer.next_at_ms)
    .bind(&answer.due)
    .bind(answer.unchanged_count)
    .bind(answer.missing_count)
    .execute(connection)
    .await?;
    Ok(())
}

/// The copies could not be read.
pub(crate) async fn failed(
    connection: &mut SqliteConnection,
    id: WatchId,
    code: ErrorCode,
    now_ms: i64,
    next_at_ms: i64,
) -> Result<(), sqlx::Error> {
    sqlx::query(
        "UPDATE watch SET planned_at_ms = ?2, next_at_ms = ?3, failure_count = failure_count + 1,
                          silent_from_ms = min(coalesce(silent_from_ms, ?2), ?2), code = ?4 WHERE id = ?1",
    )
    .bind(id)
    .bind(now_ms)
    .bind(next_at_ms)
    .bind(code)
    .execute(connection)
    .await?;
    Ok(())
}

/// That nothing can be read was told.
pub(crate) async fn silence_told(
    connection: &mut SqliteConnection,
    id: WatchId,
) -> Result<(), sqlx::Error> {
    sqlx::query("UPDATE watch SET silence_told = 1 WHERE id = ?")
        .bind(id)
        .execute(connection)
        .await?;
    Ok(())
}

/// It is looked at then instead of now.
pub(crate) async fn put_off(
    connection: &mut SqliteConnection,
    id: WatchId,
    now_ms: i64,
    next_at_ms: i64,
) -> Result<(), sqlx::Error> {
    sqlx::query("UPDATE watch SET next_at_ms = ?3, planned_at_ms = ?2 WHERE id = ?1")
        .bind(id)
        .bind(now_ms)
        .bind(next_at_ms)
        .execute(connection)
        .await?;
    Ok(())
}

/// The clock and the time of the watch do not fit together: since now, or since an earlier time that was.
pub(crate) async fn doubt(
    connection: &mut SqliteConnection,
    id: WatchId,
    now_ms: i64,
) -> Result<(), sqlx::Error> {
    sqlx::query(
        "UPDATE watch SET doubted_at_ms = min(coalesce(doubted_at_ms, ?2), ?2) WHERE id = ?1",
    )
    .bind(id)
    .bind(now_ms)
    .execute(connection)
    .await?;
    Ok(())
}

/// They fit.
pub(crate) async fn trust(
    connection: &mut SqliteConnection,
    id: WatchId,
) -> Result<(), sqlx::Error> {
    sqlx::query("UPDATE watch SET doubted_at_ms = NULL WHERE id = ?")
        .bind(id)
        .execute(connection)
        .await?;
    Ok(())
}

/// It began under a clock that was ahead: it begins now, and lasts as long as it was to.
pub(crate) async fn begin_anew(
    connection: &mut SqliteConnection,
    id: WatchId,
    now_ms: i64,
) -> Result<(), sqlx::Error> {
    sqlx::query(
        "UPDATE watch SET expires_at_ms = ?2 + (expires_at_ms - began_at_ms), began_at_ms = ?2, doubted_at_ms = NULL WHERE id = ?1",
    )
    .bind(id)
    .bind(now_ms)
    .execute(connection)
    .await?;
    Ok(())
}
