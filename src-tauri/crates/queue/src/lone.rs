//! The claim of a lone job by an idle runner.

use sqlx::FromRow;

use crate::backoff::FURTHEST_MS;
use crate::claim::RunningRow;
use crate::{Transaction, WriteError};

/// A lone job that came to an idle runner, and when to look again.
#[derive(FromRow)]
struct Lone {
    #[sqlx(flatten)]
    row: RunningRow,
    again_at_ms: Option<i64>,
}

/// The plain case in one statement, because each costs two changes of threads while somebody waits: nothing runs, and one job of a
/// person's waits that nothing holds back. Whatever is not that plain (`None`) is looked at and planned.
pub(crate) async fn claim_lone(
    transaction: &mut Transaction,
    owner: i64,
    now_ms: i64,
) -> Result<Option<(RunningRow, Option<i64>)>, WriteError> {
    let lone: Option<Lone> = sqlx::query_as(
        "UPDATE job SET state = 2, attempt = attempt + 1, lease_owner = ?1, started_at_ms = ?2
         WHERE state = 1 AND priority < 90
           AND id IN (SELECT id FROM job WHERE state = 1 LIMIT 1)
           AND (SELECT count(*) FROM (SELECT 1 FROM job WHERE state = 1 LIMIT 2)) = 1
           AND (slot = '' OR EXISTS (SELECT 1 FROM slot WHERE slot.slot = job.slot
                                     AND gap_ms = 0 AND lanes_closed = 0 AND blocked_until_at_ms <= ?2))
           AND NOT EXISTS (SELECT 1 FROM pause)
           AND NOT EXISTS (SELECT 1 FROM batch WHERE state = 'held')
           AND NOT EXISTS (SELECT 1 FROM job WHERE state = 0 AND run_at_ms <= ?2)
           AND NOT EXISTS (SELECT 1 FROM job WHERE state = 0 AND attempt + snoozes + (postponed_for IS NOT NULL) > 0 AND run_at_ms > ?3)
           AND NOT EXISTS (SELECT 1 FROM schedule WHERE next_at_ms <= ?2)
           AND NOT EXISTS (SELECT 1 FROM schedule WHERE set_at_ms > ?2)
         RETURNING id, kind, args, slot, priority, rank, attempt, max_attempts, lease_owner, run_at_ms, started_at_ms,
                   (SELECT min(at_ms) FROM (SELECT min(run_at_ms) AS at_ms FROM job WHERE state = 0
                                            UNION ALL SELECT min(next_at_ms) FROM schedule)) AS again_at_ms",
    )
    .bind(owner)
    .bind(now_ms)
    .bind(now_ms.saturating_add(FURTHEST_MS))
    .fetch_optional(transaction.connection())
    .await?;
    Ok(lone.map(|lone| (lone.row, lone.again_at_ms)))
}
