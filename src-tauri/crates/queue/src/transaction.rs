//! What a piece of work sees of the writer: the connection inside the open transaction, and what it wants done after COMMIT.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use futures_util::StreamExt;
use sqlx::query::Query;
use sqlx::sqlite::{SqliteArguments, SqliteQueryResult};
use sqlx::{Executor, Sqlite, SqliteConnection};

use crate::database::Signals;
use crate::{BatchChange, BatchId};

type Then = Box<dyn FnOnce() + Send>;

/// The writer's open transaction. Only the writer makes one; work gets it by [`Database::write`](crate::Database::write).
pub struct Transaction {
    connection: SqliteConnection,
    /// Of the work that runs now.
    after: After,
    signals: Arc<Signals>,
}

/// What is to be done once the transaction is on disk.
#[derive(Default)]
pub(crate) struct After {
    then: Vec<Then>,
    changes: Vec<BatchChange>,
    wakes_runner: bool,
}

impl After {
    pub(crate) fn append(&mut self, mut other: After) {
        self.then.append(&mut other.then);
        self.changes.append(&mut other.changes);
        self.wakes_runner |= other.wakes_runner;
    }

    pub(crate) fn run(self, signals: &Signals) {
        for then in self.then {
            // It is committed: a fault of the application's must not look like one of the file's.
            if catch_unwind(AssertUnwindSafe(then)).is_err() {
                tracing::error!("what was to be done after a commit has panicked");
            }
        }
        signals.tell(self.changes);
        if self.wakes_runner {
            signals.wake.notify_one();
        }
    }
}

impl Transaction {
    pub(crate) fn new(connection: SqliteConnection, signals: Arc<Signals>) -> Self {
        Transaction {
            connection,
            after: After::default(),
            signals,
        }
    }

    /// The connection, for statements. A transaction is open on it already: `begin` on it fails.
    pub fn connection(&mut self) -> &mut SqliteConnection {
        &mut self.connection
    }

    /// Has `then` called after COMMIT, in the order of these calls and before the caller of the write hears of it.
    /// It is dropped uncalled if this work or the commit fails. It runs on the writer's task: it must be short.
    pub fn after_commit(&mut self, then: impl FnOnce() + Send + 'static) {
        self.after.then.push(Box::new(then));
    }

    /// Listeners hear after COMMIT that the batch has this version now.
    pub(crate) fn batch_changed(&mut self, batch: BatchId, version: i64) {
        self.after.changes.push(BatchChange { batch, version });
    }

    pub(crate) fn wake_runner(&mut self) {
        self.after.wakes_runner = true;
    }

    pub(crate) fn wakes_runner(&self) -> bool {
        self.after.wakes_runner
    }

    /// The runner claims in the very transaction in which it adds: it need not be woken for that.
    pub(crate) fn do_not_wake_runner(&mut self) {
        self.after.wakes_runner = false;
    }

    pub(crate) fn signals(&self) -> Arc<Signals> {
        Arc::clone(&self.signals)
    }

    pub(crate) fn into_connection(self) -> SqliteConnection {
        self.connection
    }

    pub(crate) fn replace_connection(&mut self, connection: SqliteConnection) {
        self.connection = connection;
    }

    pub(crate) async fn begin(&mut self) -> Result<(), sqlx::Error> {
        // IMMEDIATE: a deferred transaction that reads first and writes then fails at once beside a second process.
        self.execute("BEGIN IMMEDIATE").await
    }

    pub(crate) async fn commit(&mut self) -> Result<(), sqlx::Error> {
        self.execute("COMMIT").await
    }

    pub(crate) async fn rollback(&mut self) -> Result<(), sqlx::Error> {
        self.execute("ROLLBACK").await
    }

    /// Opens a savepoint and sets aside what was noted before it.
    pub(crate) async fn savepoint(&mut self) -> Result<After, sqlx::Error> {
        self.execute("SAVEPOINT work").await?;
        Ok(std::mem::take(&mut self.after))
    }

    /// Keeps the work since the savepoint.
    pub(crate) async fn release(&mut self, before: After) -> Result<(), sqlx::Error> {
        let since = std::mem::replace(&mut self.after, before);
        self.execute("RELEASE work").await?;
        self.after.append(since);
        Ok(())
    }

    /// Undoes the work since the savepoint, and forgets what it wanted done.
    pub(crate) async fn undo(&mut self, before: After) -> Result<(), sqlx::Error> {
        self.after = before;
        self.execute("ROLLBACK TO work").await?;
        self.execute("RELEASE work").await
    }

    /// Sets aside what was noted so far, for the end of an attempt. The savepoint is opened by its first statement, and stays open until
    /// COMMIT takes it along: two statements less for each.
    pub(crate) fn set_notes_aside(&mut self) -> After {
        std::mem::take(&mut self.after)
    }

    /// Keeps the end of an attempt.
    pub(crate) fn keep_notes(&mut self, before: After) {
        let since = std::mem::replace(&mut self.after, before);
        self.after.append(since);
    }

    /// Undoes the end of an attempt, and forgets what it wanted done.
    pub(crate) async fn undo_attempt(&mut self, before: After) -> Result<(), sqlx::Error> {
        self.after = before;
        self.execute("ROLLBACK TO attempt").await
    }

    pub(crate) async fn attempt_savepoint(&mut self) -> Result<(), sqlx::Error> {
        self.execute("SAVEPOINT attempt").await
    }

    pub(crate) fn take_after(&mut self) -> After {
        std::mem::take(&mut self.after)
    }

    /// Runs one statement that gives no rows. Waits for it only, and not for the word that no other follows: that would cost two
    /// changes of threads.
    pub(crate) async fn execute_one(
        &mut self,
        statement: Query<'_, Sqlite, SqliteArguments>,
    ) -> Result<SqliteQueryResult, sqlx::Error> {
        let mut results = self.connection.execute_many(statement);
        results
            .next()
            .await
            .unwrap_or(Err(sqlx::Error::RowNotFound))
    }

    async fn execute(&mut self, statement: &'static str) -> Result<(), sqlx::Error> {
        self.execute_one(sqlx::query(statement)).await.map(drop)
    }
}
