//! Attempts that could not even be made: they cost nothing, and go on when what was missing is there again.

use std::time::Duration;

use queue::{Failure, Forward, JobId, JobState};

use crate::support::{Bench, Event, SLOT, Started, work};

fn postpone(started: Started, code: &'static str, seconds: u64) {
    started.end(Err(Failure::Postpone {
        code,
        message: "by the test".into(),
        after: Duration::from_secs(seconds),
    }));
}

async fn bring_forward(bench: &Bench, code: &'static str, which: Forward) -> u64 {
    let now_ms = bench.now_ms();
    let changed = bench
        .write(move |transaction| Box::pin(queue::bring_forward(transaction, code, which, now_ms)))
        .await;
    changed.unwrap()
}

/// The attempt that begins once the job has waited so long.
async fn after(bench: &mut Bench, wait_ms: i64) -> Started {
    assert!(matches!(bench.event().await, Event::PutOff { .. }));
    bench.clock.advance(wait_ms);
    bench.started().await
}

async fn run_at_ms(bench: &Bench, id: JobId) -> i64 {
    bench.job(id).await.run_at_ms
}

#[tokio::test]
async fn an_attempt_that_could_not_be_made_costs_nothing_however_often() {
    let mut bench = Bench::new().await;
    bench.set_slot(1, 0).await;
    let _runner = bench.start();
    let batch = bench.open_batch().await;
    let id = bench.add(&[batch], work("a").slot(SLOT)).await.id;
    for _ in 0..20 {
        let started = bench.started().await;
        assert_eq!((started.attempt, started.is_last_attempt), (1, false));
        postpone(started, "network", 600);
        let until_ms = bench.now_ms() + 600_000;
        let (name, code) = ("a".into(), "network".into());
        let put_off = Event::PutOff {
            name,
            code,
            until_ms,
        };
        assert_eq!(bench.event().await, put_off);
        let row = bench.job(id).await;
        assert_eq!(
            (row.state, row.attempt, row.snoozes, row.errors.len()),
            (JobState::Scheduled, 0, 0, 0)
        );
        bench.clock.advance(600_000);
    }
    bench.started().await.done();
    let (_, closed) = bench.until_closed().await;
    assert_eq!((closed.failed, closed.total), (0, 1));
}

#[tokio::test]
async fn it_leaves_the_attempts_and_waits_that_were_spent_before() {
    let mut bench = Bench::new().await;
    bench.set_slot(1, 0).await;
    let _runner = bench.start();
    let id = bench.add(&[], work("a").slot(SLOT)).await.id;
    bench.started().await.fail("reset");
    after(&mut bench, 500).await.snooze(1);
    postpone(after(&mut bench, 1_000).await, "network", 15);
    let again = after(&mut bench, 15_000).await;
    assert_eq!(again.attempt, 2);
    let row = bench.job(id).await;
    assert_eq!((row.snoozes, row.errors.len()), (1, 2));
    again.fail("reset");
    assert!(after(&mut bench, 1_000).await.is_last_attempt);
}

#[tokio::test]
async fn its_slot_is_neither_blocked_nor_narrowed() {
    let mut bench = Bench::new().await;
    bench.set_slot(2, 0).await;
    let _runner = bench.start();
    let jobs = ["a", "b", "c", "d"].map(|name| work(name).slot(SLOT));
    bench.add_all(&[], jobs.into()).await;
    let lanes = bench.started_many(2).await;
    for started in lanes {
        // The word that takes lanes away when it is the other side's.
        postpone(started, "timeout", 15);
    }
    let lanes = bench.started_many(2).await;
    let names: Vec<&str> = lanes.iter().map(|started| started.name.as_str()).collect();
    assert_eq!(names, ["c", "d"]);
}

#[tokio::test]
async fn what_was_missing_is_there_again_and_all_go_on() {
    let mut bench = Bench::new().await;
    bench.set_slot(3, 0).await;
    let _runner = bench.start();
    let jobs = ["a", "b", "c"].map(|name| work(name).slot(SLOT));
    let ids = bench.add_all(&[], jobs.into()).await;
    let mut lanes = bench.started_many(3).await;
    postpone(lanes.pop().unwrap(), "power", 600);
    for started in lanes {
        postpone(started, "network", 600);
    }
    for _ in 0..3 {
        assert!(matches!(bench.event().await, Event::PutOff { .. }));
    }
    bench.clock.advance(1_000);
    bench.after_a_turn().await;
    assert_eq!(bring_forward(&bench, "network", Forward::All).await, 2);
    let lanes = bench.started_many(2).await;
    assert_eq!((lanes[0].id, lanes[1].id), (ids[0], ids[1]));
    assert_eq!(bench.job(ids[2]).await.state, JobState::Scheduled);
    assert_eq!(
        bring_forward(&bench, "network", Forward::All).await,
        0,
        "what runs does not wait"
    );
}

#[tokio::test]
async fn one_of_each_slot_finds_out() {
    let mut bench = Bench::new().await;
    bench.set_slot(3, 0).await;
    let _runner = bench.start();
    let jobs = vec![
        work("later").slot(SLOT).rank(2),
        work("first").slot(SLOT).rank(1),
        work("other").slot("other"),
        work("never tried")
            .slot("unset")
            .run_at_ms(bench.now_ms() + 60_000),
    ];
    bench.add_all(&[], jobs).await;
    for started in bench.started_many(3).await {
        postpone(started, "network", 600);
    }
    for _ in 0..3 {
        assert!(matches!(bench.event().await, Event::PutOff { .. }));
    }
    for _ in 0..2 {
        // The gap of the slot that nobody has set.
        bench.clock.advance(1_000);
        let which = Forward::OneOfEachSlot;
        assert_eq!(bring_forward(&bench, "network", which).await, 2);
        let mut names = Vec::new();
        for started in bench.started_many(2).await {
            names.push(started.name.clone());
            postpone(started, "network", 600);
            assert!(matches!(bench.event().await, Event::PutOff { .. }));
        }
        names.sort();
        assert_eq!(names, ["first", "other"]);
    }
}

#[tokio::test]
async fn it_waits_over_a_restart_and_can_be_brought_forward_after_it() {
    let mut bench = Bench::new().await;
    bench.set_slot(1, 0).await;
    let runner = bench.start();
    let id = bench.add(&[], work("a").slot(SLOT)).await.id;
    postpone(bench.started().await, "network", 600);
    assert!(matches!(bench.event().await, Event::PutOff { .. }));
    let until_ms = run_at_ms(&bench, id).await;
    drop(runner);
    let _runner = bench.start();
    bench.after_a_turn().await;
    assert_eq!(run_at_ms(&bench, id).await, until_ms);
    bring_forward(&bench, "network", Forward::All).await;
    let started = bench.started().await;
    assert_eq!((started.id, started.attempt), (id, 1));
}

#[tokio::test]
async fn what_a_person_holds_stays_held_and_is_due_when_it_is_resumed() {
    let mut bench = Bench::new().await;
    bench.set_slot(1, 0).await;
    let _runner = bench.start();
    let batch = bench.open_batch().await;
    bench.add(&[batch], work("a").slot(SLOT)).await;
    postpone(bench.started().await, "network", 600);
    assert!(matches!(bench.event().await, Event::PutOff { .. }));
    let held = bench.write(move |transaction| Box::pin(queue::hold_batch(transaction, batch)));
    assert!(held.await.unwrap());
    assert_eq!(bring_forward(&bench, "network", Forward::All).await, 1);
    bench.after_a_turn().await;
    let resumed = bench.write(move |transaction| Box::pin(queue::resume_batch(transaction, batch)));
    assert!(resumed.await.unwrap());
    assert_eq!(bench.started().await.name, "a");
}
