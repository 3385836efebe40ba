//! `cargo xtask bench queue`: the job queue beside its peers, all of them in one sitting.
//!
//! A benchmark, not a test, and no part of continuous integration: it prints figures and says which of its limits hold.

mod entry;
mod install;
mod limits;
mod peers;
mod sitting;
mod tables;

use anyhow::Result;

use crate::project::{binary_of, cargo};
use crate::setup;
use crate::step::{run as step, say};
use sitting::{Sitting, Sizes};

/// What is asked of this benchmark.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// One short round instead of five: to see that everything works, not for figures
    #[arg(long)]
    quick: bool,
    /// Without the peers: to see what a change has done
    #[arg(long)]
    alone: bool,
    /// Another number of rounds than five
    #[arg(long)]
    rounds: Option<usize>,
}

/// Builds everything, installs what is missing, measures, and prints the tables for the crate's README.
pub(super) fn bench(arguments: &Arguments) -> Result<()> {
    setup::rust()?;
    step(
        "Release build",
        &mut cargo([
            "build",
            "--release",
            "--package",
            "queue",
            "--example",
            "bench",
        ]),
    )?;
    let mut sizes = if arguments.quick {
        Sizes::QUICK
    } else {
        Sizes::FULL
    };
    sizes.rounds = arguments.rounds.unwrap_or(sizes.rounds);
    let ours = binary_of("release", "examples/bench")?;
    let mut sitting = Sitting::new(&ours, &sizes)?;
    if !arguments.alone {
        let there = install::peers()?;
        sitting.invite(
            peers::pickup(&there, &sizes),
            peers::throughput(&there, &sizes),
        );
    }
    let measured = sitting.measure(&sizes)?;
    say("");
    tables::print(&measured, &sizes);
    limits::print(&measured, &sizes);
    Ok(())
}
