//! A person's hand in the queue: hold and go on, pause, other priorities, once more what failed.

use queue::{BatchId, BatchState, JobId, JobState};

use crate::support::{Bench, SLOT, Started, once, work};

async fn hold(bench: &Bench, batch: BatchId) -> bool {
    bench
        .write(move |transaction| Box::pin(queue::hold_batch(transaction, batch)))
        .await
        .unwrap()
}

async fn resume(bench: &Bench, batch: BatchId) -> bool {
    bench
        .write(move |transaction| Box::pin(queue::resume_batch(transaction, batch)))
        .await
        .unwrap()
}

async fn set_priority(bench: &Bench, jobs: &[JobId], priority: i64) -> u64 {
    let jobs = jobs.to_vec();
    bench
        .write(move |transaction| {
            Box::pin(async move { queue::set_priority(transaction, &jobs, priority).await })
        })
        .await
        .unwrap()
}

#[tokio::test]
async fn a_held_batch_waits_and_goes_on_when_resumed() {
    let mut bench = Bench::new().await;
    let batch = bench.open_batch().await;
    let now = bench.add(&[batch], work("now")).await.id;
    let later_ms = bench.now_ms() + 5_000;
    let later = bench
        .add(&[batch], work("later").run_at_ms(later_ms))
        .await
        .id;
    assert!(hold(&bench, batch).await);
    assert!(!hold(&bench, batch).await, "it is held already");
    let held = bench.batch(batch).await;
    assert_eq!((held.state, held.pending), (BatchState::Held, 2));
    for job in [now, later] {
        assert_eq!(bench.job(job).await.state, JobState::Held);
    }

    let runner = bench.start();
    bench.after_a_turn().await;
    bench.clock.advance(10_000);
    bench.after_a_turn().await;

    assert!(resume(&bench, batch).await);
    assert!(!resume(&bench, batch).await, "it goes on already");
    for started in bench.started_many(2).await {
        started.done();
    }
    let (_, closed) = bench.until_closed().await;
    assert_eq!((closed.id, closed.state), (batch, BatchState::Closed));
    assert_eq!(
        bench.job(later).await.run_at_ms,
        later_ms,
        "at its old time"
    );
    drop(runner);
}

#[tokio::test]
async fn what_runs_when_its_batch_is_held_ends_and_what_it_adds_waits() {
    let mut bench = Bench::new().await;
    let batch = bench.open_batch().await;
    bench.add(&[batch], work("parent")).await;
    let _runner = bench.start();
    let parent = bench.started().await;
    hold(&bench, batch).await;
    parent.done_with(vec![work("child")]);
    assert_eq!(
        bench.event().await,
        crate::runner::finished("parent", &[batch])
    );
    bench.after_a_turn().await;
    let held = bench.batch(batch).await;
    assert_eq!(
        (held.state, held.total, held.pending),
        (BatchState::Held, 2, 1)
    );
    resume(&bench, batch).await;
    bench.started().await.done();
    assert_eq!(bench.until_closed().await.1.id, batch);
}

#[tokio::test]
async fn a_failed_attempt_of_a_held_batch_is_not_repeated_before_it_goes_on() {
    let mut bench = Bench::new().await;
    let batch = bench.open_batch().await;
    bench.add(&[batch], work("shaky")).await;
    let _runner = bench.start();
    let first = bench.started().await;
    hold(&bench, batch).await;
    first.fail("reset");
    bench.event().await;
    bench.clock.advance(60_000);
    bench.after_a_turn().await;
    resume(&bench, batch).await;
    let second = bench.started().await;
    assert_eq!(second.attempt, 2);
    second.done();
    assert_eq!(bench.until_closed().await.1.failed, 0);
}

#[tokio::test]
async fn an_orphan_of_a_held_batch_waits_after_a_restart() {
    let mut bench = Bench::new().await;
    let batch = bench.open_batch().await;
    let job = bench.add(&[batch], work("orphan")).await.id;
    let runner = bench.start();
    bench.started().await;
    hold(&bench, batch).await;
    drop(runner);
    let _runner = bench.start();
    bench.after_a_turn().await;
    assert_eq!(bench.job(job).await.state, JobState::Held);
    resume(&bench, batch).await;
    bench.started().await.done();
    assert_eq!(bench.until_closed().await.1.id, batch);
}

#[tokio::test]
async fn holding_one_batch_does_not_take_a_shared_job_from_the_other() {
    let mut bench = Bench::new().await;
    let (held, open) = (bench.open_batch().await, bench.open_batch().await);
    bench.add(&[held], work("shared").unique("k")).await;
    hold(&bench, held).await;
    let shared = bench.add(&[open], work("shared").unique("k")).await;
    assert!(!shared.is_new);
    let _runner = bench.start();
    bench.started().await.done();
    let closed = [bench.until_closed().await.1, bench.until_closed().await.1];
    assert_eq!(closed.map(|batch| batch.id), [held, open]);
}

#[tokio::test]
async fn a_job_that_only_a_held_batch_still_wants_waits() {
    let mut bench = Bench::new().await;
    let (held, cancelled) = (bench.open_batch().await, bench.open_batch().await);
    let job = bench
        .add(&[held, cancelled], work("shared").unique("k"))
        .await
        .id;
    hold(&bench, held).await;
    assert_eq!(bench.job(job).await.state, JobState::Available);
    bench.cancel(cancelled).await;
    let _runner = bench.start();
    bench.after_a_turn().await;
    assert_eq!(bench.job(job).await.state, JobState::Held);
}

#[tokio::test]
async fn a_held_batch_can_be_cancelled() {
    let bench = Bench::new().await;
    let batch = bench.open_batch().await;
    let job = bench.add(&[batch], work("unwanted")).await.id;
    hold(&bench, batch).await;
    assert!(bench.cancel(batch).await);
    assert_eq!(bench.job(job).await.state, JobState::Cancelled);
    assert!(!resume(&bench, batch).await);
}

#[tokio::test]
async fn a_paused_queue_starts_nothing_not_even_after_a_restart() {
    let mut bench = Bench::new().await;
    let batch = bench.open_batch().await;
    bench.add(&[batch], work("running")).await;
    let runner = bench.start();
    let running = bench.started().await;
    let now_ms = bench.now_ms();
    bench
        .write(move |transaction| Box::pin(queue::pause(transaction, now_ms)))
        .await
        .unwrap();
    bench.clock.advance(1_000);
    bench
        .write(move |transaction| Box::pin(queue::pause(transaction, now_ms + 1_000)))
        .await
        .unwrap();
    let waiting = bench.add(&[batch], work("waiting")).await.id;
    running.done();
    assert_eq!(
        bench.event().await,
        crate::runner::finished("running", &[batch])
    );
    drop(runner);

    let runner = bench.start();
    runner.active().await;
    let mut connection = bench.database.reader().acquire().await.unwrap();
    assert_eq!(
        queue::paused_since_ms(&mut connection).await.unwrap(),
        Some(now_ms),
        "since the first time"
    );
    drop(connection);
    assert_eq!(runner.shutdown(std::time::Duration::ZERO).await, 0);
    assert_eq!(bench.job(waiting).await.state, JobState::Available);

    let _runner = bench.start();
    bench
        .write(move |transaction| Box::pin(queue::resume(transaction)))
        .await
        .unwrap();
    let started = bench.started().await;
    assert_eq!((started.name.as_str(), started.attempt), ("waiting", 1));
    let mut connection = bench.database.reader().acquire().await.unwrap();
    assert_eq!(queue::paused_since_ms(&mut connection).await.unwrap(), None);
}

#[tokio::test]
async fn priorities_change_while_jobs_wait_and_only_then() {
    let mut bench = Bench::new().await;
    bench.set_slot(1, 0).await;
    let batch = bench.open_batch().await;
    let jobs = bench
        .add_all(
            &[batch],
            ["a", "b", "c", "d"]
                .map(|name| work(name).slot(SLOT))
                .into(),
        )
        .await;
    let _runner = bench.start();
    let first = bench.started().await;
    assert_eq!(first.name, "a");
    // Of a it is too late, c has it already after the first time.
    assert_eq!(set_priority(&bench, &[jobs[0], jobs[2]], 10).await, 1);
    assert_eq!(set_priority(&bench, &[jobs[2]], 10).await, 0);
    first.done();
    let mut order = Vec::new();
    for _ in 0..3 {
        let started: Started = bench.started().await;
        order.push(started.name.clone());
        started.done();
    }
    assert_eq!(order, ["c", "b", "d"]);
    bench.until_closed().await;
    assert_eq!(set_priority(&bench, &jobs, 0).await, 0, "all have ended");
}

#[tokio::test]
async fn background_work_that_somebody_looks_at_comes_at_once() {
    let mut bench = Bench::new().await;
    bench.set_slot(2, 0).await;
    let jobs = bench
        .add_all(
            &[],
            ["a", "b"]
                .map(|name| work(name).slot(SLOT).priority(queue::BACKGROUND_PRIORITY))
                .into(),
        )
        .await;
    let _runner = bench.start();
    let _first = bench.started().await;
    bench.after_a_turn().await;
    set_priority(&bench, &jobs[1..], 0).await;
    assert_eq!(bench.started().await.name, "b");
}

#[tokio::test]
async fn what_failed_is_tried_again_in_another_batch_and_nothing_else() {
    let mut bench = Bench::new().await;
    let batch = bench.open_batch().await;
    bench
        .add_all(
            &[batch],
            vec![
                work("good"),
                once("bad").slot(SLOT).priority(7).rank(3).unique("k"),
                once("worse"),
            ],
        )
        .await;
    let _runner = bench.start();
    for started in bench.started_many(3).await {
        match started.name.as_str() {
            "good" => started.done(),
            _ => started.fail("reset"),
        }
    }
    let (_, closed) = bench.until_closed().await;
    assert_eq!((closed.total, closed.failed), (3, 2));

    // Somebody else asks for one of them already.
    let live = bench.add(&[], once("bad").slot(SLOT).unique("k")).await;
    assert!(live.is_new);
    let again = bench.open_batch().await;
    let now_ms = bench.now_ms();
    let count = bench
        .write(move |transaction| Box::pin(queue::retry_failed(transaction, batch, again, now_ms)))
        .await
        .unwrap();
    assert_eq!(count, 2);
    bench.clock.advance(2_000);
    let mut names = Vec::new();
    for started in bench.started_many(2).await {
        names.push(started.name.clone());
        assert_eq!(started.attempt, 1);
        started.done();
    }
    names.sort();
    assert_eq!(names, ["bad", "worse"]);
    let (_, closed) = bench.until_closed().await;
    assert_eq!((closed.id, closed.total, closed.failed), (again, 2, 0));
    let retried = bench.job(live.id).await;
    assert_eq!(
        (retried.priority, retried.rank),
        (7, 0),
        "the better of both"
    );
    assert_eq!(
        bench.batch(batch).await.failed,
        2,
        "the first stays as it ended"
    );
}
