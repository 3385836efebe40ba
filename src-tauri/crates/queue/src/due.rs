//! What comes before every claim: what is due becomes available, what a person holds does not.

use sqlx::FromRow;

use crate::backoff::FURTHEST_MS;
use crate::schedule::add_due;
use crate::{Transaction, WriteError};

/// Whether anything is to be done before a claim.
#[derive(Debug, Clone, FromRow)]
pub(crate) struct Outlook {
    pub(crate) is_paused: bool,
    has_held: bool,
    /// When the next job that waits for its time is due, and the last of those that were put off.
    next_ms: Option<i64>,
    last_ms: Option<i64>,
    /// When the next recurring job is due, and when such a time was last decided.
    next_recurring_ms: Option<i64>,
    recurring_set_ms: Option<i64>,
}

/// Makes available what may be claimed. Says when more will be, and whether it has changed anything.
pub(crate) async fn make_available(
    transaction: &mut Transaction,
    outlook: &Outlook,
    now_ms: i64,
) -> Result<(Option<i64>, bool), WriteError> {
    let is_due = |at_ms: Option<i64>| at_ms.is_some_and(|at_ms| at_ms <= now_ms);
    let mut next_recurring_ms = outlook.next_recurring_ms;
    let was_set_back = outlook.recurring_set_ms.is_some_and(|at_ms| at_ms > now_ms);
    let recurs = is_due(next_recurring_ms) || was_set_back;
    if recurs {
        next_recurring_ms = add_due(transaction, now_ms).await?;
    }
    let mut next_ms = outlook.next_ms;
    let is_too_far = outlook
        .last_ms
        .is_some_and(|at_ms| at_ms > now_ms.saturating_add(FURTHEST_MS));
    let promotes = is_due(next_ms) || is_too_far;
    if promotes {
        promote(transaction, now_ms).await?;
        next_ms = next_scheduled(transaction).await?;
    }
    let holds = outlook.has_held && hold_waiting(transaction).await?;
    let has_changed = recurs || promotes || holds;
    Ok((earlier(next_ms, next_recurring_ms), has_changed))
}

pub(crate) fn earlier(left: Option<i64>, right: Option<i64>) -> Option<i64> {
    left.into_iter().chain(right).min()
}

async fn promote(transaction: &mut Transaction, now_ms: i64) -> Result<(), WriteError> {
    sqlx::query("UPDATE job SET state = 1 WHERE state = 0 AND run_at_ms <= ?1")
        .bind(now_ms)
        .execute(transaction.connection())
        .await?;
    // Put off further than any rule allows: the wall clock was set back.
    sqlx::query(
        "UPDATE job SET state = 1 WHERE state = 0 AND attempt + snoozes + (postponed_for IS NOT NULL) > 0 AND run_at_ms > ?1",
    )
    .bind(now_ms.saturating_add(FURTHEST_MS))
    .execute(transaction.connection())
    .await?;
    Ok(())
}

async fn next_scheduled(transaction: &mut Transaction) -> Result<Option<i64>, WriteError> {
    let at_ms = sqlx::query_scalar("SELECT min(run_at_ms) FROM job WHERE state = 0")
        .fetch_one(transaction.connection())
        .await?;
    Ok(at_ms)
}

/// Jobs that only held batches want do not wait any more. Done before every claim, and not where a job comes to wait (added, put off,
/// given back, rescued, left by another batch): a claim is the only way to run, so nothing can be forgotten here. Says whether there
/// were any.
pub(crate) async fn hold_waiting(transaction: &mut Transaction) -> Result<bool, WriteError> {
    let held = sqlx::query(
        "UPDATE job SET state = 3
         WHERE id IN (SELECT job_id FROM batch JOIN job_link ON batch_id = batch.id WHERE batch.state = 'held' AND pending > 0)
           AND state IN (0, 1) AND standalone = 0
           AND NOT EXISTS (SELECT 1 FROM job_link AS other JOIN batch ON batch.id = other.batch_id
                           WHERE other.job_id = job.id AND batch.state = 'open')",
    )
    .execute(transaction.connection())
    .await?;
    Ok(held.rows_affected() > 0)
}
