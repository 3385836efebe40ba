//! `cargo xtask cross`: the app for other systems, from this one: type-checked for all of them, for Windows linked and tried, too.
//!
//! Nothing here needs a toolchain of those systems. What is downloaded is kept in one folder ([`cache`]).

mod archive;
mod cache;
mod compiler;
mod target;
mod wine;
mod work;

use anyhow::Result;

use crate::setup::{self, Purpose};
use crate::step::measured;
use cache::Cache;
use compiler::Compiler;
use target::Target;
use work::Work;

/// What is asked of this command.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The system
    #[arg(value_enum)]
    target: Target,
    /// What is done for it
    #[arg(value_enum, default_value = "check")]
    work: Work,
    /// For cargo in place of the usual packages and tests, e.g. --package engine
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    cargo: Vec<String>,
}

/// Fetches what is missing, does the work and says how long it took.
pub(crate) fn cross(arguments: &Arguments) -> Result<()> {
    let Arguments {
        target,
        work,
        cargo,
    } = arguments;
    measured(&format!("{target} {work}"), || {
        work.is_possible_for(*target)?;
        setup::rust_and_node()?;
        setup::packages(purposes(*target, *work))?;
        setup::build_page()?;
        let cache = Cache::open()?;
        let compiler = Compiler::get(&cache, *target)?;
        work.run(*target, &cache, &compiler, cargo)
    })
}

/// What the machine needs for it.
fn purposes(target: Target, work: Work) -> &'static [Purpose] {
    match (target, work) {
        (Target::Windows, Work::Test) => &[Purpose::Windows, Purpose::Wine],
        (Target::Windows, _) => &[Purpose::Windows],
        (Target::Macos | Target::Android, _) => &[],
    }
}
