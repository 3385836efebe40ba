//! One system in one setting, measured for one figure, round after round.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::bench::median;
use crate::project::tool;

/// `PROGRAM WORDS... FILE COUNT`: all of them, ours and the peers', are called like this and print one line of JSON.
pub(super) struct Entry {
    pub(super) name: &'static str,
    program: PathBuf,
    words: Vec<String>,
    /// Samples, jobs, rows or seconds.
    pub(super) count: u64,
    /// The file to go on with; otherwise each round has a new one.
    pub(super) file: Option<PathBuf>,
    /// What the rounds brought.
    rounds: Vec<Value>,
    /// Why it could not go on.
    pub(super) trouble: Option<String>,
}

impl Entry {
    pub(super) fn new(name: &'static str, program: &Path, words: &[&str], count: u64) -> Self {
        Self {
            name,
            program: program.to_owned(),
            words: words.iter().copied().map(str::to_owned).collect(),
            count,
            file: None,
            rounds: Vec::new(),
            trouble: None,
        }
    }

    /// Measures once more; a file of its own lies in a folder below `folder`.
    pub(super) fn measure(&mut self, folder: &Path) -> Result<()> {
        let own = tempfile::tempdir_in(folder)?;
        let file = self
            .file
            .clone()
            .unwrap_or_else(|| own.path().join("bench"));
        let output = self
            .command(&file)
            .output()
            .with_context(|| format!("{} could not be started", self.name))?;
        if !output.status.success() {
            let said = String::from_utf8_lossy(&output.stderr);
            bail!(
                "{} ended with {}: {}",
                self.name,
                output.status,
                said.trim()
            );
        }
        let value = serde_json::from_slice(&output.stdout)
            .with_context(|| format!("what {} printed", self.name))?;
        self.rounds.push(value);
        Ok(())
    }

    /// The same, of a peer: its trouble is its own.
    pub(super) fn try_measure(&mut self, folder: &Path) {
        if self.trouble.is_none() {
            self.trouble = self.measure(folder).err().map(|error| format!("{error:#}"));
        }
    }

    fn command(&self, file: &Path) -> Command {
        let mut command = tool(&self.program);
        command
            .args(&self.words)
            .arg(file)
            .arg(self.count.to_string())
            .env("PYTHONDONTWRITEBYTECODE", "1")
            .stdin(Stdio::null());
        command
    }

    /// The median over the rounds of what `figure` reads in each.
    fn figure(&self, figure: impl Fn(&Value) -> Option<f64>) -> Option<f64> {
        median(self.rounds.iter().filter_map(figure).collect())
    }

    /// Milliseconds until so many of a hundred jobs had begun.
    pub(super) fn pickup_ms(&self, percent: usize) -> Option<f64> {
        self.figure(|round| {
            let samples = round["pickup_ms"].as_array()?;
            percentile(samples.iter().filter_map(Value::as_f64).collect(), percent)
        })
    }

    /// Jobs in a second.
    pub(super) fn rate(&self) -> Option<f64> {
        self.figure(|round| Some(round["jobs"].as_f64()? / round["seconds"].as_f64()?))
    }

    /// What it printed under this name.
    pub(super) fn value(&self, name: &str) -> Option<f64> {
        self.figure(|round| round[name].as_f64())
    }

    /// The largest that any round printed under this name.
    pub(super) fn worst(&self, name: &str) -> Option<f64> {
        self.rounds
            .iter()
            .filter_map(|round| round[name].as_f64())
            .max_by(f64::total_cmp)
    }
}

/// The smallest value that is not smaller than so many of a hundred.
fn percentile(mut values: Vec<f64>, percent: usize) -> Option<f64> {
    values.sort_by(f64::total_cmp);
    let rank = (values.len() * percent).div_ceil(100);
    values.get(rank.saturating_sub(1)).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_percentile_is_one_of_the_values() {
        let values: Vec<f64> = (1..=300).rev().map(f64::from).collect();
        assert_eq!(percentile(values.clone(), 50), Some(150.0));
        assert_eq!(percentile(values, 99), Some(297.0));
        assert_eq!(percentile(vec![7.0], 99), Some(7.0));
        assert_eq!(percentile(Vec::new(), 50), None);
    }
}
