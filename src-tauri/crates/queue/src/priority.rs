//! Priorities that change while jobs wait: what somebody looks at now comes first.

use crate::{JobId, Transaction, WriteError};

/// Gives those of the jobs that wait this priority, and says how many had another one. What runs or has ended stays as it is.
///
/// # Errors
/// [`WriteError`] of the statement.
pub async fn set_priority(
    transaction: &mut Transaction,
    jobs: &[JobId],
    priority: i64,
) -> Result<u64, WriteError> {
    let changed = sqlx::query(
        "UPDATE job SET priority = ?2
         WHERE id IN (SELECT value FROM json_each(?1)) AND state IN (0, 1, 3) AND priority <> ?2",
    )
    .bind(serde_json::to_string(jobs)?)
    .bind(priority)
    .execute(transaction.connection())
    .await?;
    // Background work may have become a person's.
    transaction.wake_runner();
    Ok(changed.rows_affected())
}
