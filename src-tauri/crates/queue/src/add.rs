//! Adding jobs, in the caller's own transaction: its rows and its jobs are in the file together or not at all.

use std::collections::HashSet;

use sqlx::FromRow;

use crate::{BatchId, JobId, NewJob, Transaction, WriteError};

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
    let added = add_each(transaction, batches, std::slice::from_ref(&job), now_ms).await?;
    let only = added.into_iter().next();
    Ok(only.ok_or(sqlx::Error::RowNotFound)?)
}

/// [`add`] for many jobs at once, in three statements however many they are. They get their numbers in this order.
///
/// # Errors
/// Those of [`add`]; then none of them is added.
pub async fn add_all(
    transaction: &mut Transaction,
    batches: &[BatchId],
    jobs: &[NewJob],
    now_ms: i64,
) -> Result<(), WriteError> {
    if !jobs.is_empty() {
        add_each(transaction, batches, jobs, now_ms).await?;
    }
    Ok(())
}

/// [`add_all`] that says what became of each, in this order.
pub(crate) async fn add_each(
    transaction: &mut Transaction,
    batches: &[BatchId],
    jobs: &[NewJob],
    now_ms: i64,
) -> Result<Vec<Added>, WriteError> {
    let stored = store(transaction, jobs, batches.is_empty(), now_ms).await?;
    let mut linked = link(transaction, batches, &stored).await?;
    transaction.wake_runner();
    let added = stored.into_iter().map(|(id, is_new)| Added {
        id,
        is_new,
        // Of two that are one job, the first brought the link.
        is_linked_anew: linked.remove(&id),
    });
    Ok(added.collect())
}

/// Inserts the jobs, or finds their live doubles; says of each, in this order, its number and whether it is new.
async fn store(
    transaction: &mut Transaction,
    jobs: &[NewJob],
    standalone: bool,
    now_ms: i64,
) -> Result<Vec<(JobId, bool)>, WriteError> {
    if let [only] = jobs
        && only.unique_key.is_none()
    {
        return insert_one(transaction, only, standalone, now_ms).await;
    }
    if jobs.iter().all(|job| job.unique_key.is_none()) {
        return insert(transaction, jobs, standalone, now_ms).await;
    }
    let mut inserted = insert_unique(transaction, jobs, standalone, now_ms).await?;
    // What was inserted got its numbers in the order of the jobs; what has a live double is missing there.
    inserted.sort_by_key(|row| std::cmp::Reverse(row.id));
    let mut stored = Vec::with_capacity(jobs.len());
    for job in jobs {
        match inserted.pop_if(|next| next.is_of(job)) {
            Some(row) => stored.push((row.id, true)),
            None => {
                let id = join_live(transaction, job, standalone, now_ms).await?;
                stored.push((id, false));
            }
        }
    }
    Ok(stored)
}

/// A lone job without a key, which somebody may wait for: nothing to be taken apart.
async fn insert_one(
    transaction: &mut Transaction,
    job: &NewJob,
    standalone: bool,
    now_ms: i64,
) -> Result<Vec<(JobId, bool)>, WriteError> {
    let run_at_ms = job.run_at_ms.unwrap_or(now_ms);
    let insertion = sqlx::query(
        "INSERT INTO job(kind, args, state, priority, rank, slot, run_at_ms, max_attempts, standalone, created_at_ms)
         VALUES (?1, ?2, iif(?6 <= ?9, 1, 0), ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
    )
    .bind(&job.kind)
    .bind(&job.args)
    .bind(job.priority)
    .bind(job.rank)
    .bind(&job.slot)
    .bind(run_at_ms)
    .bind(job.max_attempts)
    .bind(standalone)
    .bind(now_ms);
    let inserted = transaction.execute_one(insertion).await?;
    Ok(vec![(JobId(inserted.last_insert_rowid()), true)])
}

/// Jobs without a key have no doubles: all are inserted, and SQLite numbers the rows of one statement without a gap. Reading each
/// number back would cost more than the insertion.
async fn insert(
    transaction: &mut Transaction,
    jobs: &[NewJob],
    standalone: bool,
    now_ms: i64,
) -> Result<Vec<(JobId, bool)>, WriteError> {
    let inserted = sqlx::query(
        "INSERT INTO job(kind, args, state, priority, rank, slot, run_at_ms, max_attempts, standalone, created_at_ms)
         SELECT value ->> 'kind', value ->> 'args', iif(coalesce(value ->> 'run_at_ms', ?3) <= ?3, 1, 0),
                value ->> 'priority', value ->> 'rank', value ->> 'slot', coalesce(value ->> 'run_at_ms', ?3),
                value ->> 'max_attempts', ?2, ?3
         FROM json_each(?1) ORDER BY key",
    )
    .bind(serde_json::to_string(jobs)?)
    .bind(standalone)
    .bind(now_ms)
    .execute(transaction.connection())
    .await?;
    let count = i64::try_from(inserted.rows_affected()).unwrap_or(i64::MAX);
    let last = inserted.last_insert_rowid();
    Ok((last - count + 1..=last)
        .map(|id| (JobId(id), true))
        .collect())
}

/// A job that was inserted.
#[derive(FromRow)]
struct Inserted {
    id: JobId,
    kind: String,
    slot: String,
    unique_key: Option<String>,
}

impl Inserted {
    fn is_of(&self, job: &NewJob) -> bool {
        (&self.kind, &self.slot, &self.unique_key) == (&job.kind, &job.slot, &job.unique_key)
    }
}

/// Inserts the jobs that have no live double.
async fn insert_unique(
    transaction: &mut Transaction,
    jobs: &[NewJob],
    standalone: bool,
    now_ms: i64,
) -> Result<Vec<Inserted>, WriteError> {
    let rows = sqlx::query_as(
        "INSERT INTO job(kind, args, state, priority, rank, slot, run_at_ms, max_attempts, unique_key, standalone, created_at_ms)
         SELECT value ->> 'kind', value ->> 'args', iif(coalesce(value ->> 'run_at_ms', ?3) <= ?3, 1, 0),
                value ->> 'priority', value ->> 'rank', value ->> 'slot', coalesce(value ->> 'run_at_ms', ?3),
                value ->> 'max_attempts', value ->> 'unique_key', ?2, ?3
         FROM json_each(?1) WHERE true ORDER BY key
         ON CONFLICT(kind, slot, unique_key) WHERE unique_key IS NOT NULL AND state < 10 DO NOTHING
         RETURNING id, kind, slot, unique_key",
    )
    .bind(serde_json::to_string(jobs)?)
    .bind(standalone)
    .bind(now_ms)
    .fetch_all(transaction.connection())
    .await?;
    Ok(rows)
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
    .bind(&job.kind)
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

/// Links the jobs to each of these batches and counts them there; says which of them one of the batches had not wanted before.
async fn link(
    transaction: &mut Transaction,
    batches: &[BatchId],
    jobs: &[(JobId, bool)],
) -> Result<HashSet<JobId>, WriteError> {
    let mut linked = HashSet::new();
    if batches.is_empty() {
        return Ok(linked);
    }
    let ids: Vec<JobId> = jobs.iter().map(|(id, _)| *id).collect();
    let ids = serde_json::to_string(&ids)?;
    for batch in batches.iter().copied() {
        // Only an open batch can be linked: the SELECT finds no other.
        let inserted: Vec<JobId> = sqlx::query_scalar(
            "INSERT INTO job_link(batch_id, job_id)
             SELECT batch.id, value FROM batch, json_each(?2) WHERE batch.id = ?1 AND state IN ('open','held')
             ON CONFLICT DO NOTHING RETURNING job_id",
        )
        .bind(batch)
        .bind(&ids)
        .fetch_all(transaction.connection())
        .await?;
        // Counting finds out, too, whether there is such an open batch.
        let version: Option<i64> = sqlx::query_scalar(
            "UPDATE batch SET total = total + ?2, pending = pending + ?2, version = version + ?2
             WHERE id = ?1 AND state IN ('open','held') RETURNING version",
        )
        .bind(batch)
        .bind(i64::try_from(inserted.len()).unwrap_or(i64::MAX))
        .fetch_optional(transaction.connection())
        .await?;
        let version = version.ok_or(WriteError::BatchNotOpen(batch))?;
        if !inserted.is_empty() {
            transaction.batch_changed(batch, version);
        }
        linked.extend(inserted);
    }
    Ok(linked)
}
