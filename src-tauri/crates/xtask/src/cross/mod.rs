//! `cargo xtask cross`: the app for other systems, from this one: type-checked for all of them, for Windows linked and tried, too.
//!
//! Nothing here needs a toolchain of those systems. What is downloaded is kept in one folder ([`cache`]).

mod archive;
mod cache;
mod compiler;
mod console;
mod target;
mod wine;
mod work;

use anyhow::Result;

use crate::setup;
use crate::step::{measured, say};
use target::Target;
use work::Work;

/// What is asked of this command.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The system
    #[arg(value_enum)]
    target: Target,
    /// What is done for it
    #[arg(value_enum, default_value = "check")]
    work: Work,
    /// For cargo: other packages than the usual (check --package engine), or only some tests (test --test kills)
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    cargo: Vec<String>,
}

/// Fetches what is missing, does the work and says how long it took.
pub(crate) fn cross(arguments: &Arguments) -> Result<()> {
    let Arguments {
        target,
        work,
        cargo,
    } = arguments;
    measured(&format!("{work} for {target}"), || {
        setup::rust_and_node()?;
        setup::build_page()?;
        work.run(&work.tools(*target)?, cargo)
    })
}

/// The tests as programs of Windows, where what they need is there or can be installed; there a failure is one.
pub(crate) fn windows_tests() -> Result<()> {
    let work = Work::Test;
    let target = Target::Windows;
    let reason = match setup::has_apt() {
        true => setup::refusal(work.purposes(target))?,
        false => {
            Some("what they need comes from Debian's packages, and there is no apt".to_owned())
        }
    };
    if let Some(reason) = reason {
        say(&format!("\nSkipped: {work} for {target}: {reason}"));
        return Ok(());
    }
    work.run(&work.tools(target)?, &[])
}
