//! `cargo xtask bench ui`: the page's size, what a long room costs in Chromium, and the start of the app beside an empty Tauri window and
//! the page in a browser's.
//!
//! A benchmark, not a test: it prints figures and says which of its limits hold.

use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::package;
use crate::project::{binary_of, cargo, npm, target, tool, ui};
use crate::setup::{self, Purpose};
use crate::step::{run as step, say};

/// What is asked of this benchmark.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Without the starts of the app, which need a release build
    #[arg(long)]
    page: bool,
    /// How many starts of each window are measured
    #[arg(long, default_value_t = 15)]
    starts: u32,
}

/// Builds everything, measures, and prints the table.
pub(super) fn bench(arguments: &Arguments) -> Result<()> {
    setup::rust_and_node()?;
    setup::packages(&[Purpose::Build, Purpose::Run, Purpose::Test])?;
    setup::install_page_packages()?;
    // Says the sizes, and fails above the limits.
    step("Page build", &mut npm(["run", "build"]))?;
    step("Scripted page build", &mut npm(["run", "build:fake"]))?;
    let room = figures(tool("node").current_dir(ui()).arg("e2e/bench.mjs"))?;
    let starts = if arguments.page {
        None
    } else {
        Some(starts(arguments.starts)?)
    };
    print(&room, starts.as_ref())
}

/// Alternating starts of the app, of an empty window, both built for release, and of the page in a browser.
fn starts(rounds: u32) -> Result<Value> {
    // The app as it is packaged, without what tests ask of a dependency.
    step("Release build", &mut cargo(package::BUILD))?;
    let empty = ["build", "--release", "--package", "chaekbeot-app"];
    step(
        "Empty window",
        cargo(empty).args(["--example", "empty-window"]),
    )?;
    let driver = ["build", "--package", "acceptance", "--example", "starts"];
    step("Driver", &mut cargo(driver))?;
    let mut starts = tool(binary_of("debug", "examples/starts")?);
    starts
        .arg(rounds.to_string())
        .arg(target()?.join("release"))
        .arg(ui().join("e2e/app-window.mjs"));
    figures(&mut starts)
}

/// The line of JSON that a program prints.
fn figures(command: &mut Command) -> Result<Value> {
    let output = command.stderr(Stdio::inherit()).output()?;
    if !output.status.success() {
        bail!("{command:?} ended with {}", output.status);
    }
    serde_json::from_slice(&output.stdout).with_context(|| format!("what {command:?} printed"))
}

fn print(room: &Value, starts: Option<&Value>) -> Result<()> {
    say("");
    say("| | measured | limit | holds |");
    say("| --- | ---: | ---: | --- |");
    let row = |what: &str, measured: f64, most: f64, unit: &str| {
        let holds = if measured <= most { "yes" } else { "**no**" };
        say(&format!(
            "| {what} | {measured:.2}{unit} | ≤ {most}{unit} | {holds} |"
        ));
    };
    let heap = figure(room, &["heap_bytes"])? / 1_048_576.0;
    row(
        "room of 10,000 messages, all of them read: scripts from the click to the first paint",
        figure(room, &["room_script_ms"])?,
        150.0,
        " ms",
    );
    row(
        "the same, read in pages as the app does",
        figure(room, &["paged_room_script_ms"])?,
        150.0,
        " ms",
    );
    let first = figure(room, &["update_ms"])?;
    let later = figure(room, &["later_update_ms"])?;
    row(
        "an update that streams in at its end, mean of 1,000: from the news to the changed page",
        f64::midpoint(first, later),
        1.0,
        " ms",
    );
    say(&format!(
        "    {first:.2} ms the first 500, {later:.2} ms those after them"
    ));
    row("its heap, above an empty room's", heap, 10.0, " MB");
    let Some(starts) = starts else {
        return Ok(());
    };
    let app_paint = figure(starts, &["app", "paint_ms"])?;
    let empty_paint = figure(starts, &["empty", "paint_ms"])?;
    let app_memory = figure(starts, &["app", "memory_mb"])?;
    let empty_memory = figure(starts, &["empty", "memory_mb"])?;
    row(
        &format!(
            "start to first paint, of an empty Tauri window's ({app_paint:.0} of {empty_paint:.0} ms)"
        ),
        app_paint / empty_paint,
        1.3,
        "x",
    );
    row(
        &format!("memory (PSS) above it ({app_memory:.0} and {empty_memory:.0} MB)"),
        app_memory - empty_memory,
        40.0,
        " MB",
    );
    for_scale(starts)
}

/// What has no limit.
fn for_scale(starts: &Value) -> Result<()> {
    let browser_paint = figure(starts, &["browser", "paint_ms"])?;
    let browser_memory = figure(starts, &["browser", "memory_mb"])?;
    say(&format!(
        "\nFor scale, the page in `chromium --app=`: {browser_paint:.0} ms, {browser_memory:.0} MB"
    ));
    let [app_bytes, empty_bytes] = ["chaekbeot-app", "examples/empty-window"]
        .map(|name| anyhow::Ok(binary_of("release", name)?.metadata()?.len()));
    say(&format!(
        "Bytes of the app {}, of the empty window {}",
        app_bytes?, empty_bytes?
    ));
    Ok(())
}

fn figure(value: &Value, path: &[&str]) -> Result<f64> {
    let found = path.iter().try_fold(value, |value, name| value.get(name));
    found
        .and_then(Value::as_f64)
        .with_context(|| format!("{} was not measured", path.join(".")))
}
