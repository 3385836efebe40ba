//! The runner's loop: it sleeps until something was committed, has ended or is due, then takes a turn and starts what that claimed.

use std::collections::HashMap;
use std::fs::File;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::oneshot;
use tokio::task::JoinSet;

use crate::attempt::attempt;
use crate::backoff::file_wait_ms;
use crate::claim::{Claimed, Claims};
use crate::due::earlier;
use crate::plan::Busy;
use crate::rescue::rescue;
use crate::settle::{Ending, Report, Settling};
use crate::turn::Turn;
use crate::upkeep::Upkeep;
use crate::{Database, Failure, Handler, JobId, RunnerOptions, WriteError};

/// How often the loop lets others go first before a turn; each time is some microseconds.
const GATHERING: u32 = 4;

/// The database was closed under the runner.
pub(crate) struct Closed;

/// The loop and what it knows. The running jobs here, not those in the file, are the truth about what runs.
pub(crate) struct Dispatch<H: Handler> {
    pub(crate) database: Database,
    pub(crate) handler: Arc<H>,
    pub(crate) options: RunnerOptions,
    /// Random per start: a result from before a restart is nobody's.
    pub(crate) owner: i64,
    /// The runner's lock. A turn that has been handed over holds it too: it may be written after this is gone.
    pub(crate) lock: Arc<File>,
    runs: JoinSet<Report<H>>,
    running: HashMap<JobId, Arc<Claimed<H::Job>>>,
    /// Ended, not yet settled.
    pub(crate) reports: Vec<Report<H>>,
    /// How many turns could not be written since one last brought something into the file.
    failures: u32,
    /// Whether the last claim did not fail.
    pub(crate) claims_work: bool,
}

impl<H: Handler> Dispatch<H> {
    pub(crate) fn new(
        database: Database,
        handler: Arc<H>,
        options: RunnerOptions,
        lock: File,
    ) -> Self {
        let owner = i64::from_ne_bytes(crate::clock::random().to_ne_bytes());
        Dispatch {
            database,
            handler,
            options,
            owner,
            lock: Arc::new(lock),
            runs: JoinSet::new(),
            running: HashMap::new(),
            reports: Vec::new(),
            failures: 0,
            claims_work: true,
        }
    }

    /// Takes up what a dead process left; tries until it is written. `false`: the database is closed.
    pub(crate) async fn rescue(&mut self) -> bool {
        for failures in 0.. {
            let (handler, jitter) = (Arc::clone(&self.handler), Arc::clone(&self.options.jitter));
            let (lock, now_ms) = (Arc::clone(&self.lock), self.options.clock.now_ms());
            let rescued: Result<u64, WriteError> = self
                .database
                .write(move |transaction| {
                    Box::pin(async move {
                        // Another runner must not begin before this is written or undone.
                        transaction.after_commit(move || drop(lock));
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
            let again_at_ms = now_ms.saturating_add(file_wait_ms(failures));
            self.wait_until(Some(again_at_ms), now_ms).await;
        }
        false
    }

    /// Works until told to stop, and says how many jobs were cut off.
    pub(crate) async fn work(mut self, mut stop: oneshot::Receiver<Duration>) -> usize {
        let signals = Arc::clone(self.database.signals());
        let mut upkeep = Upkeep::new();
        let mut turned = self.turn(true).await;
        loop {
            let Ok(again_at_ms) = turned else {
                return 0;
            };
            let mut parked = self.park();
            let now_ms = self.options.clock.now_ms();
            let upkeep_at_ms = upkeep.due_at_ms(self.is_idle(), now_ms);
            let due = self.wait_until(earlier(again_at_ms, upkeep_at_ms), now_ms);
            tokio::select! {
                biased;
                // Without a word the runner itself is gone, and this task with it.
                grace = &mut stop => {
                    self.take_back(parked).await;
                    return self.wind_down(grace.unwrap_or_default()).await;
                }
                Some(ended) = self.runs.join_next() => self.note(ended),
                claimed = parked.answered() => {
                    turned = self.start_claimed(claimed, again_at_ms);
                    continue;
                }
                () = signals.wake.notified() => {}
                () = due => {}
            }
            self.take_back(parked).await;
            self.gather().await;
            if self.is_idle() {
                upkeep
                    .do_if_due(&self.database, self.options.clock.now_ms())
                    .await;
            }
            turned = self.turn(true).await;
        }
    }

    /// Until the wall clock says so, or so much time has gone by: the wall clock may be set back meanwhile. `None`: for ever.
    fn wait_until(&self, at_ms: Option<i64>, now_ms: i64) -> impl Future<Output = ()> + use<H> {
        let clock = Arc::clone(&self.options.clock);
        async move {
            let Some(at_ms) = at_ms else {
                return std::future::pending().await;
            };
            let length_ms = u64::try_from(at_ms.saturating_sub(now_ms)).unwrap_or(0);
            tokio::select! {
                () = clock.sleep_until(at_ms) => {}
                () = clock.sleep(Duration::from_millis(length_ms)) => {}
            }
        }
    }

    /// Runs what may run now, and what comes of it, until nothing more may. Says when more will.
    pub(crate) async fn drain(&mut self) -> Result<Option<i64>, WriteError> {
        loop {
            let again_at_ms = self.try_turn(true).await?;
            match self.runs.join_next().await {
                Some(ended) => self.note(ended),
                None => return Ok(again_at_ms),
            }
        }
    }

    /// Has what is just about to end come into the same turn: a turn for eight costs little more than a turn for one.
    async fn gather(&mut self) {
        for _ in 0..GATHERING {
            while let Some(ended) = self.runs.try_join_next() {
                self.note(ended);
            }
            if self.running.is_empty() {
                return;
            }
            tokio::task::yield_now().await;
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
        let taken = self.try_turn(claims).await;
        self.claims_work = taken.is_ok();
        self.wait_out(taken)
    }

    /// A file that cannot be written is tried again later.
    fn wait_out(&mut self, taken: Result<Option<i64>, WriteError>) -> Result<Option<i64>, Closed> {
        match taken {
            Ok(again_at_ms) => Ok(again_at_ms),
            Err(WriteError::Closed) => Err(Closed),
            Err(error) => {
                tracing::error!(%error, "a turn of the runner was not written");
                let wait_ms = file_wait_ms(self.failures);
                self.failures = self.failures.saturating_add(1);
                let now_ms = self.options.clock.now_ms();
                Ok(Some(now_ms.saturating_add(wait_ms)))
            }
        }
    }

    async fn try_turn(&mut self, claims: bool) -> Result<Option<i64>, WriteError> {
        let reports = std::mem::take(&mut self.reports);
        let ended: Vec<_> = reports
            .iter()
            .map(|report| Arc::clone(&report.claimed))
            .collect();
        let brings = reports.iter().any(Report::brings_something);
        let turn = Turn {
            handler: Arc::clone(&self.handler),
            jitter: Arc::clone(&self.options.jitter),
            owner: self.owner,
            now_ms: self.options.clock.now_ms(),
            reports,
            lock: Arc::clone(&self.lock),
            busy: claims.then(|| self.busy()),
        };
        let taken: Result<Claims<H::Job>, WriteError> = self
            .database
            .write(move |transaction| Box::pin(turn.take(transaction)))
            .await;
        match taken {
            Ok(claims) => {
                if brings {
                    self.failures = 0;
                }
                self.start_all(claims.jobs);
                Ok(claims.again_at_ms)
            }
            Err(error) => {
                // What they brought is lost; that they ended must not be.
                self.reports = ended
                    .into_iter()
                    .map(|claimed| lost(claimed, &error))
                    .collect();
                Err(error)
            }
        }
    }

    /// Nothing runs, and nothing waits to be written.
    fn is_idle(&self) -> bool {
        self.running.is_empty() && self.reports.is_empty()
    }

    pub(crate) fn busy(&self) -> HashMap<String, Busy> {
        let mut busy: HashMap<String, Busy> = HashMap::new();
        for claimed in self.running.values() {
            let slot = busy.entry(claimed.slot.clone()).or_default();
            slot.all += 1;
            slot.background += i64::from(claimed.is_background());
        }
        busy
    }

    pub(crate) fn start(&mut self, claimed: Claimed<H::Job>) {
        let claimed = Arc::new(claimed);
        self.running.insert(claimed.id, Arc::clone(&claimed));
        self.runs.spawn(attempt(
            Arc::clone(&self.handler),
            claimed,
            Arc::clone(&self.options.clock),
        ));
    }
}

impl<H: Handler> Drop for Dispatch<H> {
    fn drop(&mut self) {
        // With it goes the lock.
        drop(self.database.signals().take_parked());
        for id in self.running.keys() {
            self.database.signals().ended(*id);
        }
    }
}

/// An attempt whose end could not be written. If the file is to blame it does not count.
fn lost<H: Handler>(claimed: Arc<Claimed<H::Job>>, error: &WriteError) -> Report<H> {
    let ending = if error.is_of_the_file() {
        Ending::Stopped
    } else {
        Ending::Failed(Failure::Retry {
            code: "store",
            message: "the result could not be written".to_owned(),
        })
    };
    Report { claimed, ending }
}
