//! The runner's loop: it sleeps until something was committed, has ended or is due, then takes a turn and starts what that claimed.

use std::collections::HashMap;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration;

use futures_util::FutureExt;
use tokio::sync::oneshot;
use tokio::task::JoinSet;

use crate::claim::{Claimed, Claims};
use crate::clock::Clock;
use crate::plan::Busy;
use crate::rescue::rescue;
use crate::settle::{Ending, Report, Settling};
use crate::turn::Turn;
use crate::{Context, Database, Failure, Handler, Job, JobId, RunnerOptions, WriteError};

/// How long the loop waits after a turn that could not be written (a full disk, a locked file).
const AFTER_FAILURE_MS: i64 = 1_000;

/// The database was closed under the runner.
struct Closed;

/// The loop and what it knows. The running jobs here, not those in the file, are the truth about what runs.
pub(crate) struct Dispatch<H: Handler> {
    database: Database,
    handler: Arc<H>,
    options: RunnerOptions,
    /// Random per start: a result from before a restart is nobody's.
    owner: i64,
    runs: JoinSet<Report<H>>,
    running: HashMap<JobId, Arc<Claimed<H::Job>>>,
    /// Ended, not yet settled.
    reports: Vec<Report<H>>,
}

impl<H: Handler> Dispatch<H> {
    pub(crate) fn new(database: Database, handler: Arc<H>, options: RunnerOptions) -> Self {
        let owner = i64::from_ne_bytes(crate::clock::random().to_ne_bytes());
        Dispatch {
            database,
            handler,
            options,
            owner,
            runs: JoinSet::new(),
            running: HashMap::new(),
            reports: Vec::new(),
        }
    }

    /// Takes up what a dead process left; tries until it is written. `false`: the database is closed.
    pub(crate) async fn rescue(&mut self) -> bool {
        loop {
            let (handler, jitter) = (Arc::clone(&self.handler), Arc::clone(&self.options.jitter));
            let now_ms = self.options.clock.now_ms();
            let rescued: Result<u64, WriteError> = self
                .database
                .write(move |transaction| {
                    Box::pin(async move {
                        rescue(
                            transaction,
                            &Settling {
                                handler: &*handler,
                                jitter: &jitter,
                                now_ms,
                            },
                        )
                        .await
                    })
                })
                .await;
            match rescued {
                Ok(0) => return true,
                Ok(count) => {
                    tracing::info!(count, "jobs of a dead process were taken up");
                    return true;
                }
                Err(WriteError::Closed) => return false,
                Err(error) => {
                    tracing::error!(%error, "jobs of a dead process could not be taken up")
                }
            }
            self.options
                .clock
                .sleep_until(now_ms.saturating_add(AFTER_FAILURE_MS))
                .await;
        }
    }

    /// Works until told to stop, and says how many jobs were cut off.
    pub(crate) async fn work(mut self, mut stop: oneshot::Receiver<Duration>) -> usize {
        let signals = Arc::clone(self.database.signals());
        loop {
            let Ok(again_at_ms) = self.turn(true).await else {
                return 0;
            };
            let due = async {
                match again_at_ms {
                    Some(at_ms) => self.options.clock.sleep_until(at_ms).await,
                    None => std::future::pending().await,
                }
            };
            tokio::select! {
                biased;
                // Without a word the runner itself is gone, and this task with it.
                grace = &mut stop => return self.wind_down(grace.unwrap_or_default()).await,
                Some(ended) = self.runs.join_next() => self.note(ended),
                () = signals.wake.notified() => {}
                () = due => {}
            }
            while let Some(ended) = self.runs.try_join_next() {
                self.note(ended);
            }
        }
    }

    async fn wind_down(mut self, grace: Duration) -> usize {
        let grace = self.options.clock.sleep(grace);
        tokio::pin!(grace);
        loop {
            tokio::select! {
                biased;
                ended = self.runs.join_next() => match ended {
                    Some(ended) => self.note(ended),
                    None => break,
                },
                () = &mut grace => break,
            }
            if self.turn(false).await.is_err() {
                return self.runs.len();
            }
        }
        for claimed in self.running.values() {
            claimed.cancellation.cancel();
        }
        while let Some(ended) = self.runs.join_next().await {
            self.note(ended);
        }
        let cut_off = self
            .reports
            .iter()
            .filter(|report| matches!(report.ending, Ending::Stopped))
            .count();
        if self.turn(false).await.is_err() || !self.reports.is_empty() {
            tracing::warn!(
                "the last turn was not written: its jobs are orphans for the next start"
            );
        }
        cut_off
    }

    fn note(&mut self, ended: Result<Report<H>, tokio::task::JoinError>) {
        match ended {
            Ok(report) => {
                self.forget(report.claimed.id);
                self.reports.push(report);
            }
            // Panics are caught inside, and nothing aborts a run.
            Err(error) => tracing::error!(%error, "a run ended without a report"),
        }
    }

    fn forget(&mut self, id: JobId) {
        self.running.remove(&id);
        self.database.signals().ended(id);
    }

    /// One transaction; then what it claimed is started. Says when to look again if nothing happens before.
    async fn turn(&mut self, claims: bool) -> Result<Option<i64>, Closed> {
        let reports = std::mem::take(&mut self.reports);
        let claimed: Vec<_> = reports
            .iter()
            .map(|report| Arc::clone(&report.claimed))
            .collect();
        let now_ms = self.options.clock.now_ms();
        let turn = Turn {
            handler: Arc::clone(&self.handler),
            jitter: Arc::clone(&self.options.jitter),
            owner: self.owner,
            now_ms,
            reports,
            busy: claims.then(|| self.busy()),
        };
        let taken: Result<Claims<H::Job>, WriteError> = self
            .database
            .write(move |transaction| Box::pin(turn.take(transaction)))
            .await;
        match taken {
            Ok(claims) => {
                claims
                    .jobs
                    .into_iter()
                    .for_each(|claimed| self.start(claimed));
                Ok(claims.again_at_ms)
            }
            Err(WriteError::Closed) => Err(Closed),
            Err(error) => {
                tracing::error!(%error, "a turn of the runner was not written");
                // What they brought is lost; that they ended must not be.
                self.reports = claimed.into_iter().map(lost).collect();
                Ok(Some(now_ms.saturating_add(AFTER_FAILURE_MS)))
            }
        }
    }

    fn busy(&self) -> HashMap<String, Busy> {
        let mut busy: HashMap<String, Busy> = HashMap::new();
        for claimed in self.running.values() {
            let slot = busy.entry(claimed.slot.clone()).or_default();
            slot.all += 1;
            slot.background += i64::from(claimed.is_background);
        }
        busy
    }

    fn start(&mut self, claimed: Claimed<H::Job>) {
        let claimed = Arc::new(claimed);
        self.running.insert(claimed.id, Arc::clone(&claimed));
        self.runs.spawn(run(
            Arc::clone(&self.handler),
            claimed,
            Arc::clone(&self.options.clock),
        ));
    }
}

impl<H: Handler> Drop for Dispatch<H> {
    fn drop(&mut self) {
        for id in self.running.keys() {
            self.database.signals().ended(*id);
        }
    }
}

fn lost<H: Handler>(claimed: Arc<Claimed<H::Job>>) -> Report<H> {
    let failure = Failure::Retry {
        code: "store",
        message: "the result could not be written".to_owned(),
    };
    Report {
        claimed,
        ending: Ending::Failed(failure),
    }
}

/// One attempt, from the start to whatever end.
async fn run<H: Handler>(
    handler: Arc<H>,
    claimed: Arc<Claimed<H::Job>>,
    clock: Arc<dyn Clock>,
) -> Report<H> {
    let ending = match &claimed.job {
        Ok(job) => attempt(&*handler, job, &claimed, &clock).await,
        Err(message) => Ending::Failed(Failure::Fatal {
            code: "unreadable",
            message: message.clone(),
        }),
    };
    Report { claimed, ending }
}

async fn attempt<H: Handler>(
    handler: &H,
    job: &H::Job,
    claimed: &Claimed<H::Job>,
    clock: &Arc<dyn Clock>,
) -> Ending<H::Done> {
    let context = Context {
        id: claimed.id,
        attempt: claimed.attempt,
        max_attempts: claimed.max_attempts,
        slot: claimed.slot.clone(),
        cancellation: claimed.cancellation.clone(),
        clock: Arc::clone(clock),
    };
    let timeout = job.kind().timeout;
    tokio::select! {
        biased;
        result = AssertUnwindSafe(async { handler.run(job, &context).await }).catch_unwind() => match result {
            Ok(Ok(done)) => Ending::Done(done),
            Ok(Err(failure)) => Ending::Failed(failure),
            Err(_) => Ending::Failed(Failure::Retry { code: "crashed", message: "the work panicked".to_owned() }),
        },
        () = claimed.cancellation.cancelled() => Ending::Stopped,
        () = clock.sleep(timeout) => {
            let message = format!("took longer than {} ms", timeout.as_millis());
            Ending::Failed(Failure::Retry { code: "timeout", message })
        }
    }
}
