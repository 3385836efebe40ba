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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Database, NewJob, add, join, migrations, pause};

    fn job() -> NewJob {
        NewJob {
            kind: "work".to_owned(),
            max_attempts: 3,
            args: "{}".to_owned(),
            slot: String::new(),
            priority: 50,
            rank: 0,
            unique_key: None,
            run_at_ms: None,
        }
    }

    /// Whether it takes the last of so many jobs in one statement, paused or not.
    async fn takes(jobs: usize, is_paused: bool) -> bool {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("test.sqlite");
        let database = Database::open(&file, join(migrations(), Vec::new()))
            .await
            .unwrap();
        let taken = database.write(move |transaction| {
            Box::pin(async move {
                for _ in 0..jobs {
                    add(transaction, &[], job(), 5).await?;
                }
                if is_paused {
                    pause(transaction, 5).await?;
                }
                claim_lone(transaction, 1, 5).await
            })
        });
        let taken: Option<(RunningRow, Option<i64>)> = taken.await.unwrap();
        taken.is_some()
    }

    #[tokio::test]
    async fn one_statement_takes_a_lone_job_and_nothing_else() {
        assert!(takes(1, false).await);
        assert!(!takes(0, false).await);
        assert!(!takes(2, false).await);
        assert!(!takes(1, true).await);
    }
}
