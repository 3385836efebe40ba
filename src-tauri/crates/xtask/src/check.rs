//! `cargo xtask check`: what can be said about the code without running it.

use anyhow::Result;

use crate::project::{cargo, npm};
use crate::setup::{self, Purpose};
use crate::step::{measured, run as step};

/// Formatting, lints, types and documentation of both languages.
pub(crate) fn check() -> Result<()> {
    measured("Everything is in order", || {
        setup::rust_and_node()?;
        setup::packages(&[Purpose::Build])?;
        step(
            "Rust formatting (repair: cargo xtask fix)",
            &mut cargo(["fmt", "--all", "--check"]),
        )?;
        setup::build_page()?;
        step(
            "Page style (repair: cargo xtask fix)",
            &mut npm(["run", "lint"]),
        )?;
        step("Page types", &mut npm(["run", "check"]))?;
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
        let mut documentation = cargo([
            "doc",
            "--workspace",
            "--no-deps",
            "--document-private-items",
        ]);
        step(
            "Rust documentation",
            documentation.env("RUSTDOCFLAGS", "-D warnings"),
        )
    })
}
