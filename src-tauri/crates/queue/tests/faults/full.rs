//! The disk is full, for a while.

use futures_util::future::join_all;
use queue::{JobId, JobState, Trouble, WriteError};

use crate::support::{Bench, keep, soon};

const NO_LIMIT: &str = "PRAGMA max_page_count = 4294967294";
/// Less than the file has already: it cannot grow.
const FULL: &str = "PRAGMA max_page_count = 1";

async fn bench() -> (tempfile::TempDir, Bench) {
    let folder = tempfile::tempdir().unwrap();
    let bench = Bench::open(&folder.path().join("full.sqlite")).await;
    (folder, bench)
}

async fn ids(bench: &Bench) -> Vec<JobId> {
    let mut ids: Vec<JobId> = bench.jobs().await.iter().map(|job| job.id).collect();
    ids.sort();
    ids
}

#[tokio::test]
async fn what_was_accepted_before_the_disk_was_full_is_there_and_the_rest_is_not() {
    let (_folder, bench) = bench().await;
    bench.set(FULL).await;
    let mut accepted = Vec::new();
    let refused = loop {
        match bench.add(keep(1, 1_000)).await {
            Ok((id, _)) => accepted.push(id),
            Err(error) => break error,
        }
    };
    assert!(matches!(refused, WriteError::DiskFull), "{refused:?}");
    assert_eq!(*bench.database.trouble().borrow(), Some(Trouble::DiskFull));
    assert_eq!(ids(&bench).await, accepted);
    bench.assert_whole().await;

    bench.set(NO_LIMIT).await;
    accepted.push(bench.add(keep(1, 1_000)).await.unwrap().0);
    assert_eq!(*bench.database.trouble().borrow(), None);
    assert_eq!(ids(&bench).await, accepted);
}

#[tokio::test]
async fn of_what_arrives_together_just_what_was_accepted_is_there() {
    let (_folder, bench) = bench().await;
    bench.set(FULL).await;
    let sizes = [10, 100_000, 10, 100_000, 10];
    let adds = sizes.map(|ballast| bench.add(keep(1, ballast)));
    let answers = soon(join_all(adds)).await;
    let mut accepted = Vec::new();
    for (answer, size) in answers.into_iter().zip(sizes) {
        match answer {
            Ok((id, _)) => accepted.push(id),
            Err(WriteError::DiskFull) => assert!(size > 10 || accepted.is_empty()),
            Err(other) => panic!("{other:?}"),
        }
    }
    assert_eq!(ids(&bench).await, accepted);
    bench.assert_whole().await;
}

#[tokio::test]
async fn a_result_that_finds_the_disk_full_is_asked_for_again_and_costs_no_attempt() {
    let (_folder, mut bench) = bench().await;
    let _runner = bench.start().await;
    let (id, _) = bench.add(keep(200_000, 0)).await.unwrap();
    assert_eq!(bench.began().await, (id, 1));
    bench.set(FULL).await;
    bench.permits.add_permits(1);
    bench
        .until_trouble(|trouble| *trouble == Some(Trouble::DiskFull))
        .await;
    bench.assert_whole().await;
    bench.set(NO_LIMIT).await;
    bench.clock.advance(1_000);
    assert_eq!(bench.began().await, (id, 1));
    bench.permits.add_permits(1);
    assert_eq!(bench.ended().await, id);
    let row = bench.job(id).await.unwrap();
    assert_eq!((row.state, row.attempt), (JobState::Completed, 1));
    bench.assert_whole().await;
}
