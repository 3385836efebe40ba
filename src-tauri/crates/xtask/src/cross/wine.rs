//! Wine: runs programs of Windows, with a Windows of its own in the cache.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use super::cache::Cache;
use super::target::Target;
use crate::project::tool;
use crate::step::run as step;

/// Every program in Rust asks this library for random bytes. Wine 8 has none, and ends such a program without a word.
const RANDOM: &str = include_str!("bcryptprimitives.c");

/// A Windows.
pub(super) struct Wine {
    prefix: PathBuf,
}

impl Wine {
    /// Makes it at the first time.
    pub(super) fn get(cache: &Cache) -> Result<Self> {
        let prefix = cache.part("wine", |prefix| {
            let mut boot = tool("wine");
            in_prefix(&mut boot, prefix);
            step("A Windows for Wine", boot.args(["wineboot", "--init"]))?;
            let random = prefix.join("drive_c/windows/system32/bcryptprimitives.dll");
            match random.exists() {
                true => Ok(()),
                false => build_random(prefix, &random),
            }
        })?;
        Ok(Self { prefix })
    }

    /// Has cargo start the target's programs with it.
    pub(super) fn runs(&self, target: Target, cargo: &mut Command) {
        let runner = format!("CARGO_TARGET_{}_RUNNER", target.variable("").to_uppercase());
        in_prefix(cargo, &self.prefix);
        cargo.env(runner.replace("__", "_"), "wine");
    }
}

fn in_prefix(command: &mut Command, prefix: &Path) {
    command
        .env("WINEPREFIX", prefix)
        .env("WINEARCH", "win64")
        .env("WINEDEBUG", "-all")
        // No question about .NET and a browser.
        .env("WINEDLLOVERRIDES", "mscoree,mshtml=");
}

fn build_random(folder: &Path, library: &Path) -> Result<()> {
    let source = folder.join("bcryptprimitives.c");
    std::fs::write(&source, RANDOM).context("writing bcryptprimitives.c")?;
    let mut compile = tool("x86_64-w64-mingw32-gcc");
    compile
        .args(["-shared", "-s", "-O2", "-o"])
        .arg(library)
        .arg(&source)
        .arg("-ladvapi32");
    step("Random bytes for Wine", &mut compile)
}
