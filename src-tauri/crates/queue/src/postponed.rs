//! Jobs whose attempt could not even be made ([`Failure::Postpone`](crate::Failure::Postpone)): what was missing is there again, or may be.

use crate::{Transaction, WriteError};

/// Which of the jobs that wait for the same thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Forward {
    /// All of them: it is there again.
    All,
    /// Of each slot the one that comes first there, to find out whether it is there again.
    OneOfEachSlot,
}

/// Makes jobs that were postponed for this code due now, and wakes the runner. Says how many had to wait longer. What a person holds
/// stays held, and is due when it is resumed.
///
/// # Errors
/// [`WriteError`] of the statement.
pub async fn bring_forward(
    transaction: &mut Transaction,
    code: &str,
    which: Forward,
    now_ms: i64,
) -> Result<u64, WriteError> {
    let statement = match which {
        Forward::All => {
            "UPDATE job SET run_at_ms = ?2 WHERE postponed_for = ?1 AND state IN (0, 1, 3) AND run_at_ms > ?2"
        }
        Forward::OneOfEachSlot => {
            "UPDATE job SET run_at_ms = ?2
             WHERE id IN (SELECT id FROM (SELECT id, row_number() OVER (PARTITION BY slot ORDER BY priority, rank, id) AS place
                                          FROM job WHERE postponed_for = ?1 AND state IN (0, 1))
                          WHERE place = 1)
               AND run_at_ms > ?2"
        }
    };
    let changed = sqlx::query(statement)
        .bind(code)
        .bind(now_ms)
        .execute(transaction.connection())
        .await?;
    let count = changed.rows_affected();
    if count > 0 {
        transaction.wake_runner();
    }
    Ok(count)
}
