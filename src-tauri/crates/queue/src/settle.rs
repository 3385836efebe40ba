//! Settling an attempt that has ended, so that it cannot fail: what the application gets wrong becomes the job's own failure, and
//! its batches are told in any case.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;

use futures_util::FutureExt;

use crate::claim::Claimed;
use crate::clock::Jitter;
use crate::job::with_error;
use crate::row::{count_down, make_final};
use crate::{Failure, GivenUp, Handler, JobError, JobState, Transaction, WriteError};

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

impl<H: Handler> Report<H> {
    /// Whether the application has something to store.
    pub(crate) fn brings_something(&self) -> bool {
        matches!(self.ending, Ending::Done(_))
    }
}

/// What settling needs besides the report.
pub(crate) struct Settling<'s, H> {
    pub(crate) handler: &'s H,
    pub(crate) jitter: &'s Jitter,
    pub(crate) now_ms: i64,
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
                if let Err(undoing) = transaction.undo(before).await {
                    // SQLite has rolled back everything by itself, because of the error.
                    let is_cause = error.is_of_the_file();
                    return Err(if is_cause { error } else { undoing.into() });
                }
                if error.is_of_the_file() {
                    // Nothing in this transaction will get better.
                    Err(error)
                } else {
                    Ok(Some(error))
                }
            }
        }
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
        make_final(
            transaction,
            claimed,
            JobState::Discarded,
            self.now_ms,
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
}
