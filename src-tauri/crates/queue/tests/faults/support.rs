//! A file, and an application whose jobs store so many bytes. Attempts wait for a permit of the test.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use queue::{
    Batch, BatchId, BoxFuture, Context, Database, Ended, Failure, GivenUp, Handler, Job, JobId,
    JobRow, Kind, ManualClock, NewJob, Runner, RunnerOptions, Transaction, Trouble, WriteError,
};
use serde::{Deserialize, Serialize};
use sqlx::migrate::{Migration, MigrationType, Migrator};
use sqlx::{SqlSafeStr, SqlitePool};
use tokio::sync::{Semaphore, mpsc};

use crate::invariants::broken;

/// A job that stores so many bytes as its result.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Keep {
    bytes: u32,
    /// Makes the job itself large.
    ballast: String,
}

const KEEP: Kind = Kind {
    name: "keep",
    max_attempts: 2,
    timeout: Duration::from_secs(86_400),
};

impl Job for Keep {
    const KINDS: &'static [Kind] = &[KEEP];

    fn kind(&self) -> &'static Kind {
        &KEEP
    }
}

pub(crate) fn keep(bytes: u32, ballast: usize) -> NewJob {
    let ballast = "x".repeat(ballast);
    NewJob::new(&Keep { bytes, ballast }).unwrap()
}

pub(crate) struct Keeping {
    began: mpsc::UnboundedSender<(JobId, u32)>,
    ended: mpsc::UnboundedSender<JobId>,
    permits: Arc<Semaphore>,
}

impl Handler for Keeping {
    type Job = Keep;
    type Done = u32;

    async fn run(&self, job: &Keep, context: &Context) -> Result<u32, Failure> {
        self.began.send((context.id, context.attempt)).ok();
        self.permits.acquire().await.unwrap().forget();
        Ok(job.bytes)
    }

    fn finish<'t>(
        &'t self,
        transaction: &'t mut Transaction,
        ended: Ended<'t, Keep>,
        outcome: Result<u32, GivenUp>,
    ) -> BoxFuture<'t, Result<(), WriteError>> {
        Box::pin(async move {
            sqlx::query("INSERT INTO result(job_id, kept) VALUES (?1, zeroblob(?2))")
                .bind(ended.id)
                .bind(outcome.unwrap_or(0))
                .execute(transaction.connection())
                .await?;
            let (id, sender) = (ended.id, self.ended.clone());
            transaction.after_commit(move || {
                sender.send(id).ok();
            });
            Ok(())
        })
    }

    fn closed<'t>(
        &'t self,
        _: &'t mut Transaction,
        _: Batch,
    ) -> BoxFuture<'t, Result<(), WriteError>> {
        Box::pin(async { Ok(()) })
    }
}

pub(crate) fn migrator() -> Migrator {
    let sql = "CREATE TABLE result(job_id INTEGER NOT NULL, kept BLOB NOT NULL) STRICT";
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
pub(crate) async fn soon<T>(what: impl Future<Output = T>) -> T {
    tokio::time::timeout(Duration::from_secs(60), what)
        .await
        .expect("it never happened")
}

static PANICS: AtomicUsize = AtomicUsize::new(0);

/// Counts every panic from now on, also those that a task swallows, except those of the tests themselves.
pub(crate) fn count_panics() {
    static ONCE: std::sync::Once = std::sync::Once::new();
    ONCE.call_once(|| {
        let before = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            let is_test = info
                .location()
                .is_some_and(|place| place.file().contains("tests"));
            if !is_test {
                PANICS.fetch_add(1, Ordering::SeqCst);
            }
            before(info);
        }));
    });
}

pub(crate) fn assert_no_panic() {
    assert_eq!(PANICS.load(Ordering::SeqCst), 0, "something panicked");
}

pub(crate) struct Bench {
    pub(crate) database: Database,
    pub(crate) clock: ManualClock,
    pub(crate) permits: Arc<Semaphore>,
    pub(crate) handler: Arc<Keeping>,
    path: PathBuf,
    began: mpsc::UnboundedReceiver<(JobId, u32)>,
    ended: mpsc::UnboundedReceiver<JobId>,
}

impl Bench {
    pub(crate) async fn open(path: &Path) -> Bench {
        Bench::over(Database::open(path, migrator()).await.unwrap(), path)
    }

    pub(crate) fn over(database: Database, path: &Path) -> Bench {
        let (began_sender, began) = mpsc::unbounded_channel();
        let (ended_sender, ended) = mpsc::unbounded_channel();
        let permits = Arc::new(Semaphore::new(0));
        let handler = Arc::new(Keeping {
            began: began_sender,
            ended: ended_sender,
            permits: Arc::clone(&permits),
        });
        Bench {
            database,
            clock: ManualClock::default(),
            permits,
            handler,
            path: path.to_owned(),
            began,
            ended,
        }
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    pub(crate) fn options(&self) -> RunnerOptions {
        RunnerOptions {
            clock: Arc::new(self.clock.clone()),
            jitter: Arc::new(|| 0.5),
        }
    }

    /// A runner that may never become active.
    pub(crate) fn start_anyhow(&self) -> Runner {
        let handler = Arc::clone(&self.handler);
        Runner::start(self.database.clone(), handler, self.options()).unwrap()
    }

    pub(crate) async fn start(&self) -> Runner {
        let runner = self.start_anyhow();
        soon(runner.active()).await;
        runner
    }

    /// Runs everything that may run now.
    pub(crate) async fn drain(&self) {
        let options = self.options();
        let drained = queue::testing::drain(&self.database, &self.handler, &options);
        soon(drained).await.unwrap();
    }

    /// A job with a batch of its own, in one commit.
    pub(crate) async fn add(&self, job: NewJob) -> Result<(JobId, BatchId), WriteError> {
        soon(self.database.write(|transaction| {
            Box::pin(async move {
                let batch = queue::open_batch(transaction, 1).await?;
                let added = queue::add(transaction, &[batch], job, 1).await?;
                Ok((added.id, batch))
            })
        }))
        .await
    }

    /// A PRAGMA on the writer's connection.
    pub(crate) async fn set(&self, pragma: &'static str) {
        let set: Result<(), WriteError> = soon(self.database.write(move |transaction| {
            Box::pin(async move {
                sqlx::query(pragma)
                    .fetch_all(transaction.connection())
                    .await?;
                Ok(())
            })
        }))
        .await;
        set.unwrap();
    }

    pub(crate) async fn began(&mut self) -> (JobId, u32) {
        soon(self.began.recv()).await.unwrap()
    }

    pub(crate) async fn ended(&mut self) -> JobId {
        soon(self.ended.recv()).await.unwrap()
    }

    /// What has ended so far.
    #[cfg(unix)]
    pub(crate) fn ended_so_far(&mut self) -> Vec<JobId> {
        std::iter::from_fn(|| self.ended.try_recv().ok()).collect()
    }

    /// Waits until the file can, or cannot, be written for this reason.
    pub(crate) async fn until_trouble(&self, wanted: impl Fn(&Option<Trouble>) -> bool) {
        let mut trouble = self.database.trouble();
        soon(trouble.wait_for(wanted)).await.unwrap();
    }

    pub(crate) async fn jobs(&self) -> Vec<JobRow> {
        let mut connection = self.database.reader().acquire().await.unwrap();
        queue::jobs(&mut connection, 10_000).await.unwrap()
    }

    pub(crate) async fn job(&self, id: JobId) -> Option<JobRow> {
        self.jobs().await.into_iter().find(|job| job.id == id)
    }

    /// Fails if a rule is broken.
    pub(crate) async fn assert_whole(&self) {
        assert_whole(self.database.reader()).await;
    }
}

pub(crate) async fn assert_whole(file: &SqlitePool) {
    assert_eq!(broken(file).await.unwrap(), []);
}
