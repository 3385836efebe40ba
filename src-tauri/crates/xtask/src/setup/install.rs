//! Installs the system's packages where that can be done without questions, and otherwise says exactly what to type.

use std::io::{IsTerminal, stdin};
use std::process::Command;

use anyhow::{Context, Result, bail};

use super::needs::{Need, Purpose, in_path, needs};
use super::system::System;
use crate::project::tool;
use crate::step::{run as step, say, succeeds};

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
    let apt = match installer(system)? {
        Ok(apt) => apt,
        Err(reason) => bail!("{}", by_hand(system, &missing, reason)),
    };
    let by_hand = |reason: &str| by_hand(system, &missing, reason);
    if let Err(error) = install(&apt, &names) {
        bail!("{}", by_hand(&format!("apt failed ({error:#})")));
    }
    let left = self::missing(system, purposes);
    if !left.is_empty() {
        let reason = format!(
            "apt reported success and {} is still not found",
            words(&left)
        );
        bail!("{}", by_hand(&reason));
    }
    Ok(())
}

/// Why what is missing for these purposes cannot even be tried to be installed from here; none if nothing is, or it can.
pub(crate) fn refusal(purposes: &[Purpose]) -> Result<Option<String>> {
    let system = System::current();
    let missing = missing(system, purposes);
    if missing.is_empty() {
        return Ok(None);
    }
    let reason = installer(system)?.err();
    Ok(reason.map(|reason| by_hand(system, &missing, reason)))
}

/// How packages are installed without a question, or why they are not.
fn installer(system: System) -> Result<Result<Vec<&'static str>, &'static str>> {
    if !system.has_apt() {
        return Ok(Err("it is not installed from here on this system"));
    }
    let terminal = stdin().is_terminal();
    let sudo = in_path("sudo") && (terminal || succeeds("sudo", &["-n", "true"]));
    let apt = apt_prefix(is_root()?, sudo, terminal);
    Ok(apt.ok_or("installing packages needs root, and there is no sudo that can be used here"))
}

fn by_hand(system: System, missing: &[Need], reason: &str) -> String {
    format!(
        "{} is missing, and {reason}; install it and start again:\n    {}",
        words(missing),
        system.by_hand(&names(missing))
    )
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
    fn what_cannot_be_installed_comes_with_its_reason_and_the_command() {
        let missing = needs(System::Fedora, &[Purpose::Wine]);
        let said = by_hand(System::Fedora, &missing, "nobody may");
        assert!(
            said.starts_with("Wine is missing, and nobody may;"),
            "{said}"
        );
        assert!(said.ends_with("dnf install wine-core"), "{said}");
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
