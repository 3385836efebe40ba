//! What is done for another system.

use std::fmt;

use anyhow::{Result, bail};
use clap::ValueEnum;

use super::cache::Cache;
use super::compiler::Compiler;
use super::target::Target;
use super::wine::Wine;
use crate::step::run as step;

/// What is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Work {
    /// Types and warnings of the whole app
    Check,
    /// The programs, linked
    Build,
    /// The tests, as programs of that system
    Test,
}

/// The crates whose own tests run there.
const CRATES: [&str; 6] = [
    "--package",
    "catalog",
    "--package",
    "queue",
    "--package",
    "engine",
];

impl Work {
    /// Without a linker for the system it can only be checked.
    pub(super) fn is_possible_for(self, target: Target) -> Result<()> {
        if self != Self::Check && !target.can_link() {
            bail!("for {target} there is only `check`: nothing here can link its programs");
        }
        Ok(())
    }

    /// Does it; `arguments` are cargo's in place of the usual ones.
    pub(super) fn run(
        self,
        target: Target,
        cache: &Cache,
        compiler: &Compiler,
        arguments: &[String],
    ) -> Result<()> {
        let subcommand = match self {
            Self::Check => "check",
            Self::Build => "build",
            Self::Test => "test",
        };
        let mut command = compiler.cargo(subcommand)?;
        match arguments {
            [] if self == Self::Test => command.args(CRATES),
            [] => command.args(target.programs()),
            given => command.args(given),
        };
        if self == Self::Test {
            Wine::get(cache)?.runs(target, &mut command);
        }
        step(&format!("{target} {self}"), &mut command)
    }
}

impl fmt::Display for Work {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Check => "check",
            Self::Build => "build",
            Self::Test => "tests",
        })
    }
}
