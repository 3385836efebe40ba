//! Forgetting what ended long ago.

use crate::{Transaction, WriteError};

const DAY_MS: i64 = 86_400_000;
/// How long completed and cancelled jobs are kept.
const KEPT_MS: i64 = 7 * DAY_MS;
/// How long given-up jobs are kept, and batches: somebody may look for the reason.
const KEPT_LONG_MS: i64 = 30 * DAY_MS;
/// How many rows go in one transaction, so that nobody waits for long.
const AT_ONCE: u32 = 500;

/// Deletes some of what is old enough, and says whether there may be more. Jobs of a batch that is not over stay.
pub(crate) async fn prune(transaction: &mut Transaction, now_ms: i64) -> Result<bool, WriteError> {
    let jobs = sqlx::query(
        "DELETE FROM job WHERE id IN (
           SELECT id FROM job
           WHERE state >= 10 AND finished_at_ms < ?1 AND (state <> 11 OR finished_at_ms < ?2)
             AND NOT EXISTS (SELECT 1 FROM job_link JOIN batch ON batch.id = batch_id
                             WHERE job_id = job.id AND batch.state IN ('open','held'))
           LIMIT ?3 + 0)",
    )
    .bind(now_ms.saturating_sub(KEPT_MS))
    .bind(now_ms.saturating_sub(KEPT_LONG_MS))
    .bind(AT_ONCE)
    .execute(transaction.connection())
    .await?
    .rows_affected();
    let batches = sqlx::query(
        "DELETE FROM batch WHERE id IN (
           SELECT id FROM batch
           WHERE state IN ('closed','cancelled') AND closed_at_ms < ?1
             AND NOT EXISTS (SELECT 1 FROM job_link WHERE batch_id = batch.id)
           LIMIT ?2 + 0)",
    )
    .bind(now_ms.saturating_sub(KEPT_LONG_MS))
    .bind(AT_ONCE)
    .execute(transaction.connection())
    .await?
    .rows_affected();
    Ok(jobs.max(batches) >= u64::from(AT_ONCE))
}
