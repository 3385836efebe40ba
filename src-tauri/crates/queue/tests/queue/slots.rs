//! Limits: how many at once, how far apart, who first, and what trouble changes.

use queue::JobState;

use crate::support::{Bench, Event, SLOT, Started, work};

async fn running(bench: &Bench) -> i64 {
    sqlx::query_scalar("SELECT count(*) FROM job WHERE state = 2 AND slot <> ''")
        .fetch_one(bench.database.reader())
        .await
        .unwrap()
}

fn names(started: &[Started]) -> Vec<&str> {
    started
        .iter()
        .map(|started| started.name.as_str())
        .collect()
}

#[tokio::test]
async fn never_more_than_the_limit_are_in_flight() {
    let mut bench = Bench::new().await;
    bench.set_slot(3, 0).await;
    let _runner = bench.start();
    bench
        .add_all(
            &[],
            (0..8)
                .map(|rank| work(&format!("{rank}")).slot(SLOT).rank(rank))
                .collect(),
        )
        .await;
    let mut lanes = bench.started_many(3).await;
    assert_eq!(names(&lanes), ["0", "1", "2"]);
    for next in 3..8 {
        bench.after_a_turn().await;
        assert_eq!(running(&bench).await, 3);
        lanes.remove(0).done();
        lanes.push(bench.started().await);
        assert_eq!(lanes.last().unwrap().name, next.to_string());
        assert!(matches!(bench.event().await, Event::Finished { .. }));
    }
}

#[tokio::test]
async fn the_gap_between_starts_is_kept() {
    let mut bench = Bench::new().await;
    bench.set_slot(6, 250).await;
    let _runner = bench.start();
    bench
        .add_all(
            &[],
            (0..3)
                .map(|rank| work(&format!("{rank}")).slot(SLOT).rank(rank))
                .collect(),
        )
        .await;
    let mut held = vec![bench.started().await];
    for _ in 0..2 {
        bench.clock.advance(249);
        bench.after_a_turn().await;
        bench.clock.advance(1);
        held.push(bench.started().await);
    }
    assert_eq!(names(&held), ["0", "1", "2"]);
}

#[tokio::test]
async fn the_gap_outlives_the_runner() {
    let mut bench = Bench::new().await;
    bench.set_slot(6, 250).await;
    let runner = bench.start();
    bench
        .add_all(&[], vec![work("a").slot(SLOT), work("b").slot(SLOT)])
        .await;
    bench.started().await.done();
    assert!(matches!(bench.event().await, Event::Finished { .. }));
    drop(runner);
    let _runner = bench.start();
    bench.clock.advance(249);
    bench.after_a_turn().await;
    bench.clock.advance(1);
    assert_eq!(bench.started().await.name, "b");
}

#[tokio::test]
async fn a_smaller_priority_comes_first_and_ranks_interleave_two_batches() {
    let mut bench = Bench::new().await;
    bench.set_slot(1, 0).await;
    let (first, second) = (bench.open_batch().await, bench.open_batch().await);
    for (batch, prefix) in [(first, "a"), (second, "b")] {
        bench
            .add_all(
                &[batch],
                (0..3)
                    .map(|rank| work(&format!("{prefix}{rank}")).slot(SLOT).rank(rank))
                    .collect(),
            )
            .await;
    }
    bench
        .add(&[second], work("looked at").slot(SLOT).priority(0).rank(9))
        .await;
    let _runner = bench.start();
    let mut order = Vec::new();
    for _ in 0..7 {
        let started = bench.started().await;
        order.push(started.name.clone());
        started.done();
    }
    assert_eq!(order, ["looked at", "a0", "b0", "a1", "b1", "a2", "b2"]);
}

#[tokio::test]
async fn background_work_runs_alone_apart_and_after_a_persons() {
    let mut bench = Bench::new().await;
    bench.set_slot(2, 0).await;
    bench
        .add_all(
            &[],
            vec![
                work("background 1").slot(SLOT).priority(90).rank(1),
                work("background 2").slot(SLOT).priority(95).rank(2),
                work("person").slot(SLOT).priority(50).rank(9),
            ],
        )
        .await;
    let _runner = bench.start();
    let mut both = bench.started_many(2).await;
    assert_eq!(names(&both), ["background 1", "person"]);
    // A lane is free, and a second has gone by, but one of its kind still runs.
    both.pop().unwrap().done();
    assert!(matches!(bench.event().await, Event::Finished { .. }));
    bench.clock.advance(1_000);
    bench.after_a_turn().await;
    both.pop().unwrap().done();
    assert_eq!(bench.started().await.name, "background 2");
}

#[tokio::test]
async fn background_starts_are_a_second_apart() {
    let mut bench = Bench::new().await;
    bench.set_slot(2, 0).await;
    let _runner = bench.start();
    bench
        .add_all(
            &[],
            (1..=2)
                .map(|rank| work(&format!("{rank}")).slot(SLOT).priority(90).rank(rank))
                .collect(),
        )
        .await;
    bench.started().await.done();
    assert!(matches!(bench.event().await, Event::Finished { .. }));
    bench.clock.advance(999);
    bench.after_a_turn().await;
    bench.clock.advance(1);
    assert_eq!(bench.started().await.name, "2");
}

#[tokio::test]
async fn one_slots_jobs_do_not_hold_up_another_slots() {
    let mut bench = Bench::new().await;
    bench.set_slot(1, 0).await;
    let _runner = bench.start();
    bench
        .add_all(
            &[],
            vec![
                work("a").slot(SLOT),
                work("b").slot(SLOT),
                work("c").slot("other"),
            ],
        )
        .await;
    assert_eq!(names(&bench.started_many(2).await), ["a", "c"]);
}

#[tokio::test]
async fn a_snooze_makes_its_siblings_wait_and_costs_no_attempt() {
    let mut bench = Bench::new().await;
    bench.set_slot(1, 0).await;
    let _runner = bench.start();
    let ids = bench
        .add_all(
            &[],
            vec![work("asked to wait").slot(SLOT), work("sibling").slot(SLOT)],
        )
        .await;
    bench.started().await.snooze(7);
    let until_ms = bench.now_ms() + 7_000;
    assert_eq!(
        bench.event().await,
        Event::PutOff {
            name: "asked to wait".into(),
            code: "http_429".into(),
            until_ms
        }
    );
    let row = bench.job(ids[0]).await;
    assert_eq!(
        (row.state, row.attempt, row.snoozes),
        (JobState::Scheduled, 0, 1)
    );
    bench.clock.advance(6_999);
    bench.after_a_turn().await;
    assert_eq!(bench.job(ids[1]).await.state, JobState::Available);
    bench.clock.advance(1);
    let again = bench.started().await;
    assert_eq!((again.name.as_str(), again.attempt), ("asked to wait", 1));
}

#[tokio::test]
async fn after_three_snoozes_the_job_is_given_up_as_blocked() {
    let mut bench = Bench::new().await;
    bench.set_slot(1, 0).await;
    let _runner = bench.start();
    let batch = bench.open_batch().await;
    bench.add(&[batch], work("a").slot(SLOT)).await;
    for _ in 0..3 {
        bench.started().await.snooze(1);
        assert!(matches!(bench.event().await, Event::PutOff { .. }));
        bench.clock.advance(1_000);
    }
    bench.started().await.snooze(1);
    let (before, closed) = bench.until_closed().await;
    assert_eq!(
        before,
        [Event::Finished {
            name: "a".into(),
            outcome: Err("blocked".into()),
            batches: vec![batch]
        }]
    );
    assert_eq!(closed.failed, 1);
}

#[tokio::test]
async fn a_wait_of_more_than_ten_minutes_is_not_waited_for() {
    let mut bench = Bench::new().await;
    bench.set_slot(1, 0).await;
    let _runner = bench.start();
    bench.add(&[], work("a").slot(SLOT)).await;
    bench.started().await.snooze(601);
    assert!(
        matches!(bench.event().await, Event::Finished { outcome: Err(code), .. } if code == "blocked")
    );
}

#[tokio::test]
async fn trouble_halves_the_lanes_once_and_successes_open_them_again() {
    let mut bench = Bench::new().await;
    bench.set_slot(4, 0).await;
    let _runner = bench.start();
    bench
        .add_all(
            &[],
            (0..4)
                .map(|rank| work(&format!("old {rank}")).slot(SLOT).rank(rank))
                .collect(),
        )
        .await;
    let mut old = bench.started_many(4).await;
    bench.clock.advance(1);
    // Two of one burst time out: that is one trouble. The two successes of that burst prove nothing.
    for _ in 0..2 {
        old.pop().unwrap().fail("timeout");
        assert!(matches!(bench.event().await, Event::PutOff { .. }));
    }
    for _ in 0..2 {
        old.pop().unwrap().done();
        assert!(matches!(bench.event().await, Event::Finished { .. }));
    }
    bench.clock.advance(1);
    bench
        .add_all(
            &[],
            (0..9)
                .map(|rank| {
                    work(&format!("new {rank}"))
                        .slot(SLOT)
                        .priority(1)
                        .rank(rank)
                })
                .collect(),
        )
        .await;
    let mut lanes = bench.started_many(2).await;
    for expected in [2, 3, 4, 4] {
        while lanes.len() < expected {
            lanes.push(bench.started().await);
        }
        bench.after_a_turn().await;
        assert_eq!(running(&bench).await, i64::try_from(expected).unwrap());
        lanes.remove(0).done();
        assert!(matches!(bench.event().await, Event::Finished { .. }));
    }
}
