//! Adding jobs, in the caller's own transaction: its rows and its jobs are in the file together or not at all.

use crate::{BatchId, Job, JobId, Transaction, WriteError};

/// A job to be added.
#[derive(Debug, Clone)]
pub struct NewJob {
    kind: &'static str,
    max_attempts: u32,
    args: String,
    slot: String,
    priority: i64,
    rank: i64,
    unique_key: Option<String>,
    run_at_ms: Option<i64>,
}

/// What became of a job that was added.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Added {
    /// Its number: of the new job, or of the live one that does the same.
    pub id: JobId,
    /// Whether it was not there before.
    pub is_new: bool,
    /// Whether at least one of the batches had not wanted it before.
    pub is_linked_anew: bool,
}

impl NewJob {
    /// A job without limits, of middle priority, due at once.
    ///
    /// # Errors
    /// [`WriteError::Encode`] if it cannot be written as JSON.
    pub fn new<J: Job>(job: &J) -> Result<NewJob, WriteError> {
        let kind = job.kind();
        Ok(NewJob {
            kind: kind.name,
            max_attempts: kind.max_attempts.max(1),
            args: serde_json::to_string(job)?,
            slot: String::new(),
            priority: 50,
            rank: 0,
            unique_key: None,
            run_at_ms: None,
        })
    }

    /// Whose limits it runs under (see [`set_slot`](crate::set_slot)); empty: none.
    #[must_use]
    pub fn slot(mut self, slot: &str) -> Self {
        self.slot = slot.to_owned();
        self
    }

    /// 0 is what somebody looks at; 50 is the default; [`BACKGROUND_PRIORITY`](crate::BACKGROUND_PRIORITY) and more is background work.
    #[must_use]
    pub fn priority(mut self, priority: i64) -> Self {
        self.priority = priority;
        self
    }

    /// Its ordinal inside its batch: of two batches of one priority the first jobs run first, then the second ones.
    #[must_use]
    pub fn rank(mut self, rank: i64) -> Self {
        self.rank = rank;
        self
    }

    /// Of one kind, slot and key only one job is alive at a time.
    #[must_use]
    pub fn unique(mut self, key: impl Into<String>) -> Self {
        self.unique_key = Some(key.into());
        self
    }

    /// Not before this time, in milliseconds since 1970.
    #[must_use]
    pub fn run_at_ms(mut self, at_ms: i64) -> Self {
        self.run_at_ms = Some(at_ms);
        self
    }
}

/// Adds a job for these batches, or finds the live one with the same kind, slot and unique key: that one then serves these batches
/// too, with the better priority, rank and time of both. Without a batch, it is wanted for itself. Wakes the runner after COMMIT.
///
/// # Errors
/// [`WriteError::BatchNotOpen`] if one of the batches is closed, cancelled or unknown; [`WriteError`] of a statement.
pub async fn add(
    transaction: &mut Transaction,
    batches: &[BatchId],
    job: NewJob,
    now_ms: i64,
) -> Result<Added, WriteError> {
    let standalone = batches.is_empty();
    let (id, is_new) = match insert(transaction, &job, standalone, now_ms).await? {
        Some(id) => (id, true),
        None => (
            join_live(transaction, &job, standalone, now_ms).await?,
            false,
        ),
    };
    let mut is_linked_anew = false;
    for batch in batches {
        is_linked_anew |= link(transaction, *batch, id).await?;
    }
    transaction.wake_runner();
    Ok(Added {
        id,
        is_new,
        is_linked_anew,
    })
}

async fn insert(
    transaction: &mut Transaction,
    job: &NewJob,
    standalone: bool,
    now_ms: i64,
) -> Result<Option<JobId>, WriteError> {
    let id = sqlx::query_scalar(
        "INSERT INTO job(kind, args, state, priority, rank, slot, run_at_ms, max_attempts, unique_key, standalone, created_at_ms)
         VALUES (?1, ?2, CASE WHEN ?6 <= ?10 THEN 1 ELSE 0 END, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
         ON CONFLICT(kind, slot, unique_key) WHERE unique_key IS NOT NULL AND state < 10 DO NOTHING
         RETURNING id",
    )
    .bind(job.kind)
    .bind(&job.args)
    .bind(job.priority)
    .bind(job.rank)
    .bind(&job.slot)
    .bind(job.run_at_ms.unwrap_or(now_ms))
    .bind(job.max_attempts)
    .bind(&job.unique_key)
    .bind(standalone)
    .bind(now_ms)
    .fetch_optional(transaction.connection())
    .await?;
    Ok(id)
}

/// The live job takes the better of both. A wait after a failure stays; a cancellation that has not got through is taken back.
async fn join_live(
    transaction: &mut Transaction,
    job: &NewJob,
    standalone: bool,
    now_ms: i64,
) -> Result<JobId, WriteError> {
    let id = sqlx::query_scalar(
        "UPDATE job SET priority = min(priority, ?4), rank = min(rank, ?5), cancel = 0, standalone = max(standalone, ?7),
                        run_at_ms = CASE WHEN attempt = 0 AND snoozes = 0 THEN min(run_at_ms, ?6) ELSE run_at_ms END,
                        state = CASE WHEN state = 3 THEN 0
                                     WHEN state = 0 AND attempt = 0 AND snoozes = 0 AND ?6 <= ?8 THEN 1
                                     ELSE state END
         WHERE kind = ?1 AND slot = ?2 AND unique_key = ?3 AND state < 10
         RETURNING id",
    )
    .bind(job.kind)
    .bind(&job.slot)
    .bind(&job.unique_key)
    .bind(job.priority)
    .bind(job.rank)
    .bind(job.run_at_ms.unwrap_or(now_ms))
    .bind(standalone)
    .bind(now_ms)
    .fetch_one(transaction.connection())
    .await?;
    Ok(id)
}

async fn link(
    transaction: &mut Transaction,
    batch: BatchId,
    job: JobId,
) -> Result<bool, WriteError> {
    // Only an open batch can be linked: the SELECT finds no other.
    let inserted = sqlx::query(
        "INSERT INTO job_link(batch_id, job_id)
         SELECT id, ?2 FROM batch WHERE id = ?1 AND state IN ('open','held')
         ON CONFLICT DO NOTHING",
    )
    .bind(batch)
    .bind(job)
    .execute(transaction.connection())
    .await?;
    if inserted.rows_affected() == 1 {
        sqlx::query("UPDATE batch SET total = total + 1, pending = pending + 1, version = version + 1 WHERE id = ?1")
            .bind(batch)
            .execute(transaction.connection())
            .await?;
        return Ok(true);
    }
    let is_linked: bool = sqlx::query_scalar(
        "SELECT EXISTS (SELECT 1 FROM job_link WHERE batch_id = ?1 AND job_id = ?2)",
    )
    .bind(batch)
    .bind(job)
    .fetch_one(transaction.connection())
    .await?;
    if is_linked {
        Ok(false)
    } else {
        Err(WriteError::BatchNotOpen(batch))
    }
}
