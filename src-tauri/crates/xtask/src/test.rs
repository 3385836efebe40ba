//! `cargo xtask test`: every test there is, cheap ones first. Continuous integration runs exactly this.

use anyhow::Result;

use crate::cross;
use crate::licences;
use crate::project::{cargo, npm};
use crate::setup::{self, Purpose};
use crate::step::{measured, run as step};
use crate::workflows;

/// Says to tests that have a long version that it is wanted.
const LONG: &str = "CHAEKBEOT_LONG";

/// Runs everything, the long versions if `all` is wanted; stops at the first failure.
pub(crate) fn test(all: bool) -> Result<()> {
    measured("Every test passed", || {
        setup::rust_and_node()?;
        setup::packages(&[Purpose::Build, Purpose::Run, Purpose::Test])?;
        step(
            "Rust formatting (repair: cargo xtask fix)",
            &mut cargo(["fmt", "--all", "--check"]),
        )?;
        page()?;
        licences::licences(licences::Mode::Check)?;
        workflows::workflows()?;
        rust(all)?;
        let smoke: &[&str] = if all {
            &["run", "smoke", "--", "--all"]
        } else {
            &["run", "smoke"]
        };
        step("Page in a browser", &mut npm(smoke.iter().copied()))?;
        match all {
            true => cross::windows_tests(),
            false => Ok(()),
        }
    })
}

/// The page alone. It is built before any Rust is: the app embeds it.
fn page() -> Result<()> {
    setup::install_page_packages()?;
    step(
        "Page style (repair: cargo xtask fix)",
        &mut npm(["run", "lint"]),
    )?;
    step("Page types", &mut npm(["run", "check"]))?;
    step("Page tests", &mut npm(["test"]))?;
    step("Page build", &mut npm(["run", "build"]))
}

/// Lints, then all Rust tests in one run, the window's among them.
///
/// The acceptance tests take the binaries from the target folder. `--all-targets` builds these and the tests with one
/// set of features; `--bins` alone would leave out what only tests ask of a dependency, and build it a second time.
fn rust(all: bool) -> Result<()> {
    step(
        "Rust lints",
        &mut cargo([
            "clippy",
            "--workspace",
            "--all-targets",
            "--",
            "-D",
            "warnings",
        ]),
    )?;
    step(
        "Rust build",
        &mut cargo([
            "build",
            "--workspace",
            "--exclude",
            "xtask",
            "--all-targets",
        ]),
    )?;
    let mut tests = cargo(["test", "--workspace"]);
    if all {
        tests.env(LONG, "1");
    }
    step("Rust tests", &mut tests)
}
