//! A real database in a temporary folder, a clock that stands still, and a handler whose jobs do what the test says when it says so.

use std::sync::Arc;
use std::time::Duration;

use queue::{
    Added, Batch, BatchId, BoxFuture, Clock, Context, Database, Ended, Failure, GivenUp, Handler,
    Job, JobId, JobRow, Kind, ManualClock, NewJob, Runner, RunnerOptions, SlotLimits, Transaction,
    WriteError,
};
use serde::{Deserialize, Serialize};
use sqlx::SqlSafeStr;
use sqlx::migrate::{Migration, MigrationType, Migrator};
use tokio::sync::{mpsc, oneshot};

pub(crate) const SLOT: &str = "sejong";

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) enum TestJob {
    Work {
        #[serde(deserialize_with = "not_poison")]
        name: String,
    },
    Once {
        name: String,
    },
}

/// An application's own way of reading may have faults.
fn not_poison<'d, D: serde::Deserializer<'d>>(reader: D) -> Result<String, D::Error> {
    let name = String::deserialize(reader)?;
    assert_ne!(name, "poison", "this name cannot be read");
    Ok(name)
}

const WORK: Kind = Kind {
    name: "work",
    max_attempts: 3,
    timeout: Duration::from_secs(60),
};
const ONCE: Kind = Kind {
    name: "once",
    max_attempts: 1,
    timeout: Duration::from_secs(60),
};

impl Job for TestJob {
    const KINDS: &'static [Kind] = &[WORK, ONCE];

    fn kind(&self) -> &'static Kind {
        match self {
            TestJob::Work { .. } => &WORK,
            TestJob::Once { .. } => &ONCE,
        }
    }
}

impl TestJob {
    pub(crate) fn name(&self) -> &str {
        match self {
            TestJob::Work { name } | TestJob::Once { name } => name,
        }
    }
}

pub(crate) fn work(name: &str) -> NewJob {
    NewJob::new(&TestJob::Work {
        name: name.to_owned(),
    })
    .unwrap()
}

pub(crate) fn once(name: &str) -> NewJob {
    NewJob::new(&TestJob::Once {
        name: name.to_owned(),
    })
    .unwrap()
}

/// What a job brings home.
#[derive(Debug, Default)]
pub(crate) struct Done {
    /// Follow-up jobs, for the same batches.
    pub(crate) children: Vec<NewJob>,
    /// The application's own statement fails.
    pub(crate) fails_to_store: bool,
    /// The application's own part panics.
    pub(crate) panics_in_store: bool,
}

/// An attempt that has begun and waits for the test.
pub(crate) struct Started {
    pub(crate) name: String,
    pub(crate) id: JobId,
    pub(crate) attempt: u32,
    pub(crate) is_last_attempt: bool,
    reply: oneshot::Sender<Box<dyn FnOnce() -> Result<Done, Failure> + Send>>,
}

impl Started {
    pub(crate) fn end(self, result: Result<Done, Failure>) {
        self.reply.send(Box::new(move || result)).ok();
    }

    pub(crate) fn done(self) {
        self.end(Ok(Done::default()));
    }

    pub(crate) fn done_with(self, children: Vec<NewJob>) {
        self.end(Ok(Done {
            children,
            ..Done::default()
        }));
    }

    pub(crate) fn fail(self, code: &'static str) {
        self.end(Err(Failure::Retry {
            code,
            message: "by the test".into(),
        }));
    }

    pub(crate) fn fatal(self, code: &'static str) {
        self.end(Err(Failure::Fatal {
            code,
            message: "by the test".into(),
        }));
    }

    pub(crate) fn snooze(self, seconds: u64) {
        let after = Some(Duration::from_secs(seconds));
        self.end(Err(Failure::Snooze {
            code: "http_429",
            message: "by the test".into(),
            after,
        }));
    }

    pub(crate) fn panic(self) {
        self.reply.send(Box::new(|| panic!("by the test"))).ok();
    }

    /// Whether nobody waits for the answer any more: the attempt was dropped.
    pub(crate) async fn dropped(mut self) {
        self.reply.closed().await;
    }
}

/// What the handler was told, in the order of the commits.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Event {
    Finished {
        name: String,
        outcome: Result<(), String>,
        batches: Vec<BatchId>,
    },
    PutOff {
        name: String,
        code: String,
        until_ms: i64,
    },
    Closed {
        batch: Batch,
    },
}

/// What the test can wait for.
pub(crate) enum Next {
    Event(Event),
    Started(Started),
}

/// The name of a job whose attempt panics where it is dropped.
pub(crate) const PANICS_WHEN_DROPPED: &str = "panics when dropped";

struct PanicsWhenDropped;

impl Drop for PanicsWhenDropped {
    fn drop(&mut self) {
        panic!("by the test");
    }
}

/// The name of a job of which the application cannot even be told that it was put off.
pub(crate) const CANNOT_BE_PUT_OFF: &str = "cannot be put off";

pub(crate) struct Script {
    started: mpsc::UnboundedSender<Started>,
    events: mpsc::UnboundedSender<Event>,
}

impl Handler for Script {
    type Job = TestJob;
    type Done = Done;

    async fn run(&self, job: &TestJob, context: &Context) -> Result<Done, Failure> {
        let (reply, answer) = oneshot::channel();
        let started = Started {
            name: job.name().to_owned(),
            id: context.id,
            attempt: context.attempt,
            is_last_attempt: context.is_last_attempt(),
            reply,
        };
        self.started.send(started).ok();
        let _dropped = (job.name() == PANICS_WHEN_DROPPED).then(|| PanicsWhenDropped);
        match answer.await {
            Ok(end) => end(),
            // The test has let go of it: it hangs.
            Err(_) => std::future::pending().await,
        }
    }

    fn finish<'t>(
        &'t self,
        transaction: &'t mut Transaction,
        ended: Ended<'t, TestJob>,
        outcome: Result<Done, GivenUp>,
    ) -> BoxFuture<'t, Result<(), WriteError>> {
        Box::pin(async move {
            sqlx::query("INSERT INTO result(job_id, name) VALUES (?1, ?2)")
                .bind(ended.id)
                .bind(ended.job.name())
                .execute(transaction.connection())
                .await?;
            let outcome = match outcome {
                Ok(done) => {
                    if done.fails_to_store {
                        sqlx::query("INSERT INTO result(job_id, name) VALUES (NULL, NULL)")
                            .execute(transaction.connection())
                            .await?;
                    }
                    assert!(!done.panics_in_store, "by the test");
                    for child in done.children {
                        queue::add(transaction, ended.batches, child, ended.now_ms).await?;
                    }
                    Ok(())
                }
                Err(given_up) => Err(given_up.code),
            };
            let event = Event::Finished {
                name: ended.job.name().to_owned(),
                outcome,
                batches: ended.batches.to_vec(),
            };
            self.tell(transaction, event);
            Ok(())
        })
    }

    fn closed<'t>(
        &'t self,
        transaction: &'t mut Transaction,
        batch: Batch,
    ) -> BoxFuture<'t, Result<(), WriteError>> {
        self.tell(transaction, Event::Closed { batch });
        Box::pin(async { Ok(()) })
    }

    fn put_off<'t>(
        &'t self,
        transaction: &'t mut Transaction,
        job: Ended<'t, TestJob>,
        code: &'t str,
        until_ms: i64,
    ) -> BoxFuture<'t, Result<(), WriteError>> {
        if job.job.name() == CANNOT_BE_PUT_OFF {
            return Box::pin(async { Err(WriteError::Panicked) });
        }
        self.tell(
            transaction,
            Event::PutOff {
                name: job.job.name().to_owned(),
                code: code.to_owned(),
                until_ms,
            },
        );
        Box::pin(async { Ok(()) })
    }
}

impl Script {
    fn tell(&self, transaction: &mut Transaction, event: Event) {
        let events = self.events.clone();
        transaction.after_commit(move || {
            events.send(event).ok();
        });
    }
}

pub(crate) fn migrator() -> Migrator {
    queue::join(queue::migrations(), own_migrations())
}

pub(crate) fn own_migrations() -> Vec<Migration> {
    let sql = "CREATE TABLE result(job_id INTEGER NOT NULL UNIQUE, name TEXT NOT NULL) STRICT";
    vec![Migration::new(
        2001,
        "results".into(),
        MigrationType::Simple,
        sql.into_sql_str(),
        false,
    )]
}

/// Keeps a test that would hang from hanging for ever; what it waits for happens within milliseconds.
pub(crate) async fn soon<T>(what: impl Future<Output = T>) -> T {
    tokio::time::timeout(Duration::from_secs(60), what)
        .await
        .expect("it never happened")
}

pub(crate) struct Bench {
    pub(crate) database: Database,
    pub(crate) clock: ManualClock,
    pub(crate) script: Arc<Script>,
    pub(crate) folder: tempfile::TempDir,
    started: mpsc::UnboundedReceiver<Started>,
    events: mpsc::UnboundedReceiver<Event>,
}

impl Bench {
    pub(crate) async fn new() -> Bench {
        let folder = tempfile::tempdir().unwrap();
        let database = Database::open(&folder.path().join("test.sqlite"), migrator())
            .await
            .unwrap();
        let (started_sender, started) = mpsc::unbounded_channel();
        let (events_sender, events) = mpsc::unbounded_channel();
        let script = Arc::new(Script {
            started: started_sender,
            events: events_sender,
        });
        Bench {
            database,
            clock: ManualClock::default(),
            script,
            folder,
            started,
            events,
        }
    }

    pub(crate) fn options(&self) -> RunnerOptions {
        RunnerOptions {
            clock: Arc::new(self.clock.clone()),
            jitter: Arc::new(|| 0.5),
        }
    }

    pub(crate) fn start(&self) -> Runner {
        Runner::start(
            self.database.clone(),
            Arc::clone(&self.script),
            self.options(),
        )
        .unwrap()
    }

    pub(crate) fn now_ms(&self) -> i64 {
        self.clock.now_ms()
    }

    pub(crate) async fn open_batch(&self) -> BatchId {
        let now_ms = self.now_ms();
        self.write(move |transaction| Box::pin(queue::open_batch(transaction, now_ms)))
            .await
            .unwrap()
    }

    pub(crate) async fn write<T, F>(&self, work: F) -> Result<T, WriteError>
    where
        F: for<'t> FnOnce(&'t mut Transaction) -> BoxFuture<'t, Result<T, WriteError>>
            + Send
            + 'static,
        T: Send + 'static,
    {
        soon(self.database.write(work)).await
    }

    pub(crate) async fn add(&self, batches: &[BatchId], job: NewJob) -> Added {
        self.try_add(batches, job).await.unwrap()
    }

    pub(crate) async fn try_add(
        &self,
        batches: &[BatchId],
        job: NewJob,
    ) -> Result<Added, WriteError> {
        let (batches, now_ms) = (batches.to_vec(), self.now_ms());
        self.write(move |transaction| {
            Box::pin(async move { queue::add(transaction, &batches, job, now_ms).await })
        })
        .await
    }

    /// All of them in one commit.
    pub(crate) async fn add_all(&self, batches: &[BatchId], jobs: Vec<NewJob>) -> Vec<JobId> {
        let (batches, now_ms) = (batches.to_vec(), self.now_ms());
        self.write(move |transaction| {
            Box::pin(async move {
                let mut ids = Vec::new();
                for job in jobs {
                    ids.push(queue::add(transaction, &batches, job, now_ms).await?.id);
                }
                Ok(ids)
            })
        })
        .await
        .unwrap()
    }

    pub(crate) async fn cancel(&self, batch: BatchId) -> bool {
        let now_ms = self.now_ms();
        self.write(move |transaction| Box::pin(queue::cancel_batch(transaction, batch, now_ms)))
            .await
            .unwrap()
    }

    pub(crate) async fn set_slot(&self, in_flight: u32, gap_ms: u64) {
        self.write(move |transaction| {
            Box::pin(queue::set_slot(
                transaction,
                SLOT,
                SlotLimits { in_flight, gap_ms },
            ))
        })
        .await
        .unwrap();
    }

    pub(crate) async fn batch(&self, id: BatchId) -> Batch {
        let mut connection = self.database.reader().acquire().await.unwrap();
        queue::batch(&mut connection, id).await.unwrap().unwrap()
    }

    pub(crate) async fn job(&self, id: JobId) -> JobRow {
        self.jobs()
            .await
            .into_iter()
            .find(|job| job.id == id)
            .unwrap()
    }

    pub(crate) async fn jobs(&self) -> Vec<JobRow> {
        let mut connection = self.database.reader().acquire().await.unwrap();
        queue::jobs(&mut connection, 1_000).await.unwrap()
    }

    pub(crate) async fn results(&self) -> Vec<String> {
        sqlx::query_scalar("SELECT name FROM result ORDER BY job_id")
            .fetch_all(self.database.reader())
            .await
            .unwrap()
    }

    /// The next attempt that begins.
    pub(crate) async fn started(&mut self) -> Started {
        soon(self.started.recv()).await.unwrap()
    }

    /// Whatever happens next.
    pub(crate) async fn next(&mut self) -> Next {
        soon(async {
            tokio::select! {
                biased;
                event = self.events.recv() => Next::Event(event.unwrap()),
                started = self.started.recv() => Next::Started(started.unwrap()),
            }
        })
        .await
    }

    pub(crate) async fn started_many(&mut self, count: usize) -> Vec<Started> {
        let mut started = Vec::new();
        for _ in 0..count {
            started.push(self.started().await);
        }
        started.sort_by_key(|started| started.id);
        started
    }

    pub(crate) async fn event(&mut self) -> Event {
        soon(self.events.recv()).await.unwrap()
    }

    /// Every event until the batch is closed, and the closed batch.
    pub(crate) async fn until_closed(&mut self) -> (Vec<Event>, Batch) {
        let mut before = Vec::new();
        loop {
            match self.event().await {
                Event::Closed { batch } => return (before, batch),
                other => before.push(other),
            }
        }
    }

    /// Has the runner take a turn of which it is certain that it came after everything so far: a local job has begun and ended.
    pub(crate) async fn after_a_turn(&mut self) {
        self.add(&[], work("probe")).await;
        let mut others = Vec::new();
        loop {
            let started = self.started().await;
            if started.name == "probe" {
                started.done();
                break;
            }
            others.push(started.name);
        }
        assert_eq!(
            others,
            Vec::<String>::new(),
            "a turn began jobs that the test does not expect"
        );
        loop {
            if matches!(self.event().await, Event::Finished { name, .. } if name == "probe") {
                return;
            }
        }
    }
}
