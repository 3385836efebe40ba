//! The runner: the one process that works on the jobs of a file.

use std::collections::HashSet;
use std::fs::File;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{oneshot, watch};
use tokio::task::JoinSet;

use crate::clock::{Clock, Jitter, SystemClock, system_jitter};
use crate::dispatch::Dispatch;
use crate::outside::Outside;
use crate::{Database, Handler, Job, Kind, damage, lock};

/// What a runner is given from outside.
#[derive(Clone)]
pub struct RunnerOptions {
    /// Its time.
    pub clock: Arc<dyn Clock>,
    /// Its chance.
    pub jitter: Jitter,
}

impl Default for RunnerOptions {
    fn default() -> Self {
        RunnerOptions {
            clock: Arc::new(SystemClock),
            jitter: system_jitter(),
        }
    }
}

/// Why a runner cannot start.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StartError {
    /// The lock files cannot be made or locked: the folder is not writable, or lies where locks do not work.
    #[error("the lock beside the database cannot be used")]
    Lock(#[from] std::io::Error),
    /// Two kinds of the application have one name: a fault of its [`KINDS`](Job::KINDS).
    #[error("two kinds of jobs are called {0:?}")]
    SameKind(&'static str),
}

/// Works on the jobs while it holds the lock `<file>.runner.lock`, which only one process can. Dropping it stops everything at once.
pub struct Runner {
    tasks: JoinSet<usize>,
    had_lock: bool,
    stop: oneshot::Sender<Duration>,
    active: watch::Receiver<bool>,
}

impl Runner {
    /// Starts it on the current tokio runtime. With the lock it first takes up what a dead process left, then works; without, it waits
    /// for the lock on a thread and takes over as soon as the other process is gone.
    ///
    /// # Errors
    /// [`StartError`].
    ///
    /// # Panics
    /// Outside a tokio runtime.
    pub fn start<H: Handler>(
        database: Database,
        handler: Arc<H>,
        options: RunnerOptions,
    ) -> Result<Runner, StartError> {
        check_kinds(H::Job::KINDS)?;
        let lock = match lock::try_runner(database.path())? {
            Some(file) => Lock::Held(file),
            None => Lock::Awaited(lock::wait_for_runner(database.path())?),
        };
        let had_lock = matches!(lock, Lock::Held(_));
        let (stop, stopped) = oneshot::channel();
        let (activate, active) = watch::channel(false);
        let mut tasks = JoinSet::new();
        tasks.spawn(run(database, handler, options, lock, stopped, activate));
        Ok(Runner {
            tasks,
            had_lock,
            stop,
            active,
        })
    }

    /// Whether this process is the one that works on the jobs: now, or as soon as it has taken up what was left.
    #[must_use]
    pub fn has_lock(&self) -> bool {
        self.had_lock || self.is_active()
    }

    /// Whether this process works on the jobs (it holds the lock and has taken up what was left).
    #[must_use]
    pub fn is_active(&self) -> bool {
        *self.active.borrow()
    }

    /// Waits until this process works on the jobs.
    pub fn active(&self) -> impl Future<Output = ()> + Send + use<> {
        let mut active = self.active.clone();
        async move {
            if active.wait_for(|active| *active).await.is_err() {
                // The loop is gone (it was shut down, or the database was closed): it will never be.
                std::future::pending().await
            }
        }
    }

    /// Starts no more jobs (but for those whose claim is being written), lets those that run end within `grace`, then drops them and puts them back with their attempt. Says how
    /// many were cut off.
    pub async fn shutdown(mut self, grace: Duration) -> usize {
        if self.stop.send(grace).is_err() {
            tracing::debug!("the runner had ended already");
        }
        match self.tasks.join_next().await {
            Some(Ok(cut_off)) => cut_off,
            Some(Err(error)) => {
                tracing::error!(%error, "the runner ended badly");
                0
            }
            None => 0,
        }
    }
}

/// The runner's lock, or the wait for it.
enum Lock {
    Held(File),
    Awaited(oneshot::Receiver<std::io::Result<File>>),
}

pub(crate) fn check_kinds(kinds: &[Kind]) -> Result<(), StartError> {
    let mut names = HashSet::new();
    match kinds.iter().find(|kind| !names.insert(kind.name)) {
        Some(twice) => Err(StartError::SameKind(twice.name)),
        None => Ok(()),
    }
}

async fn run<H: Handler>(
    database: Database,
    handler: Arc<H>,
    options: RunnerOptions,
    lock: Lock,
    mut stop: oneshot::Receiver<Duration>,
    activate: watch::Sender<bool>,
) -> usize {
    // Whoever waited for the lock was there before, and cannot know how the first one ended.
    let looks_for_damage = database.was_killed() || matches!(lock, Lock::Awaited(_));
    let outside = || Outside::new(database.clone(), Arc::clone(&options.clock));
    let held = match lock {
        Lock::Held(file) => file,
        Lock::Awaited(lock) => {
            let watching = outside().await;
            tokio::select! {
                _ = &mut stop => return 0,
                locked = lock => match locked {
                    Ok(Ok(file)) => file,
                    Ok(Err(error)) => {
                        tracing::error!(%error, "this process cannot take over");
                        return 0;
                    }
                    Err(_) => return 0,
                },
                () = watching.watch_as_second() => return 0,
            }
        }
    };
    let mut watching = JoinSet::new();
    watching.spawn(outside().await.watch_as_runner());
    if looks_for_damage {
        watching.spawn(damage::check(database.clone()));
    }
    let mut dispatch = Dispatch::new(database, handler, options, held);
    // A file that cannot be written is tried again and again: whoever wants to quit does not wait for it.
    let is_ready = tokio::select! {
        biased;
        _ = &mut stop => false,
        rescued = dispatch.rescue() => rescued,
    };
    if !is_ready {
        return 0;
    }
    activate.send_replace(true);
    let cut_off = dispatch.work(stop).await;
    activate.send_replace(false);
    cut_off
}
