//! After an unclean end, and with a damaged file.

use std::io::{Seek, SeekFrom, Write};
use std::path::Path;
use std::sync::Arc;

use queue::{Database, OpenError, Runner, Trouble};

use crate::support::{Bench, migrator, soon, work};

/// The files as a killed process leaves them, in another folder.
fn copy_as_killed(bench: &Bench, to: &Path) {
    for name in ["test.sqlite", "test.sqlite-wal"] {
        std::fs::copy(bench.folder.path().join(name), to.join(name)).unwrap();
    }
}

/// Overwrites a page in the middle of the file.
fn damage(file: &Path, page: u64) {
    let mut file = std::fs::OpenOptions::new().write(true).open(file).unwrap();
    file.seek(SeekFrom::Start(page * 4_096)).unwrap();
    file.write_all(&[0x5a; 4_096]).unwrap();
}

/// Where a table begins; pages are counted from 0.
async fn page_of(path: &Path, table: &'static str) -> u64 {
    let database = Database::open(path, migrator()).await.unwrap();
    let page: u32 = sqlx::query_scalar("SELECT rootpage FROM sqlite_schema WHERE name = ?1")
        .bind(table)
        .fetch_one(database.reader())
        .await
        .unwrap();
    database.close().await;
    u64::from(page - 1)
}

async fn fill(bench: &Bench) {
    for number in 0..200 {
        bench
            .add(
                &[],
                work(&format!("{number} {}", "x".repeat(300))).run_at_ms(i64::MAX),
            )
            .await;
    }
}

#[tokio::test]
async fn damage_is_found_after_an_unclean_end_told_remembered_and_set_aside() {
    let bench = Bench::new().await;
    fill(&bench).await;
    bench.database.close().await;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("test.sqlite");
    std::fs::copy(bench.folder.path().join("test.sqlite"), &path).unwrap();
    damage(&path, page_of(&path, "result").await);
    // What a killed process leaves: a log that was not brought home.
    std::fs::write(folder.path().join("test.sqlite-wal"), b"the head of a log").unwrap();

    let database = Database::open(&path, migrator()).await.unwrap();
    let mut trouble = database.trouble();
    let runner =
        Runner::start(database.clone(), Arc::clone(&bench.script), bench.options()).unwrap();
    soon(trouble.wait_for(Option::is_some)).await.unwrap();
    assert!(matches!(&*trouble.borrow(), Some(Trouble::Damaged(_))));
    drop(runner);
    database.close().await;

    let refused = Database::open(&path, migrator()).await;
    assert!(matches!(refused, Err(OpenError::Damaged(_))));
    let aside = queue::set_aside(&path).await.unwrap();
    let aside_path = folder.path().join("test.sqlite.damaged-1");
    assert_eq!(aside.as_deref(), Some(aside_path.as_path()));
    assert!(aside_path.exists(), "it is kept");
    let database = Database::open(&path, migrator()).await.unwrap();
    database.close().await;
    assert_eq!(
        queue::set_aside(&path).await.unwrap(),
        None,
        "the new one is whole, whoever else comes with the old error"
    );
    damage(&path, 0);
    let second = queue::set_aside(&path).await.unwrap();
    assert_eq!(second, Some(folder.path().join("test.sqlite.damaged-2")));
}

#[tokio::test]
async fn damage_that_nobody_has_noted_is_found_and_set_aside() {
    let bench = Bench::new().await;
    fill(&bench).await;
    bench.database.close().await;
    let path = bench.folder.path().join("test.sqlite");
    damage(&path, page_of(&path, "result").await);
    // Windows renames no file that is open: whoever looked into it must have closed it.
    let aside = queue::set_aside(&path).await.unwrap();
    assert!(aside.is_some_and(|aside| aside.exists()), "it is kept");
    assert!(!path.exists(), "there is room for a new one");
}

#[tokio::test]
async fn a_whole_file_is_no_trouble_after_an_unclean_end() {
    let mut bench = Bench::new().await;
    fill(&bench).await;
    let folder = tempfile::tempdir().unwrap();
    copy_as_killed(&bench, folder.path());
    let database = Database::open(&folder.path().join("test.sqlite"), migrator())
        .await
        .unwrap();
    bench.database = database;
    let _runner = bench.start();
    bench.after_a_turn().await;
    assert_eq!(*bench.database.trouble().borrow(), None);
}

#[tokio::test]
async fn a_file_that_another_process_works_with_is_not_set_aside() {
    let bench = Bench::new().await;
    let _runner = bench.start();
    let path = bench.folder.path().join("test.sqlite");
    assert!(matches!(
        queue::set_aside(&path).await,
        Err(OpenError::Busy)
    ));
    assert!(path.exists());
}

#[tokio::test]
async fn damage_that_is_met_while_writing_is_told_and_remembered() {
    let bench = Bench::new().await;
    let path = bench.folder.path().join("test.sqlite");
    bench.database.close().await;
    damage(&path, page_of(&path, "result").await);
    let database = Database::open(&path, migrator()).await.unwrap();
    let written: Result<(), queue::WriteError> = database
        .write(|transaction| {
            Box::pin(async move {
                sqlx::query("INSERT INTO result(job_id, name) VALUES (1, 'a')")
                    .execute(transaction.connection())
                    .await?;
                Ok(())
            })
        })
        .await;
    assert!(written.is_err());
    assert!(matches!(
        &*database.trouble().borrow(),
        Some(Trouble::Damaged(_))
    ));
    database.close().await;
    let refused = Database::open(&path, migrator()).await;
    assert!(matches!(refused, Err(OpenError::Damaged(_))));
}
