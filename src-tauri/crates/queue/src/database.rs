//! The handle of one SQLite file.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use futures_util::future::BoxFuture;
use sqlx::migrate::Migrator;
use sqlx::sqlite::SqlitePool;
use tokio::sync::{Notify, broadcast, mpsc, oneshot, watch};
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use crate::additions::Additions;
use crate::open::{self, OpenError};
use crate::trouble::Trouble;
use crate::work::{Work, erase};
use crate::writer::{self, Command};
use crate::{Added, BatchChange, BatchId, JobId, NewJob, Transaction, WriteError, damage};

/// One SQLite file: a writer task that groups what arrives together into one commit, and read-only readers. Clones are handles of
/// the same; without [`close`](Database::close), the last one to go stops the writer.
#[derive(Clone)]
pub struct Database {
    inner: Arc<Inner>,
}

struct Inner {
    path: PathBuf,
    readers: SqlitePool,
    commands: mpsc::Sender<Command>,
    signals: Arc<Signals>,
    writer: tokio::sync::Mutex<JoinSet<()>>,
    /// The last process ended without closing the file.
    was_killed: bool,
}

/// How many changes of batches a listener may be behind before it is told to rebuild.
const KEPT_CHANGES: usize = 1_024;

/// What commits tell others in this process.
pub(crate) struct Signals {
    path: PathBuf,
    /// There may be something to claim.
    pub(crate) wake: Notify,
    running: Mutex<HashMap<JobId, CancellationToken>>,
    /// The claim of a runner that sleeps.
    parked: Mutex<Option<Work>>,
    /// Grows when another process has changed the file.
    pub(crate) outside: watch::Sender<u64>,
    /// What keeps the file from being written.
    trouble: watch::Sender<Option<Trouble>>,
    changes: broadcast::Sender<BatchChange>,
}

impl Signals {
    fn new(path: &Path) -> Self {
        Signals {
            path: path.to_owned(),
            wake: Notify::new(),
            running: Mutex::default(),
            parked: Mutex::default(),
            outside: watch::Sender::new(0),
            trouble: watch::Sender::new(None),
            changes: broadcast::Sender::new(KEPT_CHANGES),
        }
    }

    pub(crate) fn tell(&self, changes: Vec<BatchChange>) {
        for change in changes {
            // An error means that nobody listens.
            drop(self.changes.send(change));
        }
    }

    /// Damage stays: it is noted for the next start, and writing that happens to go well does not heal it.
    pub(crate) fn set_trouble(&self, trouble: Option<Trouble>) {
        self.trouble.send_if_modified(|known| {
            if *known == trouble || matches!(known, Some(Trouble::Damaged(_))) {
                return false;
            }
            if let Some(Trouble::Damaged(finding)) = &trouble {
                damage::remember(&self.path, finding);
            }
            *known = trouble;
            true
        });
    }

    fn running(&self) -> std::sync::MutexGuard<'_, HashMap<JobId, CancellationToken>> {
        self.running.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Leaves a claim for the transaction that would wake the runner: what that adds can start with its commit.
    pub(crate) fn park(&self, claim: Work) {
        *self.parked.lock().unwrap_or_else(PoisonError::into_inner) = Some(claim);
    }

    /// The parked claim, for the writer to run it or for the runner to take it back.
    pub(crate) fn take_parked(&self) -> Option<Work> {
        self.parked
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take()
    }

    /// Notes that a job runs, so that a commit that cancels it reaches it.
    pub(crate) fn started(&self, job: JobId, cancellation: CancellationToken) {
        self.running().insert(job, cancellation);
    }

    pub(crate) fn ended(&self, job: JobId) {
        self.running().remove(&job);
    }

    pub(crate) fn cancel(&self, job: JobId) {
        if let Some(cancellation) = self.running().get(&job) {
            cancellation.cancel();
        }
    }
}

/// How many commands may wait for the writer before their callers wait too; also the most that one commit takes.
pub(crate) const GROUP: usize = 256;

impl Database {
    /// Opens the file: creates it (for its owner only) if it is not there, copies it aside if it is to be migrated, migrates it.
    /// The folder must exist. `migrator` holds the queue's [`migrations`](crate::migrations) and the application's
    /// (see [`join`](crate::join)).
    ///
    /// # Errors
    /// [`OpenError`], by what can be done.
    pub async fn open(path: &Path, migrator: Migrator) -> Result<Database, OpenError> {
        let opened = open::open_writer(path, &migrator).await?;
        let signals = Arc::new(Signals::new(path));
        let (commands, mailbox) = mpsc::channel(GROUP);
        let mut writer = JoinSet::new();
        writer.spawn(writer::run(
            path.to_owned(),
            Transaction::new(opened.connection, Arc::clone(&signals)),
            mailbox,
        ));
        let readers = open::readers(path);
        Ok(Database {
            inner: Arc::new(Inner {
                path: path.to_owned(),
                readers,
                commands,
                signals,
                writer: tokio::sync::Mutex::new(writer),
                was_killed: opened.was_killed,
            }),
        })
    }

    /// Read-only connections. Do not hold a stream of rows while waiting for something else: it keeps the log from shrinking.
    #[must_use]
    pub fn reader(&self) -> &SqlitePool {
        &self.inner.readers
    }

    /// Runs `work` inside the writer's transaction and answers after COMMIT. Work that arrives together is committed together; an
    /// error undoes this work only. Once it has been handed over it is done even if the caller is dropped.
    /// The work must not wait for anything but its own statements, and never for another write.
    ///
    /// # Errors
    /// What `work` says, or a [`WriteError`] if it was not committed.
    pub async fn write<T, E, F>(&self, work: F) -> Result<T, E>
    where
        F: for<'t> FnOnce(&'t mut Transaction) -> BoxFuture<'t, Result<T, E>> + Send + 'static,
        T: Send + 'static,
        E: From<WriteError> + std::error::Error + Send + 'static,
    {
        let (answer, answered) = oneshot::channel();
        let command = Command::Work(erase(work, answer));
        if self.inner.commands.send(command).await.is_err() {
            return Err(WriteError::Closed.into());
        }
        answered
            .await
            .unwrap_or_else(|_| Err(WriteError::Closed.into()))
    }

    /// [`add`](crate::add) in a transaction of its own. Jobs that many callers add at the same time for the same batches are stored
    /// together, so this is the fastest way to add one where there is nothing to write beside it.
    ///
    /// # Errors
    /// Those of [`add`](crate::add).
    pub async fn add(
        &self,
        batches: &[BatchId],
        job: NewJob,
        now_ms: i64,
    ) -> Result<Added, WriteError> {
        let (caller, answered) = oneshot::channel();
        let additions = Additions {
            batches: batches.to_vec(),
            now_ms,
            jobs: vec![job],
            callers: vec![caller],
        };
        let command = Command::Add(additions);
        if self.inner.commands.send(command).await.is_err() {
            return Err(WriteError::Closed);
        }
        answered.await.unwrap_or(Err(WriteError::Closed))
    }

    /// Grows whenever another process has changed the file, at most every 250 ms, while there is such a process (see
    /// [`Runner`](crate::Runner)). Changes by this process do not count.
    #[must_use]
    pub fn outside_changes(&self) -> watch::Receiver<u64> {
        self.inner.signals.outside.subscribe()
    }

    /// Every change of a batch, after its commit. A listener that is behind or was away reads the batches again: their versions say
    /// what it has seen.
    #[must_use]
    pub fn batch_changes(&self) -> broadcast::Receiver<BatchChange> {
        self.inner.signals.changes.subscribe()
    }

    /// What keeps the file from being written at the moment; `None`: the last write went well. What is in the file stays there, the
    /// runner tries again by itself.
    #[must_use]
    pub fn trouble(&self) -> watch::Receiver<Option<Trouble>> {
        self.inner.signals.trouble.subscribe()
    }

    /// Finishes what was handed over, tidies the file up and closes it. Writes that come later are refused.
    pub async fn close(&self) {
        self.inner.readers.close().await;
        // An error means that the writer has ended already.
        drop(self.inner.commands.send(Command::Close).await);
        let mut writer = self.inner.writer.lock().await;
        while let Some(ended) = writer.join_next().await {
            if let Err(error) = ended {
                tracing::error!(%error, "the writer ended badly");
            }
        }
    }

    /// SQLite's count of what other connections committed, as the writer's connection sees it: those of other processes.
    pub(crate) async fn data_version(&self) -> Option<i64> {
        let (answer, answered) = oneshot::channel();
        self.inner
            .commands
            .send(Command::DataVersion(answer))
            .await
            .ok()?;
        answered.await.ok()
    }

    /// Gives back to the file system what is no longer used, from time to time. Says nothing: what could not be done now will be later.
    pub(crate) async fn tidy_up(&self) {
        let (answer, answered) = oneshot::channel();
        if self
            .inner
            .commands
            .send(Command::TidyUp(answer))
            .await
            .is_ok()
        {
            // An error means that the database was closed meanwhile.
            drop(answered.await);
        }
    }

    pub(crate) fn was_killed(&self) -> bool {
        self.inner.was_killed
    }

    pub(crate) fn path(&self) -> &Path {
        &self.inner.path
    }

    pub(crate) fn signals(&self) -> &Arc<Signals> {
        &self.inner.signals
    }
}
