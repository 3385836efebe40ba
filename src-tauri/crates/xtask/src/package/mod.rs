//! `cargo xtask package`: what people install, built for release; on Linux a .deb and an .rpm with both programs.
//!
//! The Tauri CLI bundles. What it does not do by itself is told to it in a configuration of its own: the files beside the app
//! ([`files`]) and the libraries both programs need ([`libraries`]). [`trial`] installs the result where nothing else is.

mod files;
mod libraries;
mod linux;
mod trial;

use anyhow::Result;

use crate::project::{cargo, npm, root};
use crate::setup::{self, Purpose};
use crate::step::{measured, run as step};
use crate::tauri::TAURI;

/// Builds only what is packaged: nothing that only tests ask of a dependency gets in.
pub(crate) const BUILD: [&str; 8] = [
    "build",
    "--release",
    "--locked",
    "--package",
    "chaekbeot-app",
    "--package",
    "chaekbeot-cli",
    "--bins",
];

/// Makes the packages of this system, and tries them if `test` is wanted.
pub(crate) fn package(test: bool) -> Result<()> {
    measured("Packages made", || {
        setup::rust_and_node()?;
        setup::packages(&[Purpose::Build, Purpose::Package])?;
        setup::build_page()?;
        step("Release build", &mut cargo(BUILD))?;
        let mut command = npm(["exec", "--yes", TAURI, "--", "tauri", "bundle"]);
        if cfg!(target_os = "linux") {
            command
                .args(["--bundles", linux::kinds(), "--config"])
                .arg(linux::configuration()?);
        }
        if cfg!(windows) {
            // With the terminal, which is no part of the app's package. Not in tauri.conf.json: it would have to be there to build the app.
            command.args([
                "--bundles",
                "nsis,msi",
                "--config",
                "src-tauri/windows.json",
            ]);
        }
        step("Bundles", command.current_dir(root()))
    })?;
    if test { trial::trial() } else { Ok(()) }
}
