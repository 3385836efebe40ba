//! What the peers' programs share: how they are called, how they open their file, and the one line of JSON they print.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::{Context, bail};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};

/// `PROGRAM pickup|throughput SETTING FILE COUNT`
pub struct Arguments {
    pub figure: Figure,
    /// A way to set the system up; each program has its own names.
    pub setting: String,
    /// The database, not there yet.
    pub file: PathBuf,
    /// How many samples or jobs.
    pub count: usize,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Figure {
    /// How long from adding a job to the idle queue until its handler begins.
    Pickup,
    /// How many jobs that do nothing are done in a second, all of them waiting before.
    Throughput,
}

impl Arguments {
    pub fn read() -> anyhow::Result<Self> {
        let words: Vec<String> = std::env::args().skip(1).collect();
        let [figure, setting, file, count] = words.as_slice() else {
            bail!("expected: pickup|throughput SETTING FILE COUNT");
        };
        Ok(Self {
            figure: match figure.as_str() {
                "pickup" => Figure::Pickup,
                "throughput" => Figure::Throughput,
                other => bail!("no figure is called {other:?}"),
            },
            setting: setting.clone(),
            file: file.into(),
            count: count.parse().context("the count")?,
        })
    }
}

/// The settings that all systems on SQLite are measured with: the queue's own.
pub fn connect_options(file: &Path) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(file)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Normal)
        .busy_timeout(Duration::from_secs(10))
        .pragma("temp_store", "MEMORY")
        .pragma("cache_size", "-8000")
}

/// Between two samples: long enough that the queue is idle, and never the same, so that no poller falls into step with it.
pub fn pause_before(sample: usize) -> Duration {
    let spread = u64::try_from(sample * 7 % 20).unwrap_or(0);
    Duration::from_millis(10 + spread)
}

/// The same, asleep.
pub async fn pause(sample: usize) {
    tokio::time::sleep(pause_before(sample)).await;
}

/// Waits for the next mark of a worker, but not for ever.
pub async fn patiently<T>(mark: impl Future<Output = Option<T>>) -> anyhow::Result<T> {
    let mark = tokio::time::timeout(Duration::from_secs(300), mark).await;
    mark.context("nothing happened for five minutes")?
        .context("the worker stopped")
}

/// Milliseconds between the two.
pub fn ms_between(from: Instant, to: Instant) -> f64 {
    to.saturating_duration_since(from).as_secs_f64() * 1_000.0
}

/// Prints the samples of a pick-up.
pub fn print_pickup(samples_ms: &[f64]) {
    println!("{}", serde_json::json!({ "pickup_ms": samples_ms }));
}

/// Prints how long so many jobs took.
pub fn print_throughput(jobs: usize, took: Duration) {
    println!(
        "{}",
        serde_json::json!({ "jobs": jobs, "seconds": took.as_secs_f64() })
    );
}
