//! Wine: runs programs of Windows, with a Windows of its own in the cache.

use std::fs::{self, File};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};

use super::cache::Cache;
use super::target::Target;
use crate::project::tool;
use crate::step::run as step;

/// Every program in Rust asks this library for random bytes. Wine 8 has none, and ends such a program without a word.
const RANDOM: &str = include_str!("bcryptprimitives.c");

/// A Windows, for one process at a time.
pub(super) struct Wine {
    prefix: PathBuf,
    _turn: File,
}

impl Wine {
    /// Makes it at the first time.
    pub(super) fn get(cache: &Cache) -> Result<Self> {
        let prefix = cache.part("wine", |prefix| {
            let mut boot = tool("wine");
            prepare(&mut boot, prefix).args(["wineboot", "--init"]);
            step("A Windows for Wine", &mut boot)?;
            let random = prefix.join("drive_c/windows/system32/bcryptprimitives.dll");
            match random.exists() {
                true => Ok(()),
                false => build_random(prefix, &random),
            }
        })?;
        let turn = File::create(prefix.join(".turn"))?;
        turn.lock().context("waiting for another process")?;
        let wine = Self {
            prefix,
            _turn: turn,
        };
        wine.tidy()?;
        Ok(wine)
    }

    /// Has cargo start the target's programs with it. Tests of the app, too, find the library of the web view in `built`.
    pub(super) fn runs(&self, target: Target, built: &Path, cargo: &mut Command) {
        let triple = target.triple().replace('-', "_").to_uppercase();
        prepare(cargo, &self.prefix)
            .env(format!("CARGO_TARGET_{triple}_RUNNER"), "wine")
            // Drive Z is the root of this system.
            .env("WINEPATH", format!("Z:{}", built.display()));
    }

    /// What a program writes into a pipe.
    pub(super) fn piped(&self, program: &Path, arguments: &[&str]) -> Result<String> {
        let mut command = self.command("wine");
        said(command.arg(program).args(arguments))
    }

    /// What a program writes into a console: Wine makes one of a terminal of this system.
    pub(super) fn shown(&self, program: &Path, arguments: &[&str]) -> Result<String> {
        let quoted = arguments.iter().map(|argument| format!(" '{argument}'"));
        let line = format!("wine '{}'{}", program.display(), quoted.collect::<String>());
        let mut command = self.command("script");
        said(command.args(["--quiet", "--return", "--command", &line, "/dev/null"]))
    }

    /// Where a path of drive C lies on this system.
    pub(super) fn path(&self, path: &str) -> PathBuf {
        let below = path.trim_start_matches(r"C:\").replace('\\', "/");
        self.prefix.join("drive_c").join(below)
    }

    /// Removes a folder of drive C, if there is one.
    pub(super) fn remove(&self, path: &str) -> Result<()> {
        match fs::remove_dir_all(self.path(path)) {
            Err(error) if error.kind() != ErrorKind::NotFound => {
                Err(error).with_context(|| format!("removing {path}"))
            }
            _ => Ok(()),
        }
    }

    /// Removes what tests left behind: a folder in which a file is open cannot be removed there.
    fn tidy(&self) -> Result<()> {
        for user in fs::read_dir(self.path(r"C:\users"))? {
            let folder = user?.path().join("Temp");
            if folder.is_dir() {
                fs::remove_dir_all(&folder)?;
                fs::create_dir(folder)?;
            }
        }
        Ok(())
    }

    fn command(&self, program: &str) -> Command {
        let mut command = tool(program);
        prepare(&mut command, &self.prefix);
        command
    }
}

fn prepare<'a>(command: &'a mut Command, prefix: &Path) -> &'a mut Command {
    command
        .env("WINEPREFIX", prefix)
        .env("WINEARCH", "win64")
        .env("WINEDEBUG", "-all")
        // No question about .NET and a browser.
        .env("WINEDLLOVERRIDES", "mscoree,mshtml=")
        // Names of files are in UTF-8, whatever the terminal speaks.
        .env("LC_ALL", "C.UTF-8")
}

fn said(command: &mut Command) -> Result<String> {
    let output = command.output().context("Wine could not be started")?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    ensure!(
        output.status.success(),
        "it ended with {}: {text}{}",
        output.status,
        String::from_utf8_lossy(&output.stderr)
    );
    Ok(text)
}

fn build_random(folder: &Path, library: &Path) -> Result<()> {
    let source = folder.join("bcryptprimitives.c");
    fs::write(&source, RANDOM).context("writing bcryptprimitives.c")?;
    let mut compile = tool("x86_64-w64-mingw32-gcc");
    compile
        .args(["-shared", "-s", "-O2", "-o"])
        .arg(library)
        .arg(&source)
        .arg("-ladvapi32");
    step("Random bytes for Wine", &mut compile)
}
