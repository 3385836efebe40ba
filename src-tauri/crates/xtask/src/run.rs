//! `cargo xtask run`: from a fresh checkout to the open window, or to the same conversation in the terminal.

use std::env;
use std::io::{IsTerminal, stdin};

use anyhow::{Context, Result, bail};

use crate::project::{binary, cargo, tool};
use crate::setup::{self, Purpose};
use crate::step::{run as step, say};

/// What is sent to the practice library when nobody is there to type.
const EXAMPLE: &str = "토지";

/// Builds the app and opens its window; without a display holds the conversation in the terminal.
pub(crate) fn run() -> Result<()> {
    if has_display(env::consts::OS, |name| {
        env::var_os(name).is_some_and(|value| !value.is_empty())
    }) {
        in_window()
    } else {
        in_terminal(stdin().is_terminal())
    }
}

/// The window: needs Node and the web view.
fn in_window() -> Result<()> {
    setup::rust_and_node()?;
    setup::packages(&[Purpose::Build, Purpose::Run])?;
    setup::build_page()?;
    // The whole workspace, so that the dependencies get the features the tests will want, too. Not xtask: it is running.
    step(
        "Build",
        &mut cargo(["build", "--workspace", "--exclude", "xtask", "--bins"]),
    )?;
    say("\nOpening the window. Close it, or press Ctrl+C here, to quit.");
    hold("chaekbeot-app", &[])
}

/// The terminal: needs neither Node nor the web view.
fn in_terminal(someone_is_there: bool) -> Result<()> {
    say(
        "No display here (DISPLAY and WAYLAND_DISPLAY are empty): the conversation is held in the terminal,",
    );
    say(
        "with the practice library (체험 도서관), which runs on this machine and needs no network.",
    );
    setup::rust()?;
    step("Build", &mut cargo(["build", "--package", "chaekbeot-cli"]))?;
    say("");
    if someone_is_there {
        return hold("chaekbeot", &["chat", "--library", "practice"]);
    }
    say(&format!(
        "Nobody is typing, so one question is asked: {EXAMPLE}\n"
    ));
    hold("chaekbeot", &["search", EXAMPLE, "--library", "practice"])
}

/// Runs one of our binaries until it ends.
fn hold(name: &str, arguments: &[&str]) -> Result<()> {
    let path = binary(name)?;
    let status = tool(&path)
        .args(arguments)
        .status()
        .with_context(|| format!("{} could not be started", path.display()))?;
    if !status.success() {
        bail!("{name} ended with {status}");
    }
    Ok(())
}

/// Whether a window can be opened: on Linux and the BSDs an X or Wayland display must be named.
fn has_display(os: &str, is_set: impl Fn(&str) -> bool) -> bool {
    matches!(os, "macos" | "windows") || is_set("DISPLAY") || is_set("WAYLAND_DISPLAY")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn linux_needs_a_display_that_is_named() {
        assert!(!has_display("linux", |_| false));
        assert!(has_display("linux", |name| name == "DISPLAY"));
        assert!(has_display("linux", |name| name == "WAYLAND_DISPLAY"));
    }

    #[test]
    fn macos_and_windows_always_have_one() {
        assert!(has_display("macos", |_| false));
        assert!(has_display("windows", |_| false));
    }
}
