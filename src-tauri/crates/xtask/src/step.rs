//! Steps: announced, run, measured; the first failure stops the command. The only place that prints.

use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

/// Runs `command` with this terminal's input and output; `title` says what it is for.
///
/// # Errors
/// The program could not be started, or did not end with 0.
pub(crate) fn run(title: &str, command: &mut Command) -> Result<()> {
    let line = shown(command);
    say(&format!("\n==> {title}: {line}"));
    let started = now();
    let status = command
        .status()
        .with_context(|| format!("{title}: `{line}` could not be started"))?;
    if !status.success() {
        bail!(
            "{title} failed after {}: `{line}` ended with {status}",
            seconds(started.elapsed())
        );
    }
    say(&format!(
        "    {title}: done in {}",
        seconds(started.elapsed())
    ));
    Ok(())
}

/// Runs `command` and hands over what it says.
///
/// # Errors
/// As [`run`].
pub(crate) fn output(command: &mut Command) -> Result<String> {
    let line = shown(command);
    say(&format!("\n==> {line}"));
    let output = command
        .stderr(std::process::Stdio::inherit())
        .output()
        .with_context(|| format!("`{line}` could not be started"))?;
    if !output.status.success() {
        bail!("`{line}` ended with {}", output.status);
    }
    String::from_utf8(output.stdout).with_context(|| format!("what `{line}` said"))
}

/// Whether a program can be started and ends with 0; it prints nothing.
pub(crate) fn succeeds(program: &str, arguments: &[&str]) -> bool {
    use std::process::Stdio;
    Command::new(program)
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

/// Measures everything done in `work` and says so at its end.
pub(crate) fn measured(what: &str, work: impl FnOnce() -> Result<()>) -> Result<()> {
    let started = now();
    work()?;
    say(&format!("\n{what} in {}.", seconds(started.elapsed())));
    Ok(())
}

/// A line for the person at the terminal.
#[expect(
    clippy::print_stdout,
    reason = "xtask talks to a person; this is its one output place"
)]
pub(crate) fn say(line: &str) {
    println!("{line}");
}

/// A line about what went wrong.
#[expect(
    clippy::print_stderr,
    reason = "xtask talks to a person; this is its one place for errors"
)]
pub(crate) fn complain(line: &str) {
    eprintln!("{line}");
}

/// The command as a person would type it.
fn shown(command: &Command) -> String {
    let program = std::path::Path::new(command.get_program());
    let name = program.file_stem().unwrap_or(command.get_program());
    std::iter::once(name)
        .chain(command.get_args())
        .map(|part| part.to_string_lossy())
        .collect::<Vec<_>>()
        .join(" ")
}

fn seconds(duration: Duration) -> String {
    format!("{:.1} s", duration.as_secs_f64())
}

#[expect(
    clippy::disallowed_methods,
    reason = "durations of steps are shown to a person and decide nothing"
)]
fn now() -> Instant {
    Instant::now()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_is_shown_as_typed_without_the_folder_of_its_program() {
        let mut command = Command::new("/somewhere/bin/cargo");
        command.args(["fmt", "--all"]);
        assert_eq!(shown(&command), "cargo fmt --all");
    }

    #[test]
    fn durations_are_seconds_with_one_decimal() {
        assert_eq!(seconds(Duration::from_millis(1_249)), "1.2 s");
    }
}
