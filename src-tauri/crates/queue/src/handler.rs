//! What an application gives to the runner: the work of its jobs, and what becomes of their results.

use std::sync::Arc;
use std::time::Duration;

use futures_util::future::BoxFuture;
use tokio_util::sync::CancellationToken;

use crate::clock::Clock;
use crate::{Batch, BatchId, Job, JobId, Transaction, WriteError};

/// The application's side of the queue.
pub trait Handler: Send + Sync + 'static {
    /// All its jobs.
    type Job: Job;
    /// What a job brings home.
    type Done: Send + 'static;

    /// The work. No transaction is open. It may run more than once (a kill in the middle), so its outside effects must be repeatable.
    /// The future is dropped at its next await when the job is cancelled, times out, or the program ends.
    ///
    /// # Errors
    /// Says what is to be done next: see [`Failure`].
    fn run(
        &self,
        job: &Self::Job,
        context: &Context,
    ) -> impl Future<Output = Result<Self::Done, Failure>> + Send;

    /// Called in the transaction that makes the job final, after it was seen that the result is wanted (still running, this attempt),
    /// before its batches are told. Store the result; add follow-up jobs with [`add`](crate::add) for `ended.batches`.
    ///
    /// # Errors
    /// An error undoes it and counts as a failed attempt with the code `store`.
    fn finish<'t>(
        &'t self,
        transaction: &'t mut Transaction,
        ended: Ended<'t, Self::Job>,
        outcome: Result<Self::Done, GivenUp>,
    ) -> BoxFuture<'t, Result<(), WriteError>>;

    /// Called in the same transaction, for every batch that this closed.
    ///
    /// # Errors
    /// As for [`finish`](Handler::finish).
    fn closed<'t>(
        &'t self,
        transaction: &'t mut Transaction,
        batch: Batch,
    ) -> BoxFuture<'t, Result<(), WriteError>>;

    /// Called in the transaction that puts a job off after an attempt, so that its owner can show why.
    ///
    /// # Errors
    /// As for [`finish`](Handler::finish).
    fn put_off<'t>(
        &'t self,
        transaction: &'t mut Transaction,
        job: Ended<'t, Self::Job>,
        code: &'t str,
        until_ms: i64,
    ) -> BoxFuture<'t, Result<(), WriteError>> {
        let _unused = (transaction, job, code, until_ms);
        Box::pin(async { Ok(()) })
    }

    /// Called in the transaction that puts a job off whose attempt could not even be made ([`Failure::Postpone`]); as
    /// [`put_off`](Handler::put_off), where that makes no difference.
    ///
    /// # Errors
    /// As for [`finish`](Handler::finish).
    fn postponed<'t>(
        &'t self,
        transaction: &'t mut Transaction,
        job: Ended<'t, Self::Job>,
        code: &'t str,
        until_ms: i64,
    ) -> BoxFuture<'t, Result<(), WriteError>> {
        self.put_off(transaction, job, code, until_ms)
    }
}

/// What the work knows about itself.
#[derive(Clone)]
pub struct Context {
    /// The job's number.
    pub id: JobId,
    /// Which attempt this is, from 1.
    pub attempt: u32,
    /// How many there will be at most.
    pub max_attempts: u32,
    /// Whose limits it runs under; empty: none.
    pub slot: String,
    /// Fires when the result is no longer wanted. The future is dropped then anyway; this is for work that it started elsewhere.
    pub cancellation: CancellationToken,
    pub(crate) clock: Arc<dyn Clock>,
}

impl Context {
    /// Whether a failure now is the end.
    #[must_use]
    pub fn is_last_attempt(&self) -> bool {
        self.attempt >= self.max_attempts
    }

    /// Now, by the runner's clock, in milliseconds since 1970.
    #[must_use]
    pub fn now_ms(&self) -> i64 {
        self.clock.now_ms()
    }

    /// The runner's clock.
    #[must_use]
    pub fn clock(&self) -> &Arc<dyn Clock> {
        &self.clock
    }
}

/// A job whose attempt has ended, as its transaction sees it.
pub struct Ended<'t, J> {
    /// Its number.
    pub id: JobId,
    /// What was to be done.
    pub job: &'t J,
    /// Whose limits it ran under.
    pub slot: &'t str,
    /// The open batches that want it.
    pub batches: &'t [BatchId],
    /// When this is.
    pub now_ms: i64,
    /// Which attempt ended, from 1.
    pub attempt: u32,
}

impl<J> Clone for Ended<'_, J> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<J> Copy for Ended<'_, J> {}

/// Why an attempt brought nothing, by what is to be done next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Failure {
    /// May work a little later. Counts an attempt. The code `timeout` also takes lanes away from the slot.
    Retry {
        /// For programs.
        code: &'static str,
        /// For people who look for the cause.
        message: String,
    },
    /// The other side asked to wait: nobody in this slot starts before. Costs no attempt; after three times or ten minutes in sum
    /// the job is given up as `blocked`.
    Snooze {
        /// For programs.
        code: &'static str,
        /// For people who look for the cause.
        message: String,
        /// How long it asked for; `None`: it did not say.
        after: Option<Duration>,
    },
    /// The attempt could not even be made, and that says nothing about the other side (there is no network, for instance). It never
    /// was: it counts neither as an attempt nor as asked to wait, however often it happens, and the slot stays as it is.
    /// [`bring_forward`](crate::bring_forward) ends the wait.
    Postpone {
        /// For programs: what is missing.
        code: &'static str,
        /// For people who look for the cause.
        message: String,
        /// When it is to be tried again at the latest; half a second to ten minutes.
        after: Duration,
    },
    /// Will never work.
    Fatal {
        /// For programs.
        code: &'static str,
        /// For people who look for the cause.
        message: String,
    },
}

impl Failure {
    /// Its code and its message.
    pub(crate) fn words(&self) -> (&'static str, &str) {
        match self {
            Failure::Retry { code, message }
            | Failure::Snooze { code, message, .. }
            | Failure::Postpone { code, message, .. }
            | Failure::Fatal { code, message } => (code, message),
        }
    }
}

/// Why a job was given up for good. Codes of the queue itself: `crashed` (the process or the work died each time), `timeout` (the last
/// attempt took too long), `blocked` (the other side asked to wait too often), `store` (the result could not be written).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GivenUp {
    /// For programs.
    pub code: String,
    /// For people who look for the cause.
    pub message: String,
}
