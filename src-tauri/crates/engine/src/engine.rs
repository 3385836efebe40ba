//! The engine's outside: start and shutdown, and what listeners hear. Its calls are in `chat`, `terminal` and `card`.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use catalog::Library;
use queue::{BoxFuture, Clock, Database, Jitter, SystemClock, Transaction, WriteError};
use sqlx::Sqlite;
use sqlx::pool::PoolConnection;
use tokio::sync::broadcast;
use tokio::task::JoinSet;
use url::Url;

use crate::covers::Covers;
use crate::crawl::{Crawler, Limits};
use crate::jobs::Jobs;
use crate::network::{Network, SystemNetwork, Way};
use crate::shared::Shared;
use crate::store::{searches, slots};
use crate::wire::{Change, ErrorCode, Trouble};
use crate::worker::Worker;
use crate::{Error, UtcOffset, folder, local_time, network, search, trouble, watch};

/// What an engine is given from outside.
pub struct Options {
    /// Where everything is kept.
    pub data_dir: PathBuf,
    /// The libraries there are, in the order they are shown; none: those that come with the program.
    pub libraries: Option<Vec<Library>>,
    /// Where the practice library answers during this start; none: it is not there.
    pub practice: Option<Url>,
    /// How long a connection to a site may take to stand.
    pub connect_timeout: Duration,
    /// How long a site may take from a request to the last byte of its answer.
    pub answer_timeout: Duration,
    /// Time.
    pub clock: Arc<dyn Clock>,
    /// How far the local time is ahead of UTC.
    pub utc_offset: UtcOffset,
    /// Chance, for the pauses between attempts.
    pub jitter: Jitter,
    /// What the system says about its networks.
    pub network: Arc<dyn Network>,
    /// Background work rests until [`Engine::set_spared`] is called: for whoever will be told by the system what it wants, but not yet at
    /// the start.
    pub begins_spared: bool,
}

impl Options {
    /// The real thing, in this folder.
    #[must_use]
    pub fn new(data_dir: PathBuf) -> Self {
        Self {
            data_dir,
            libraries: None,
            practice: None,
            connect_timeout: Duration::from_secs(10),
            answer_timeout: Duration::from_secs(30),
            clock: Arc::new(SystemClock),
            utc_offset: local_time::system_offset(),
            jitter: queue::system_jitter(),
            network: Arc::new(SystemNetwork),
            begins_spared: false,
        }
    }
}

/// 책벗 without a window. Dropping it stops everything at once; [`Engine::shutdown`] does it in order.
pub struct Engine {
    pub(crate) database: Database,
    pub(crate) shared: Arc<Shared>,
    pub(crate) covers: Covers,
    pub(crate) worker: Worker,
    set_aside: Option<PathBuf>,
    /// Ends with the engine.
    tasks: tokio::sync::Mutex<JoinSet<()>>,
}

impl Engine {
    /// Opens the data folder and takes up what was left: jobs of an ended process run again. A damaged file is set aside, and a new
    /// one begun.
    ///
    /// # Errors
    /// [`Error::Folder`] or [`Error::Open`] if the folder cannot be used, its data is of a newer version, or damaged while another
    /// process has it.
    pub async fn start(options: Options) -> Result<Self, Error> {
        let started_at_ms = options.clock.now_ms();
        folder::prepare(&options.data_dir)?;
        let libraries = match options.libraries {
            Some(libraries) => libraries,
            None => catalog::libraries()?,
        };
        let limits = Limits {
            connect: options.connect_timeout,
            answer: options.answer_timeout,
        };
        let way = Arc::new(Way::new(options.network, Arc::clone(&options.clock)));
        let crawler = Crawler::new(limits, Arc::clone(&way))?;
        let covers = Covers::new(limits, crawler.traffic(), Arc::clone(&way.network))?;
        let file = folder::database(&options.data_dir);
        let (database, set_aside) = trouble::open(&file).await?;
        let shared = Arc::new(Shared::new(
            libraries,
            options.practice,
            Arc::clone(&options.clock),
            options.utc_offset,
            way,
            Arc::clone(&options.jitter),
            options.begins_spared,
        ));
        let jobs = Jobs::new(database.clone(), Arc::clone(&shared), crawler);
        let mut worker = Worker::start(database.clone(), jobs, options.clock, options.jitter)?;
        let mut tasks = JoinSet::new();
        tasks.spawn(say_resumed(
            database.clone(),
            Arc::clone(&shared),
            worker.active(),
            started_at_ms,
        ));
        tasks.spawn(hear_others(database.clone(), Arc::clone(&shared)));
        tasks.spawn(trouble::tell(database.trouble(), Arc::clone(&shared)));
        tasks.spawn(network::watch(database.clone(), Arc::clone(&shared)));
        tasks.spawn(watch::tend(
            database.clone(),
            Arc::clone(&shared),
            worker.active(),
        ));
        Ok(Self {
            database,
            shared,
            covers,
            worker,
            set_aside,
            tasks: tokio::sync::Mutex::new(tasks),
        })
    }

    /// Whether this process works on the jobs; another one does, if not.
    #[must_use]
    pub fn is_runner(&self) -> bool {
        self.worker.has_lock()
    }

    /// Where the damaged file lies that was set aside at this start.
    #[must_use]
    pub fn set_aside(&self) -> Option<&Path> {
        self.set_aside.as_deref()
    }

    /// What keeps the engine from storing anything at the moment.
    #[must_use]
    pub fn trouble(&self) -> Option<Trouble> {
        self.database.trouble().borrow().as_ref().map(Trouble::from)
    }

    /// Whether this device has no way to any library at the moment.
    #[must_use]
    pub fn offline(&self) -> bool {
        self.shared.way.is_offline()
    }

    /// Every change from now on. A listener that falls behind is told so by the channel and must rebuild.
    #[must_use]
    pub fn changes(&self) -> broadcast::Receiver<Change> {
        self.shared.subscribe()
    }

    /// Stops in order: no new jobs, those that run get `grace` to end, what is cut off goes on at the next start.
    pub async fn shutdown(&self, grace: Duration) {
        self.tasks.lock().await.shutdown().await;
        let cut_off = self.worker.rest(grace).await;
        tracing::info!(cut_off, "the engine stops");
        self.database.close().await;
    }

    pub(crate) async fn reader(&self) -> Result<PoolConnection<Sqlite>, Error> {
        Ok(self.database.reader().acquire().await?)
    }

    /// One change in one transaction.
    pub(crate) async fn write<T, F>(&self, work: F) -> Result<T, Error>
    where
        F: for<'t> FnOnce(&'t mut Transaction) -> BoxFuture<'t, Result<T, WriteError>>
            + Send
            + 'static,
        T: Send + 'static,
    {
        Ok(self.database.write(work).await?)
    }
}

/// Tells of the searches that go on where an ended process left them, and tidies up after those that ended with it.
async fn say_resumed(
    database: Database,
    shared: Arc<Shared>,
    active: BoxFuture<'static, ()>,
    started_at_ms: i64,
) {
    active.await;
    let told = database
        .write(move |tx| {
            Box::pin(async move {
                for slot in slots::left_slots(tx.connection()).await? {
                    queue::remove_slot(tx, &slot).await?;
                }
                // What another process had put off for want of a network is tried anew by this one, which knows nothing of that.
                let network = ErrorCode::Network.as_str();
                queue::bring_forward(tx, network, queue::Forward::All, started_at_ms).await?;
                if !shared.is_spared.load(Ordering::SeqCst) {
                    let spared = watch::SPARED;
                    queue::bring_forward(tx, spared, queue::Forward::All, started_at_ms).await?;
                }
                watch::take_up(tx, &shared).await?;
                // While everything is paused nothing goes on.
                if queue::paused_since_ms(tx.connection()).await?.is_some() {
                    return Ok(());
                }
                for id in searches::mark_resumed(tx.connection(), started_at_ms).await? {
                    search::publish(tx, &shared, id, &[], Vec::new()).await?;
                }
                Ok::<_, WriteError>(())
            })
        })
        .await;
    if let Err(error) = told {
        tracing::warn!("the resumed searches could not be marked: {error}");
    }
}

/// Another process changed the database: everyone rebuilds.
async fn hear_others(database: Database, shared: Arc<Shared>) {
    let mut outside = database.outside_changes();
    while outside.changed().await.is_ok() {
        shared.tell(Change::Resync);
        // It may have ended a search of a room.
        shared.bell.notify_one();
    }
}
