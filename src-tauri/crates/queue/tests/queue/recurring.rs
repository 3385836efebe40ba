//! Jobs that recur, with missed times and a wall clock that jumps.

use std::time::Duration;

use crate::support::{Bench, work};

const HOUR_MS: i64 = 3_600_000;

async fn set(bench: &Bench, name: &'static str, first_at_ms: i64) {
    let now_ms = bench.now_ms();
    bench
        .write(move |transaction| {
            Box::pin(queue::set_schedule(
                transaction,
                name,
                work(name),
                Duration::from_secs(3_600),
                first_at_ms,
                now_ms,
            ))
        })
        .await
        .unwrap();
}

async fn next_ms(bench: &Bench) -> Vec<i64> {
    let mut connection = bench.database.reader().acquire().await.unwrap();
    queue::schedules(&mut connection)
        .await
        .unwrap()
        .iter()
        .map(|schedule| schedule.next_at_ms)
        .collect()
}

#[tokio::test]
async fn it_runs_at_its_time_and_then_at_its_pace() {
    let mut bench = Bench::new().await;
    let _runner = bench.start();
    let first_ms = bench.now_ms() + 500;
    set(&bench, "hourly", first_ms).await;
    bench.after_a_turn().await;
    bench.clock.advance(500);
    bench.started().await.done();
    bench.event().await;
    assert_eq!(next_ms(&bench).await, [first_ms + HOUR_MS]);
    bench.clock.advance(HOUR_MS);
    bench.started().await.done();
    assert_eq!(next_ms(&bench).await, [first_ms + 2 * HOUR_MS]);
}

#[tokio::test]
async fn missed_times_are_made_up_for_once() {
    let mut bench = Bench::new().await;
    let first_ms = bench.now_ms();
    set(&bench, "hourly", first_ms).await;
    // The program is not there for a week and a bit.
    bench.clock.advance(170 * HOUR_MS + 5);
    let _runner = bench.start();
    bench.started().await.done();
    bench.event().await;
    bench.after_a_turn().await;
    assert_eq!(next_ms(&bench).await, [first_ms + 171 * HOUR_MS]);
}

#[tokio::test]
async fn while_one_is_alive_no_other_is_added() {
    let mut bench = Bench::new().await;
    let _runner = bench.start();
    set(&bench, "hourly", bench.now_ms()).await;
    let slow = bench.started().await;
    // Longer than an attempt may take: it is dropped and waits for its next one.
    bench.clock.advance(3 * HOUR_MS);
    slow.dropped().await;
    bench.event().await;
    bench.after_a_turn().await;
    assert_eq!(
        bench
            .jobs()
            .await
            .iter()
            .filter(|job| !job.state.is_final())
            .count(),
        1
    );
}

#[tokio::test]
async fn a_wall_clock_that_is_set_back_takes_the_next_time_with_it() {
    let mut bench = Bench::new().await;
    let _runner = bench.start();
    bench.clock.advance(1_000 * HOUR_MS);
    set(&bench, "hourly", bench.now_ms() + HOUR_MS).await;
    bench.after_a_turn().await;
    bench.clock.advance(-900 * HOUR_MS);
    bench.after_a_turn().await;
    assert_eq!(next_ms(&bench).await, [bench.now_ms() + HOUR_MS]);
    bench.clock.advance(HOUR_MS);
    bench.started().await.done();
}

#[tokio::test]
async fn a_first_time_far_away_is_waited_for() {
    let mut bench = Bench::new().await;
    let _runner = bench.start();
    set(&bench, "hourly", bench.now_ms() + 100 * HOUR_MS).await;
    bench.after_a_turn().await;
    bench.clock.advance(99 * HOUR_MS);
    bench.after_a_turn().await;
    bench.clock.advance(HOUR_MS);
    bench.started().await.done();
}

#[tokio::test]
async fn a_schedule_is_replaced_by_its_name_and_removed_once() {
    let mut bench = Bench::new().await;
    let start_ms = bench.now_ms();
    set(&bench, "a", start_ms + 10).await;
    set(&bench, "b", start_ms + 20).await;
    set(&bench, "a", start_ms + 30).await;
    let mut connection = bench.database.reader().acquire().await.unwrap();
    let schedules = queue::schedules(&mut connection).await.unwrap();
    drop(connection);
    let seen: Vec<_> = schedules
        .iter()
        .map(|schedule| {
            (
                schedule.name.as_str(),
                schedule.kind.as_str(),
                schedule.next_at_ms,
            )
        })
        .collect();
    assert_eq!(
        seen,
        [("b", "work", start_ms + 20), ("a", "work", start_ms + 30)]
    );
    for expected in [true, false] {
        let removed = bench
            .write(|transaction| Box::pin(queue::remove_schedule(transaction, "b")))
            .await
            .unwrap();
        assert_eq!(removed, expected);
    }
    let _runner = bench.start();
    bench.clock.advance(30);
    assert_eq!(bench.started().await.name, "a");
}

#[tokio::test]
async fn a_recurring_job_that_cannot_be_read_is_given_up_and_keeps_recurring() {
    let bench = Bench::new().await;
    set(&bench, "odd", bench.now_ms()).await;
    bench
        .write(|transaction| {
            Box::pin(async move {
                sqlx::query("UPDATE schedule SET kind = 'forgotten'")
                    .execute(transaction.connection())
                    .await?;
                Ok(())
            })
        })
        .await
        .unwrap();
    let drained = queue::testing::drain(&bench.database, &bench.script, &bench.options())
        .await
        .unwrap();
    assert_eq!((drained.completed, drained.discarded), (0, 1));
    assert_eq!(drained.next_at_ms, Some(bench.now_ms() + HOUR_MS));
}
