//! For an application's own tests.
//!
//! **Manual mode** is the absence of a [`Runner`](crate::Runner): jobs are added and nothing runs; [`jobs`](crate::jobs()) says what was
//! added. [`drain`] then runs them, here and now. Time is [`ManualClock`](crate::ManualClock)'s, chance is a closure.

use std::sync::Arc;

use sqlx::FromRow;

use crate::dispatch::Dispatch;
use crate::{Database, Handler, RunnerOptions, WriteError, lock};

/// What became of the jobs that ran.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Drained {
    /// Jobs that brought their result.
    pub completed: u32,
    /// Jobs that were given up.
    pub discarded: u32,
    /// Jobs that nobody wanted any more.
    pub cancelled: u32,
    /// Jobs that wait for another attempt.
    pub put_off: u32,
    /// When the next job may run, if one waits for its time: move the clock there and drain again.
    pub next_at_ms: Option<i64>,
}

/// Why nothing, or not everything, ran.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum DrainError {
    /// A runner works on these jobs.
    #[error("a runner works on these jobs")]
    Running,
    /// The lock beside the database cannot be used.
    #[error("the lock beside the database cannot be used")]
    Lock(#[from] std::io::Error),
    /// The database could not be written.
    #[error(transparent)]
    Write(#[from] WriteError),
    /// The database could not be read.
    #[error("the database could not be read")]
    Read(#[from] sqlx::Error),
}

/// Runs everything that may run now and everything that this adds, exactly as a runner would (the same claims, limits, time-outs, and
/// transactions), and returns when nothing more may run at this time of the clock.
///
/// # Errors
/// [`DrainError`].
pub async fn drain<H: Handler>(
    database: &Database,
    handler: &Arc<H>,
    options: &RunnerOptions,
) -> Result<Drained, DrainError> {
    let lock = lock::try_runner(database.path())?.ok_or(DrainError::Running)?;
    let before = ends(database).await?;
    let mut dispatch = Dispatch::new(database.clone(), Arc::clone(handler), options.clone(), lock);
    if !dispatch.rescue().await {
        return Err(WriteError::Closed.into());
    }
    let next_at_ms = dispatch.drain().await?;
    let after = ends(database).await?;
    Ok(Drained {
        completed: after.completed - before.completed,
        discarded: after.discarded - before.discarded,
        cancelled: after.cancelled - before.cancelled,
        put_off: after.put_off,
        next_at_ms,
    })
}

#[derive(FromRow)]
struct Ends {
    completed: u32,
    discarded: u32,
    cancelled: u32,
    put_off: u32,
}

async fn ends(database: &Database) -> Result<Ends, sqlx::Error> {
    sqlx::query_as(
        "SELECT count(*) FILTER (WHERE state = 10) AS completed, count(*) FILTER (WHERE state = 11) AS discarded,
                count(*) FILTER (WHERE state = 12) AS cancelled,
                count(*) FILTER (WHERE state = 0 AND attempt + snoozes + (postponed_for IS NOT NULL) > 0) AS put_off
         FROM job",
    )
    .fetch_one(database.reader())
    .await
}
