//! Where the project's parts are, and how its tools are called.

use std::env;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};
use chrono::DateTime;

/// npm is a script with another name on Windows.
pub(crate) const NPM: &str = if cfg!(windows) { "npm.cmd" } else { "npm" };

/// The top folder of the project.
pub(crate) fn root() -> &'static Path {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR"));
    manifest.ancestors().nth(3).unwrap_or(manifest)
}

/// The folder of the page: `ui/`.
pub(crate) fn ui() -> PathBuf {
    root().join("ui")
}

/// `cargo` with these arguments, at the top of the project.
///
/// In continuous integration nothing is built twice, so incremental compilation would only cost time and disk.
pub(crate) fn cargo<'a>(arguments: impl IntoIterator<Item = &'a str>) -> Command {
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = tool(cargo);
    command.args(arguments);
    if env::var("CI").is_ok_and(|value| !value.is_empty() && value != "false") {
        command.env("CARGO_INCREMENTAL", "0");
    }
    command
}

/// `npm` with these arguments, in `ui/`.
pub(crate) fn npm<'a>(arguments: impl IntoIterator<Item = &'a str>) -> Command {
    let mut command = tool(NPM);
    command.args(arguments).current_dir(ui());
    command
}

/// A program to be started at the top of the project.
///
/// `cargo run` describes xtask itself in the environment (`CARGO_MANIFEST_DIR`, `CARGO_PKG_NAME`, ...). Build scripts
/// that watch these names (ring's does) would see a change and build again, so they are not handed on.
pub(crate) fn tool(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    command.current_dir(root());
    for (name, _) in env::vars_os() {
        if name.to_str().is_some_and(describes_this_package) {
            command.env_remove(name);
        }
    }
    command
}

fn describes_this_package(name: &str) -> bool {
    name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_")
}

/// A binary of this workspace, as the same cargo profile left it beside xtask in the target folder.
pub(crate) fn binary(name: &str) -> Result<PathBuf> {
    let xtask = env::current_exe().context("looking for the target folder")?;
    Ok(xtask.with_file_name(format!("{name}{}", env::consts::EXE_SUFFIX)))
}

/// A binary of this workspace as another cargo profile left it.
pub(crate) fn binary_of(profile: &str, name: &str) -> Result<PathBuf> {
    let file = format!("{name}{}", env::consts::EXE_SUFFIX);
    Ok(target()?.join(profile).join(file))
}

/// The folder of everything that is built.
pub(crate) fn target() -> Result<PathBuf> {
    let xtask = env::current_exe().context("looking for the target folder")?;
    let target = xtask.ancestors().nth(2);
    Ok(target
        .context("xtask is not in a target folder")?
        .to_owned())
}

/// When what is built was made, as data has it: in UTC.
pub(crate) fn commit_time() -> Option<String> {
    source_time("%Y-%m-%dT%H:%M:%SZ")
}

/// The same in this form of `strftime`. The environment says it, as <https://reproducible-builds.org/specs/source-date-epoch/> has it,
/// or else the last commit; none without both.
pub(crate) fn source_time(form: &str) -> Option<String> {
    let given = env::var("SOURCE_DATE_EPOCH").ok();
    match given.filter(|given| !given.trim().is_empty()) {
        Some(seconds) => time_of(&seconds, form),
        None => time_of(&commit_seconds()?, form),
    }
}

fn commit_seconds() -> Option<String> {
    let mut git = tool("git");
    let output = git.args(["show", "--no-patch", "--format=%ct", "HEAD"]);
    String::from_utf8(output.output().ok()?.stdout).ok()
}

fn time_of(seconds: &str, form: &str) -> Option<String> {
    let time = DateTime::from_timestamp(seconds.trim().parse().ok()?, 0)?;
    Some(time.format(form).to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_root_is_where_the_workspace_manifest_is() {
        assert!(root().join("tauri.conf.json").is_file());
        assert!(root().join("src-tauri/crates/xtask/Cargo.toml").is_file());
    }

    #[test]
    fn the_version_stands_in_one_place() {
        for file in ["tauri.conf.json", "ui/package.json"] {
            let text = std::fs::read_to_string(root().join(file)).unwrap();
            let settings: serde_json::Value = serde_json::from_str(&text).unwrap();
            assert!(settings.get("version").is_none(), "{file} has its own");
        }
        let crates = std::fs::read_dir(root().join("src-tauri/crates")).unwrap();
        let folders = crates.map(|entry| entry.unwrap().path());
        for folder in folders.chain([root().to_owned(), root().join("tests")]) {
            let manifest = std::fs::read_to_string(folder.join("Cargo.toml")).unwrap();
            let shared = manifest.contains("\nversion.workspace = true\n");
            assert!(shared, "{}", folder.display());
        }
    }

    #[test]
    fn a_time_is_of_utc_whatever_is_spoken_here() {
        let mail = "%a, %d %b %Y %H:%M:%S +0000";
        let written = time_of("1795395791", mail);
        assert_eq!(written.as_deref(), Some("Mon, 23 Nov 2026 01:03:11 +0000"));
        assert_eq!(time_of("", mail), None);
        assert_eq!(time_of("yesterday", mail), None);
    }

    #[test]
    fn only_what_describes_xtask_is_kept_from_other_programs() {
        assert!(describes_this_package("CARGO_MANIFEST_DIR"));
        assert!(describes_this_package("CARGO_PKG_VERSION_MAJOR"));
        assert!(!describes_this_package("CARGO_TARGET_DIR"));
        assert!(!describes_this_package("CARGO_TERM_COLOR"));
    }
}
