//! What is done for another system, and with what.

use std::fmt;

use anyhow::{Context, Result, bail};
use clap::ValueEnum;

use super::cache::Cache;
use super::compiler::Compiler;
use super::console;
use super::target::Target;
use super::wine::Wine;
use crate::setup::{self, Purpose};
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

/// What a work needs.
pub(super) struct Tools {
    target: Target,
    compiler: Compiler,
    wine: Option<Wine>,
}

/// Whose tests run there: everything but the window from outside. One list for all steps, so that what they share is built once.
const TESTED: [&str; 12] = [
    "--package",
    "catalog",
    "--package",
    "queue",
    "--package",
    "engine",
    "--package",
    "chaekbeot-app",
    "--package",
    "chaekbeot-cli",
    "--package",
    "acceptance",
];

/// Without the examples; with the programs that the acceptance tests start.
const ALL: [&str; 3] = ["--lib", "--bins", "--tests"];

impl Work {
    /// Installs and fetches what is missing.
    ///
    /// # Errors
    /// It cannot be had here, or nothing can: without a linker for the system there is only [`Work::Check`].
    pub(super) fn tools(self, target: Target) -> Result<Tools> {
        if self != Self::Check && !target.can_link() {
            bail!("for {target} there is only `check`: nothing here can link its programs");
        }
        setup::packages(self.purposes(target))?;
        let cache = Cache::open()?;
        let compiler = Compiler::get(&cache, target)?;
        let wine = match self {
            Self::Test => Some(Wine::get(&cache)?),
            Self::Check | Self::Build => None,
        };
        Ok(Tools {
            target,
            compiler,
            wine,
        })
    }

    /// What the system's packages are needed for.
    pub(super) fn purposes(self, target: Target) -> &'static [Purpose] {
        match (target, self) {
            (Target::Windows, Self::Test) => &[Purpose::Windows, Purpose::Wine],
            (Target::Windows, _) => &[Purpose::Windows],
            (Target::Macos | Target::Android, _) => &[],
        }
    }

    /// Does it. `arguments` are cargo's: in place of the usual packages, or the tests that are wanted.
    pub(super) fn run(self, tools: &Tools, arguments: &[String]) -> Result<()> {
        let Tools {
            target, compiler, ..
        } = tools;
        let subcommand = match self {
            Self::Check => "check",
            Self::Build => "build",
            Self::Test => return test(tools, arguments),
        };
        let mut command = compiler.cargo(subcommand)?;
        match arguments {
            [] => command.args(target.programs()),
            given => command.args(given),
        };
        step(&format!("{self} for {target}"), &mut command)
    }
}

/// The tests; unless cargo is told which, the terminal in a console, too.
fn test(tools: &Tools, arguments: &[String]) -> Result<()> {
    let Tools {
        target,
        compiler,
        wine,
    } = tools;
    let wine = wine.as_ref().context("tests run with Wine")?;
    let mut build = compiler.cargo("build")?;
    build.args(TESTED).args(ALL);
    step(&format!("Build of the tests for {target}"), &mut build)?;
    let mut tests = compiler.cargo("test")?;
    tests.args(TESTED);
    match arguments {
        [] => tests.args(ALL),
        given => tests.args(given),
    };
    wine.runs(*target, &compiler.built(), &mut tests);
    step(&format!("Tests for {target}"), &mut tests)?;
    if arguments.is_empty() {
        console::try_out(wine, &compiler.built().join("chaekbeot.exe"))?;
    }
    Ok(())
}

impl fmt::Display for Work {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Check => "Types",
            Self::Build => "Programs",
            Self::Test => "Tests",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_linked_is_only_checked() {
        for target in [Target::Macos, Target::Android] {
            for work in [Work::Build, Work::Test] {
                let refused = work.tools(target).map(drop).unwrap_err().to_string();
                assert!(refused.contains("only `check`"), "{refused}");
            }
        }
    }
}
