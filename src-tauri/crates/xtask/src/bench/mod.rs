//! `cargo xtask bench`: how long a question takes, with the practice library in another process; `cargo xtask bench queue`: the job
//! queue beside its peers; `cargo xtask bench ui`: the page and the app's start; `cargo xtask bench watch`: watched books.
//!
//! A benchmark, not a test: it prints figures and says which of its limits hold; nothing fails on a slow machine.

mod ancestor;
mod library;
mod queue;
mod schedule;
mod search;
mod ui;
mod watch;

use anyhow::Result;

use crate::project::{binary_of, cargo};
use crate::setup;
use crate::step::{run as step, say};

/// Every figure is the median of so many runs.
const RUNS: usize = 5;

/// What can be measured instead of a question.
#[derive(clap::Subcommand)]
pub(crate) enum Subject {
    /// The job queue beside Celery, Huey, apalis, River and plain `SQLite`, which are installed below target/
    Queue(queue::Arguments),
    /// The page: its size, a long room in Chromium, and the app's start beside an empty Tauri window
    Ui(ui::Arguments),
    /// Watched books over weeks: requests, delays, and what kills and wrong clocks do to them
    Watch,
}

/// Measures a question, or the subject.
pub(crate) fn bench(subject: Option<&Subject>) -> Result<()> {
    match subject {
        None => question(),
        Some(Subject::Queue(arguments)) => queue::bench(arguments),
        Some(Subject::Ui(arguments)) => ui::bench(arguments),
        Some(Subject::Watch) => watch::bench(),
    }
}

/// Builds release programs and prints the figures as tables for README.md and docs/speed.md.
fn question() -> Result<()> {
    setup::rust()?;
    step(
        "Release build",
        &mut cargo([
            "build",
            "--release",
            "--package",
            "chaekbeot-cli",
            "--package",
            "practice",
        ]),
    )?;
    let programs = Programs {
        terminal: binary_of("release", "chaekbeot")?,
        library: binary_of("release", "practice-library")?,
    };
    say("");
    schedule::bench(&programs)?;
    say("");
    ancestor::bench(&programs)
}

/// What is measured.
struct Programs {
    terminal: std::path::PathBuf,
    library: std::path::PathBuf,
}

/// The middle one; none of none.
fn median(mut values: Vec<f64>) -> Option<f64> {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied()
}

/// The median of one figure over several runs.
fn median_of<T>(runs: &[T], figure: impl Fn(&T) -> f64) -> f64 {
    median(runs.iter().map(figure).collect()).unwrap_or(f64::NAN)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_is_the_middle_one() {
        assert_eq!(median(vec![3.0, 1.0, 2.0]), Some(2.0));
        assert_eq!(median(Vec::new()), None);
    }
}
