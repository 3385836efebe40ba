//! `cargo xtask fix`: what the formatters and linters can repair by themselves.

use anyhow::Result;

use crate::project::{cargo, npm};
use crate::setup;
use crate::step::run as step;

/// Formats the Rust and the page's code. eslint goes first: its repairs are formatted, too.
pub(crate) fn fix() -> Result<()> {
    setup::rust_and_node()?;
    step("Rust formatting", &mut cargo(["fmt", "--all"]))?;
    setup::install_page_packages()?;
    step(
        "Page lints",
        &mut npm(["exec", "--", "eslint", "--fix", "."]),
    )?;
    step("Page formatting", &mut npm(["run", "format"]))
}
