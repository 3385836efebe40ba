//! What becomes of jobs once somebody works on them.

use std::sync::Arc;
use std::time::Duration;

use queue::{BatchState, JobState, Runner, WriteError};

use crate::support::{Bench, Done, Event, Next, SLOT, Started, once, work};

pub(crate) fn finished(name: &str, batches: &[queue::BatchId]) -> Event {
    Event::Finished {
        name: name.to_owned(),
        outcome: Ok(()),
        batches: batches.to_vec(),
    }
}

pub(crate) fn given_up(name: &str, code: &str, batches: &[queue::BatchId]) -> Event {
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
