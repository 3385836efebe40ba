//! The jobs that are measured, and a handler that says when they begin and when their end is committed.

use std::time::Duration;

use queue::{
    Batch, BoxFuture, Clock, Context, Database, Ended, Failure, GivenUp, Handler, Job, JobId, Kind,
    NewJob, SystemClock, Transaction, WriteError,
};
use serde::{Deserialize, Serialize};

use crate::{Outcome, SLOT};

#[derive(Serialize, Deserialize)]
pub(crate) enum Chore {
    /// Does nothing.
    Nothing,
    /// Never ends.
    Hang,
}

const NOTHING: Kind = Kind {
    name: "nothing",
    max_attempts: 3,
    timeout: Duration::from_secs(5),
};
const HANG: Kind = Kind {
    name: "hang",
    max_attempts: 3,
    timeout: Duration::from_secs(3_600),
};

impl Job for Chore {
    const KINDS: &'static [Kind] = &[NOTHING, HANG];
    fn kind(&self) -> &'static Kind {
        match self {
            Chore::Nothing => &NOTHING,
            Chore::Hang => &HANG,
        }
    }
}

/// What is done when a job begins, and after the commit of its end.
pub(crate) struct Host<B, E> {
    pub(crate) begins: B,
    pub(crate) ends: E,
}

impl<B, E> Handler for Host<B, E>
where
    B: Fn(JobId) + Send + Sync + 'static,
    E: Fn() + Clone + Send + Sync + 'static,
{
    type Job = Chore;
    type Done = ();

    async fn run(&self, job: &Chore, context: &Context) -> Result<(), Failure> {
        (self.begins)(context.id);
        match job {
            Chore::Nothing => Ok(()),
            Chore::Hang => std::future::pending().await,
        }
    }

    fn finish<'t>(
        &'t self,
        transaction: &'t mut Transaction,
        _: Ended<'t, Chore>,
        _: Result<(), GivenUp>,
    ) -> BoxFuture<'t, Result<(), WriteError>> {
        transaction.after_commit(self.ends.clone());
        Box::pin(async { Ok(()) })
    }

    fn closed<'t>(
        &'t self,
        _: &'t mut Transaction,
        _: Batch,
    ) -> BoxFuture<'t, Result<(), WriteError>> {
        Box::pin(async { Ok(()) })
    }
}

pub(crate) fn now_ms() -> i64 {
    SystemClock.now_ms()
}

/// Adds one job in a write of its own.
pub(crate) async fn add_one(database: &Database) -> Outcome<()> {
    let job = NewJob::new(&Chore::Nothing)?.slot(SLOT);
    database.add(&[], job, now_ms()).await?;
    Ok(())
}

/// Adds so many jobs in one write.
pub(crate) async fn add_many(database: &Database, chore: &Chore, count: usize) -> Outcome<()> {
    let jobs = vec![NewJob::new(chore)?.slot(SLOT); count];
    let added: Result<_, WriteError> = database
        .write(move |transaction| {
            Box::pin(async move { queue::add_all(transaction, &[], &jobs, now_ms()).await })
        })
        .await;
    added?;
    Ok(())
}
