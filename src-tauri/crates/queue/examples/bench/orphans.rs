//! From the start of a process until it runs again what a killed one left, in a file with many rows.

use std::collections::HashSet;
use std::io::{BufRead, BufReader, Lines};
use std::path::Path;
use std::process::ChildStdout;

use serde_json::{Value, json};

use crate::fill::add_finished;
use crate::host::{Chore, add_many};
use crate::work::{READY, spawn};
use crate::{LANES, Outcome, now, open};

pub(crate) async fn measure(file: &Path, rows: i64) -> Outcome<Value> {
    let database = open(file).await?;
    // One in ten waits, the others are done.
    add_finished(&database, rows - rows / 10).await?;
    add_many(&database, &Chore::Hang, usize::try_from(rows / 10)?).await?;
    database.close().await;

    let mut first = spawn(file)?;
    let mut lines = BufReader::new(first.stdout.take().ok_or("it has no output")?).lines();
    let running: Outcome<HashSet<String>> = (0..LANES).map(|_| next_job(&mut lines)).collect();
    // SIGKILL.
    first.kill()?;
    first.wait()?;
    let running = running?;

    let started = now();
    let mut second = spawn(file)?;
    let mut lines = BufReader::new(second.stdout.take().ok_or("it has no output")?).lines();
    let again = next_job(&mut lines);
    let took = started.elapsed();
    second.kill()?;
    second.wait()?;
    let again = again?;
    if !running.contains(&again) {
        return Err(format!("{again} began first, and is no orphan").into());
    }
    Ok(json!({ "orphan_ms": took.as_secs_f64() * 1_000.0 }))
}

/// The job that it says has begun.
fn next_job(lines: &mut Lines<BufReader<ChildStdout>>) -> Outcome<String> {
    loop {
        match lines.next() {
            Some(line) => match line? {
                line if line == READY => {}
                job => return Ok(job),
            },
            None => return Err("the process ended".into()),
        }
    }
}
