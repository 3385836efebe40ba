//! The writer task: the only place that writes. It takes all that waits in its mailbox, runs each piece in a savepoint of one
//! transaction, commits once, and only then lets anybody know.

use std::panic::AssertUnwindSafe;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use sqlx::{ConnectOptions, Connection, SqliteConnection};
use tokio::sync::{mpsc, oneshot};

use crate::database::GROUP;
use crate::open::connect_options;
use crate::write_error::{SQLITE_BUSY, result_code};
use crate::{Transaction, WriteError};

/// What the writer can be told.
pub(crate) enum Command {
    Work(Work),
    DataVersion(oneshot::Sender<i64>),
    Close,
}

/// A piece of work whose types were forgotten: it keeps its own way of answering. Without a transaction it does nothing but that.
pub(crate) type Work =
    Box<dyn for<'t> FnOnce(Option<&'t mut Transaction>) -> BoxFuture<'t, Verdict> + Send>;

/// Called once the fate of the group is known.
type Answer = Box<dyn FnOnce(Result<(), WriteError>) + Send>;

/// What the work wants, and how its caller is told.
pub(crate) struct Verdict {
    keep: bool,
    answer: Answer,
}

/// Forgets the types of `work`.
pub(crate) fn erase<T, E, F>(work: F, caller: oneshot::Sender<Result<T, E>>) -> Work
where
    F: for<'t> FnOnce(&'t mut Transaction) -> BoxFuture<'t, Result<T, E>> + Send + 'static,
    T: Send + 'static,
    E: From<WriteError> + Send + 'static,
{
    Box::new(move |transaction| {
        Box::pin(async move {
            let result = match transaction {
                // The future of `work` is made inside the guarded one, so that a panic of either is caught.
                Some(transaction) => AssertUnwindSafe(async { work(transaction).await })
                    .catch_unwind()
                    .await
                    .unwrap_or_else(|_| Err(WriteError::Panicked.into())),
                None => Err(WriteError::Closed.into()),
            };
            let keep = result.is_ok();
            let answer: Answer = Box::new(move |fate| {
                let answer = match fate {
                    Ok(()) => result,
                    Err(error) => Err(error.into()),
                };
                // The caller may be gone: then nobody wants to know.
                drop(caller.send(answer));
            });
            Verdict { keep, answer }
        })
    })
}

/// Runs until told to close, or until all handles are gone.
pub(crate) async fn run(
    path: PathBuf,
    mut transaction: Transaction,
    mut mailbox: mpsc::Receiver<Command>,
) {
    let mut group = Vec::with_capacity(GROUP);
    while mailbox.recv_many(&mut group, GROUP).await > 0 {
        let mut works = Vec::with_capacity(group.len());
        for command in group.drain(..) {
            match command {
                Command::Work(work) => works.push(work),
                Command::DataVersion(caller) => {
                    answer_data_version(transaction.connection(), caller).await
                }
                // What waits in the mailbox is still done; then it is empty and closed.
                Command::Close => mailbox.close(),
            }
        }
        if works.is_empty() {
            continue;
        }
        if let Err(error) = commit_group(&mut transaction, works).await {
            tracing::error!(%error, "a group of writes was not committed");
            renew(&path, &mut transaction).await;
        }
    }
    tidy_up(transaction).await;
}

/// How often a locked file is tried, each time for as long as SQLite's busy time-out.
const BEGIN_TRIES: u32 = 3;

/// Everything in one transaction. Every caller has been answered when this ends, also by an error.
async fn commit_group(
    transaction: &mut Transaction,
    works: Vec<Work>,
) -> Result<(), Arc<sqlx::Error>> {
    let mut answers = Vec::with_capacity(works.len());
    let fate = try_group(transaction, works, &mut answers)
        .await
        .map_err(Arc::new);
    let after = transaction.take_after();
    match fate {
        Ok(()) => {
            after.run(&transaction.signals());
            for answer in answers {
                answer(Ok(()));
            }
            Ok(())
        }
        Err(error) => {
            drop(after);
            for answer in answers {
                answer(Err(WriteError::of_group(&error)));
            }
            Err(error)
        }
    }
}

async fn try_group(
    transaction: &mut Transaction,
    works: Vec<Work>,
    answers: &mut Vec<Answer>,
) -> Result<(), sqlx::Error> {
    let mut fate = begin(transaction).await;
    for work in works {
        if fate.is_ok() {
            fate = run_one(transaction, work, answers).await;
        } else {
            answers.push(work(None).await.answer);
        }
    }
    fate?;
    transaction.commit().await
}

async fn run_one(
    transaction: &mut Transaction,
    work: Work,
    answers: &mut Vec<Answer>,
) -> Result<(), sqlx::Error> {
    let before = match transaction.savepoint().await {
        Ok(before) => before,
        Err(error) => {
            answers.push(work(None).await.answer);
            return Err(error);
        }
    };
    let verdict = work(Some(transaction)).await;
    answers.push(verdict.answer);
    if verdict.keep {
        transaction.release(before).await
    } else {
        transaction.undo(before).await
    }
}

async fn begin(transaction: &mut Transaction) -> Result<(), sqlx::Error> {
    for _ in 1..BEGIN_TRIES {
        match transaction.begin().await {
            Err(error) if result_code(&error) == Some(SQLITE_BUSY) => {
                tracing::warn!("another process holds the database");
            }
            other => return other,
        }
    }
    transaction.begin().await
}

async fn answer_data_version(connection: &mut SqliteConnection, caller: oneshot::Sender<i64>) {
    match sqlx::query_scalar("PRAGMA data_version")
        .fetch_one(connection)
        .await
    {
        Ok(version) => drop(caller.send(version)),
        // The caller sees that no answer comes, and asks again later.
        Err(error) => tracing::warn!(%error, "the data version cannot be read"),
    }
}

/// After a failed group: a connection without a transaction, the old one or a fresh one.
async fn renew(path: &Path, transaction: &mut Transaction) {
    if transaction.rollback().await.is_ok() {
        return;
    }
    // SQLite has rolled back by itself (a full disk), or the connection is broken.
    match connect_options(path).connect().await {
        Ok(connection) => transaction.replace_connection(connection),
        Err(error) => tracing::error!(%error, "the writer has no new connection"),
    }
}

async fn tidy_up(transaction: Transaction) {
    let mut connection = transaction.into_connection();
    for statement in ["PRAGMA optimize", "PRAGMA wal_checkpoint(TRUNCATE)"] {
        if let Err(error) = sqlx::query(statement).execute(&mut connection).await {
            tracing::warn!(%error, statement, "not tidied up");
        }
    }
    if let Err(error) = connection.close().await {
        tracing::warn!(%error, "the writer's connection was not closed");
    }
}
