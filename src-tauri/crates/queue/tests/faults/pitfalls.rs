//! What users of other queues complain about, where no other test shows that it cannot happen here.

use queue::{Database, JobId, JobState, WriteError};

use crate::support::{Bench, keep, soon};

async fn bench() -> (tempfile::TempDir, Bench) {
    let folder = tempfile::tempdir().unwrap();
    let bench = Bench::open(&folder.path().join("pitfalls.sqlite")).await;
    (folder, bench)
}

async fn execute(database: &Database, sql: &'static str) {
    let done: Result<(), WriteError> = soon(database.write(move |transaction| {
        Box::pin(async move {
            sqlx::query(sql).execute(transaction.connection()).await?;
            Ok(())
        })
    }))
    .await;
    done.unwrap();
}

async fn add_unique(bench: &Bench) -> (JobId, bool) {
    let added = bench
        .database
        .add(&[], keep(1, 0).unique("book"), 1)
        .await
        .unwrap();
    (added.id, added.is_new)
}

/// Leases, visibility time-outs and heartbeats take a job that lasts for one whose worker has died.
#[tokio::test]
async fn a_job_that_lasts_is_not_run_a_second_time() {
    let (_folder, mut bench) = bench().await;
    let _runner = bench.start().await;
    let (lasting, _) = bench.add(keep(1, 0)).await.unwrap();
    assert_eq!(bench.began().await, (lasting, 1));
    // Just short of the day that its kind allows.
    bench.clock.advance(86_399_999);
    let (other, _) = bench.add(keep(1, 0)).await.unwrap();
    assert_eq!(bench.began().await, (other, 1));
    bench.permits.add_permits(2);
    let mut ended = [bench.ended().await, bench.ended().await];
    ended.sort();
    assert_eq!(ended, [lasting, other]);
    let row = bench.job(lasting).await.unwrap();
    assert_eq!((row.state, row.attempt), (JobState::Completed, 1));
    bench.assert_whole().await;
}

/// A lock for uniqueness beside the job outlives a crash; here the live row itself is the lock.
#[tokio::test]
async fn a_crash_leaves_no_lock_of_a_unique_job_behind() {
    let (_folder, mut bench) = bench().await;
    let runner = bench.start().await;
    let (id, is_new) = add_unique(&bench).await;
    assert!(is_new);
    assert_eq!(bench.began().await, (id, 1));
    drop(runner);
    assert_eq!(add_unique(&bench).await, (id, false));
    let _runner = bench.start().await;
    assert_eq!(bench.began().await, (id, 2));
    bench.permits.add_permits(1);
    assert_eq!(bench.ended().await, id);
    let (next, is_new) = add_unique(&bench).await;
    assert!(is_new && next > id);
}

/// A rescuer that works in small portions starves when thousands of jobs were under way.
#[tokio::test]
async fn thousands_of_orphans_are_taken_up_at_once() {
    let (_folder, bench) = bench().await;
    execute(
        &bench.database,
        "WITH RECURSIVE number(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < 5000)
         INSERT INTO job(kind, args, state, slot, run_at_ms, attempt, standalone, lease_owner, started_at_ms, created_at_ms)
         SELECT 'keep', '{\"bytes\":1,\"ballast\":\"\"}', 2, 'host', 1, 1, 1, 7, 1, 1 FROM number",
    )
    .await;
    let _runner = bench.start().await;
    let orphans: i64 = sqlx::query_scalar(
        "SELECT count(*) FROM job WHERE lease_owner = 7 OR state NOT IN (1,2) OR errors IS NOT NULL",
    )
    .fetch_one(bench.database.reader())
    .await
    .unwrap();
    assert_eq!(
        orphans, 0,
        "each waits, or runs already, and none has failed"
    );
}

/// Without AUTOINCREMENT a new job gets the number of an old one that was forgotten, and with it whatever still points there.
#[tokio::test]
async fn a_number_is_not_used_again_after_its_job_was_forgotten() {
    let (_folder, bench) = bench().await;
    let (id, batch) = bench.add(keep(1, 0)).await.unwrap();
    bench.permits.add_permits(1);
    bench.drain().await;
    execute(&bench.database, "DELETE FROM job").await;
    execute(&bench.database, "DELETE FROM batch").await;
    let (next, next_batch) = bench.add(keep(1, 0)).await.unwrap();
    assert!(next > id && next_batch > batch);
}
