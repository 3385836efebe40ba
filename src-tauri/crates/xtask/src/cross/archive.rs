//! Debian's packages, unpacked into a folder and not installed.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail, ensure};

use crate::project::tool;
use crate::step::{run as step, say, succeeds};

/// Downloads the packages and those they depend on whose names begin with one of `families`, and unpacks them.
pub(super) fn unpack(packages: &[&str], families: &[&str], folder: &Path) -> Result<()> {
    if !succeeds("dpkg", &["--version"]) {
        bail!(
            "{} are packages of Debian, and this is another system",
            packages.join(", ")
        );
    }
    let names = closure(packages, families)?;
    let archives = folder.join("archives");
    fs::create_dir(&archives)?;
    let mut download = tool("apt-get");
    download
        .args(["download", "--quiet"])
        .args(&names)
        .current_dir(&archives);
    step("Download from Debian", &mut download)?;
    say(&format!("    {} MB", size(&archives)? / 1_000_000));
    for archive in fs::read_dir(&archives)? {
        let mut unpack = tool("dpkg");
        unpack.arg("--extract").arg(archive?.path()).arg(folder);
        ensure!(
            unpack.status()?.success(),
            "a package could not be unpacked"
        );
    }
    fs::remove_dir_all(archives).context("removing what was unpacked")
}

/// The packages themselves, and those of `families` they depend on.
fn closure(packages: &[&str], families: &[&str]) -> Result<Vec<String>> {
    let mut ask = tool("apt-cache");
    ask.args(["depends", "--recurse", "--no-recommends", "--no-suggests"])
        .args([
            "--no-conflicts",
            "--no-breaks",
            "--no-replaces",
            "--no-enhances",
        ])
        .args(packages);
    let output = ask.output().context("asking apt-cache for dependencies")?;
    let text = String::from_utf8_lossy(&output.stdout);
    let mut names = named(&text, families);
    names.sort();
    names.dedup();
    ensure!(
        packages
            .iter()
            .all(|package| names.iter().any(|name| name == package)),
        "apt does not know {}: as root, `apt-get update`; it comes from Debian's security archive",
        packages.join(", ")
    );
    Ok(names)
}

/// The lines of `apt-cache depends` that begin with a name of these families; dependencies are indented.
fn named(depends: &str, families: &[&str]) -> Vec<String> {
    depends
        .lines()
        .filter(|line| families.iter().any(|family| line.starts_with(family)))
        .map(str::to_owned)
        .collect()
}

fn size(folder: &Path) -> Result<u64> {
    let mut bytes = 0;
    for file in fs::read_dir(folder)? {
        bytes += file?.metadata()?.len();
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_packages_of_the_families_are_taken() {
        let depends = "rustc-web\n  Depends: libc6\n  Depends: libllvm22\nlibc6\nlibllvm22\n  Depends: libc6\n";
        assert_eq!(
            named(depends, &["rustc-web", "libllvm"]),
            ["rustc-web", "libllvm22"]
        );
    }
}
