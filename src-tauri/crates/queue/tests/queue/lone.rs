//! A lone job that comes to an idle runner is claimed by a statement of its own: whatever holds a job back must hold it back there, too.

use queue::{BACKGROUND_PRIORITY, NewJob};
use sqlx::SqlSafeStr;

use crate::support::{Bench, Event, SLOT, work};

/// A runner that has nothing to do and a slot that bears three jobs.
async fn idle() -> (Bench, queue::Runner) {
    let mut bench = Bench::new().await;
    bench.set_slot(3, 0).await;
    let runner = bench.start();
    bench.after_a_turn().await;
    (bench, runner)
}

/// Changes the file as trouble would have done, without waking the runner.
async fn set(bench: &Bench, sql: &'static str) {
    let now_ms = bench.now_ms();
    bench
        .write(move |transaction| {
            Box::pin(async move {
                sqlx::query(sql.into_sql_str())
                    .bind(now_ms)
                    .execute(transaction.connection())
                    .await?;
                Ok(())
            })
        })
        .await
        .unwrap();
}

async fn is_held_back(sql: &'static str, job: NewJob) {
    let (mut bench, _runner) = idle().await;
    set(&bench, sql).await;
    let id = bench.add(&[], job).await.id;
    bench.after_a_turn().await;
    assert_eq!(bench.job(id).await.state, queue::JobState::Available);
    bench.clock.advance(60_000);
    assert_eq!(bench.started().await.id, id);
}

#[tokio::test]
async fn it_begins_with_the_commit_that_adds_it() {
    let (mut bench, _runner) = idle().await;
    let id = bench.add(&[], work("lone").slot(SLOT)).await.id;
    assert_eq!(bench.started().await.id, id);
    assert_eq!(bench.job(id).await.attempt, 1);
}

#[tokio::test]
async fn a_blocked_slot_holds_it_back() {
    is_held_back(
        "UPDATE slot SET blocked_until_at_ms = ?1 + 60000",
        work("lone").slot(SLOT),
    )
    .await;
}

#[tokio::test]
async fn a_gap_holds_it_back() {
    is_held_back(
        "UPDATE slot SET gap_ms = 60000, next_at_ms = ?1 + 60000",
        work("lone").slot(SLOT),
    )
    .await;
}

#[tokio::test]
async fn the_gap_of_the_background_holds_it_back() {
    is_held_back(
        "UPDATE slot SET background_gap_ms = 60000, background_next_at_ms = ?1 + 60000",
        work("lone").slot(SLOT).priority(BACKGROUND_PRIORITY),
    )
    .await;
}

#[tokio::test]
async fn a_held_batch_holds_it_back() {
    let (mut bench, _runner) = idle().await;
    let batch = bench.open_batch().await;
    set(&bench, "UPDATE batch SET state = 'held' WHERE ?1 > 0").await;
    let id = bench.add(&[batch], work("lone").slot(SLOT)).await.id;
    bench.after_a_turn().await;
    assert_eq!(bench.job(id).await.state, queue::JobState::Held);
}

#[tokio::test]
async fn it_does_not_pass_what_has_become_due() {
    let (mut bench, _runner) = idle().await;
    bench.set_slot(1, 0).await;
    let due_ms = bench.now_ms() + 1_000;
    let due = work("due").slot(SLOT).priority(10).run_at_ms(due_ms);
    let due = bench.add(&[], due).await.id;
    bench.after_a_turn().await;
    set(&bench, "UPDATE job SET run_at_ms = ?1 WHERE state = 0").await;
    bench.add(&[], work("lone").slot(SLOT)).await;
    assert_eq!(bench.started().await.id, due);
}

#[tokio::test]
async fn its_success_opens_a_closed_lane() {
    let (mut bench, _runner) = idle().await;
    set(
        &bench,
        "UPDATE slot SET lanes_closed = 2, troubled_at_ms = ?1 - 1",
    )
    .await;
    bench.add(&[], work("lone").slot(SLOT)).await;
    bench.started().await.done();
    assert!(matches!(bench.event().await, Event::Finished { .. }));
    let closed: i64 = sqlx::query_scalar("SELECT lanes_closed FROM slot")
        .fetch_one(bench.database.reader())
        .await
        .unwrap();
    assert_eq!(closed, 1);
}

#[tokio::test]
async fn a_claim_that_fails_costs_one_write_and_then_rides_alone() {
    let (mut bench, _runner) = idle().await;
    set(
        &bench,
        "CREATE TRIGGER broken BEFORE UPDATE ON job WHEN NEW.state = 2
         BEGIN SELECT RAISE(ABORT, 'the claim fails'); END",
    )
    .await;
    let refused = bench.try_add(&[], work("with the claim")).await;
    assert!(matches!(refused, Err(queue::WriteError::Commit(_))));
    let kept = bench.add(&[], work("without")).await.id;
    set(&bench, "DROP TRIGGER broken").await;
    bench.clock.advance(600_000);
    let started = bench.started().await;
    assert_eq!((started.id, started.attempt), (kept, 1));
}
