//! Keeping the file small and its statistics fresh, outside every transaction.

use std::path::Path;

use sqlx::{Connection, SqliteConnection};

use crate::damage::write_ahead_log;

/// A log of this size is worth a checkpoint that empties it, in bytes.
const LARGE_LOG: u64 = 4 * 1024 * 1024;

/// Gives free pages back and empties a large log.
pub(crate) async fn while_idle(connection: &mut SqliteConnection, path: &Path) {
    execute(connection, "PRAGMA incremental_vacuum(256)").await;
    let log = std::fs::metadata(write_ahead_log(path));
    if log.is_ok_and(|log| log.len() > LARGE_LOG) {
        // A reader may be in the way: it is tried again after the next activity.
        execute(connection, "PRAGMA busy_timeout = 100").await;
        execute(connection, "PRAGMA wal_checkpoint(TRUNCATE)").await;
        // As every connection begins: `open::BUSY_TIMEOUT`.
        execute(connection, "PRAGMA busy_timeout = 10000").await;
    }
    // Looks at its own notes first: nothing to do costs nothing.
    execute(connection, "PRAGMA optimize").await;
}

/// Leaves one file that is whole by itself.
pub(crate) async fn at_the_end(mut connection: SqliteConnection) {
    execute(&mut connection, "PRAGMA optimize").await;
    execute(&mut connection, "PRAGMA wal_checkpoint(TRUNCATE)").await;
    if let Err(error) = connection.close().await {
        tracing::warn!(%error, "the writer's connection was not closed");
    }
}

async fn execute(connection: &mut SqliteConnection, statement: &'static str) {
    if let Err(error) = sqlx::query(statement).execute(connection).await {
        tracing::warn!(%error, statement, "not tidied up");
    }
}
