//! Noticing what another process does to the file. Alone, nothing is polled: the runner sleeps until the bell file is written. Beside
//! a second process, both look every 250 ms at SQLite's count of what others have committed.

use std::sync::Arc;
use std::time::Duration;

use notify::{RecommendedWatcher, RecursiveMode, Watcher};
use tokio::sync::Notify;

use crate::clock::Clock;
use crate::{Database, JobId, lock};

const TICK: Duration = Duration::from_millis(250);
/// How often the runner looks for a second process where files cannot be watched.
const LOOK: Duration = Duration::from_secs(2);

/// What one process knows of the other's commits.
pub(crate) struct Outside {
    database: Database,
    clock: Arc<dyn Clock>,
    /// The count at the last look.
    seen: Option<i64>,
}

impl Outside {
    /// Begins to count: everything committed by others after this will be noticed.
    pub(crate) async fn new(database: Database, clock: Arc<dyn Clock>) -> Self {
        let seen = database.data_version().await;
        Outside {
            database,
            clock,
            seen,
        }
    }

    /// For the process that waits for the runner's lock: there is another one, by definition.
    pub(crate) async fn watch_as_second(mut self) {
        loop {
            self.look().await;
            self.clock.sleep(TICK).await;
        }
    }

    /// For the process that holds the lock.
    pub(crate) async fn watch_as_runner(mut self) {
        let rung = Arc::new(Notify::new());
        let bell = watch_bell(&self.database, Arc::clone(&rung));
        if let Err(error) = &bell {
            tracing::warn!(%error, "the data folder cannot be watched");
        }
        loop {
            while lock::second_is_there(self.database.path()).unwrap_or_else(|error| {
                tracing::warn!(%error, "the second lock cannot be tried");
                false
            }) {
                self.look().await;
                self.clock.sleep(TICK).await;
            }
            // It may have written just before it went.
            self.look().await;
            if bell.is_ok() {
                rung.notified().await;
            } else {
                self.clock.sleep(LOOK).await;
            }
        }
    }

    async fn look(&mut self) {
        let Some(now) = self.database.data_version().await else {
            return;
        };
        if self.seen.replace(now).is_some_and(|before| before != now) {
            let signals = self.database.signals();
            self.stop_cancelled().await;
            signals.outside.send_modify(|changes| *changes += 1);
            signals.wake.notify_one();
        }
    }

    /// A cancellation by another process is a mark in the row; here it reaches the work.
    async fn stop_cancelled(&self) {
        let cancelled: Result<Vec<JobId>, sqlx::Error> =
            sqlx::query_scalar("SELECT id FROM job WHERE state = 2 AND cancel = 1")
                .fetch_all(self.database.reader())
                .await;
        match cancelled {
            Ok(jobs) => jobs
                .into_iter()
                .for_each(|job| self.database.signals().cancel(job)),
            Err(error) => tracing::warn!(%error, "cancellations by another process were not read"),
        }
    }
}

/// Has `rung` notified whenever the bell is written, as long as the watcher lives.
fn watch_bell(database: &Database, rung: Arc<Notify>) -> notify::Result<RecommendedWatcher> {
    let bell = lock::hang_bell(database.path()).map_err(notify::Error::io)?;
    let mut watcher = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
        if !event.is_ok_and(|event| event.kind.is_access()) {
            rung.notify_one();
        }
    })?;
    watcher.watch(&bell, RecursiveMode::NonRecursive)?;
    Ok(watcher)
}
