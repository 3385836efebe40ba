//! `cargo xtask package --test`: the packages where nothing else is. They are judged, installed in a bare Debian with what they ask
//! for and nothing more, used in the terminal and in the window, and removed without a trace.

mod home;
mod judges;
mod listing;
mod root;

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use self::home::DATA;
use self::root::Root;
use super::linux::bundled;
use crate::project::cargo;
use crate::setup::{self, Purpose};
use crate::step::{measured, output, run as step, say};

/// Who uses the app there.
const READER: &str = "reader";

/// Tries what [`super::package`] has made.
pub(super) fn trial() -> Result<()> {
    let Some(release) = setup::debian_release() else {
        say("\nSkipped: the packages are tried on Debian, and this is another system.");
        return Ok(());
    };
    measured("The trial ended", || {
        setup::packages(&[Purpose::Test, Purpose::Trial])?;
        let (deb, rpm) = (bundled("deb")?, bundled("rpm")?);
        judges::of_deb(&deb)?;
        judges::of_rpm(&rpm, &deb)?;
        if let Some(reason) = root::refusal()? {
            say(&format!(
                "\nSkipped: nothing was installed, because {reason}."
            ));
            return Ok(());
        }
        judges::install_rpm(&rpm)?;
        installed(&Root::make(&release)?, &deb)
    })
}

/// Installs, uses and removes it.
fn installed(root: &Root, deb: &PathBuf) -> Result<()> {
    let depends = output(
        crate::project::tool("dpkg-deb")
            .arg("--field")
            .arg(deb)
            .arg("Depends"),
    )?;
    let satisfy = [
        "satisfy",
        "--yes",
        "--no-install-recommends",
        depends.trim(),
    ];
    step("What it depends on", &mut root.apt(&satisfy))?;
    step(
        "Somebody",
        &mut root.enter("root", &["useradd", "--create-home", READER]),
    )?;
    let before = root.listing()?;

    let package = root.bring(deb)?;
    // Whatever else it needed could not come any more: nothing listens there.
    let install = [
        "install",
        "--yes",
        "--no-install-recommends",
        "--option=Acquire::http::Proxy=http://127.0.0.1:9/",
        &package,
    ];
    step("Installation", &mut root.apt(&install))?;
    in_terminal(root)?;
    opens_links(root)?;
    in_window(root)?;

    step("Removal", &mut root.apt(&["purge", "--yes", "chaekbeot"]))?;
    root.take_away(&package)?;
    let left = before.changes(&root.listing()?);
    let (of_reader, of_system): (Vec<_>, Vec<_>) =
        left.into_iter().partition(|path| home::is_in(path));
    ensure!(
        of_system.is_empty(),
        "the package left or changed: {of_system:#?}"
    );
    ensure!(
        of_reader.contains(&format!("{DATA}/chaekbeot.db")),
        "the reader's data went with the package"
    );
    let strays = home::strays(of_reader);
    ensure!(strays.is_empty(), "the app left in the home: {strays:#?}");
    say(&format!(
        "    Nothing is left of it but what the reader has in {DATA}, and what the system keeps for any window."
    ));
    Ok(())
}

/// The main job, in the terminal.
fn in_terminal(root: &Root) -> Result<()> {
    let search = [
        "chaekbeot",
        "search",
        "토지",
        "--library",
        "practice",
        "--ndjson",
    ];
    let said = output(&mut root.enter(READER, &search))?;
    let last = said.lines().last().context("a search says something")?;
    let last: Value = serde_json::from_str(last)?;
    ensure!(
        last["state"] == "complete" && last["hits"].as_u64() > Some(0),
        "the search in the terminal ended with {last}"
    );
    say(&format!("    In the terminal: {last}"));
    Ok(())
}

/// The system knows who opens our links.
fn opens_links(root: &Root) -> Result<()> {
    let query = ["xdg-mime", "query", "default", "x-scheme-handler/chaekbeot"];
    let entry = output(&mut root.enter(READER, &query))?;
    ensure!(
        entry.trim() == "chaekbeot.desktop",
        "links are opened by {entry:?}"
    );
    Ok(())
}

/// The main job, in the window, on a display of its own.
fn in_window(root: &Root) -> Result<()> {
    let arguments = [
        "run",
        "--quiet",
        "--package",
        "acceptance",
        "--example",
        "installed",
        "--",
    ];
    step(
        "In the window",
        cargo(arguments).arg(root.starter()).arg(READER),
    )?;
    ensure!(
        fs::metadata(root.path(DATA)).is_ok(),
        "the app keeps its data elsewhere than in {DATA}"
    );
    Ok(())
}
