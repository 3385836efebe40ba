//! What becomes of jobs once somebody works on them.

use std::sync::Arc;
use std::time::Duration;

use queue::{BatchState, JobState, Runner, WriteError};

use crate::support::{
    Bench, CANNOT_BE_PUT_OFF, Done, Event, Next, PANICS_WHEN_DROPPED, SLOT, Started, once, soon,
    work,
};

pub(crate) fn finished(name: &str, batches: &[queue::BatchId]) -> Event {
    Event::Finished {
        name: name.to_owned(),
        outcome: Ok(()),
        batches: batches.to_vec(),
    }
}

fn given_up(name: &str, code: &str, batches: &[queue::BatchId]) -> Event {
    Event::Finished {
        name: name.to_owned(),
        outcome: Err(code.to_owned()),
        batches: batches.to_vec(),
    }
}

#[tokio::test]
async fn a_job_runs_stores_its_result_and_closes_its_batch() {
    let mut bench = Bench::new().await;
    let _runner = bench.start();
    let batch = bench.open_batch().await;
    let id = bench.add(&[batch], work("a")).await.id;
    let started = bench.started().await;
    assert_eq!(
        (started.id, started.attempt, started.is_last_attempt),
        (id, 1, false)
    );
    assert_eq!(bench.job(id).await.state, JobState::Running);
    started.done();
    let (before, closed) = bench.until_closed().await;
    assert_eq!(before, [finished("a", &[batch])]);
    assert_eq!(closed, bench.batch(batch).await);
    assert_eq!(
        (closed.state, closed.total, closed.pending, closed.failed),
        (BatchState::Closed, 1, 0, 0)
    );
    assert_eq!(bench.job(id).await.state, JobState::Completed);
    assert_eq!(bench.results().await, ["a"]);
}

#[tokio::test]
async fn children_are_counted_before_their_parent_is_subtracted() {
    let mut bench = Bench::new().await;
    let _runner = bench.start();
    let batch = bench.open_batch().await;
    bench.add(&[batch], work("parent").unique("parent")).await;
    // The same unique key: the parent is over when its child is added.
    bench
        .started()
        .await
        .done_with(vec![work("child").unique("parent")]);
    assert_eq!(bench.event().await, finished("parent", &[batch]));
    let child = bench.started().await;
    let counts = bench.batch(batch).await;
    assert_eq!(
        (counts.state, counts.total, counts.pending),
        (BatchState::Open, 2, 1)
    );
    child.done();
    let (before, closed) = bench.until_closed().await;
    assert_eq!(
        (before, closed.total),
        (vec![finished("child", &[batch])], 2)
    );
}

#[tokio::test]
async fn mixed_ends_close_the_batch_exactly_once() {
    let mut bench = Bench::new().await;
    let _runner = bench.start();
    let (batch, other) = (bench.open_batch().await, bench.open_batch().await);
    bench
        .add_all(
            &[batch],
            vec![work("done"), work("fatal"), once("last try")],
        )
        .await;
    bench.add(&[batch, other], work("shared")).await;
    let [done, fatal, last, shared] = <[_; 4]>::try_from(bench.started_many(4).await)
        .ok()
        .unwrap();
    done.done();
    fatal.fatal("layout");
    last.fail("reset");
    for _ in 0..3 {
        assert!(matches!(bench.event().await, Event::Finished { .. }));
    }
    bench.cancel(other).await;
    let counts = bench.batch(batch).await;
    assert_eq!(
        (counts.state, counts.pending, counts.failed),
        (BatchState::Open, 1, 2)
    );
    shared.done();
    let (before, closed) = bench.until_closed().await;
    assert_eq!(before, [finished("shared", &[batch])]);
    assert_eq!((closed.id, closed.total, closed.failed), (batch, 4, 2));
    bench.after_a_turn().await;
    assert_eq!(bench.batch(batch).await, closed);
}

#[tokio::test]
async fn one_job_ends_for_every_batch_that_wants_it() {
    let mut bench = Bench::new().await;
    let _runner = bench.start();
    let (first, second) = (bench.open_batch().await, bench.open_batch().await);
    bench.add(&[first], work("book").unique("book")).await;
    let started = bench.started().await;
    // It joins while it runs.
    assert!(
        !bench
            .add(&[second], work("book").unique("book"))
            .await
            .is_new
    );
    started.done();
    assert_eq!(bench.event().await, finished("book", &[first, second]));
    for expected in [first, second] {
        assert!(matches!(bench.event().await, Event::Closed { batch } if batch.id == expected));
    }
}

#[tokio::test]
async fn a_failed_attempt_is_repeated_after_its_wait_and_given_up_after_the_last() {
    let mut bench = Bench::new().await;
    let _runner = bench.start();
    let batch = bench.open_batch().await;
    let id = bench.add(&[batch], work("a")).await.id;
    for (attempt, wait_ms) in [(1, 500), (2, 1_000)] {
        let started = bench.started().await;
        assert_eq!(started.attempt, attempt);
        started.fail("reset");
        let until_ms = bench.now_ms() + wait_ms;
        assert_eq!(
            bench.event().await,
            Event::PutOff {
                name: "a".into(),
                code: "reset".into(),
                until_ms
            }
        );
        let row = bench.job(id).await;
        assert_eq!((row.state, row.run_at_ms), (JobState::Scheduled, until_ms));
        bench.clock.advance(wait_ms - 1);
        bench.after_a_turn().await;
        bench.clock.advance(1);
    }
    let last = bench.started().await;
    assert!(last.is_last_attempt);
    last.fail("reset");
    let (before, closed) = bench.until_closed().await;
    assert_eq!(
        (before, closed.failed),
        (vec![given_up("a", "reset", &[batch])], 1)
    );
    let row = bench.job(id).await;
    assert_eq!((row.state, row.attempt), (JobState::Discarded, 3));
    let errors: Vec<(u32, &str)> = row
        .errors
        .iter()
        .map(|error| (error.attempt, error.code.as_str()))
        .collect();
    assert_eq!(errors, [(1, "reset"), (2, "reset"), (3, "reset")]);
}

#[tokio::test]
async fn a_fatal_failure_is_not_repeated() {
    let mut bench = Bench::new().await;
    let _runner = bench.start();
    let id = bench.add(&[], work("a")).await.id;
    bench.started().await.fatal("layout");
    assert_eq!(bench.event().await, given_up("a", "layout", &[]));
    assert_eq!(bench.job(id).await.attempt, 1);
}

#[tokio::test]
async fn a_panic_is_a_failed_attempt_and_the_last_one_is_a_crash() {
    let mut bench = Bench::new().await;
    let _runner = bench.start();
    bench.add(&[], once("a")).await;
    bench.started().await.panic();
    assert_eq!(bench.event().await, given_up("a", "crashed", &[]));
}

#[tokio::test]
async fn an_attempt_that_takes_too_long_is_dropped_and_has_failed() {
    let mut bench = Bench::new().await;
    let _runner = bench.start();
    bench.add(&[], once("a")).await;
    let started = bench.started().await;
    bench.clock.advance(60_000);
    assert_eq!(bench.event().await, given_up("a", "timeout", &[]));
    soon(started.dropped()).await;
}

#[tokio::test]
async fn a_result_that_cannot_be_stored_is_a_failed_attempt() {
    let mut bench = Bench::new().await;
    let _runner = bench.start();
    let batch = bench.open_batch().await;
    bench
        .add_all(&[batch], vec![work("a"), work("neighbour")])
        .await;
    let [odd, neighbour] = <[_; 2]>::try_from(bench.started_many(2).await)
        .ok()
        .unwrap();
    odd.end(Ok(Done {
        fails_to_store: true,
        ..Done::default()
    }));
    assert!(matches!(bench.event().await, Event::PutOff { code, .. } if code == "store"));
    neighbour.done();
    assert_eq!(bench.event().await, finished("neighbour", &[batch]));
    bench.clock.advance(500);
    bench.started().await.end(Ok(Done {
        panics_in_store: true,
        ..Done::default()
    }));
    assert!(matches!(bench.event().await, Event::PutOff { code, .. } if code == "store"));
    bench.clock.advance(1_000);
    bench.started().await.end(Ok(Done {
        fails_to_store: true,
        ..Done::default()
    }));
    let (before, closed) = bench.until_closed().await;
    assert_eq!(
        (before, closed.failed),
        (vec![given_up("a", "store", &[batch])], 1)
    );
    assert_eq!(bench.results().await, ["a", "neighbour"]);
}

#[tokio::test]
async fn a_job_that_cannot_even_be_given_up_still_closes_its_batch() {
    let mut bench = Bench::new().await;
    let batch = bench.open_batch().await;
    let id = bench.add(&[batch], once("a")).await.id;
    // The application's row is there already, so every ending of this job fails in its part.
    bench
        .write(move |transaction| {
            Box::pin(async move {
                sqlx::query("INSERT INTO result(job_id, name) VALUES (?1, 'in the way')")
                    .bind(id)
                    .execute(transaction.connection())
                    .await?;
                Ok(())
            })
        })
        .await
        .unwrap();
    let _runner = bench.start();
    bench.started().await.done();
    let (before, closed) = bench.until_closed().await;
    assert_eq!((before, closed.failed), (vec![], 1));
    assert_eq!(bench.job(id).await.state, JobState::Discarded);
}

#[tokio::test]
async fn a_stored_job_that_cannot_be_read_is_discarded_and_counted() {
    let mut bench = Bench::new().await;
    let batch = bench.open_batch().await;
    let id = bench.add(&[batch], work("a")).await.id;
    bench
        .write(|transaction| {
            Box::pin(async move {
                sqlx::query("UPDATE job SET kind = 'of a later version'")
                    .execute(transaction.connection())
                    .await?;
                Ok(())
            })
        })
        .await
        .unwrap();
    let _runner = bench.start();
    let (before, closed) = bench.until_closed().await;
    assert_eq!((before, closed.failed), (vec![], 1));
    assert_eq!(bench.job(id).await.errors[0].code, "unreadable");
}

#[tokio::test]
async fn a_job_whose_reading_panics_is_discarded_and_its_neighbours_run() {
    let mut bench = Bench::new().await;
    let poison = bench.add(&[], work("poison")).await.id;
    let good = bench.add(&[], work("good")).await.id;
    let _runner = bench.start();
    let started = bench.started().await;
    assert_eq!(started.id, good);
    started.done();
    let closed = bench.open_batch().await;
    bench.add(&[closed], work("later")).await;
    bench.started().await.done();
    bench.until_closed().await;
    assert_eq!(bench.job(poison).await.errors[0].code, "unreadable");
    assert_eq!(bench.job(good).await.state, JobState::Completed);
}

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
async fn two_kinds_of_one_name_are_refused() {
    use queue::{
        Batch, BoxFuture, Context, Ended, Failure, GivenUp, Handler, Job, Kind, StartError,
        Transaction,
    };
    #[derive(serde::Serialize, serde::Deserialize)]
    struct Twice;
    const KIND: Kind = Kind {
        name: "twice",
        max_attempts: 1,
        timeout: Duration::from_secs(1),
    };
    impl Job for Twice {
        const KINDS: &'static [Kind] = &[KIND, KIND];
        fn kind(&self) -> &'static Kind {
            &KIND
        }
    }
    struct Nothing;
    impl Handler for Nothing {
        type Job = Twice;
        type Done = ();
        async fn run(&self, _: &Twice, _: &Context) -> Result<(), Failure> {
            Ok(())
        }
        fn finish<'t>(
            &'t self,
            _: &'t mut Transaction,
            _: Ended<'t, Twice>,
            _: Result<(), GivenUp>,
        ) -> BoxFuture<'t, Result<(), WriteError>> {
            Box::pin(async { Ok(()) })
        }
        fn closed<'t>(
            &'t self,
            _: &'t mut Transaction,
            _: Batch,
        ) -> BoxFuture<'t, Result<(), WriteError>> {
            Box::pin(async { Ok(()) })
        }
    }
    let bench = Bench::new().await;
    let refused = Runner::start(bench.database.clone(), Arc::new(Nothing), bench.options());
    assert!(matches!(
        refused.map(drop),
        Err(StartError::SameKind("twice"))
    ));
}

#[tokio::test]
async fn a_job_in_a_slot_that_nobody_set_runs() {
    let mut bench = Bench::new().await;
    let _runner = bench.start();
    bench.add(&[], work("a").slot(SLOT)).await;
    bench.started().await.done();
    assert_eq!(bench.event().await, finished("a", &[]));
}

#[tokio::test]
async fn a_scheduled_job_begins_at_its_time() {
    let mut bench = Bench::new().await;
    let _runner = bench.start();
    bench
        .add(&[], work("a").run_at_ms(bench.now_ms() + 10_000))
        .await;
    bench.clock.advance(9_999);
    bench.after_a_turn().await;
    bench.clock.advance(1);
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

/// Until the batch is closed, ends every attempt well; gives back the names of what was stored, and the batch.
async fn finish_all(bench: &mut Bench) -> (Vec<String>, queue::Batch) {
    let mut names = Vec::new();
    loop {
        match bench.next().await {
            Next::Started(started) => started.done(),
            Next::Event(Event::Finished { name, outcome, .. }) => {
                assert_eq!(outcome, Ok(()));
                names.push(name);
            }
            Next::Event(Event::PutOff { until_ms, .. }) => {
                bench.clock.advance(until_ms - bench.now_ms());
            }
            Next::Event(Event::Closed { batch }) => return (names, batch),
        }
    }
}

#[tokio::test]
async fn ends_of_one_turn_are_stored_together_and_one_that_cannot_be_stored_is_tried_again() {
    for bad in ["a", "b", "c"] {
        let mut bench = Bench::new().await;
        let batch = bench.open_batch().await;
        bench
            .add_all(&[batch], ["a", "b", "c"].map(work).into())
            .await;
        let _runner = bench.start();
        // All end before the runner can look: it sees them in one turn.
        for started in bench.started_many(3).await {
            let done = Done {
                fails_to_store: started.name == bad,
                ..Done::default()
            };
            started.end(Ok(done));
        }
        let (mut names, closed) = finish_all(&mut bench).await;
        names.sort();
        assert_eq!(names, ["a", "b", "c"], "each is stored once");
        assert_eq!((closed.total, closed.failed), (3, 0));
        let mut results = bench.results().await;
        results.sort();
        assert_eq!(results, ["a", "b", "c"]);
        for job in bench.jobs().await {
            let attempts = if job.args.contains(&format!("\"{bad}\"")) {
                2
            } else {
                1
            };
            assert_eq!((job.state, job.attempt), (JobState::Completed, attempts));
        }
    }
}

#[tokio::test]
async fn a_turn_with_several_ends_closes_every_batch_once() {
    let mut bench = Bench::new().await;
    let (left, right) = (bench.open_batch().await, bench.open_batch().await);
    bench.add(&[left], work("a")).await;
    bench.add(&[left, right], work("b")).await;
    bench.add(&[right], work("c")).await;
    let _runner = bench.start();
    let mut started = bench.started_many(3).await.into_iter();
    started.next().unwrap().done_with(vec![work("child")]);
    started.for_each(Started::done);
    let (_, closed) = bench.until_closed().await;
    assert_eq!((closed.id, closed.total, closed.version), (right, 2, 4));
    assert_eq!(bench.batch(left).await.pending, 1);
    bench.started().await.done();
    let (_, closed) = bench.until_closed().await;
    assert_eq!((closed.id, closed.total), (left, 3));
}

#[tokio::test]
async fn a_job_whose_application_cannot_be_told_is_tried_as_often_as_any_other() {
    let mut bench = Bench::new().await;
    let batch = bench.open_batch().await;
    let id = bench.add(&[batch], work(CANNOT_BE_PUT_OFF)).await.id;
    let _runner = bench.start();
    for attempt in 1..=2 {
        let started = bench.started().await;
        assert_eq!(started.attempt, attempt);
        started.fail("reset");
        bench.after_a_turn().await;
        let job = bench.job(id).await;
        assert_eq!((job.state, job.attempt), (JobState::Scheduled, attempt));
        bench.clock.advance(job.run_at_ms - bench.now_ms());
    }
    bench.started().await.done();
    let (_, closed) = bench.until_closed().await;
    assert_eq!((closed.total, closed.failed), (1, 0));
    let codes: Vec<String> = bench
        .job(id)
        .await
        .errors
        .into_iter()
        .map(|error| error.code)
        .collect();
    assert_eq!(codes, ["store", "store"]);
}

#[tokio::test]
async fn an_attempt_that_panics_where_it_is_dropped_has_crashed() {
    let mut bench = Bench::new().await;
    let batch = bench.open_batch().await;
    let id = bench.add(&[batch], work(PANICS_WHEN_DROPPED)).await.id;
    let _runner = bench.start();
    let _hangs = bench.started().await;
    bench.clock.advance(60_000);
    let Event::PutOff { code, .. } = bench.event().await else {
        panic!("it is tried again");
    };
    assert_eq!(code, "crashed");
    assert_eq!(bench.job(id).await.state, JobState::Scheduled);
}
