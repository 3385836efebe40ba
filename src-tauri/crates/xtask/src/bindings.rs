//! `cargo xtask bindings`: the page's types from the engine's.

use anyhow::Result;

use crate::project::cargo;
use crate::step::run as step;

/// Writes `ui/src/ipc/bindings` anew from `engine/src/wire.rs`.
///
/// The engine's own test of these files does the writing when it is told so; otherwise it fails when they are stale.
pub(crate) fn bindings() -> Result<()> {
    let mut command = cargo(["test", "--package", "engine", "bindings"]);
    step("Bindings", command.env("UPDATE_BINDINGS", "1"))
}
