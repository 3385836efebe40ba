//! Settling an attempt that has ended, so that it cannot fail: what the application gets wrong becomes the job's own failure, and
//! its batches are told in any case.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;

use futures_util::FutureExt;

use crate::claim::Claimed;
use crate::clock::Jitter;
use crate::job::with_error;
use crate::row::{count_down, make_final};
use crate::transaction::After;
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

/// Undoes an end that could not be stored, and gives its error back; if that is one of the file, nothing in this transaction will get
/// better.
pub(crate) async fn undo(
    transaction: &mut Transaction,
    before: After,
    error: WriteError,
) -> Result<WriteError, WriteError> {
    let undone = transaction.undo_attempt(before).await;
    match undone {
        _ if error.is_of_the_file() => Err(error),
        Ok(()) => Ok(error),
        Err(undoing) => Err(undoing.into()),
    }
}

impl<H: Handler> Report<H> {
    /// The application could not store what it brought: a failed attempt.
    pub(crate) fn not_stored(claimed: Arc<Claimed<H::Job>>, error: &WriteError) -> Self {
        tracing::warn!(job = claimed.id.0, %error, "the end of a job could not be stored");
        let failure = Failure::Retry {
            code: "store",
            message: error.to_string(),
        };
        Report {
            claimed,
            ending: Ending::Failed(failure),
        }
    }

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
        let again = Report::not_stored(Arc::clone(&claimed), &error);
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
        let before = transaction.begin_attempt();
        let settled = AssertUnwindSafe(self.settle_once(transaction, report))
            .catch_unwind()
            .await
            .unwrap_or(Err(WriteError::Panicked));
        match settled {
            Ok(()) => {
                transaction.keep_attempt(before);
                Ok(None)
            }
            Err(error) => undo(transaction, before, error).await.map(Some),
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
            transaction.attempt_savepoint().await?;
            let before = transaction.begin_attempt();
            let told = AssertUnwindSafe(self.handler.closed(transaction, batch))
                .catch_unwind()
                .await;
            if let Ok(Ok(())) = told {
                transaction.keep_attempt(before);
            } else {
                transaction.undo_attempt(before).await?;
                tracing::error!(batch = id.0, "a batch was closed without its application");
            }
        }
        Ok(())
    }
}
