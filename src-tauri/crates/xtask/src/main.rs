//! `cargo xtask`: everything a developer runs, with all the set-up it needs.
//!
//! One file per command. They share [`setup`] (what must be on the machine), [`project`] (where things are and how
//! cargo and npm are called) and [`step`] (announce, run, measure, stop at the first failure).

mod bench;
mod bindings;
mod check;
mod cross;
#[cfg(test)]
mod documents;
mod fix;
mod icons;
mod licences;
mod notes;
mod package;
mod parts;
mod pictures;
mod project;
mod release;
mod run;
mod sbom;
mod setup;
mod step;
mod tauri;
mod test;
mod workflows;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Everything a developer of 책벗 runs.
#[derive(Parser)]
#[command(
    name = "cargo xtask",
    bin_name = "cargo xtask",
    arg_required_else_help = true
)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Install what is missing, build, and open the window (without a display: talk in the terminal)
    Run,
    /// Install what is missing and run every test, from formatting to the real window
    Test {
        /// The long versions too: hundreds of kills and histories, every screen in every size
        #[arg(long)]
        all: bool,
    },
    /// Formatting, lints, types and documentation, without the tests
    Check,
    /// Repair formatting and whatever the linters can repair by themselves
    Fix,
    /// Measure how long a question takes, with the practice library in another process; or the queue beside its peers
    Bench {
        #[command(subcommand)]
        subject: Option<bench::Subject>,
    },
    /// Type-check the app for Windows, macOS or Android; link and test it for Windows
    Cross(cross::Arguments),
    /// Write the page's TypeScript types anew from the engine's Rust types
    Bindings,
    /// Draw the app's icons anew from icons/icon.svg
    Icons,
    /// Write the page of open-source licences anew from what is shipped
    Licences {
        /// Only say whether it is of what is shipped now
        #[arg(long)]
        check: bool,
    },
    /// Write a bill of materials (CycloneDX) of what is shipped, into target/sbom.cdx.json
    Sbom,
    /// What is new in a version, as CHANGELOG.md has it
    Notes {
        /// For instance 0.2.0; or `unreleased`
        version: String,
    },
    /// Gather what the bundlers made in a folder: latest.json for the updater, and check that nothing is missing
    Release {
        /// The folder with the bundles and their signatures
        folder: PathBuf,
    },
    /// Look for mistakes and for holes in the workflows of .github
    Workflows,
    /// Build what people install: on Linux a .deb and an .rpm, in target/release/bundle
    Package {
        /// Install them where nothing else is, use them there, and remove them (on Debian, as root)
        #[arg(long)]
        test: bool,
    },
    /// Call the Tauri CLI in the project's own version, for instance `cargo xtask tauri android build`
    Tauri {
        /// What it is to do
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        arguments: Vec<String>,
    },
    /// Take the pictures of docs/ anew, in both themes, on a desk and on a phone
    Pictures,
}

fn main() -> ExitCode {
    let outcome = match Arguments::parse().command {
        Command::Run => run::run(),
        Command::Test { all } => test::test(all),
        Command::Check => check::check(),
        Command::Fix => fix::fix(),
        Command::Bench { subject } => bench::bench(subject.as_ref()),
        Command::Cross(arguments) => cross::cross(&arguments),
        Command::Bindings => bindings::bindings(),
        Command::Icons => icons::icons(),
        Command::Licences { check } => licences::licences(match check {
            true => licences::Mode::Check,
            false => licences::Mode::Write,
        }),
        Command::Notes { version } => notes::notes(&version),
        Command::Package { test } => package::package(test),
        Command::Tauri { arguments } => tauri::tauri(&arguments),
        Command::Pictures => pictures::pictures(),
        Command::Release { folder } => release::release(&folder),
        Command::Sbom => sbom::sbom(),
        Command::Workflows => workflows::workflows(),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            step::complain(&format!("\ncargo xtask stopped: {error:#}"));
            ExitCode::FAILURE
        }
    }
}
