//! Pages of the file are overwritten, or its end is missing. It is refused, or said to be damaged as soon as it is looked at.

use std::path::Path;

use queue::{Database, OpenError, Trouble};
use sqlx::ConnectOptions;
use sqlx::sqlite::SqliteConnectOptions;

use crate::support::{Bench, assert_no_panic, count_panics, keep, migrator};

const PAGE: usize = 4_096;

/// A file that was killed with a commit in its log, in memory.
struct Killed {
    file: Vec<u8>,
    log: Vec<u8>,
}

impl Killed {
    async fn new() -> Killed {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("killed.sqlite");
        let bench = Bench::open(&path).await;
        bench.permits.add_permits(1_000);
        for size in [10, 3_000, 30_000, 10, 10] {
            bench.add(keep(size, 2_000)).await.unwrap();
        }
        bench.drain().await;
        bench.database.close().await;
        let bench = Bench::open(&path).await;
        bench.add(keep(10, 10)).await.unwrap();
        Killed {
            file: std::fs::read(&path).unwrap(),
            log: std::fs::read(folder.path().join("killed.sqlite-wal")).unwrap(),
        }
    }

    fn pages(&self) -> usize {
        self.file.len() / PAGE
    }

    fn page(&self, page: usize) -> &[u8] {
        &self.file[page * PAGE..][..PAGE]
    }

    /// Writes the file with this page instead of its own.
    fn put(&self, path: &Path, page: usize, instead: &[u8]) {
        let mut file = self.file.clone();
        file[page * PAGE..][..PAGE].copy_from_slice(instead);
        self.put_file(path, &file);
    }

    fn put_file(&self, path: &Path, file: &[u8]) {
        std::fs::write(path, file).unwrap();
        std::fs::write(path.with_file_name("copy.sqlite-wal"), &self.log).unwrap();
    }
}

/// Whether SQLite itself finds something wrong, in a copy of its own.
async fn is_damaged(path: &Path) -> bool {
    let folder = tempfile::tempdir().unwrap();
    let copy = folder.path().join("copy.sqlite");
    std::fs::copy(path, &copy).unwrap();
    std::fs::copy(
        path.with_file_name("copy.sqlite-wal"),
        folder.path().join("copy.sqlite-wal"),
    )
    .unwrap();
    let options = SqliteConnectOptions::new().filename(&copy);
    let Ok(mut connection) = options.connect().await else {
        return true;
    };
    let found: Result<Vec<String>, _> = sqlx::query_scalar("PRAGMA quick_check")
        .fetch_all(&mut connection)
        .await;
    !found.is_ok_and(|lines| lines == ["ok"])
}

/// Opens the file and works with it as an application would. Nothing may panic, and damage that SQLite can see is told.
async fn is_refused_or_told(path: &Path, what: &str) {
    let is_damaged = is_damaged(path).await;
    let database = match Database::open(path, migrator()).await {
        Ok(database) => database,
        Err(OpenError::Damaged(_)) => return,
        Err(other) => panic!("{what}: {other:?}"),
    };
    let bench = Bench::over(database, path);
    bench.permits.add_permits(1_000);
    let runner = bench.start_anyhow();
    if is_damaged {
        bench
            .until_trouble(|trouble| matches!(trouble, Some(Trouble::Damaged(_))))
            .await;
    }
    // Whatever it answers.
    drop(bench.add(keep(10, 10)).await);
    drop(runner);
    bench.database.close().await;
}

#[tokio::test]
async fn an_overwritten_page_is_refused_or_told() {
    count_panics();
    let killed = Killed::new().await;
    let noise: Vec<u8> = (0..PAGE)
        .map(|at| (at.wrapping_mul(2_654_435_761) >> 7) as u8)
        .collect();
    for page in 0..killed.pages() {
        for instead in [&[0; PAGE], noise.as_slice()] {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("copy.sqlite");
            killed.put(&path, page, instead);
            is_refused_or_told(&path, &format!("page {page} is {}...", instead[1])).await;
        }
    }
    assert_no_panic();
}

#[tokio::test]
async fn a_page_that_is_a_copy_of_another_panics_nothing() {
    count_panics();
    let killed = Killed::new().await;
    for page in 1..killed.pages() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("copy.sqlite");
        killed.put(&path, page, killed.page((page * 7 + 3) % killed.pages()));
        if let Ok(database) = Database::open(&path, migrator()).await {
            let bench = Bench::over(database, &path);
            let runner = bench.start_anyhow();
            drop(bench.add(keep(10, 10)).await);
            drop(runner);
            bench.database.close().await;
        }
    }
    assert_no_panic();
}

#[tokio::test]
async fn a_file_without_its_end_is_refused_or_told() {
    count_panics();
    let killed = Killed::new().await;
    for pages in (1..killed.pages()).step_by(3) {
        for odd in [0, 1_000] {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("copy.sqlite");
            killed.put_file(&path, &killed.file[..pages * PAGE + odd]);
            is_refused_or_told(&path, &format!("{pages} pages and {odd} bytes")).await;
        }
    }
    assert_no_panic();
}

/// Also if it was not looked for after a kill, but met in the middle of a life.
#[tokio::test]
async fn what_was_told_to_be_damaged_is_refused_at_the_next_start() {
    let killed = Killed::new().await;
    let mut told = 0;
    for page in 2..killed.pages() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("copy.sqlite");
        killed.put(&path, page, &[0; PAGE]);
        std::fs::remove_file(path.with_file_name("copy.sqlite-wal")).unwrap();
        let Ok(database) = Database::open(&path, migrator()).await else {
            continue;
        };
        let bench = Bench::over(database, &path);
        drop(bench.add(keep(10, 10)).await);
        let trouble = bench.database.trouble().borrow().clone();
        bench.database.close().await;
        if matches!(trouble, Some(Trouble::Damaged(_))) {
            told += 1;
            let again = Database::open(&path, migrator()).await.map(drop);
            let is_refused = matches!(again, Err(OpenError::Damaged(_)));
            assert!(is_refused, "page {page}: {trouble:?}, then {again:?}");
        }
    }
    assert!(told > 0, "no page mattered");
}
