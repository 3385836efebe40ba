//! The writer task: the only place that writes. It takes all that waits in its mailbox, runs each piece in a savepoint of one
//! transaction, commits once, and only then lets anybody know.

use std::path::{Path, PathBuf};

use sqlx::{ConnectOptions, SqliteConnection};
use tokio::sync::{mpsc, oneshot};

use crate::Transaction;
use crate::additions::Additions;
use crate::database::GROUP;
use crate::group::commit_group;
use crate::open::connect_options;
use crate::tidy;
use crate::work::Work;

/// What the writer can be told.
pub(crate) enum Command {
    Work(Work),
    Add(Additions),
    DataVersion(oneshot::Sender<i64>),
    TidyUp(oneshot::Sender<()>),
    Close,
}

/// Runs until told to close, or until all handles are gone.
pub(crate) async fn run(
    path: PathBuf,
    mut transaction: Transaction,
    mut mailbox: mpsc::Receiver<Command>,
) {
    let mut group = Vec::with_capacity(GROUP);
    let mut is_busy = false;
    while mailbox.recv_many(&mut group, GROUP).await > 0 {
        if is_busy {
            // Many write at once: those that were just answered come into the same group.
            tokio::task::yield_now().await;
            while group.len() < GROUP
                && let Ok(command) = mailbox.try_recv()
            {
                group.push(command);
            }
        }
        is_busy = group.len() > 1;
        let mut works = Vec::with_capacity(group.len());
        let mut additions: Option<Additions> = None;
        for command in group.drain(..) {
            match command {
                Command::Add(more) => match &mut additions {
                    Some(some) if more.go_with(some) => some.append(more),
                    _ => works.extend(additions.replace(more).map(Additions::into_work)),
                },
                Command::Work(work) => {
                    // What was sent first is done first.
                    works.extend(additions.take().map(Additions::into_work));
                    works.push(work);
                }
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
        works.extend(additions.map(Additions::into_work));
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
