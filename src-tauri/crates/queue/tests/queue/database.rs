//! The file and its writer.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::support::{Bench, migrator, own_migrations, soon, work};
use queue::{Database, OpenError, WriteError};
use sqlx::migrate::{Migration, MigrationType, Migrator};
use sqlx::{ConnectOptions, SqlSafeStr};
use tokio::sync::oneshot;

fn insert(
    id: i64,
) -> impl for<'t> FnOnce(&'t mut queue::Transaction) -> queue::BoxFuture<'t, Result<i64, WriteError>>
+ Send {
    move |transaction| {
        Box::pin(async move {
            sqlx::query("INSERT INTO result(job_id, name) VALUES (?1, 'x')")
                .bind(id)
                .execute(transaction.connection())
                .await?;
            Ok(id)
        })
    }
}

/// Occupies the writer until the returned sender is used, so that what is written meanwhile becomes one group.
async fn occupy(database: &Database) -> (oneshot::Sender<()>, tokio::task::JoinSet<()>) {
    let (release, released) = oneshot::channel::<()>();
    let (entered, inside) = oneshot::channel();
    let database = database.clone();
    let mut tasks = tokio::task::JoinSet::new();
    tasks.spawn(async move {
        let held: Result<(), WriteError> = database
            .write(move |_| {
                Box::pin(async move {
                    entered.send(()).ok();
                    released.await.ok();
                    Ok(())
                })
            })
            .await;
        held.unwrap();
    });
    soon(inside).await.unwrap();
    (release, tasks)
}

/// Polls the future once: what it has to say to the writer is then in the mailbox.
async fn hand_over<F: Future + Unpin>(future: &mut F) {
    let polled = futures_util::poll!(future);
    assert!(polled.is_pending(), "the writer is occupied");
}

#[tokio::test]
async fn what_arrives_together_is_committed_together_and_a_failing_write_does_not_fail_its_neighbours()
 {
    let bench = Bench::new().await;
    let (release, tasks) = occupy(&bench.database).await;
    let ran = Arc::new(AtomicUsize::new(0));
    let ran_at_first_commit = Arc::new(AtomicUsize::new(0));
    let mut writes = Vec::new();
    for id in [1, 2, 2, 3] {
        let (ran, at_commit) = (Arc::clone(&ran), Arc::clone(&ran_at_first_commit));
        writes.push(Box::pin(bench.database.write(move |transaction| {
            Box::pin(async move {
                ran.fetch_add(1, Ordering::SeqCst);
                let ran_now = Arc::clone(&ran);
                transaction.after_commit(move || {
                    at_commit
                        .compare_exchange(
                            0,
                            ran_now.load(Ordering::SeqCst),
                            Ordering::SeqCst,
                            Ordering::SeqCst,
                        )
                        .ok();
                });
                insert(id)(transaction).await
            })
        })));
    }
    for write in &mut writes {
        hand_over(write).await;
    }
    release.send(()).unwrap();
    let results = soon(futures_util::future::join_all(writes)).await;
    assert!(
        matches!(results[..], [Ok(1), Ok(2), Err(WriteError::Sqlx(_)), Ok(3)]),
        "{results:?}"
    );
    assert_eq!(
        ran_at_first_commit.load(Ordering::SeqCst),
        4,
        "the first commit came after all four had run"
    );
    let rows: i64 = sqlx::query_scalar("SELECT count(*) FROM result")
        .fetch_one(bench.database.reader())
        .await
        .unwrap();
    assert_eq!(rows, 3);
    drop(tasks);
}

#[tokio::test]
async fn after_commit_runs_in_order_before_the_answer_and_not_after_a_failure() {
    let bench = Bench::new().await;
    let (sender, receiver) = std::sync::mpsc::channel();
    for fails in [false, true] {
        let sender = sender.clone();
        let result: Result<(), WriteError> = bench
            .write(move |transaction| {
                Box::pin(async move {
                    for step in ["one", "two"] {
                        let sender = sender.clone();
                        transaction.after_commit(move || sender.send((fails, step)).unwrap());
                    }
                    if fails { Err(WriteError::Busy) } else { Ok(()) }
                })
            })
            .await;
        assert_eq!(result.is_err(), fails);
    }
    assert_eq!(
        receiver.try_iter().collect::<Vec<_>>(),
        [(false, "one"), (false, "two")]
    );
}

#[tokio::test]
async fn a_dropped_caller_neither_stops_its_work_nor_hurts_others() {
    let bench = Bench::new().await;
    let (release, tasks) = occupy(&bench.database).await;
    let mut dropped = Box::pin(bench.database.write(insert(1)));
    hand_over(&mut dropped).await;
    drop(dropped);
    let mut kept = Box::pin(bench.database.write(insert(2)));
    hand_over(&mut kept).await;
    release.send(()).unwrap();
    assert_eq!(soon(kept).await.unwrap(), 2);
    let rows: Vec<i64> = sqlx::query_scalar("SELECT job_id FROM result")
        .fetch_all(bench.database.reader())
        .await
        .unwrap();
    assert_eq!(rows, [1, 2]);
    drop(tasks);
}

#[tokio::test]
async fn work_that_panics_is_undone_and_the_writer_goes_on() {
    let bench = Bench::new().await;
    let result: Result<(), WriteError> = bench
        .write(|transaction| {
            Box::pin(async move {
                insert(1)(transaction).await?;
                panic!("by the test");
            })
        })
        .await;
    assert!(matches!(result, Err(WriteError::Panicked)), "{result:?}");
    assert_eq!(bench.write(insert(1)).await.unwrap(), 1);
}

#[tokio::test]
async fn work_that_ends_the_transaction_by_itself_fails_its_group_and_the_writer_recovers() {
    let bench = Bench::new().await;
    let result: Result<(), WriteError> = bench
        .write(|transaction| {
            Box::pin(async move {
                sqlx::query("ROLLBACK")
                    .execute(transaction.connection())
                    .await?;
                Ok(())
            })
        })
        .await;
    assert!(matches!(result, Err(WriteError::Commit(_))), "{result:?}");
    assert_eq!(bench.write(insert(1)).await.unwrap(), 1);
}

#[tokio::test]
async fn readers_cannot_write() {
    let bench = Bench::new().await;
    let error = sqlx::query("DELETE FROM result")
        .execute(bench.database.reader())
        .await
        .unwrap_err();
    assert!(error.to_string().contains("readonly"), "{error}");
}

#[tokio::test]
async fn close_finishes_what_was_handed_over_and_refuses_what_comes_later() {
    let bench = Bench::new().await;
    let (release, tasks) = occupy(&bench.database).await;
    let mut handed_over = Box::pin(bench.database.write(insert(1)));
    hand_over(&mut handed_over).await;
    let mut close = Box::pin(bench.database.close());
    hand_over(&mut close).await;
    release.send(()).unwrap();
    soon(close).await;
    assert_eq!(soon(handed_over).await.unwrap(), 1);
    assert!(matches!(
        bench.write(insert(2)).await,
        Err(WriteError::Closed)
    ));
    soon(bench.database.close()).await;
    let log = std::fs::metadata(bench.folder.path().join("test.sqlite-wal"));
    assert!(
        log.map_or(true, |log| log.len() == 0),
        "the log was written back"
    );
    drop(tasks);
}

#[tokio::test]
async fn a_new_file_has_its_settings() {
    let bench = Bench::new().await;
    let read = |pragma: &'static str| {
        let reader = bench.database.reader().clone();
        async move {
            sqlx::query_scalar::<_, String>(pragma)
                .fetch_one(&reader)
                .await
                .unwrap()
        }
    };
    assert_eq!(
        read("SELECT CAST(auto_vacuum AS TEXT) FROM pragma_auto_vacuum").await,
        "2"
    );
    assert_eq!(
        read("SELECT journal_mode FROM pragma_journal_mode").await,
        "wal"
    );
    let foreign_keys: i64 = bench
        .write(|transaction| {
            Box::pin(async move {
                Ok(sqlx::query_scalar("PRAGMA foreign_keys")
                    .fetch_one(transaction.connection())
                    .await?)
            })
        })
        .await
        .unwrap();
    assert_eq!(foreign_keys, 1);
}

#[cfg(unix)]
#[tokio::test]
async fn every_file_is_readable_by_its_owner_only() {
    use std::os::unix::fs::PermissionsExt;
    let bench = Bench::new().await;
    let runner = bench.start();
    soon(runner.active()).await;
    bench.write(insert(1)).await.unwrap();
    let mut names = Vec::new();
    for entry in std::fs::read_dir(bench.folder.path()).unwrap() {
        let entry = entry.unwrap();
        assert_eq!(
            entry.metadata().unwrap().permissions().mode() & 0o777,
            0o600,
            "{:?}",
            entry.path()
        );
        names.push(entry.file_name().into_string().unwrap());
    }
    for name in [
        "test.sqlite.open.lock",
        "test.sqlite",
        "test.sqlite-wal",
        "test.sqlite-shm",
        "test.sqlite.runner.lock",
    ] {
        assert!(
            names.iter().any(|there| there == name),
            "{name} is missing in {names:?}"
        );
    }
}

#[tokio::test]
async fn a_database_of_a_newer_version_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("test.sqlite");
    Database::open(&path, migrator())
        .await
        .unwrap()
        .close()
        .await;
    let before = std::fs::read(&path).unwrap();
    let older = Migrator::with_migrations(queue::migrations());
    let error = Database::open(&path, older).await.map(drop).unwrap_err();
    assert!(
        matches!(error, OpenError::NewerData { version: 2001 }),
        "{error:?}"
    );
    assert_eq!(std::fs::read(&path).unwrap(), before);
}

#[tokio::test]
async fn a_pending_migration_copies_the_file_aside_first() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("test.sqlite");
    let database = Database::open(&path, migrator()).await.unwrap();
    soon(database.write(insert(7))).await.unwrap();
    database.close().await;
    assert!(
        !folder.path().join("test.sqlite.before-2001").exists(),
        "a new file is not copied"
    );
    let next = "DELETE FROM result";
    let mut migrations = own_migrations();
    migrations.push(Migration::new(
        2002,
        "empty".into(),
        MigrationType::Simple,
        next.into_sql_str(),
        false,
    ));
    let database = Database::open(&path, queue::join(queue::migrations(), migrations))
        .await
        .unwrap();
    let now: i64 = sqlx::query_scalar("SELECT count(*) FROM result")
        .fetch_one(database.reader())
        .await
        .unwrap();
    assert_eq!(now, 0);
    let copy = folder.path().join("test.sqlite.before-2002");
    let mut copy = sqlx::sqlite::SqliteConnectOptions::new()
        .filename(copy)
        .connect()
        .await
        .unwrap();
    let kept: i64 = sqlx::query_scalar("SELECT job_id FROM result")
        .fetch_one(&mut copy)
        .await
        .unwrap();
    assert_eq!(kept, 7);
}

#[tokio::test]
async fn a_file_that_is_no_database_is_damaged() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("test.sqlite");
    std::fs::write(
        &path,
        "not a database, but long enough to have a header ".repeat(40),
    )
    .unwrap();
    let error = Database::open(&path, migrator())
        .await
        .map(drop)
        .unwrap_err();
    assert!(matches!(error, OpenError::Damaged(_)), "{error:?}");
}

#[tokio::test]
async fn a_changed_migration_is_another_builds_and_no_damage() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("test.sqlite");
    Database::open(&path, migrator())
        .await
        .unwrap()
        .close()
        .await;
    let changed = Migration::new(
        2001,
        "results".into(),
        MigrationType::Simple,
        "SELECT 1".into_sql_str(),
        false,
    );
    let error = Database::open(&path, queue::join(queue::migrations(), vec![changed]))
        .await
        .map(drop)
        .unwrap_err();
    assert!(matches!(error, OpenError::OtherBuild(_)), "{error:?}");
}

#[tokio::test]
async fn a_path_that_is_a_folder_is_not_writable() {
    let folder = tempfile::tempdir().unwrap();
    let error = Database::open(folder.path(), migrator())
        .await
        .map(drop)
        .unwrap_err();
    assert!(matches!(error, OpenError::NotWritable(_)), "{error:?}");
}

#[tokio::test]
async fn a_missing_folder_is_an_error_of_its_own() {
    let folder = tempfile::tempdir().unwrap();
    let error = Database::open(&folder.path().join("none/test.sqlite"), migrator())
        .await
        .map(drop)
        .unwrap_err();
    assert!(
        matches!(&error, OpenError::Io(error) if error.kind() == std::io::ErrorKind::NotFound),
        "{error:?}"
    );
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn an_unwritable_folder_is_not_writable() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    std::fs::set_permissions(folder.path(), std::fs::Permissions::from_mode(0o500)).unwrap();
    // Root may write everywhere but where the kernel makes the files.
    let is_root = std::fs::write(folder.path().join("probe"), "").is_ok();
    let path = if is_root {
        "/sys/test.sqlite".into()
    } else {
        folder.path().join("test.sqlite")
    };
    let error = Database::open(&path, migrator())
        .await
        .map(drop)
        .unwrap_err();
    assert!(matches!(error, OpenError::NotWritable(_)), "{error:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn several_can_open_a_new_file_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("test.sqlite");
    let mut tasks = tokio::task::JoinSet::new();
    for _ in 0..4 {
        let path = path.clone();
        tasks.spawn(async move { Database::open(&path, migrator()).await.map(drop) });
    }
    for opened in soon(tasks.join_all()).await {
        opened.unwrap();
    }
}

#[tokio::test]
async fn a_panic_after_a_commit_neither_undoes_it_nor_ends_the_writer() {
    let bench = Bench::new().await;
    let written = bench
        .write(|transaction| {
            transaction.after_commit(|| panic!("by the test"));
            Box::pin(async { Ok(7) })
        })
        .await;
    assert!(matches!(written, Ok(7)), "{written:?}");
    assert!(bench.write(|_| Box::pin(async { Ok(()) })).await.is_ok());
}

#[tokio::test]
async fn trouble_is_over_when_something_was_written_and_not_before() {
    let bench = Bench::new().await;
    let trouble = bench.database.trouble();
    let over = bench.open_batch().await;
    bench.cancel(over).await;
    let full = async |pages: i64| {
        bench
            .write(move |transaction| {
                Box::pin(async move {
                    sqlx::query_scalar::<_, i64>(sqlx::AssertSqlSafe(format!(
                        "PRAGMA max_page_count = {pages}"
                    )))
                    .fetch_one(transaction.connection())
                    .await?;
                    Ok(())
                })
            })
            .await
            .unwrap();
    };
    full(1).await;
    let big = bench.try_add(&[], work(&"x".repeat(100_000))).await;
    assert!(matches!(big, Err(WriteError::DiskFull)), "{big:?}");
    assert_eq!(*trouble.borrow(), Some(queue::Trouble::DiskFull));
    assert!(bench.try_add(&[over], work("late")).await.is_err());
    assert_eq!(
        *trouble.borrow(),
        Some(queue::Trouble::DiskFull),
        "nothing was written"
    );
    full(1_000_000).await;
    bench.add(&[], work(&"x".repeat(100_000))).await;
    assert_eq!(*trouble.borrow(), None);
}
