//! What becomes of jobs whose attempts fail, and of those that nobody can read.

use queue::JobState;

use crate::runner::{finished, given_up};
use crate::support::{
    Bench, CANNOT_BE_PUT_OFF, Done, Event, PANICS_WHEN_DROPPED, once, soon, work,
};

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
