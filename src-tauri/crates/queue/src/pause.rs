//! The switch for the whole queue: while it is off, nothing starts, also after a restart. What runs ends as usual.

use sqlx::SqliteConnection;

use crate::{Transaction, WriteError};

/// Switches the queue off. A second time changes nothing.
///
/// # Errors
/// [`WriteError`] of the statement.
pub async fn pause(transaction: &mut Transaction, now_ms: i64) -> Result<(), WriteError> {
    sqlx::query("INSERT INTO pause(id, paused_at_ms) VALUES (1, ?1) ON CONFLICT DO NOTHING")
        .bind(now_ms)
        .execute(transaction.connection())
        .await?;
    Ok(())
}

/// Switches it on again.
///
/// # Errors
/// [`WriteError`] of the statement.
pub async fn resume(transaction: &mut Transaction) -> Result<(), WriteError> {
    sqlx::query("DELETE FROM pause")
        .execute(transaction.connection())
        .await?;
    transaction.wake_runner();
    Ok(())
}

/// Since when it is off, in milliseconds since 1970; `None`: it is on.
///
/// # Errors
/// What SQLite says.
pub async fn paused_since_ms(
    connection: &mut SqliteConnection,
) -> Result<Option<i64>, sqlx::Error> {
    sqlx::query_scalar("SELECT paused_at_ms FROM pause")
        .fetch_optional(connection)
        .await
}
