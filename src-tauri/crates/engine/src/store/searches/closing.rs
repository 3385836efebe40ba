//! Where a search stands: begun, parked, ended, going on.

use sqlx::SqliteConnection;

use crate::id::SearchId;
use crate::wire::{ErrorCode, SearchState};

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

/// Notes how often its library was asked for what is missing: the attempts and waits of the job of its latest answer that was tried
/// most and brought nothing. What was missing before stays as it was counted. To be done while these jobs belong to the search.
pub(crate) async fn count_tries(
    connection: &mut SqliteConnection,
    id: SearchId,
) -> Result<(), sqlx::Error> {
    sqlx::query(
        "UPDATE search SET tried_count = coalesce(nullif(
           (SELECT max(attempt + snoozes) FROM job_link JOIN job ON job.id = job_id
            WHERE job.state NOT IN (10, 12) AND batch_id =
              (SELECT max(batch_id) FROM search_batch WHERE search_id = ?1 AND purpose = 'answer')), 0), tried_count)
         WHERE id = ?1",
    )
    .bind(id)
    .execute(connection)
    .await?;
    Ok(())
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
