//! Builds and installs the peers where that can be done without questions; says what is missing where it cannot.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::project::{cargo, root, target, tool};
use crate::step::{run as step, say, succeeds};

/// Which peers can be run here.
pub(super) struct There {
    /// The folder of those in Rust.
    pub(super) programs: Option<PathBuf>,
    /// The folder of those in Python.
    pub(super) scripts: PathBuf,
    /// The Python that has Celery, if Redis is there, too.
    pub(super) celery: Option<PathBuf>,
    /// The Python that has Huey.
    pub(super) huey: Option<PathBuf>,
}

/// Installs what is missing. Who cannot be installed is left out.
pub(super) fn peers() -> Result<There> {
    let source = root().join("src-tauri/crates/queue/peers");
    let built = target()?.join("peers");
    let scripts = source.join("python");
    let programs = or_skip(
        "apalis, River and plain rusqlite",
        programs(&source, &built),
    );
    let python = or_skip("Celery and Huey", python(&scripts, &built));
    let redis = or_skip("Celery", redis());
    Ok(There {
        programs,
        scripts,
        celery: python.clone().filter(|_| redis.is_some()),
        huey: python,
    })
}

fn or_skip<T>(who: &str, outcome: Result<T>) -> Option<T> {
    match outcome {
        Ok(there) => Some(there),
        Err(error) => {
            say(&format!("\nSkipped: {who}: {error:#}"));
            None
        }
    }
}

fn programs(source: &Path, built: &Path) -> Result<PathBuf> {
    let manifest = source.join("Cargo.toml");
    let mut build = cargo(["build", "--release", "--locked", "--manifest-path"]);
    build.arg(manifest).env("CARGO_TARGET_DIR", built);
    step("Peers in Rust", &mut build)?;
    Ok(built.join("release"))
}

/// A Python with the packages, made anew when their list has changed.
fn python(scripts: &Path, built: &Path) -> Result<PathBuf> {
    let folder = built.join("python");
    let program = folder.join("bin/python");
    let wanted = fs::read(scripts.join("requirements.txt"))?;
    let installed = folder.join("requirements.txt");
    if fs::read(&installed).is_ok_and(|installed| installed == wanted) {
        return Ok(program);
    }
    let mut make = tool("python3");
    make.args(["-m", "venv", "--clear"]).arg(&folder);
    step("Python", &mut make)
        .context("needs python3 with its module venv (Debian: apt-get install python3-venv)")?;
    let mut install = tool(&program);
    install
        .args(["-m", "pip", "install", "--quiet", "--requirement"])
        .arg(scripts.join("requirements.txt"));
    step("Peers in Python", &mut install)?;
    fs::write(installed, wanted)?;
    Ok(program)
}

fn redis() -> Result<()> {
    if succeeds("redis-server", &["--version"]) {
        return Ok(());
    }
    let mut install = tool("apt-get");
    install.args([
        "install",
        "--yes",
        "--no-install-recommends",
        "redis-server",
    ]);
    step("Redis", &mut install).context("install it as root: apt-get install redis-server")
}
