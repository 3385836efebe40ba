//! The queue under measurement, for `cargo xtask bench queue`. Every figure is a program of its own, so that none warms up for
//! another; each prints one line of JSON.
//!
//! ```text
//! bench pickup     FILE SAMPLES        from adding a job to the idle queue until its handler begins
//! bench throughput FILE JOBS           jobs that do nothing, all of them waiting before
//! bench add CALLERS FILE JOBS          adding one by one
//! bench orphans    FILE ROWS           from the start of a process until it runs what a killed one left
//! bench idle       FILE SECONDS        processor time of a process with nothing to do
//! bench finished   FILE ROWS           fills the file with finished jobs; for `throughput`
//! bench work       FILE                is the process that `orphans` kills and `idle` watches
//! ```

mod add;
mod fill;
mod host;
mod idle;
mod orphans;
mod pickup;
mod throughput;
mod work;

use std::error::Error;
use std::path::{Path, PathBuf};
use std::time::Instant;

use queue::{Database, SlotLimits, WriteError};

/// How many jobs run at once.
const LANES: u32 = 8;
/// The slot that all of them are in.
const SLOT: &str = "bench";

type Outcome<T> = Result<T, Box<dyn Error + Send + Sync>>;

/// Measures in a task, as whoever adds a job in an application is one: the thread of `main` would have to be woken for every answer. The
/// peers' programs do the same.
#[tokio::main]
async fn main() -> Outcome<()> {
    let mut tasks = tokio::task::JoinSet::new();
    tasks.spawn(measure());
    tasks.join_next().await.ok_or("nothing was measured")??
}

async fn measure() -> Outcome<()> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let line = match words.as_slice() {
        ["pickup", file, samples] => pickup::measure(&path(file), samples.parse()?).await?,
        ["throughput", file, jobs] => throughput::measure(&path(file), jobs.parse()?).await?,
        ["add", callers, file, jobs] => {
            add::measure(&path(file), jobs.parse()?, callers.parse()?).await?
        }
        ["orphans", file, rows] => orphans::measure(&path(file), rows.parse()?).await?,
        ["idle", file, seconds] => idle::measure(&path(file), seconds.parse()?).await?,
        ["finished", file, rows] => fill::finished(&path(file), rows.parse()?).await?,
        ["work", file] => return work::work(&path(file)).await,
        _ => return Err("see the top of examples/bench/main.rs".into()),
    };
    say(&line.to_string());
    Ok(())
}

fn path(file: &str) -> PathBuf {
    PathBuf::from(file)
}

/// The file, with a slot of eight lanes without a gap.
async fn open(file: &Path) -> Outcome<Database> {
    let database = Database::open(file, queue::join(queue::migrations(), Vec::new())).await?;
    let limits = SlotLimits {
        in_flight: LANES,
        gap_ms: 0,
    };
    let set: Result<(), WriteError> = database
        .write(move |transaction| Box::pin(queue::set_slot(transaction, SLOT, limits)))
        .await;
    set?;
    Ok(database)
}

#[expect(
    clippy::disallowed_methods,
    reason = "a benchmark measures the real time"
)]
fn now() -> Instant {
    Instant::now()
}

/// A line for the program that started this one.
#[expect(
    clippy::print_stdout,
    reason = "the figures go to xtask by the standard output"
)]
fn say(line: &str) {
    println!("{line}");
}
