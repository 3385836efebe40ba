//! Another program writes into the file, or holds it.

use std::time::Duration;

use queue::{JobState, Trouble, WriteError};
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{ConnectOptions, Connection};

use crate::support::{Bench, keep, soon};

/// Another program, in the middle of a write.
struct Other(SqliteConnection);

impl Other {
    async fn holding(bench: &Bench) -> Other {
        let options = SqliteConnectOptions::new().filename(bench.path());
        let mut connection = options.connect().await.unwrap();
        sqlx::query("BEGIN IMMEDIATE")
            .execute(&mut connection)
            .await
            .unwrap();
        Other(connection)
    }

    async fn lets_go(mut self) {
        sqlx::query("COMMIT").execute(&mut self.0).await.unwrap();
        self.0.close().await.unwrap();
    }
}

async fn bench() -> (tempfile::TempDir, Bench) {
    let folder = tempfile::tempdir().unwrap();
    let bench = Bench::open(&folder.path().join("busy.sqlite")).await;
    (folder, bench)
}

#[tokio::test]
async fn writes_and_ends_wait_for_another_program_and_reading_does_not() {
    let (_folder, mut bench) = bench().await;
    let _runner = bench.start().await;
    let (id, _) = bench.add(keep(1, 0)).await.unwrap();
    assert_eq!(bench.began().await, (id, 1));
    let other = Other::holding(&bench).await;
    bench.permits.add_permits(2);
    let mut add = Box::pin(bench.add(keep(2, 0)));
    assert!(futures_util::poll!(&mut add).is_pending());
    assert_eq!(bench.job(id).await.unwrap().state, JobState::Running);
    other.lets_go().await;
    let (second, _) = soon(add).await.unwrap();
    let mut ended = [bench.ended().await, bench.ended().await];
    ended.sort();
    assert_eq!(ended, [id, second]);
    bench.assert_whole().await;
}

#[tokio::test]
async fn who_quits_does_not_wait_for_a_file_in_which_nothing_can_be_taken_up() {
    let (_folder, bench) = bench().await;
    let other = Other::holding(&bench).await;
    let runner = bench.start_anyhow();
    assert_eq!(soon(runner.shutdown(Duration::ZERO)).await, 0);
    other.lets_go().await;
    bench.assert_whole().await;
}

#[tokio::test]
async fn a_write_into_a_file_that_stays_locked_is_refused_and_leaves_nothing() {
    let (_folder, bench) = bench().await;
    let (kept, _) = bench.add(keep(1, 0)).await.unwrap();
    // As if the ten seconds were over.
    bench.set("PRAGMA busy_timeout = 1").await;
    let other = Other::holding(&bench).await;
    let refused = bench.add(keep(2, 0)).await;
    assert!(matches!(refused, Err(WriteError::Busy)), "{refused:?}");
    assert_eq!(*bench.database.trouble().borrow(), Some(Trouble::Busy));
    other.lets_go().await;
    let (again, _) = bench.add(keep(2, 0)).await.unwrap();
    assert_eq!(*bench.database.trouble().borrow(), None);
    let ids: Vec<_> = bench.jobs().await.iter().map(|job| job.id).collect();
    assert_eq!(ids, [again, kept], "the refused one left nothing");
    bench.assert_whole().await;
}

#[tokio::test]
async fn a_result_that_finds_the_file_locked_is_asked_for_again_and_costs_no_attempt() {
    let (_folder, mut bench) = bench().await;
    let _runner = bench.start().await;
    let (id, _) = bench.add(keep(1, 0)).await.unwrap();
    assert_eq!(bench.began().await, (id, 1));
    bench.set("PRAGMA busy_timeout = 1").await;
    let other = Other::holding(&bench).await;
    bench.permits.add_permits(1);
    bench
        .until_trouble(|trouble| *trouble == Some(Trouble::Busy))
        .await;
    other.lets_go().await;
    bench.clock.advance(1_000);
    assert_eq!(bench.began().await, (id, 1));
    bench.permits.add_permits(1);
    assert_eq!(bench.ended().await, id);
    let row = bench.job(id).await.unwrap();
    assert_eq!((row.state, row.attempt), (JobState::Completed, 1));
    assert_eq!(*bench.database.trouble().borrow(), None);
    bench.assert_whole().await;
}

/// A transaction that reads first and writes then fails at once, whatever its time-out, if another program has written in between.
#[tokio::test]
async fn nobody_writes_between_what_a_write_reads_and_what_it_writes() {
    let (_folder, bench) = bench().await;
    let options = SqliteConnectOptions::new()
        .filename(bench.path())
        .busy_timeout(std::time::Duration::ZERO);
    let mut other = options.connect().await.unwrap();
    let insert = "INSERT INTO result(job_id, kept) VALUES (1, x'00')";
    let written: Result<bool, WriteError> = soon(bench.database.write(move |transaction| {
        Box::pin(async move {
            sqlx::query("SELECT count(*) FROM result")
                .fetch_one(transaction.connection())
                .await?;
            let others = sqlx::query(insert).execute(&mut other).await;
            sqlx::query(insert)
                .execute(transaction.connection())
                .await?;
            Ok(others.is_err())
        })
    }))
    .await;
    assert!(written.unwrap(), "another program has written in between");
}
