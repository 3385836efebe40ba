//! One run of `chaekbeot search --ndjson`, with the time every line came.

use std::io::{BufRead, BufReader, Read};
use std::process::{Command, Stdio};
use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::{Context, Result, bail};
use serde_json::Value;

use super::Programs;
use super::library::Library;

/// A finished search.
pub(super) struct Search {
    pub(super) started_micros: u64,
    pub(super) lines: Vec<Line>,
    /// User and system time of the process.
    pub(super) cpu_seconds: f64,
}

/// A line and when it could be read.
pub(super) struct Line {
    pub(super) at_micros: u64,
    pub(super) value: Value,
}

impl Search {
    /// Searches in an empty data folder.
    pub(super) fn run(programs: &Programs, library: &Library, arguments: &[&str]) -> Result<Self> {
        let folder = tempfile::tempdir()?;
        let mut command = timed(programs);
        command
            .args(["search", "--library", "sejong", "--ndjson"])
            .args(["--base-url", &library.address])
            .arg("--data-dir")
            .arg(folder.path())
            .args(arguments)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let started_micros = now_micros();
        let mut child = command.spawn().context("the search could not be started")?;
        let stdout = child.stdout.take().context("it has no output")?;
        let mut lines = Vec::new();
        for line in BufReader::new(stdout).lines() {
            let line = line?;
            lines.push(Line {
                at_micros: now_micros(),
                value: serde_json::from_str(&line)?,
            });
        }
        let mut errors = String::new();
        child
            .stderr
            .take()
            .context("it has no error output")?
            .read_to_string(&mut errors)?;
        let status = child.wait()?;
        if !status.success() {
            bail!("the search ended with {status}: {errors}");
        }
        Ok(Self {
            started_micros,
            lines,
            cpu_seconds: cpu_seconds(&errors),
        })
    }

    /// The lines of one event.
    pub(super) fn of<'a>(&'a self, event: &'a str) -> impl DoubleEndedIterator<Item = &'a Line> {
        self.lines
            .iter()
            .filter(move |line| line.value["event"] == event)
    }

    /// Milliseconds from the start of the process to this line.
    pub(super) fn ms_to(&self, line: &Line) -> f64 {
        ms_between(self.started_micros, line.at_micros)
    }

    /// Milliseconds from the start of the process to the last line of this event.
    pub(super) fn ms_to_last(&self, event: &str) -> f64 {
        self.of(event)
            .next_back()
            .map_or(f64::NAN, |line| self.ms_to(line))
    }
}

pub(super) fn ms_between(from_micros: u64, to_micros: u64) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "a benchmark lasts no 285 years")]
    let micros = to_micros.saturating_sub(from_micros) as f64;
    micros / 1_000.0
}

/// The terminal under bash's `time`, which counts a child's processor time in milliseconds.
fn timed(programs: &Programs) -> Command {
    let mut command = Command::new("bash");
    command
        .args(["-c", "TIMEFORMAT='%U %S'; time \"$0\" \"$@\""])
        .arg(&programs.terminal);
    command
}

/// `%U %S`: the last line that bash wrote.
fn cpu_seconds(errors: &str) -> f64 {
    errors
        .lines()
        .next_back()
        .unwrap_or_default()
        .split_whitespace()
        .filter_map(|part| part.parse::<f64>().ok())
        .sum()
}

/// The clock that the practice library writes its log with.
#[expect(
    clippy::disallowed_methods,
    reason = "a benchmark compares times of two processes"
)]
fn now_micros() -> u64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    since.map_or(0, |since| {
        u64::try_from(since.as_micros()).unwrap_or(u64::MAX)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn processor_time_is_the_last_line() {
        assert!((cpu_seconds("a warning\n0.012 0.003\n") - 0.015).abs() < 1e-9);
    }
}
