//! The application of the tests: its jobs do what the test says when it says so, and everything that is committed is told to the test.

use std::time::Duration;

use queue::{
    Added, Batch, BatchId, BoxFuture, Context, Ended, Failure, GivenUp, Handler, Job, JobId, Kind,
    NewJob, Transaction, WriteError,
};
use serde::{Deserialize, Serialize};
use sqlx::SqlSafeStr;
use sqlx::migrate::{Migration, MigrationType, Migrator};
use tokio::sync::{mpsc, oneshot};

/// All jobs of the tests.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Chore {
    /// Three attempts, without haste.
    Steady,
    /// One attempt.
    Once,
    /// Two attempts of five seconds.
    Brief,
    /// By which the test sees that the runner has taken a turn.
    Probe,
}

const DAY: Duration = Duration::from_secs(86_400);
const STEADY: Kind = Kind {
    name: "steady",
    max_attempts: 3,
    timeout: Duration::from_secs(86_400 * 365),
};
const ONCE: Kind = Kind {
    name: "once",
    max_attempts: 1,
    timeout: Duration::from_secs(86_400 * 365),
};
const BRIEF: Kind = Kind {
    name: "brief",
    max_attempts: 2,
    timeout: Duration::from_secs(5),
};
const PROBE: Kind = Kind {
    name: "probe",
    max_attempts: 1,
    timeout: DAY,
};

impl Job for Chore {
    const KINDS: &'static [Kind] = &[STEADY, ONCE, BRIEF, PROBE];

    fn kind(&self) -> &'static Kind {
        match self {
            Chore::Steady => &STEADY,
            Chore::Once => &ONCE,
            Chore::Brief => &BRIEF,
            Chore::Probe => &PROBE,
        }
    }
}

/// What a job brings home.
#[derive(Debug, Default)]
pub(crate) struct Brought {
    /// Follow-up jobs, for the same batches.
    pub(crate) children: Vec<NewJob>,
    /// The application cannot store it.
    pub(crate) fails_to_store: bool,
}

/// An attempt that has begun and waits for the test.
pub(crate) struct Attempt {
    pub(crate) id: JobId,
    pub(crate) attempt: u32,
    reply: oneshot::Sender<Result<Brought, Failure>>,
}

impl Attempt {
    pub(crate) fn end(self, result: Result<Brought, Failure>) {
        self.reply.send(result).ok();
    }
}

/// What the application heard, in the order of the commits.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Told {
    /// A job is final; with the code if it was given up.
    Finished {
        id: JobId,
        attempt: u32,
        code: Option<String>,
        batches: Vec<BatchId>,
    },
    PutOff {
        id: JobId,
        code: String,
        until_ms: i64,
    },
    Closed {
        batch: BatchId,
        total: i64,
        failed: i64,
    },
}

/// What a handler sends to its test.
pub(crate) enum Sent {
    Began(Attempt),
    /// The work is no longer under way, however it ended.
    Left {
        id: JobId,
        attempt: u32,
    },
    Told(Told, Vec<Added>),
    ProbeBegan(Attempt),
    ProbeEnded,
}

pub(crate) struct Script(pub(crate) mpsc::UnboundedSender<Sent>);

impl Script {
    fn tell(&self, transaction: &mut Transaction, sent: Sent) {
        let sender = self.0.clone();
        transaction.after_commit(move || {
            sender.send(sent).ok();
        });
    }
}

/// Says that the work is no longer under way.
struct Leaves<'s>(&'s Script, JobId, u32);

impl Drop for Leaves<'_> {
    fn drop(&mut self) {
        let (id, attempt) = (self.1, self.2);
        self.0.0.send(Sent::Left { id, attempt }).ok();
    }
}

impl Handler for Script {
    type Job = Chore;
    type Done = Brought;

    async fn run(&self, job: &Chore, context: &Context) -> Result<Brought, Failure> {
        let (reply, answer) = oneshot::channel();
        let attempt = Attempt {
            id: context.id,
            attempt: context.attempt,
            reply,
        };
        let is_probe = *job == Chore::Probe;
        let _leaves = (!is_probe).then(|| Leaves(self, context.id, context.attempt));
        let began = if is_probe {
            Sent::ProbeBegan
        } else {
            Sent::Began
        };
        self.0.send(began(attempt)).ok();
        match answer.await {
            Ok(result) => result,
            // The test has let go of it: it hangs.
            Err(_) => std::future::pending().await,
        }
    }

    fn finish<'t>(
        &'t self,
        transaction: &'t mut Transaction,
        ended: Ended<'t, Chore>,
        outcome: Result<Brought, GivenUp>,
    ) -> BoxFuture<'t, Result<(), WriteError>> {
        Box::pin(async move {
            if *ended.job == Chore::Probe {
                self.tell(transaction, Sent::ProbeEnded);
                return Ok(());
            }
            sqlx::query("INSERT INTO result(job_id, attempt) VALUES (?1, ?2)")
                .bind(ended.id)
                .bind(ended.attempt)
                .execute(transaction.connection())
                .await?;
            let mut added = Vec::new();
            let code = match outcome {
                Ok(brought) if brought.fails_to_store => {
                    return Err(WriteError::BatchNotOpen(BatchId(0)));
                }
                Ok(brought) => {
                    for child in brought.children {
                        added.push(
                            queue::add(transaction, ended.batches, child, ended.now_ms).await?,
                        );
                    }
                    None
                }
                Err(given_up) => Some(given_up.code),
            };
            let told = Told::Finished {
                id: ended.id,
                attempt: ended.attempt,
                code,
                batches: ended.batches.to_vec(),
            };
            self.tell(transaction, Sent::Told(told, added));
            Ok(())
        })
    }

    fn closed<'t>(
        &'t self,
        transaction: &'t mut Transaction,
        batch: Batch,
    ) -> BoxFuture<'t, Result<(), WriteError>> {
        let told = Told::Closed {
            batch: batch.id,
            total: batch.total,
            failed: batch.failed,
        };
        self.tell(transaction, Sent::Told(told, Vec::new()));
        Box::pin(async { Ok(()) })
    }

    fn put_off<'t>(
        &'t self,
        transaction: &'t mut Transaction,
        job: Ended<'t, Chore>,
        code: &'t str,
        until_ms: i64,
    ) -> BoxFuture<'t, Result<(), WriteError>> {
        let told = Told::PutOff {
            id: job.id,
            code: code.to_owned(),
            until_ms,
        };
        self.tell(transaction, Sent::Told(told, Vec::new()));
        Box::pin(async { Ok(()) })
    }
}

/// One row for every result that was stored. Nothing keeps a job from having two: the tests count them.
pub(crate) fn migrator() -> Migrator {
    let sql = "CREATE TABLE result(job_id INTEGER NOT NULL, attempt INTEGER NOT NULL) STRICT";
    let own = Migration::new(
        2001,
        "results".into(),
        MigrationType::Simple,
        sql.into_sql_str(),
        false,
    );
    queue::join(queue::migrations(), vec![own])
}

/// Keeps a test that would hang from hanging for ever; what it waits for happens within milliseconds.
pub(crate) const GUARD: Duration = Duration::from_secs(20);

pub(crate) async fn soon<T>(what: impl Future<Output = T>) -> T {
    tokio::time::timeout(GUARD, what)
        .await
        .expect("it never happened")
}
