//! What is forgotten, what is given back, what a listener hears.

use queue::{BatchChange, JobState, SlotCounts};
use tokio::sync::broadcast::error::RecvError;

use crate::support::{Bench, SLOT, once, soon, work};

const DAY_MS: i64 = 86_400_000;

/// Ended before everything else.
const CANARY_MS: i64 = -1_000_000 * DAY_MS;

async fn insert_ended(bench: &Bench, count: u32, finished_at_ms: i64) {
    bench
        .write(move |transaction| {
            Box::pin(async move {
                sqlx::query(
                    "INSERT INTO job(kind, args, state, run_at_ms, created_at_ms, finished_at_ms)
                     WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?1)
                     SELECT 'work', json_object('name', hex(zeroblob(400))), 10, 0, 0, ?2 FROM n",
                )
                .bind(count)
                .bind(finished_at_ms)
                .execute(transaction.connection())
                .await?;
                Ok(())
            })
        })
        .await
        .unwrap();
}

async fn number(bench: &Bench, query: &'static str) -> i64 {
    sqlx::query_scalar(query)
        .fetch_one(bench.database.reader())
        .await
        .unwrap()
}

/// Moves the clock until upkeep has gone over the file once more: a canary that is older than everything is forgotten. A turn
/// comes after that.
async fn upkeep(bench: &mut Bench) {
    insert_ended(bench, 1, CANARY_MS).await;
    bench.after_a_turn().await;
    while number(
        bench,
        "SELECT count(*) FROM job WHERE finished_at_ms = -86400000000000",
    )
    .await
        > 0
    {
        bench.clock.advance(30_000);
    }
    bench.after_a_turn().await;
}

#[tokio::test]
async fn old_jobs_and_batches_are_forgotten_and_what_may_be_needed_stays() {
    let mut bench = Bench::new().await;
    let (over, open) = (bench.open_batch().await, bench.open_batch().await);
    let ids = bench
        .add_all(&[over], vec![work("done"), once("failed")])
        .await;
    let of_open = bench
        .add_all(
            &[open],
            vec![work("done early"), work("waiting").run_at_ms(i64::MAX)],
        )
        .await;
    let runner = bench.start();
    for started in bench.started_many(3).await {
        match started.name.as_str() {
            "failed" => started.fail("reset"),
            _ => started.done(),
        }
    }
    bench.until_closed().await;
    upkeep(&mut bench).await;
    assert_eq!(
        bench.job(ids[0]).await.state,
        JobState::Completed,
        "it is young"
    );

    bench.clock.advance(8 * DAY_MS);
    upkeep(&mut bench).await;
    let left: Vec<_> = bench.jobs().await.iter().map(|job| job.id).collect();
    assert!(!left.contains(&ids[0]), "completed jobs are kept a week");
    assert!(left.contains(&ids[1]), "given-up jobs are kept a month");
    assert_eq!(
        bench.batch(over).await.total,
        2,
        "its batch is kept with them"
    );

    bench.clock.advance(23 * DAY_MS);
    // One round forgets the job, the next its batch.
    upkeep(&mut bench).await;
    upkeep(&mut bench).await;
    let left: Vec<_> = bench.jobs().await.iter().map(|job| job.id).collect();
    assert!(!left.contains(&ids[1]));
    assert!(
        of_open.iter().all(|id| left.contains(id)),
        "jobs of a batch that is not over stay"
    );
    let mut connection = bench.database.reader().acquire().await.unwrap();
    assert_eq!(queue::batch(&mut connection, over).await.unwrap(), None);
    assert!(queue::batch(&mut connection, open).await.unwrap().is_some());
    drop(connection);
    let new = bench.add(&[], work("new")).await.id;
    assert!(
        left.iter().chain(&ids).all(|old| new > *old),
        "numbers are never used again"
    );
    drop(runner);
}

#[tokio::test]
async fn more_than_one_round_forgets_everything_and_the_file_gets_smaller() {
    let mut bench = Bench::new().await;
    insert_ended(&bench, 1_700, 1).await;
    bench.clock.advance(8 * DAY_MS);
    let pages = number(&bench, "PRAGMA page_count").await;
    let _runner = bench.start();
    bench.after_a_turn().await;
    while number(&bench, "SELECT count(*) FROM job WHERE finished_at_ms = 1").await > 0 {
        bench.clock.advance(30_000);
    }
    bench.after_a_turn().await;
    let left = number(&bench, "PRAGMA page_count").await;
    assert!(left < pages / 2, "{left} of {pages} pages are left");
}

#[tokio::test]
async fn a_large_log_is_emptied_when_nothing_happens() {
    let mut bench = Bench::new().await;
    let log = bench.folder.path().join("test.sqlite-wal");
    let runner = bench.start();
    bench
        .write(|transaction| {
            Box::pin(async move {
                sqlx::query("INSERT INTO result(job_id, name) VALUES (-1, hex(zeroblob(4000000)))")
                    .execute(transaction.connection())
                    .await?;
                Ok(())
            })
        })
        .await
        .unwrap();
    assert!(std::fs::metadata(&log).unwrap().len() > 4 * 1024 * 1024);
    upkeep(&mut bench).await;
    let size = std::fs::metadata(&log).unwrap().len();
    assert!(size < 1024 * 1024, "the log has {size} bytes");
    drop(runner);
}

#[tokio::test]
async fn a_slot_is_forgotten_when_nothing_runs_under_it() {
    let mut bench = Bench::new().await;
    bench.set_slot(3, 0).await;
    let batch = bench.open_batch().await;
    bench.add(&[batch], work("a").slot(SLOT)).await;
    let removed = bench
        .write(|transaction| Box::pin(queue::remove_slot(transaction, SLOT)))
        .await
        .unwrap();
    assert!(!removed, "a job waits under it");
    let _runner = bench.start();
    bench.started().await.done();
    bench.until_closed().await;
    let removed = bench
        .write(|transaction| Box::pin(queue::remove_slot(transaction, SLOT)))
        .await
        .unwrap();
    assert!(removed);
}

#[tokio::test]
async fn counts_say_what_stands_where() {
    let mut bench = Bench::new().await;
    bench.set_slot(1, 0).await;
    let (batch, held) = (bench.open_batch().await, bench.open_batch().await);
    bench.add(&[batch], once("failed").slot(SLOT)).await;
    let _runner = bench.start();
    bench.started().await.fatal("gone");
    bench.until_closed().await;
    let batch = bench.open_batch().await;
    bench.add(&[batch], work("running").slot(SLOT)).await;
    let _running = bench.started().await;
    let later_ms = bench.now_ms() + 1;
    bench
        .add_all(
            &[batch],
            vec![
                work("waits").slot(SLOT),
                work("waits too").slot(SLOT),
                work("later").slot(SLOT).run_at_ms(later_ms),
            ],
        )
        .await;
    bench
        .write(move |transaction| Box::pin(queue::hold_batch(transaction, held)))
        .await
        .unwrap();
    bench.add(&[held], work("held").slot("other")).await;
    bench.after_a_turn().await;
    let mut connection = bench.database.reader().acquire().await.unwrap();
    let counts = queue::counts(&mut connection, bench.now_ms())
        .await
        .unwrap();
    let expected = [
        SlotCounts {
            slot: "other".into(),
            held: 1,
            ..SlotCounts::default()
        },
        SlotCounts {
            slot: SLOT.into(),
            scheduled: 1,
            available: 2,
            running: 1,
            discarded: 1,
            ..SlotCounts::default()
        },
    ];
    let counts: Vec<_> = counts
        .into_iter()
        .filter(|count| !count.slot.is_empty())
        .collect();
    assert_eq!(counts, expected);
    let later = queue::counts(&mut connection, later_ms).await.unwrap();
    assert!(later.iter().all(|count| count.discarded == 0));
}

#[tokio::test]
async fn live_jobs_are_found_by_their_keys() {
    let bench = Bench::new().await;
    let ids = bench
        .add_all(
            &[],
            vec![
                work("a").slot(SLOT).unique("a"),
                work("b").slot(SLOT).unique("b"),
                work("a").unique("a"),
                once("a").slot(SLOT).unique("a"),
            ],
        )
        .await;
    let mut connection = bench.database.reader().acquire().await.unwrap();
    let keys = ["b".to_owned(), "a".to_owned(), "c".to_owned()];
    let found = queue::live_by_key(&mut connection, "work", SLOT, &keys)
        .await
        .unwrap();
    assert_eq!(found, ids[..2]);
}

#[tokio::test]
async fn every_change_of_a_batch_is_told_with_its_version_after_the_commit() {
    let mut bench = Bench::new().await;
    let mut changes = bench.database.batch_changes();
    let batch = bench.open_batch().await;
    bench.add(&[batch], work("a")).await;
    let _runner = bench.start();
    bench.started().await.done_with(vec![work("b")]);
    bench.started().await.done();
    let (_, closed) = bench.until_closed().await;
    let mut versions = Vec::new();
    while versions.last() != Some(&closed.version) {
        let change: BatchChange = soon(changes.recv()).await.unwrap();
        assert_eq!(change.batch, batch);
        assert!(
            bench.batch(batch).await.version >= change.version,
            "told too early"
        );
        versions.push(change.version);
    }
    assert!(
        versions.is_sorted_by(|left, right| left < right),
        "{versions:?}"
    );
}

#[tokio::test]
async fn a_listener_that_fell_behind_knows_and_catches_up_from_the_file() {
    let bench = Bench::new().await;
    let mut changes = bench.database.batch_changes();
    let batch = bench.open_batch().await;
    for _ in 0..1_100 {
        bench.add(&[batch], work("a")).await;
    }
    assert!(matches!(changes.recv().await, Err(RecvError::Lagged(_))));
    let seen = bench.batch(batch).await.version;
    assert_eq!(seen, 1_100, "the batch says what was missed");
}
