//! What becomes of an attempt: completed, put off, given up, cancelled, given back. Everything happens only if the job is still
//! running under this claim; a late result changes nothing.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;

use futures_util::FutureExt;
use sqlx::FromRow;

use crate::backoff::{MAX_SNOOZED_MS, Next, Past, next, snooze_ms};
use crate::claim::Claimed;
use crate::clock::Jitter;
use crate::job::with_error;
use crate::slot::{block, close_lanes, open_lane};
use crate::{
    Batch, BatchId, BatchState, Ended, Failure, GivenUp, Handler, JobError, JobState, Transaction,
    WriteError,
};

/// How an attempt ended.
pub(crate) enum Ending<D> {
    Done(D),
    Failed(Failure),
    /// It was dropped: nobody wants it any more, or the runner stops.
    Stopped,
}

/// An attempt that has ended, for the transaction that settles it.
pub(crate) struct Report<H: Handler> {
    pub(crate) claimed: Arc<Claimed<H::Job>>,
    pub(crate) ending: Ending<H::Done>,
}

/// What settling needs besides the report.
pub(crate) struct Settling<'s, H> {
    pub(crate) handler: &'s H,
    pub(crate) jitter: &'s Jitter,
    pub(crate) now_ms: i64,
}

/// What the job has behind it, if it is still running under this claim.
#[derive(FromRow)]
struct Guarded {
    cancel: bool,
    snoozes: u32,
    snoozed_ms: i64,
    errors: Option<String>,
}

impl<H: Handler> Settling<'_, H> {
    /// Settles an attempt, whatever the application's part does: if that fails, the attempt has failed (`store`); if even giving up
    /// fails, the job is discarded without the application.
    pub(crate) async fn settle(
        &self,
        transaction: &mut Transaction,
        report: Report<H>,
    ) -> Result<(), WriteError> {
        let claimed = Arc::clone(&report.claimed);
        let Some(error) = self.try_settle(transaction, report).await? else {
            return Ok(());
        };
        tracing::warn!(job = claimed.id.0, %error, "the end of a job could not be stored");
        let failure = Failure::Retry {
            code: "store",
            message: error.to_string(),
        };
        let again = Report {
            claimed: Arc::clone(&claimed),
            ending: Ending::Failed(failure),
        };
        let Some(error) = self.try_settle(transaction, again).await? else {
            return Ok(());
        };
        tracing::error!(job = claimed.id.0, %error, "a job is discarded without its application");
        let given_up = GivenUp {
            code: "store".to_owned(),
            message: error.to_string(),
        };
        self.bury(transaction, &claimed, &given_up).await
    }

    /// In a savepoint of its own. The inner error is one that concerns this job only.
    async fn try_settle(
        &self,
        transaction: &mut Transaction,
        report: Report<H>,
    ) -> Result<Option<WriteError>, WriteError> {
        let before = transaction.savepoint().await?;
        let settled = AssertUnwindSafe(self.settle_once(transaction, report))
            .catch_unwind()
            .await
            .unwrap_or(Err(WriteError::Panicked));
        match settled {
            Ok(()) => {
                transaction.release(before).await?;
                Ok(None)
            }
            Err(error) => {
                transaction.undo(before).await?;
                match error {
                    // Of the file, not of the job: nothing in this transaction will get better.
                    WriteError::DiskFull | WriteError::Busy => Err(error),
                    error => Ok(Some(error)),
                }
            }
        }
    }

    async fn settle_once(
        &self,
        transaction: &mut Transaction,
        report: Report<H>,
    ) -> Result<(), WriteError> {
        let claimed = &*report.claimed;
        let Some(guarded) = guard(transaction, claimed).await? else {
            tracing::debug!(
                job = claimed.id.0,
                attempt = claimed.attempt,
                "a late result was refused"
            );
            return Ok(());
        };
        if guarded.cancel {
            // Its links went with the batches, so nobody counts on it.
            return self
                .make_final(transaction, claimed, JobState::Cancelled, None)
                .await;
        }
        match report.ending {
            Ending::Done(done) => {
                self.make_final(transaction, claimed, JobState::Completed, None)
                    .await?;
                open_lane(transaction, &claimed.slot, claimed.started_at_ms).await?;
                self.end(transaction, claimed, Ok(done)).await
            }
            Ending::Stopped => give_back(transaction, claimed).await,
            Ending::Failed(failure) => self.fail(transaction, claimed, &guarded, &failure).await,
        }
    }

    async fn fail(
        &self,
        transaction: &mut Transaction,
        claimed: &Claimed<H::Job>,
        guarded: &Guarded,
        failure: &Failure,
    ) -> Result<(), WriteError> {
        let past = Past {
            attempt: claimed.attempt,
            max_attempts: claimed.max_attempts,
            snoozes: guarded.snoozes,
            snoozed_ms: guarded.snoozed_ms,
        };
        let chance = (self.jitter)();
        let (code, message) = match failure {
            Failure::Retry { code, message }
            | Failure::Snooze { code, message, .. }
            | Failure::Fatal { code, message } => (*code, message.clone()),
        };
        let is_snooze = matches!(failure, Failure::Snooze { .. });
        if let Failure::Snooze { after, .. } = failure {
            // Also when this job gives up: the other side asked everybody.
            let wait_ms = snooze_ms(*after, guarded.snoozes, chance).min(MAX_SNOOZED_MS);
            block(
                transaction,
                &claimed.slot,
                self.now_ms.saturating_add(wait_ms),
            )
            .await?;
        }
        if is_snooze || code == "timeout" {
            close_lanes(
                transaction,
                &claimed.slot,
                claimed.started_at_ms,
                self.now_ms,
            )
            .await?;
        }
        let error = JobError {
            at_ms: self.now_ms,
            attempt: claimed.attempt,
            code: code.to_owned(),
            message,
        };
        let errors = with_error(guarded.errors.as_deref(), error)?;
        match next(failure, past, chance) {
            Next::GiveUp(given_up) => {
                self.make_final(transaction, claimed, JobState::Discarded, Some(&errors))
                    .await?;
                self.end(transaction, claimed, Err(given_up)).await
            }
            Next::Retry { wait_ms } => {
                self.put_off(transaction, claimed, code, &errors, wait_ms, false)
                    .await
            }
            Next::Snooze { wait_ms } => {
                self.put_off(transaction, claimed, code, &errors, wait_ms, true)
                    .await
            }
        }
    }

    async fn put_off(
        &self,
        transaction: &mut Transaction,
        claimed: &Claimed<H::Job>,
        code: &str,
        errors: &str,
        wait_ms: i64,
        is_snooze: bool,
    ) -> Result<(), WriteError> {
        let until_ms = self.now_ms.saturating_add(wait_ms);
        sqlx::query(
            "UPDATE job SET state = 0, run_at_ms = ?2, errors = ?3, lease_owner = NULL,
                            attempt = attempt - ?4, snoozes = snoozes + ?4, snoozed_ms = snoozed_ms + ?4 * ?5
             WHERE id = ?1 AND state = 2",
        )
        .bind(claimed.id)
        .bind(until_ms)
        .bind(errors)
        .bind(is_snooze)
        .bind(wait_ms)
        .execute(transaction.connection())
        .await?;
        let Ok(job) = &claimed.job else { return Ok(()) };
        let batches = batches_of(transaction, claimed).await?;
        self.handler
            .put_off(
                transaction,
                self.ended(claimed, job, &batches),
                code,
                until_ms,
            )
            .await
    }

    /// The job's last state, in the row. Its batches do not know yet.
    async fn make_final(
        &self,
        transaction: &mut Transaction,
        claimed: &Claimed<H::Job>,
        state: JobState,
        errors: Option<&str>,
    ) -> Result<(), WriteError> {
        sqlx::query(
            "UPDATE job SET state = ?2, finished_at_ms = ?3, errors = coalesce(?4, errors), lease_owner = NULL
             WHERE id = ?1 AND state = 2",
        )
        .bind(claimed.id)
        .bind(state)
        .bind(self.now_ms)
        .bind(errors)
        .execute(transaction.connection())
        .await?;
        Ok(())
    }

    /// The application's part, then the batches': what the application adds is counted before the job is subtracted, so a batch
    /// cannot come to nothing too early.
    async fn end(
        &self,
        transaction: &mut Transaction,
        claimed: &Claimed<H::Job>,
        outcome: Result<H::Done, GivenUp>,
    ) -> Result<(), WriteError> {
        let has_failed = outcome.is_err();
        if let Ok(job) = &claimed.job {
            let batches = batches_of(transaction, claimed).await?;
            self.handler
                .finish(transaction, self.ended(claimed, job, &batches), outcome)
                .await?;
        }
        for batch in count_down(transaction, claimed, has_failed, self.now_ms).await? {
            self.handler.closed(transaction, batch).await?;
        }
        Ok(())
    }

    /// The end of a job whose application cannot even be told that it failed.
    async fn bury(
        &self,
        transaction: &mut Transaction,
        claimed: &Claimed<H::Job>,
        given_up: &GivenUp,
    ) -> Result<(), WriteError> {
        let error = JobError {
            at_ms: self.now_ms,
            attempt: claimed.attempt,
            code: given_up.code.clone(),
            message: given_up.message.clone(),
        };
        self.make_final(
            transaction,
            claimed,
            JobState::Discarded,
            Some(&with_error(None, error)?),
        )
        .await?;
        for batch in count_down(transaction, claimed, true, self.now_ms).await? {
            let id = batch.id;
            let before = transaction.savepoint().await?;
            let told = AssertUnwindSafe(self.handler.closed(transaction, batch))
                .catch_unwind()
                .await;
            if let Ok(Ok(())) = told {
                transaction.release(before).await?;
            } else {
                transaction.undo(before).await?;
                tracing::error!(batch = id.0, "a batch was closed without its application");
            }
        }
        Ok(())
    }

    fn ended<'t>(
        &self,
        claimed: &'t Claimed<H::Job>,
        job: &'t H::Job,
        batches: &'t [BatchId],
    ) -> Ended<'t, H::Job> {
        Ended {
            id: claimed.id,
            job,
            slot: &claimed.slot,
            batches,
            now_ms: self.now_ms,
            attempt: claimed.attempt,
        }
    }
}

/// The fence: nothing if the job was cancelled, rescued or claimed again since.
async fn guard<J>(
    transaction: &mut Transaction,
    claimed: &Claimed<J>,
) -> Result<Option<Guarded>, WriteError> {
    let row = sqlx::query_as(
        "SELECT cancel, snoozes, snoozed_ms, errors FROM job WHERE id = ?1 AND attempt = ?2 AND lease_owner = ?3 AND state = 2",
    )
    .bind(claimed.id)
    .bind(claimed.attempt)
    .bind(claimed.lease_owner)
    .fetch_optional(transaction.connection())
    .await?;
    Ok(row)
}

/// As if it had not been claimed.
async fn give_back<J>(
    transaction: &mut Transaction,
    claimed: &Claimed<J>,
) -> Result<(), WriteError> {
    sqlx::query("UPDATE job SET state = 1, attempt = attempt - 1, lease_owner = NULL WHERE id = ?1 AND state = 2")
        .bind(claimed.id)
        .execute(transaction.connection())
        .await?;
    Ok(())
}

async fn batches_of<J>(
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
async fn count_down<J>(
    transaction: &mut Transaction,
    claimed: &Claimed<J>,
    has_failed: bool,
    now_ms: i64,
) -> Result<Vec<Batch>, WriteError> {
    let mut batches: Vec<Batch> = sqlx::query_as(
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
    batches.retain(|batch| batch.state == BatchState::Closed);
    batches.sort_by_key(|batch| batch.id);
    Ok(batches)
}
