//! Batches: jobs that finish together. A batch counts its jobs; the last one to end closes it, in its own transaction.

use serde::{Deserialize, Serialize};
use sqlx::{FromRow, SqliteConnection};

use crate::due::hold_waiting;
use crate::{BatchId, JobId, NewJob, Transaction, WriteError, add_all};

/// Where a batch stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, sqlx::Type)]
#[serde(rename_all = "snake_case")]
#[sqlx(rename_all = "snake_case")]
pub enum BatchState {
    /// Has jobs to come.
    Open,
    /// Waits for a person to go on.
    Held,
    /// All its jobs have ended. It never reopens.
    Closed,
    /// Somebody stopped it. It never reopens.
    Cancelled,
}

/// A batch as it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, FromRow)]
pub struct Batch {
    /// Its number.
    pub id: BatchId,
    /// Where it stands.
    pub state: BatchState,
    /// How many jobs it ever had.
    pub total: i64,
    /// How many of them have not ended.
    pub pending: i64,
    /// How many of them were given up.
    pub failed: i64,
    /// Grows by every change.
    pub version: i64,
    /// When it was opened, in milliseconds since 1970.
    pub opened_at_ms: i64,
    /// When it was closed or cancelled.
    pub closed_at_ms: Option<i64>,
}

/// What listeners hear of a batch, after the commit that changed it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct BatchChange {
    /// Its number.
    pub batch: BatchId,
    /// Its version now.
    pub version: i64,
}

/// Opens a batch.
///
/// # Errors
/// [`WriteError`] of the statement.
pub async fn open_batch(transaction: &mut Transaction, now_ms: i64) -> Result<BatchId, WriteError> {
    let id = sqlx::query_scalar("INSERT INTO batch(opened_at_ms) VALUES (?1) RETURNING id")
        .bind(now_ms)
        .fetch_one(transaction.connection())
        .await?;
    Ok(id)
}

/// Closes a batch in which no job is pending (it got none), and says whether it did. [`Handler::closed`](crate::Handler::closed) is
/// not called: the caller is there itself.
///
/// # Errors
/// [`WriteError`] of the statement.
pub async fn close_if_empty(
    transaction: &mut Transaction,
    batch: BatchId,
    now_ms: i64,
) -> Result<bool, WriteError> {
    let version: Option<i64> = sqlx::query_scalar(
        "UPDATE batch SET state = 'closed', closed_at_ms = ?2, version = version + 1
         WHERE id = ?1 AND pending = 0 AND state IN ('open','held') RETURNING version",
    )
    .bind(batch)
    .bind(now_ms)
    .fetch_optional(transaction.connection())
    .await?;
    Ok(tell(transaction, batch, version))
}

/// Notes the change, if there was one; says whether there was.
fn tell(transaction: &mut Transaction, batch: BatchId, version: Option<i64>) -> bool {
    if let Some(version) = version {
        transaction.batch_changed(batch, version);
    }
    version.is_some()
}

/// Stops a batch. Its waiting jobs that nobody else wants are cancelled; of those that run, the futures are dropped after COMMIT and
/// what they may still bring is refused. Says whether the batch was open.
///
/// # Errors
/// [`WriteError`] of a statement.
pub async fn cancel_batch(
    transaction: &mut Transaction,
    batch: BatchId,
    now_ms: i64,
) -> Result<bool, WriteError> {
    let version: Option<i64> = sqlx::query_scalar(
        "UPDATE batch SET state = 'cancelled', pending = 0, closed_at_ms = ?2, version = version + 1
         WHERE id = ?1 AND state IN ('open','held') RETURNING version",
    )
    .bind(batch)
    .bind(now_ms)
    .fetch_optional(transaction.connection())
    .await?;
    if !tell(transaction, batch, version) {
        return Ok(false);
    }
    // The batch is no longer open here, so only the others' links count.
    let unwanted: Vec<(JobId, i64)> = sqlx::query_as(
        "UPDATE job SET cancel = 1,
                        state = CASE state WHEN 2 THEN 2 ELSE 12 END,
                        finished_at_ms = CASE state WHEN 2 THEN NULL ELSE ?2 END
         WHERE id IN (SELECT job_id FROM job_link WHERE batch_id = ?1) AND state < 10 AND standalone = 0
           AND NOT EXISTS (SELECT 1 FROM job_link AS other JOIN batch ON batch.id = other.batch_id
                           WHERE other.job_id = job.id AND batch.state IN ('open','held'))
         RETURNING id, state",
    )
    .bind(batch)
    .bind(now_ms)
    .fetch_all(transaction.connection())
    .await?;
    sqlx::query("DELETE FROM job_link WHERE batch_id = ?1")
        .bind(batch)
        .execute(transaction.connection())
        .await?;
    let signals = transaction.signals();
    transaction.after_commit(move || {
        for (job, state) in unwanted {
            if state == 2 {
                signals.cancel(job);
            }
        }
    });
    // Nothing starts because of it, but a person's job that waited no longer keeps background work from starting.
    transaction.wake_runner();
    Ok(true)
}

/// Has a batch wait: its jobs that no open batch wants do not start until it is resumed. Those that run end as usual, and what they
/// add for it waits. Says whether the batch was open.
///
/// # Errors
/// [`WriteError`] of a statement.
pub async fn hold_batch(transaction: &mut Transaction, batch: BatchId) -> Result<bool, WriteError> {
    let version: Option<i64> = sqlx::query_scalar(
        "UPDATE batch SET state = 'held', version = version + 1 WHERE id = ?1 AND state = 'open' RETURNING version",
    )
    .bind(batch)
    .fetch_optional(transaction.connection())
    .await?;
    hold_waiting(transaction).await?;
    Ok(tell(transaction, batch, version))
}

/// Has a held batch go on: its jobs start at the time they would have started, or at once if that is over. Says whether it was held.
///
/// # Errors
/// [`WriteError`] of a statement.
pub async fn resume_batch(
    transaction: &mut Transaction,
    batch: BatchId,
) -> Result<bool, WriteError> {
    let version: Option<i64> = sqlx::query_scalar(
        "UPDATE batch SET state = 'open', version = version + 1 WHERE id = ?1 AND state = 'held' RETURNING version",
    )
    .bind(batch)
    .fetch_optional(transaction.connection())
    .await?;
    if !tell(transaction, batch, version) {
        return Ok(false);
    }
    sqlx::query(
        "UPDATE job SET state = 0 WHERE state = 3 AND id IN (SELECT job_id FROM job_link WHERE batch_id = ?1)",
    )
    .bind(batch)
    .execute(transaction.connection())
    .await?;
    transaction.wake_runner();
    Ok(true)
}

/// Adds the given-up jobs of one batch anew, for another one that is open, and says how many there were. The first batch stays as it
/// ended. What was given up longer ago than [`Runner`](crate::Runner) keeps it is not there any more.
///
/// # Errors
/// [`WriteError::BatchNotOpen`] if `into` is closed, cancelled or unknown; [`WriteError`] of a statement.
pub async fn retry_failed(
    transaction: &mut Transaction,
    from: BatchId,
    into: BatchId,
    now_ms: i64,
) -> Result<usize, WriteError> {
    let failed: Vec<NewJob> = sqlx::query_as(
        "SELECT kind, max_attempts, args, slot, priority, rank, unique_key, NULL AS run_at_ms
         FROM job_link JOIN job ON job.id = job_id WHERE batch_id = ?1 AND state = 11 ORDER BY job.id",
    )
    .bind(from)
    .fetch_all(transaction.connection())
    .await?;
    add_all(transaction, &[into], &failed, now_ms).await?;
    Ok(failed.len())
}

/// The batch as it stands; `None`: there is none of this number.
///
/// # Errors
/// What SQLite says.
pub async fn batch(
    connection: &mut SqliteConnection,
    id: BatchId,
) -> Result<Option<Batch>, sqlx::Error> {
    sqlx::query_as(
        "SELECT id, state, total, pending, failed, version, opened_at_ms, closed_at_ms FROM batch WHERE id = ?1",
    )
    .bind(id)
    .fetch_optional(connection)
    .await
}
