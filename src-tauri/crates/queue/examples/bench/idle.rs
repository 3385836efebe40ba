//! Processor time of a process whose queue has nothing to do, as Linux counts it for each thread in nanoseconds.

use std::collections::HashMap;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde_json::{Value, json};

use crate::work::{READY, spawn};
use crate::{Outcome, now};

/// What starting has set going is over after this.
const SETTLE: Duration = Duration::from_secs(5);
/// How often the threads are looked at: one that ends takes its count with it.
const LOOK: Duration = Duration::from_millis(500);

pub(crate) async fn measure(file: &Path, seconds: u64) -> Outcome<Value> {
    let mut child = spawn(file)?;
    let mut lines = BufReader::new(child.stdout.take().ok_or("it has no output")?).lines();
    let said = lines.next().ok_or("the process ended")??;
    let threads = PathBuf::from(format!("/proc/{}/task", child.id()));
    let used_ms = watch(&threads, Duration::from_secs(seconds)).await;
    child.kill()?;
    child.wait()?;
    if said != READY {
        return Err(format!("it said {said:?}").into());
    }
    Ok(json!({ "idle_ms": used_ms?, "seconds": seconds }))
}

async fn watch(threads: &Path, duration: Duration) -> Outcome<f64> {
    tokio::time::sleep(SETTLE).await;
    let before = nanoseconds(threads)?;
    let mut last = before.clone();
    let started = now();
    while started.elapsed() < duration {
        tokio::time::sleep(LOOK).await;
        last.extend(nanoseconds(threads)?);
    }
    let used: u64 = last
        .iter()
        .map(|(thread, count)| count - before.get(thread).unwrap_or(&0))
        .sum();
    Ok(Duration::from_nanos(used).as_secs_f64() * 1_000.0)
}

/// What each thread has used since it began.
fn nanoseconds(threads: &Path) -> Outcome<HashMap<String, u64>> {
    let mut used = HashMap::new();
    for thread in std::fs::read_dir(threads)? {
        let thread = thread?;
        // One that has just ended cannot be read.
        if let Ok(text) = std::fs::read_to_string(thread.path().join("schedstat")) {
            let count = text.split_whitespace().next().unwrap_or_default().parse()?;
            used.insert(thread.file_name().to_string_lossy().into_owned(), count);
        }
    }
    if used.is_empty() {
        return Err("this system does not say what threads have used".into());
    }
    Ok(used)
}
