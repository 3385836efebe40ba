//! Installs the system's packages where that can be done without questions, and otherwise says exactly what to type.

use std::io::{IsTerminal, stdin};
use std::process::Command;

use anyhow::{Context, Result, bail};

use super::needs::{Need, Purpose, in_path, needs};
use super::system::System;
use crate::project::tool;
use crate::step::{run as step, say};

/// Makes sure that everything needed for these purposes is there.
///
/// # Errors
/// Something is missing and could not be installed from here; the error holds the command to type.
pub(crate) fn packages(purposes: &[Purpose]) -> Result<()> {
    let system = System::current();
    let missing = missing(system, purposes);
    if missing.is_empty() {
        return Ok(());
    }
    let names = names(&missing);
    say(&format!("Missing on this machine: {}.", words(&missing)));
    let by_hand = format!(
        "install it and start again:\n    {}",
        system.by_hand(&names)
    );
    if !system.has_apt() {
        bail!("{} is missing; {by_hand}", words(&missing));
    }
    let Some(apt) = apt_prefix(is_root()?, in_path("sudo"), stdin().is_terminal()) else {
        bail!("installing packages needs root, and there is no sudo here; {by_hand}");
    };
    if let Err(error) = install(&apt, &names) {
        bail!("apt could not install what is missing ({error:#}); {by_hand}");
    }
    let left = self::missing(system, purposes);
    if !left.is_empty() {
        bail!(
            "{} is still not found, although apt reported success; {by_hand}",
            words(&left)
        );
    }
    Ok(())
}

fn missing(system: System, purposes: &[Purpose]) -> Vec<Need> {
    needs(system, purposes)
        .into_iter()
        .filter(|need| !need.probe.holds())
        .collect()
}

/// The packages, each once.
fn names(needs: &[Need]) -> Vec<&'static str> {
    let mut names: Vec<&'static str> = Vec::new();
    for need in needs {
        if !names.contains(&need.package) {
            names.push(need.package);
        }
    }
    names
}

fn words(needs: &[Need]) -> String {
    needs
        .iter()
        .map(|need| need.what)
        .collect::<Vec<_>>()
        .join(", ")
}

/// Fresh lists, then the packages. A source of packages that is down must not stop what the others can give.
fn install(apt: &[&str], names: &[&str]) -> Result<()> {
    say(&format!("Installing with apt: {}", names.join(" ")));
    if let Err(error) = step("Package lists", &mut apt_get(apt, &["update"])?) {
        say(&format!("{error:#}; trying with the lists that are there."));
    }
    let mut arguments = vec!["install", "--yes", "--no-install-recommends"];
    arguments.extend(names);
    step("Packages", &mut apt_get(apt, &arguments)?)
}

fn apt_get(apt: &[&str], arguments: &[&str]) -> Result<Command> {
    let (program, prefix) = apt.split_first().context("a command has a first word")?;
    let mut command = tool(program);
    command.args(prefix).args(arguments);
    Ok(command)
}

/// How `apt-get` is started without any question about packages. sudo may ask for a password only where somebody can type it.
fn apt_prefix(root: bool, sudo: bool, terminal: bool) -> Option<Vec<&'static str>> {
    let mut words = match (root, sudo, terminal) {
        (true, ..) => vec![],
        (false, true, true) => vec!["sudo"],
        (false, true, false) => vec!["sudo", "-n"],
        (false, false, _) => return None,
    };
    words.extend(["env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]);
    Some(words)
}

/// Asked of `id`, because the standard library has no name for it.
fn is_root() -> Result<bool> {
    let output = Command::new("id")
        .arg("-u")
        .output()
        .context("asking `id -u` who runs this")?;
    Ok(output.stdout.trim_ascii() == b"0")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn apt_never_asks_and_sudo_only_a_person() {
        let apt = ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get"];
        assert_eq!(apt_prefix(true, false, false).unwrap(), apt);
        assert_eq!(
            apt_prefix(false, true, true).unwrap(),
            [&["sudo"], &apt[..]].concat()
        );
        assert_eq!(
            apt_prefix(false, true, false).unwrap(),
            [&["sudo", "-n"], &apt[..]].concat()
        );
        assert_eq!(apt_prefix(false, false, true), None);
    }

    #[test]
    fn a_package_that_brings_two_things_is_named_once() {
        let names = names(&needs(System::Arch, &[Purpose::Build, Purpose::Test]));
        assert_eq!(
            names
                .iter()
                .filter(|name| **name == "webkit2gtk-4.1")
                .count(),
            1
        );
    }
}
