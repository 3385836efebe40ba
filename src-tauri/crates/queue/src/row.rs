//! The rows of a job that ends: the fence, its last state, and the counting of its batches.

use std::collections::HashMap;
use std::sync::Arc;

use sqlx::FromRow;

use crate::backoff::Past;
use crate::claim::Claimed;
use crate::job::with_error;
use crate::{
    Batch, BatchId, BatchState, Failure, JobError, JobId, JobState, Transaction, WriteError,
};

/// What the job has behind it, if it is still running under this claim.
#[derive(FromRow)]
pub(crate) struct Guarded {
    pub(crate) cancel: bool,
    pub(crate) snoozes: u32,
    pub(crate) snoozed_ms: i64,
    pub(crate) errors: Option<String>,
}

impl Guarded {
    /// What decides what comes of a failure.
    pub(crate) fn past<J>(&self, claimed: &Claimed<J>) -> Past {
        Past {
            attempt: claimed.attempt,
            max_attempts: claimed.max_attempts,
            snoozes: self.snoozes,
            snoozed_ms: self.snoozed_ms,
        }
    }

    /// The job's errors with this one.
    pub(crate) fn errors_and<J>(
        &self,
        claimed: &Claimed<J>,
        failure: &Failure,
        now_ms: i64,
    ) -> Result<String, WriteError> {
        let (code, message) = failure.words();
        let error = JobError {
            at_ms: now_ms,
            attempt: claimed.attempt,
            code: code.to_owned(),
            message: message.to_owned(),
        };
        Ok(with_error(self.errors.as_deref(), error)?)
    }
}

/// Opens the savepoint of an attempt's end. The fence: nothing if the job was cancelled, rescued or claimed again since.
pub(crate) async fn guard<J>(
    transaction: &mut Transaction,
    claimed: &Claimed<J>,
) -> Result<Option<Guarded>, WriteError> {
    let row = sqlx::query_as(
        "SAVEPOINT attempt;
         SELECT cancel, snoozes, snoozed_ms, errors FROM job WHERE id = ?1 AND attempt = ?2 AND lease_owner = ?3 AND state = 2",
    )
    .bind(claimed.id)
    .bind(claimed.attempt)
    .bind(claimed.lease_owner)
    .fetch_optional(transaction.connection())
    .await?;
    Ok(row)
}

/// As if it had not been claimed.
pub(crate) async fn give_back<J>(
    transaction: &mut Transaction,
    claimed: &Claimed<J>,
) -> Result<(), WriteError> {
    sqlx::query("UPDATE job SET state = 1, attempt = attempt - 1, lease_owner = NULL WHERE id = ?1 AND state = 2")
        .bind(claimed.id)
        .execute(transaction.connection())
        .await?;
    Ok(())
}

pub(crate) async fn batches_of<J>(
    transaction: &mut Transaction,
    claimed: &Claimed<J>,
) -> Result<Vec<BatchId>, WriteError> {
    let batches =
        sqlx::query_scalar("SELECT batch_id FROM job_link WHERE job_id = ?1 ORDER BY batch_id")
            .bind(claimed.id)
            .fetch_all(transaction.connection())
            .await?;
    Ok(batches)
}

/// One less to come in every batch of the job; those in which nothing is left are closed and returned.
pub(crate) async fn count_down<J>(
    transaction: &mut Transaction,
    claimed: &Claimed<J>,
    has_failed: bool,
    now_ms: i64,
) -> Result<Vec<Batch>, WriteError> {
    let batches: Vec<Batch> = sqlx::query_as(
        "UPDATE batch SET pending = pending - 1, failed = failed + ?2, version = version + 1,
                          state = CASE WHEN pending = 1 THEN 'closed' ELSE state END,
                          closed_at_ms = CASE WHEN pending = 1 THEN ?3 ELSE NULL END
         WHERE id IN (SELECT batch_id FROM job_link WHERE job_id = ?1) AND state IN ('open','held')
         RETURNING id, state, total, pending, failed, version, opened_at_ms, closed_at_ms",
    )
    .bind(claimed.id)
    .bind(has_failed)
    .bind(now_ms)
    .fetch_all(transaction.connection())
    .await?;
    Ok(tell_and_keep_closed(transaction, batches))
}

/// The job's last state, in the row. Its batches do not know yet.
pub(crate) async fn make_final<J>(
    transaction: &mut Transaction,
    claimed: &Claimed<J>,
    state: JobState,
    now_ms: i64,
    errors: Option<&str>,
) -> Result<(), WriteError> {
    sqlx::query(
        "UPDATE job SET state = ?2, finished_at_ms = ?3, errors = coalesce(?4, errors), lease_owner = NULL
         WHERE id = ?1 AND state = 2",
    )
    .bind(claimed.id)
    .bind(state)
    .bind(now_ms)
    .bind(errors)
    .execute(transaction.connection())
    .await?;
    Ok(())
}

/// Waiting again, until `until_ms`. A wait that the other side asked for gives the attempt back.
pub(crate) async fn schedule<J>(
    transaction: &mut Transaction,
    claimed: &Claimed<J>,
    errors: &str,
    until_ms: i64,
    snoozed_ms: Option<i64>,
) -> Result<(), WriteError> {
    sqlx::query(
        "UPDATE job SET state = 0, run_at_ms = ?2, errors = ?3, lease_owner = NULL, postponed_for = NULL,
                        attempt = attempt - ?4, snoozes = snoozes + ?4, snoozed_ms = snoozed_ms + ?5
         WHERE id = ?1 AND state = 2",
    )
    .bind(claimed.id)
    .bind(until_ms)
    .bind(errors)
    .bind(snoozed_ms.is_some())
    .bind(snoozed_ms.unwrap_or(0))
    .execute(transaction.connection())
    .await?;
    Ok(())
}

/// Waiting until `until_ms` as if the attempt had not begun. What it found missing is no error of the job's: there may be hundreds of
/// them, and those that it has would be forgotten.
pub(crate) async fn postpone<J>(
    transaction: &mut Transaction,
    claimed: &Claimed<J>,
    code: &str,
    until_ms: i64,
) -> Result<(), WriteError> {
    sqlx::query(
        "UPDATE job SET state = 0, run_at_ms = ?2, lease_owner = NULL, postponed_for = ?3, attempt = attempt - 1
         WHERE id = ?1 AND state = 2",
    )
    .bind(claimed.id)
    .bind(until_ms)
    .bind(code)
    .execute(transaction.connection())
    .await?;
    Ok(())
}

/// A job that was completed.
pub(crate) struct Completed {
    /// Completed, or cancelled if nobody wants it any more.
    pub(crate) state: JobState,
    pub(crate) batches: Vec<BatchId>,
}

/// Opens the savepoint of an attempt's end that brought something, and makes it final: fence, last state and batches in one go. `None`: it was somebody else's job
/// by then.
pub(crate) async fn complete<J>(
    transaction: &mut Transaction,
    claimed: &Claimed<J>,
    now_ms: i64,
) -> Result<Option<Completed>, WriteError> {
    let row: Option<(JobState, String)> = sqlx::query_as(
        "SAVEPOINT attempt;
         UPDATE job SET state = CASE cancel WHEN 1 THEN 12 ELSE 10 END, finished_at_ms = ?4, lease_owner = NULL
         WHERE id = ?1 AND attempt = ?2 AND lease_owner = ?3 AND state = 2
         RETURNING state, (SELECT json_group_array(batch_id ORDER BY batch_id) FROM job_link WHERE job_id = job.id)",
    )
    .bind(claimed.id)
    .bind(claimed.attempt)
    .bind(claimed.lease_owner)
    .bind(now_ms)
    .fetch_optional(transaction.connection())
    .await?;
    let Some((state, batches)) = row else {
        return Ok(None);
    };
    let batches = serde_json::from_str(&batches)?;
    Ok(Some(Completed { state, batches }))
}

/// [`complete`] for several at once, by number; what is missing in the answer was somebody else's job by then.
pub(crate) async fn complete_all<J>(
    transaction: &mut Transaction,
    claimed: &[Arc<Claimed<J>>],
    now_ms: i64,
) -> Result<HashMap<JobId, Completed>, WriteError> {
    let ended: Vec<(JobId, u32, i64)> = claimed
        .iter()
        .map(|claimed| (claimed.id, claimed.attempt, claimed.lease_owner))
        .collect();
    let rows: Vec<(JobId, JobState, String)> = sqlx::query_as(
        "SAVEPOINT attempt;
         UPDATE job SET state = CASE cancel WHEN 1 THEN 12 ELSE 10 END, finished_at_ms = ?2, lease_owner = NULL
         FROM (SELECT value ->> 0 AS id, value ->> 1 AS attempt, value ->> 2 AS owner FROM json_each(?1)) AS ended
         WHERE job.id = ended.id AND job.attempt = ended.attempt AND lease_owner = ended.owner AND state = 2
         RETURNING job.id, state, (SELECT json_group_array(batch_id ORDER BY batch_id) FROM job_link WHERE job_id = job.id)",
    )
    .bind(serde_json::to_string(&ended)?)
    .bind(now_ms)
    .fetch_all(transaction.connection())
    .await?;
    let mut completed = HashMap::with_capacity(rows.len());
    for (id, state, batches) in rows {
        let batches = serde_json::from_str(&batches)?;
        completed.insert(id, Completed { state, batches });
    }
    Ok(completed)
}

/// [`count_down`] for several completed jobs at once.
pub(crate) async fn count_down_all(
    transaction: &mut Transaction,
    jobs: &[JobId],
    now_ms: i64,
) -> Result<Vec<Batch>, WriteError> {
    let batches: Vec<Batch> = sqlx::query_as(
        "UPDATE batch SET pending = pending - ended.jobs, version = version + ended.jobs,
                          state = CASE WHEN pending = ended.jobs THEN 'closed' ELSE state END,
                          closed_at_ms = CASE WHEN pending = ended.jobs THEN ?2 ELSE NULL END
         FROM (SELECT batch_id, count(*) AS jobs FROM job_link
               WHERE job_id IN (SELECT value FROM json_each(?1)) GROUP BY batch_id) AS ended
         WHERE batch.id = ended.batch_id AND state IN ('open','held')
         RETURNING batch.id, state, total, pending, failed, version, opened_at_ms, closed_at_ms",
    )
    .bind(serde_json::to_string(jobs)?)
    .bind(now_ms)
    .fetch_all(transaction.connection())
    .await?;
    Ok(tell_and_keep_closed(transaction, batches))
}

/// Has every change told; gives back the batches that were closed.
fn tell_and_keep_closed(transaction: &mut Transaction, mut batches: Vec<Batch>) -> Vec<Batch> {
    for batch in &batches {
        transaction.batch_changed(batch.id, batch.version);
    }
    batches.retain(|batch| batch.state == BatchState::Closed);
    batches.sort_by_key(|batch| batch.id);
    batches
}
