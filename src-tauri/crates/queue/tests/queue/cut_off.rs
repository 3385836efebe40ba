//! What becomes of attempts that are cut off: cancelled, rescued, left behind by a runner that ends.

use std::time::Duration;

use queue::{BatchState, JobState};

use crate::runner::{finished, given_up};
use crate::support::{Bench, once, soon, work};

#[tokio::test]
async fn cancelling_drops_the_running_attempt_and_refuses_what_it_brings() {
    let mut bench = Bench::new().await;
    let _runner = bench.start();
    let batch = bench.open_batch().await;
    let ids = bench
        .add_all(&[batch], vec![work("dropped"), work("too late")])
        .await;
    let [dropped, too_late] = <[_; 2]>::try_from(bench.started_many(2).await)
        .ok()
        .unwrap();
    // Its answer is there before the cancellation, but is settled after it: both are handed to the writer in this order.
    let now_ms = bench.now_ms();
    bench
        .write(move |transaction| {
            Box::pin(async move {
                too_late.done();
                queue::cancel_batch(transaction, batch, now_ms).await
            })
        })
        .await
        .unwrap();
    soon(dropped.dropped()).await;
    bench.after_a_turn().await;
    for id in ids {
        assert_eq!(bench.job(id).await.state, JobState::Cancelled);
    }
    assert_eq!(bench.results().await, ["probe"]);
    let counts = bench.batch(batch).await;
    assert_eq!(
        (counts.state, counts.total, counts.pending),
        (BatchState::Cancelled, 2, 0)
    );
}

#[tokio::test]
async fn a_cancelled_running_job_that_is_wanted_again_runs_again() {
    let mut bench = Bench::new().await;
    let _runner = bench.start();
    let (first, second) = (bench.open_batch().await, bench.open_batch().await);
    let id = bench.add(&[first], work("a").unique("k")).await.id;
    let started = bench.started().await;
    let now_ms = bench.now_ms();
    bench
        .write(move |transaction| {
            Box::pin(async move {
                queue::cancel_batch(transaction, first, now_ms).await?;
                let added =
                    queue::add(transaction, &[second], work("a").unique("k"), now_ms).await?;
                assert_eq!((added.id, added.is_new), (id, false));
                Ok(())
            })
        })
        .await
        .unwrap();
    soon(started.dropped()).await;
    let again = bench.started().await;
    assert_eq!(
        (again.id, again.attempt),
        (id, 1),
        "the cut-off attempt does not count"
    );
    again.done();
    assert_eq!(bench.event().await, finished("a", &[second]));
}

#[tokio::test]
async fn a_late_result_of_a_job_that_was_rescued_changes_nothing() {
    for rescued in [
        "UPDATE job SET lease_owner = lease_owner + 1",
        "UPDATE job SET attempt = attempt + 1",
        "UPDATE job SET state = 1, lease_owner = NULL, run_at_ms = 9, slot = 'blocked'",
    ] {
        for fails in [false, true] {
            let mut bench = Bench::new().await;
            bench
                .write(|transaction| {
                    Box::pin(async move {
                        sqlx::query("INSERT INTO slot(slot, in_flight, gap_ms, blocked_until_at_ms) VALUES ('blocked', 1, 0, 1200000)")
                            .execute(transaction.connection())
                            .await?;
                        Ok(())
                    })
                })
                .await
                .unwrap();
            let _runner = bench.start();
            let batch = bench.open_batch().await;
            let id = bench.add(&[batch], work("a")).await.id;
            let late = bench.started().await;
            bench
                .write(move |transaction| {
                    Box::pin(async move {
                        sqlx::query(rescued)
                            .execute(transaction.connection())
                            .await?;
                        Ok(())
                    })
                })
                .await
                .unwrap();
            let before = bench.job(id).await;
            if fails {
                late.fail("reset")
            } else {
                late.done()
            }
            bench.after_a_turn().await;
            assert_eq!(bench.job(id).await, before, "{rescued}");
            assert_eq!(bench.results().await, ["probe"], "{rescued}");
            assert_eq!(bench.batch(batch).await.pending, 1, "{rescued}");
        }
    }
}

#[tokio::test]
async fn shutdown_waits_for_what_ends_in_time_and_gives_back_the_rest_with_its_attempt() {
    let mut bench = Bench::new().await;
    let runner = bench.start();
    let ids = bench.add_all(&[], vec![work("ends"), work("hangs")]).await;
    let [ends, hangs] = <[_; 2]>::try_from(bench.started_many(2).await)
        .ok()
        .unwrap();
    let shutdown = runner.shutdown(Duration::from_secs(5));
    tokio::pin!(shutdown);
    assert!(futures_util::poll!(&mut shutdown).is_pending());
    ends.done();
    let event = tokio::select! {
        event = bench.event() => event,
        _ = &mut shutdown => panic!("it did not wait"),
    };
    assert_eq!(event, finished("ends", &[]));
    bench.add(&[], work("later")).await;
    bench.clock.advance(5_000);
    assert_eq!(soon(shutdown).await, 1);
    soon(hangs.dropped()).await;
    let row = bench.job(ids[1]).await;
    assert_eq!((row.state, row.attempt), (JobState::Available, 0));
    // The next runner of the same process takes both at once.
    let _runner = bench.start();
    let again = bench.started_many(2).await;
    let names: Vec<(&str, u32)> = again
        .iter()
        .map(|started| (started.name.as_str(), started.attempt))
        .collect();
    assert_eq!(names, [("hangs", 1), ("later", 1)]);
}

#[tokio::test]
async fn dropping_the_runner_stops_everything_and_the_next_takes_it_up() {
    let mut bench = Bench::new().await;
    let runner = bench.start();
    bench.add(&[], work("again")).await;
    bench.add(&[], once("poison")).await;
    let [again, poison] = <[_; 2]>::try_from(bench.started_many(2).await)
        .ok()
        .unwrap();
    drop(runner);
    soon(again.dropped()).await;
    soon(poison.dropped()).await;
    let runner = bench.start();
    soon(runner.active()).await;
    assert!(runner.is_active());
    assert_eq!(bench.event().await, given_up("poison", "crashed", &[]));
    let started = bench.started().await;
    assert_eq!((started.name.as_str(), started.attempt), ("again", 2));
}

#[tokio::test]
async fn a_second_runner_waits_and_takes_over() {
    let mut bench = Bench::new().await;
    let first = bench.start();
    soon(first.active()).await;
    let second = bench.start();
    assert!(!second.is_active());
    bench.add(&[], work("a")).await;
    let started = bench.started().await;
    assert_eq!(soon(first.shutdown(Duration::ZERO)).await, 1);
    soon(started.dropped()).await;
    soon(second.active()).await;
    assert_eq!(bench.started().await.name, "a");
}

#[tokio::test]
async fn the_last_end_of_a_database_ends_its_runner() {
    let mut bench = Bench::new().await;
    let runner = bench.start();
    bench.add(&[], work("a")).await;
    let started = bench.started().await;
    soon(bench.database.close()).await;
    started.done();
    assert_eq!(soon(runner.shutdown(Duration::ZERO)).await, 0);
}
