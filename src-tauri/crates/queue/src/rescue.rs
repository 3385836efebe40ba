//! Taking up what a dead process left. Whoever holds the runner's lock is the only runner, so every running job is an orphan.

use std::sync::Arc;

use crate::claim::RunningRow;
use crate::settle::{Ending, Report, Settling};
use crate::{Failure, Handler, Transaction, WriteError};

/// Orphans run again, except those that are no longer wanted and those that have used up their attempts. Says how many there were.
pub(crate) async fn rescue<H: Handler>(
    transaction: &mut Transaction,
    settling: &Settling<'_, H>,
) -> Result<u64, WriteError> {
    let again = sqlx::query(
        "UPDATE job SET state = CASE cancel WHEN 1 THEN 12 ELSE 1 END,
                        finished_at_ms = CASE cancel WHEN 1 THEN ?1 ELSE NULL END,
                        lease_owner = NULL
         WHERE state = 2 AND (cancel = 1 OR attempt < max_attempts)",
    )
    .bind(settling.now_ms)
    .execute(transaction.connection())
    .await?
    .rows_affected();
    // The rest has died in its last attempt: a job that kills its process must not do so for ever.
    let given_up: Vec<RunningRow> = sqlx::query_as(
        "SELECT id, kind, args, slot, priority, rank, attempt, max_attempts, lease_owner, run_at_ms, started_at_ms
         FROM job WHERE state = 2 ORDER BY id",
    )
    .fetch_all(transaction.connection())
    .await?;
    let count = again + u64::try_from(given_up.len()).unwrap_or(u64::MAX);
    for row in given_up {
        let failure = Failure::Retry {
            code: "crashed",
            message: "the process died".to_owned(),
        };
        settling
            .settle(
                transaction,
                Report {
                    claimed: Arc::new(row.read(false)),
                    ending: Ending::Failed(failure),
                },
            )
            .await?;
    }
    Ok(count)
}
