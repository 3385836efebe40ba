//! The queue's runner as the engine has it: it can rest, and be woken, while everything else goes on.

use std::sync::Arc;
use std::time::Duration;

use queue::{BoxFuture, Clock, Database, Jitter, Runner, RunnerOptions};
use tokio::sync::Mutex;

use crate::jobs::Jobs;
use crate::{Engine, Error};

/// Whoever works on the jobs of this process.
pub(crate) struct Worker {
    database: Database,
    jobs: Arc<Jobs>,
    options: RunnerOptions,
    /// None while it rests.
    runner: Mutex<Option<Runner>>,
}

impl Worker {
    pub(crate) fn start(
        database: Database,
        jobs: Jobs,
        clock: Arc<dyn Clock>,
        jitter: Jitter,
    ) -> Result<Self, Error> {
        let mut worker = Self {
            database,
            jobs: Arc::new(jobs),
            options: RunnerOptions { clock, jitter },
            runner: Mutex::default(),
        };
        *worker.runner.get_mut() = Some(worker.begin()?);
        Ok(worker)
    }

    fn begin(&self) -> Result<Runner, Error> {
        Runner::start(
            self.database.clone(),
            Arc::clone(&self.jobs),
            self.options.clone(),
        )
        .map_err(|error| Error::Runner(Box::new(error)))
    }

    /// Ends when this process has begun to work on the jobs for the first time.
    pub(crate) fn active(&mut self) -> BoxFuture<'static, ()> {
        match self.runner.get_mut() {
            Some(runner) => Box::pin(runner.active()),
            None => Box::pin(std::future::pending()),
        }
    }

    /// Whether this process works on the jobs. While that changes, it does not.
    pub(crate) fn has_lock(&self) -> bool {
        let runner = self.runner.try_lock();
        runner.is_ok_and(|runner| runner.as_ref().is_some_and(Runner::has_lock))
    }

    /// No new jobs; those that run get `grace` to end, the rest is put back as if it had not been tried. Says how many.
    pub(crate) async fn rest(&self, grace: Duration) -> usize {
        match self.runner.lock().await.take() {
            Some(runner) => runner.shutdown(grace).await,
            None => 0,
        }
    }

    /// The end of a rest.
    async fn wake(&self) -> Result<(), Error> {
        let mut runner = self.runner.lock().await;
        if runner.is_none() {
            *runner = Some(self.begin()?);
        }
        Ok(())
    }
}

impl Engine {
    /// The system is about to suspend the app: no new jobs, those that run get `grace` to end, what is cut off has lost nothing. Everything
    /// else stays: what is asked meanwhile waits for [`Engine::wake`].
    pub async fn rest(&self, grace: Duration) {
        let cut_off = self.worker.rest(grace).await;
        tracing::info!(cut_off, "the work rests");
    }

    /// The app is in front again: the work goes on. Nothing happens if it did not rest.
    ///
    /// # Errors
    /// [`Error::Runner`].
    pub async fn wake(&self) -> Result<(), Error> {
        self.worker.wake().await
    }
}
