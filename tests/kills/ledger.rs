//! The database file as a process left it: read without writing, and held against the rules.

use std::path::{Path, PathBuf};

use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Connection, FromRow, SqliteConnection};

use crate::rules::{OF_AUDIT, OF_ROWS, Rule};

const RUNNING: i64 = 2;
const COMPLETED: i64 = 10;
const DISCARDED: i64 = 11;

/// A job and how far it came.
#[derive(Clone, Debug, FromRow)]
pub(crate) struct Job {
    /// What it asks for: `list 2`, `copies 1600083`, `detail 1600083`.
    pub(crate) work: String,
    state: i64,
    /// How often it was begun.
    #[sqlx(try_from = "i64")]
    pub(crate) attempt: usize,
}

impl Job {
    pub(crate) fn is_running(&self) -> bool {
        self.state == RUNNING
    }

    pub(crate) fn is_completed(&self) -> bool {
        self.state == COMPLETED
    }

    pub(crate) fn is_discarded(&self) -> bool {
        self.state == DISCARDED
    }

    pub(crate) fn has_ended(&self) -> bool {
        self.state >= COMPLETED
    }
}

/// What stands in the file.
#[derive(Clone, Debug, Default)]
pub(crate) struct Ledger {
    pub(crate) jobs: Vec<Job>,
}

impl Ledger {
    /// Reads the file of this folder; nothing stands in one that was not finished. All is read as of one commit: another
    /// process may be writing.
    ///
    /// # Panics
    /// If a rule is broken.
    pub(crate) async fn read(folder: &Path) -> Self {
        // With a journal: the very first transaction, which makes the file, was cut off. To undo it is to write.
        if !file(folder).exists() || folder.join("chaekbeot.db-journal").exists() {
            return Self::default();
        }
        let mut connection = readable(folder).await;
        let mut snapshot = connection.begin().await.expect("a transaction");
        if !has_table(&mut snapshot, "search").await {
            return Self::default();
        }
        let mut broken = breaches(&mut snapshot, &OF_ROWS).await;
        if has_table(&mut snapshot, "audit").await {
            broken.extend(breaches(&mut snapshot, &OF_AUDIT).await);
        }
        assert!(broken.is_empty(), "broken: {broken:#?}");
        let jobs = sqlx::query_as(
            "SELECT CASE kind WHEN 'list_page' THEN 'list ' || (args ->> 'page') ELSE kind || ' ' || cid END AS work,
                    state, attempt
             FROM job LEFT JOIN book ON book.id = args ->> 'book' ORDER BY job.id",
        )
        .fetch_all(&mut *snapshot)
        .await
        .expect("the jobs");
        Self { jobs }
    }

    /// The jobs that were running.
    pub(crate) fn running(&self) -> impl Iterator<Item = &Job> {
        self.jobs.iter().filter(|job| job.is_running())
    }

    /// The jobs that were given up.
    pub(crate) fn discarded(&self) -> impl Iterator<Item = &Job> {
        self.jobs.iter().filter(|job| job.is_discarded())
    }

    /// How many jobs have not ended.
    pub(crate) fn open_count(&self) -> usize {
        self.jobs.iter().filter(|job| !job.has_ended()).count()
    }
}

fn file(folder: &Path) -> PathBuf {
    folder.join("chaekbeot.db")
}

async fn has_table(connection: &mut SqliteConnection, name: &str) -> bool {
    sqlx::query_scalar(
        "SELECT EXISTS (SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?)",
    )
    .bind(name)
    .fetch_one(connection)
    .await
    .expect("a schema")
}

async fn breaches(connection: &mut SqliteConnection, rules: &[Rule]) -> Vec<String> {
    let mut broken = Vec::new();
    for (sentence, exceptions) in rules {
        let found: Vec<String> = sqlx::query_scalar(*exceptions)
            .fetch_all(&mut *connection)
            .await
            .expect(sentence);
        broken.extend(
            found
                .iter()
                .map(|exception| format!("{sentence}: {exception}")),
        );
    }
    broken
}

/// Waits for so many commits by others.
pub(crate) async fn commits(folder: &Path, count: usize) {
    let mut connection = readable(folder).await;
    let mut known = data_version(&mut connection).await;
    for _ in 0..count {
        let before = known;
        while known == before {
            // Each look waits for its answer; nothing tells of commits by itself.
            known = data_version(&mut connection).await;
        }
    }
}

async fn data_version(connection: &mut SqliteConnection) -> i64 {
    sqlx::query_scalar("PRAGMA data_version")
        .fetch_one(connection)
        .await
        .expect("a count of commits")
}

async fn readable(folder: &Path) -> SqliteConnection {
    SqliteConnectOptions::new()
        .filename(file(folder))
        .read_only(true)
        .connect()
        .await
        .expect("a file that SQLite can read")
}

/// From now on everything that happens to the rows is written down.
pub(crate) async fn audit(folder: &Path) {
    let mut connection = SqliteConnectOptions::new()
        .filename(file(folder))
        .connect()
        .await
        .expect("a file that can be written");
    sqlx::raw_sql(include_str!("audit.sql"))
        .execute(&mut connection)
        .await
        .expect("the triggers");
    connection.close().await.expect("a file that closes");
}
