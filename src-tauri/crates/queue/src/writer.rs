//! The writer task: the only place that writes. It takes all that waits in its mailbox, runs each piece in a savepoint of one
//! transaction, commits once, and only then lets anybody know.

use std::error::Error;
use std::panic::AssertUnwindSafe;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use sqlx::{ConnectOptions, SqliteConnection};
use tokio::sync::{mpsc, oneshot};

use crate::database::GROUP;
use crate::open::connect_options;
use crate::tidy;
use crate::trouble::Trouble;
use crate::write_error::{SQLITE_BUSY, result_code};
use crate::{Transaction, WriteError};

/// What the writer can be told.
pub(crate) enum Command {
    Work(Work),
    DataVersion(oneshot::Sender<i64>),
    TidyUp(oneshot::Sender<()>),
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
    /// What its error says about the file.
    trouble: Option<Trouble>,
    answer: Answer,
}

/// Why a group was not committed.
struct GroupError {
    error: sqlx::Error,
    trouble: Trouble,
}

impl From<sqlx::Error> for GroupError {
    fn from(error: sqlx::Error) -> Self {
        let trouble = Trouble::of_group(&error);
        GroupError { error, trouble }
    }
}

/// Forgets the types of `work`.
pub(crate) fn erase<T, E, F>(work: F, caller: oneshot::Sender<Result<T, E>>) -> Work
where
    F: for<'t> FnOnce(&'t mut Transaction) -> BoxFuture<'t, Result<T, E>> + Send + 'static,
    T: Send + 'static,
    E: From<WriteError> + Error + Send + 'static,
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
            let trouble = result.as_ref().err().and_then(|error| Trouble::of(error));
            let answer: Answer = Box::new(move |fate| {
                let answer = match fate {
                    Ok(()) => result,
                    Err(error) => Err(error.into()),
                };
                // The caller may be gone: then nobody wants to know.
                drop(caller.send(answer));
            });
            Verdict {
                keep,
                trouble,
                answer,
            }
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
                Command::TidyUp(caller) => {
                    tidy::while_idle(transaction.connection(), &path).await;
                    // An error means that nobody waits for it any more.
                    caller.send(()).ok();
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
    tidy::at_the_end(transaction.into_connection()).await;
}

/// How often a locked file is tried, each time for as long as SQLite's busy time-out.
const BEGIN_TRIES: u32 = 3;

/// Everything in one transaction. Every caller has been answered when this ends, also by an error.
async fn commit_group(
    transaction: &mut Transaction,
    works: Vec<Work>,
) -> Result<(), Arc<sqlx::Error>> {
    let mut answers = Vec::with_capacity(works.len());
    let fate = try_group(transaction, works, &mut answers).await;
    let after = transaction.take_after();
    let signals = transaction.signals();
    match fate {
        Ok(trouble) => {
            signals.set_trouble(trouble);
            after.run(&signals);
            for answer in answers {
                answer(Ok(()));
            }
            Ok(())
        }
        Err(GroupError { error, trouble }) => {
            drop(after);
            let error = Arc::new(error);
            for answer in answers {
                answer(Err(WriteError::of_group(&error, &trouble)));
            }
            signals.set_trouble(Some(trouble));
            Err(error)
        }
    }
}

/// Says what the errors of single works tell about the file.
async fn try_group(
    transaction: &mut Transaction,
    works: Vec<Work>,
    answers: &mut Vec<Answer>,
) -> Result<Option<Trouble>, GroupError> {
    let mut fate = begin(transaction)
        .await
        .map(|()| None)
        .map_err(GroupError::from);
    for work in works {
        match &mut fate {
            Ok(trouble) => match run_one(transaction, work, answers).await {
                Ok(told) => *trouble = trouble.take().or(told),
                Err(error) => fate = Err(error),
            },
            Err(_) => answers.push(work(None).await.answer),
        }
    }
    let trouble = fate?;
    transaction.commit().await?;
    Ok(trouble)
}

async fn run_one(
    transaction: &mut Transaction,
    work: Work,
    answers: &mut Vec<Answer>,
) -> Result<Option<Trouble>, GroupError> {
    let before = match transaction.savepoint().await {
        Ok(before) => before,
        Err(error) => {
            answers.push(work(None).await.answer);
            return Err(error.into());
        }
    };
    let verdict = work(Some(transaction)).await;
    answers.push(verdict.answer);
    if verdict.keep {
        transaction.release(before).await?;
        return Ok(None);
    }
    match transaction.undo(before).await {
        Ok(()) => Ok(verdict.trouble),
        // On a full disk SQLite itself may have rolled back everything: the savepoint is gone, and the cause is the work's error.
        Err(error) => Err(GroupError {
            trouble: verdict.trouble.unwrap_or_else(|| Trouble::of_group(&error)),
            error,
        }),
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
