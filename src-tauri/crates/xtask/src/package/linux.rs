//! What the Tauri CLI is told beside `tauri.conf.json` for the packages of Linux.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};
use serde_json::json;

use super::files::{self, Format};
use super::libraries;
use crate::project::{binary_of, target};
use crate::setup;

/// What the programs need beside libraries, under the same names everywhere: whom to believe that a website is what it says (without
/// it no client for the web can be made at all), and what opens a page in the browser.
const BESIDE: [&str; 2] = ["ca-certificates", "xdg-utils"];

/// Where packages are prepared.
pub(super) fn folder() -> Result<PathBuf> {
    Ok(target()?.join("package"))
}

/// The kinds of package that can be made here: a .deb needs Debian's own lists of libraries.
pub(super) fn kinds() -> &'static str {
    if setup::has_apt() { "deb,rpm" } else { "rpm" }
}

/// Prepares the files and writes the configuration; its path.
pub(super) fn configuration() -> Result<PathBuf> {
    let programs = programs()?;
    let with_others = |mut depends: Vec<String>| {
        depends.extend(BESIDE.map(str::to_owned));
        depends
    };
    let mut linux = json!({ "rpm": {
        "depends": with_others(libraries::of_rpm(&programs)?),
        "files": files::prepare(Format::Rpm)?,
    } });
    if setup::has_apt() {
        linux["deb"] = json!({
            "depends": with_others(libraries::of_deb(&programs)?),
            "files": files::prepare(Format::Deb)?,
        });
    }
    let path = folder()?.join("tauri.conf.json");
    let configuration = json!({ "bundle": { "linux": linux } });
    fs::write(&path, configuration.to_string())?;
    Ok(path)
}

/// The window's and the terminal's.
pub(super) fn programs() -> Result<[PathBuf; 2]> {
    Ok([
        binary_of("release", "chaekbeot-app")?,
        binary_of("release", "chaekbeot")?,
    ])
}

/// The package of this kind that was made last.
pub(super) fn bundled(kind: &str) -> Result<PathBuf> {
    let folder = target()?.join("release/bundle").join(kind);
    let version = env!("CARGO_PKG_VERSION");
    let is_it = |path: &PathBuf| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        name.contains(version) && path.extension().is_some_and(|end| end == kind)
    };
    let mut paths = fs::read_dir(&folder)?.filter_map(|entry| Some(entry.ok()?.path()));
    paths
        .find(is_it)
        .with_context(|| format!("there is no .{kind} of {version} in {}", folder.display()))
}
