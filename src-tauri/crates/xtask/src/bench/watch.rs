//! `cargo xtask bench watch`: what watching books costs a library, and how soon one that came back is told. All of it in time that is
//! made to pass, so neither the machine nor a release build matters.

use anyhow::Result;

use crate::project::cargo;
use crate::setup;
use crate::step::run as step;

/// Lets the weeks pass and prints the table of docs/watches.md.
pub(super) fn bench() -> Result<()> {
    setup::rust()?;
    step(
        "Weeks of watching",
        &mut cargo(["run", "--package", "acceptance", "--example", "watches"]),
    )
}
