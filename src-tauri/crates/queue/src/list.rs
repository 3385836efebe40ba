//! Looking at the queue.

use serde::Serialize;
use sqlx::sqlite::SqliteRow;
use sqlx::{FromRow, Row, SqliteConnection};

use crate::job::read_errors;
use crate::{BatchId, JobError, JobId, JobState};

/// A job as it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct JobRow {
    /// Its number.
    pub id: JobId,
    /// The name of its kind.
    pub kind: String,
    /// What is to be done, as JSON.
    pub args: String,
    /// Whose limits it runs under; empty: none.
    pub slot: String,
    /// Where it stands.
    pub state: JobState,
    /// Smaller is sooner.
    pub priority: i64,
    /// Its ordinal inside its batch.
    pub rank: i64,
    /// How many attempts have begun.
    pub attempt: u32,
    /// After how many it is given up.
    pub max_attempts: u32,
    /// How often the other side asked to wait.
    pub snoozes: u32,
    /// When it is, or was, due.
    pub run_at_ms: i64,
    /// When it was added.
    pub created_at_ms: i64,
    /// When its latest attempt began.
    pub started_at_ms: Option<i64>,
    /// When it ended.
    pub finished_at_ms: Option<i64>,
    /// Its latest errors, oldest first.
    pub errors: Vec<JobError>,
}

impl FromRow<'_, SqliteRow> for JobRow {
    fn from_row(row: &SqliteRow) -> Result<Self, sqlx::Error> {
        let errors: Option<String> = row.try_get("errors")?;
        Ok(JobRow {
            id: row.try_get("id")?,
            kind: row.try_get("kind")?,
            args: row.try_get("args")?,
            slot: row.try_get("slot")?,
            state: row.try_get("state")?,
            priority: row.try_get("priority")?,
            rank: row.try_get("rank")?,
            attempt: row.try_get("attempt")?,
            max_attempts: row.try_get("max_attempts")?,
            snoozes: row.try_get("snoozes")?,
            run_at_ms: row.try_get("run_at_ms")?,
            created_at_ms: row.try_get("created_at_ms")?,
            started_at_ms: row.try_get("started_at_ms")?,
            finished_at_ms: row.try_get("finished_at_ms")?,
            errors: read_errors(errors.as_deref()),
        })
    }
}

/// The jobs that have not ended, running ones first, then in the order in which they are due.
///
/// # Errors
/// What SQLite says.
pub async fn live_jobs(
    connection: &mut SqliteConnection,
    limit: u32,
) -> Result<Vec<JobRow>, sqlx::Error> {
    sqlx::query_as(
        "SELECT id, kind, args, slot, state, priority, rank, attempt, max_attempts, snoozes,
                run_at_ms, created_at_ms, started_at_ms, finished_at_ms, errors
         FROM (SELECT * FROM job WHERE state = 2 UNION ALL SELECT * FROM job WHERE state = 1 UNION ALL
               SELECT * FROM job WHERE state = 0 UNION ALL SELECT * FROM job WHERE state = 3)
         ORDER BY CASE state WHEN 2 THEN 0 WHEN 1 THEN 1 WHEN 0 THEN 2 ELSE 3 END,
                  CASE state WHEN 0 THEN run_at_ms ELSE 0 END, priority, rank, id
         LIMIT ?1 + 0",
    )
    .bind(limit)
    .fetch_all(connection)
    .await
}

/// All jobs, the newest first, whatever became of them.
///
/// # Errors
/// What SQLite says.
pub async fn jobs(
    connection: &mut SqliteConnection,
    limit: u32,
) -> Result<Vec<JobRow>, sqlx::Error> {
    sqlx::query_as(
        "SELECT id, kind, args, slot, state, priority, rank, attempt, max_attempts, snoozes,
                run_at_ms, created_at_ms, started_at_ms, finished_at_ms, errors
         FROM job ORDER BY id DESC LIMIT ?1 + 0",
    )
    .bind(limit)
    .fetch_all(connection)
    .await
}

/// How many waiting jobs of the slot will be claimed before this one; 0 if it does not wait.
///
/// # Errors
/// What SQLite says.
pub async fn ahead(
    connection: &mut SqliteConnection,
    slot: &str,
    job: JobId,
) -> Result<u32, sqlx::Error> {
    sqlx::query_scalar(
        "SELECT count(*) FROM job AS mine JOIN job AS other ON other.slot = mine.slot
         WHERE mine.id = ?2 AND mine.slot = ?1 AND mine.state IN (0,1) AND other.state = 1
           AND (other.priority, other.rank, other.id) < (mine.priority, mine.rank, mine.id)",
    )
    .bind(slot)
    .bind(job)
    .fetch_one(connection)
    .await
}

/// The jobs that a batch wants, ended or not, in the order they were added.
///
/// # Errors
/// What SQLite says.
pub async fn jobs_of(
    connection: &mut SqliteConnection,
    batch: BatchId,
) -> Result<Vec<JobId>, sqlx::Error> {
    sqlx::query_scalar("SELECT job_id FROM job_link WHERE batch_id = ?1 ORDER BY job_id")
        .bind(batch)
        .fetch_all(connection)
        .await
}

/// The live jobs of one kind and slot with these unique keys, in the order they were added.
///
/// # Errors
/// What SQLite says.
pub async fn live_by_key(
    connection: &mut SqliteConnection,
    kind: &str,
    slot: &str,
    keys: &[String],
) -> Result<Vec<JobId>, sqlx::Error> {
    let keys = serde_json::to_string(keys).map_err(|error| sqlx::Error::Encode(error.into()))?;
    sqlx::query_scalar(
        "SELECT id FROM job
         WHERE kind = ?1 AND slot = ?2 AND unique_key IN (SELECT value FROM json_each(?3)) AND unique_key IS NOT NULL AND state < 10
         ORDER BY id",
    )
    .bind(kind)
    .bind(slot)
    .bind(keys)
    .fetch_all(connection)
    .await
}

/// How many jobs of a slot stand where.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, FromRow)]
pub struct SlotCounts {
    /// Whose limits they run under; empty: none.
    pub slot: String,
    /// Wait for their time.
    pub scheduled: u32,
    /// Wait for a free lane.
    pub available: u32,
    /// Run.
    pub running: u32,
    /// Wait for a person to go on.
    pub held: u32,
    /// Were given up since the time asked for.
    pub discarded: u32,
}

/// The counts of every slot in which something is alive or was given up since `failed_since_ms`.
///
/// # Errors
/// What SQLite says.
pub async fn counts(
    connection: &mut SqliteConnection,
    failed_since_ms: i64,
) -> Result<Vec<SlotCounts>, sqlx::Error> {
    // One partial index each: with `state < 10` alone the whole table would be read.
    sqlx::query_as(
        "SELECT slot, sum(state = 0) AS scheduled, sum(state = 1) AS available, sum(state = 2) AS running,
                sum(state = 3) AS held, sum(state = 11) AS discarded
         FROM (SELECT slot, state FROM job WHERE state = 0 UNION ALL
               SELECT slot, state FROM job WHERE state = 1 UNION ALL
               SELECT slot, state FROM job WHERE state = 2 UNION ALL
               SELECT slot, state FROM job WHERE state = 3 UNION ALL
               SELECT slot, state FROM job WHERE state >= 10 AND state = 11 AND finished_at_ms >= ?1)
         GROUP BY slot ORDER BY slot",
    )
    .bind(failed_since_ms)
    .fetch_all(connection)
    .await
}
