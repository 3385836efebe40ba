//! Settling an attempt that has ended, so that it cannot fail: what the application gets wrong becomes the job's own failure, and
//! its batches are told in any case.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;

use futures_util::FutureExt;

use crate::backoff::{Next, next};
use crate::claim::Claimed;
use crate::clock::Jitter;
use crate::row::{count_down, guard, make_final, schedule};
use crate::transaction::After;
use crate::{Failure, Handler, JobState, Transaction, WriteError};

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
        self.end_alone(transaction, &claimed, &error).await
    }

    /// In a savepoint of its own. The inner error is one that concerns this job only.
    async fn try_settle(
        &self,
        transaction: &mut Transaction,
        report: Report<H>,
    ) -> Result<Option<WriteError>, WriteError> {
        let before = transaction.set_notes_aside();
        let settled = AssertUnwindSafe(self.settle_once(transaction, report))
            .catch_unwind()
            .await
            .unwrap_or(Err(WriteError::Panicked));
        match settled {
            Ok(()) => {
                transaction.keep_notes(before);
                Ok(None)
            }
            Err(error) => undo(transaction, before, error).await.map(Some),
        }
    }

    /// The end of an attempt whose application cannot even be told that it failed: the job is tried again while it may be, then
    /// discarded.
    async fn end_alone(
        &self,
        transaction: &mut Transaction,
        claimed: &Claimed<H::Job>,
        error: &WriteError,
    ) -> Result<(), WriteError> {
        let Some(guarded) = guard(transaction, claimed).await? else {
            return Ok(());
        };
        tracing::error!(job = claimed.id.0, %error, "an attempt ends without its application");
        let failure = Failure::Retry {
            code: "store",
            message: error.to_string(),
        };
        let errors = guarded.errors_and(claimed, &failure, self.now_ms)?;
        match next(&failure, guarded.past(claimed), (self.jitter)()) {
            Next::Retry { wait_ms } | Next::Snooze { wait_ms } | Next::Postpone { wait_ms } => {
                let until_ms = self.now_ms.saturating_add(wait_ms);
                schedule(transaction, claimed, &errors, until_ms, None).await
            }
            Next::GiveUp(_) => {
                let state = JobState::Discarded;
                make_final(transaction, claimed, state, self.now_ms, Some(&errors)).await?;
                self.close_alone(transaction, claimed).await
            }
        }
    }

    async fn close_alone(
        &self,
        transaction: &mut Transaction,
        claimed: &Claimed<H::Job>,
    ) -> Result<(), WriteError> {
        for batch in count_down(transaction, claimed, true, self.now_ms).await? {
            let id = batch.id;
            transaction.attempt_savepoint().await?;
            let before = transaction.set_notes_aside();
            let told = AssertUnwindSafe(self.handler.closed(transaction, batch))
                .catch_unwind()
                .await
                .unwrap_or(Err(WriteError::Panicked));
            if let Err(error) = told {
                let error = undo(transaction, before, error).await?;
                tracing::error!(batch = id.0, %error, "a batch was closed without its application");
            } else {
                transaction.keep_notes(before);
            }
        }
        Ok(())
    }
}
