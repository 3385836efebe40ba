//! A copy of the file with a log that ends too early, or in which a byte is wrong: what a power cut, a backup in the middle or a bad
//! disk leaves. Commits are there up to one of them, whole, and none after it.

use std::path::{Path, PathBuf};

use queue::{Database, WriteError};

use crate::support::{Bench, assert_no_panic, assert_whole, count_panics, keep, migrator, soon};

const HEADER: usize = 32;
const FRAME: usize = 24 + 4_096;

/// A file and its log, in memory.
struct Copy {
    file: Vec<u8>,
    log: Vec<u8>,
    folder: tempfile::TempDir,
}

fn log_of(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push("-wal");
    name.into()
}

impl Copy {
    /// Of a life with all kinds of commits, of which none has been copied back from the log.
    async fn of_a_life() -> Copy {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("life.sqlite");
        Bench::open(&path).await.database.close().await;
        let bench = Bench::open(&path).await;
        bench.set("PRAGMA wal_autocheckpoint = 0").await;
        bench.permits.add_permits(1_000);
        for round in 0..6 {
            let mut batches = Vec::new();
            for size in [10, 3_000, 9_000] {
                batches.push(bench.add(keep(size, 10)).await.unwrap().1);
            }
            let cancelled: Result<bool, WriteError> =
                soon(bench.database.write(move |transaction| {
                    Box::pin(queue::cancel_batch(transaction, batches[round % 3], 2))
                }))
                .await;
            assert!(cancelled.unwrap());
            if round % 2 == 1 {
                bench.drain().await;
            }
        }
        Copy {
            file: std::fs::read(&path).unwrap(),
            log: std::fs::read(log_of(&path)).unwrap(),
            folder,
        }
    }

    fn frames(&self) -> usize {
        (self.log.len() - HEADER) / FRAME
    }

    /// Whether a commit ends with this frame: then its header says how large the file is.
    fn ends_commit(&self, frame: usize) -> bool {
        let at = HEADER + frame * FRAME + 4;
        self.log[at..at + 4] != [0; 4]
    }

    /// What somebody sees who opens the file with this log.
    async fn seen_with(&self, log: &[u8]) -> Vec<String> {
        let folder = tempfile::tempdir_in(self.folder.path()).unwrap();
        let path = folder.path().join("copy.sqlite");
        std::fs::write(&path, &self.file).unwrap();
        std::fs::write(log_of(&path), log).unwrap();
        let database = Database::open(&path, migrator()).await.unwrap();
        assert_whole(database.reader()).await;
        let seen = sqlx::query_scalar(
            "SELECT 'job ' || id || ' ' || state || ' ' || attempt FROM job
             UNION ALL SELECT 'batch ' || id || ' ' || state || ' ' || version FROM batch
             UNION ALL SELECT 'result ' || job_id || ' ' || length(kept) FROM result ORDER BY 1",
        )
        .fetch_all(database.reader())
        .await
        .unwrap();
        database.close().await;
        seen
    }
}

/// Any place in a frame, always the same ones.
fn somewhere_in(frame: usize) -> usize {
    HEADER + frame * FRAME + frame.wrapping_mul(2_654_435_761) % FRAME
}

#[tokio::test]
async fn a_cut_log_holds_whole_commits_up_to_the_cut() {
    count_panics();
    let copy = Copy::of_a_life().await;
    let mut seen = copy.seen_with(&[]).await;
    let mut commits = vec![seen.clone()];
    for frame in 0..copy.frames() {
        let cut = &copy.log[..somewhere_in(frame)];
        assert_eq!(copy.seen_with(cut).await, seen, "cut inside frame {frame}");
        if copy.ends_commit(frame) {
            seen = copy
                .seen_with(&copy.log[..HEADER + (frame + 1) * FRAME])
                .await;
            commits.push(seen.clone());
        }
    }
    commits.dedup();
    assert!(
        commits.len() > 20,
        "the log had {} commits only",
        commits.len()
    );
    assert_no_panic();
}

#[tokio::test]
async fn a_wrong_byte_in_the_log_ends_it_before_the_commit() {
    count_panics();
    let copy = Copy::of_a_life().await;
    let mut before = 0;
    for frame in 0..copy.frames() {
        if frame % 3 == 0 {
            let mut log = copy.log.clone();
            log[somewhere_in(frame)] ^= 0x5a;
            let expected = copy.seen_with(&copy.log[..HEADER + before * FRAME]).await;
            assert_eq!(
                copy.seen_with(&log).await,
                expected,
                "a wrong byte in frame {frame}"
            );
        }
        if copy.ends_commit(frame) {
            before = frame + 1;
        }
    }
    assert_no_panic();
}
