//! What becomes of an attempt: completed, put off, given up, cancelled, given back. Everything happens only if the job is still
//! running under this claim; a late result changes nothing.

use crate::backoff::{MAX_SNOOZED_MS, Next, next, snooze_ms};
use crate::claim::Claimed;
use crate::row::{
    Guarded, batches_of, complete, count_down, give_back, guard, make_final, postpone, schedule,
};
use crate::settle::{Ending, Report, Settling};
use crate::slot::{block, close_lanes, open_lane};
use crate::{BatchId, Ended, Failure, GivenUp, Handler, JobState, Transaction, WriteError};

impl<H: Handler> Settling<'_, H> {
    /// As it should go; called in a savepoint.
    pub(crate) async fn settle_once(
        &self,
        transaction: &mut Transaction,
        report: Report<H>,
    ) -> Result<(), WriteError> {
        let claimed = &*report.claimed;
        let done = match report.ending {
            Ending::Done(done) => done,
            Ending::Failed(failure) => {
                return self
                    .settle_nothing(transaction, claimed, Some(&failure))
                    .await;
            }
            Ending::Stopped => return self.settle_nothing(transaction, claimed, None).await,
        };
        let Some(completed) = complete(transaction, claimed, self.now_ms).await? else {
            refuse(claimed);
            return Ok(());
        };
        if completed.state == JobState::Cancelled {
            // Its links went with the batches, so nobody counts on it.
            return Ok(());
        }
        if claimed.after_trouble {
            open_lane(
                transaction,
                &claimed.slot,
                claimed.started_at_ms,
                self.now_ms,
            )
            .await?;
        }
        self.end(transaction, claimed, &completed.batches, Ok(done))
            .await
    }

    /// An attempt that brought nothing: it failed, or was dropped.
    async fn settle_nothing(
        &self,
        transaction: &mut Transaction,
        claimed: &Claimed<H::Job>,
        failure: Option<&Failure>,
    ) -> Result<(), WriteError> {
        let Some(guarded) = guard(transaction, claimed).await? else {
            refuse(claimed);
            return Ok(());
        };
        match failure {
            _ if guarded.cancel => {
                make_final(transaction, claimed, JobState::Cancelled, self.now_ms, None).await
            }
            Some(failure) => self.fail(transaction, claimed, &guarded, failure).await,
            None => give_back(transaction, claimed).await,
        }
    }

    async fn fail(
        &self,
        transaction: &mut Transaction,
        claimed: &Claimed<H::Job>,
        guarded: &Guarded,
        failure: &Failure,
    ) -> Result<(), WriteError> {
        let chance = (self.jitter)();
        let (code, _) = failure.words();
        let is_snooze = matches!(failure, Failure::Snooze { .. });
        if let Failure::Snooze { after, .. } = failure {
            // Also when this job gives up: the other side asked everybody.
            let wait_ms = snooze_ms(*after, guarded.snoozes, chance).min(MAX_SNOOZED_MS);
            block(transaction, &claimed.slot, wait_ms, self.now_ms).await?;
        }
        let took_too_long = matches!(failure, Failure::Retry { .. }) && code == "timeout";
        if is_snooze || took_too_long {
            close_lanes(
                transaction,
                &claimed.slot,
                claimed.started_at_ms,
                self.now_ms,
            )
            .await?;
        }
        let errors = guarded.errors_and(claimed, failure, self.now_ms)?;
        match next(failure, guarded.past(claimed), chance) {
            Next::GiveUp(given_up) => {
                make_final(
                    transaction,
                    claimed,
                    JobState::Discarded,
                    self.now_ms,
                    Some(&errors),
                )
                .await?;
                let batches = batches_of(transaction, claimed).await?;
                self.end(transaction, claimed, &batches, Err(given_up))
                    .await
            }
            Next::Retry { wait_ms } => {
                self.put_off(transaction, claimed, code, &errors, wait_ms, false)
                    .await
            }
            Next::Snooze { wait_ms } => {
                self.put_off(transaction, claimed, code, &errors, wait_ms, true)
                    .await
            }
            Next::Postpone { wait_ms } => {
                self.postpone(transaction, claimed, failure, wait_ms).await
            }
        }
    }

    /// As if the attempt had not begun.
    async fn postpone(
        &self,
        transaction: &mut Transaction,
        claimed: &Claimed<H::Job>,
        failure: &Failure,
        wait_ms: i64,
    ) -> Result<(), WriteError> {
        let (code, message) = failure.words();
        tracing::debug!(
            job = claimed.id.0,
            code,
            message,
            "an attempt could not be made"
        );
        let until_ms = self.now_ms.saturating_add(wait_ms);
        postpone(transaction, claimed, code, until_ms).await?;
        let Ok(job) = &claimed.job else { return Ok(()) };
        let batches = batches_of(transaction, claimed).await?;
        let ended = self.ended(claimed, job, &batches);
        self.handler
            .postponed(transaction, ended, code, until_ms)
            .await
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
        schedule(
            transaction,
            claimed,
            errors,
            until_ms,
            is_snooze.then_some(wait_ms),
        )
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

    /// The application's part, then the batches': what the application adds is counted before the job is subtracted, so a batch
    /// cannot come to nothing too early.
    async fn end(
        &self,
        transaction: &mut Transaction,
        claimed: &Claimed<H::Job>,
        batches: &[BatchId],
        outcome: Result<H::Done, GivenUp>,
    ) -> Result<(), WriteError> {
        let has_failed = outcome.is_err();
        if let Ok(job) = &claimed.job {
            self.handler
                .finish(transaction, self.ended(claimed, job, batches), outcome)
                .await?;
        }
        if batches.is_empty() {
            return Ok(());
        }
        for batch in count_down(transaction, claimed, has_failed, self.now_ms).await? {
            self.handler.closed(transaction, batch).await?;
        }
        Ok(())
    }

    pub(crate) fn ended<'t>(
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

pub(crate) fn refuse<J>(claimed: &Claimed<J>) {
    tracing::debug!(
        job = claimed.id.0,
        attempt = claimed.attempt,
        "a late result was refused"
    );
}
