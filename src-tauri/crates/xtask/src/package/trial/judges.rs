//! What others say of the packages without installing them, and whether both have the same in them.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};

use crate::icons::SIDES;
use crate::project::tool;
use crate::step::{output, run as step, say};

/// Where each kind keeps what only it has.
const OWN: [&str; 2] = ["/usr/share/doc/chaekbeot/c", "/usr/share/licenses/"];

/// The .deb, by Debian's own rules and those of the desktops.
pub(super) fn of_deb(deb: &Path) -> Result<()> {
    let lintian = ["--allow-root", "--fail-on", "error,warning"];
    step("Debian's rules", tool("lintian").args(lintian).arg(deb))?;
    let folder = tempfile::tempdir()?;
    let files = folder.path();
    step(
        "Unpacking",
        tool("dpkg-deb").arg("--extract").arg(deb).arg(files),
    )?;
    let entry = files.join("usr/share/applications/chaekbeot.desktop");
    step("Desktop entry", tool("desktop-file-validate").arg(&entry))?;
    step(
        "AppStream",
        tool("appstreamcli")
            .args(["validate-tree", "--no-net"])
            .arg(files),
    )?;
    for side in SIDES.into_iter().chain([512]) {
        let name = format!("usr/share/icons/hicolor/{side}x{side}/apps/chaekbeot-app.png");
        let picture =
            fs::read(files.join(&name)).with_context(|| format!("{name} is not packaged"))?;
        ensure!(
            width(&picture) == Some(side.into()),
            "{name} is not {side} wide"
        );
    }
    for program in ["usr/bin/chaekbeot-app", "usr/bin/chaekbeot"] {
        let size = fs::metadata(files.join(program))?.len();
        say(&format!("    {program}: {}", megabytes(size)));
    }
    let size = output(
        tool("dpkg-deb")
            .arg("--field")
            .arg(deb)
            .arg("Installed-Size"),
    )?;
    let size = size.trim().parse::<u64>()? * 1_024;
    say(&format!(
        "    .deb: {}, installed {}",
        megabytes(fs::metadata(deb)?.len()),
        megabytes(size)
    ));
    Ok(())
}

/// The .rpm: well made, and the same files as in the .deb.
pub(super) fn of_rpm(rpm: &Path, deb: &Path) -> Result<()> {
    let needs = output(
        tool("rpm")
            .args(["--query", "--requires", "--package"])
            .arg(rpm),
    )?;
    for need in [
        "libwebkit2gtk-4.1.so.0()(64bit)",
        "ca-certificates",
        "xdg-utils",
    ] {
        ensure!(
            needs.lines().any(|line| line == need),
            "the rpm does not ask for {need}"
        );
    }
    step(
        "Its sums",
        tool("rpm").args(["--checksig", "--nosignature"]).arg(rpm),
    )?;
    let in_rpm = output(
        tool("rpm")
            .args(["--query", "--list", "--package"])
            .arg(rpm),
    )?;
    let in_deb = output(tool("dpkg-deb").arg("--contents").arg(deb))?;
    // dpkg-deb lists folders, too; they end with a slash or have a d in front.
    let in_deb = in_deb.lines().filter(|line| !line.starts_with('d'));
    let in_deb = in_deb.filter_map(|line| line.split_whitespace().last());
    let (in_rpm, in_deb) = (shared(in_rpm.lines()), shared(in_deb));
    ensure!(
        in_rpm == in_deb,
        "only in one package: {:?}",
        in_rpm.symmetric_difference(&in_deb)
    );
    let size = output(
        tool("rpm")
            .args(["--query", "--queryformat", "%{SIZE}", "--package"])
            .arg(rpm),
    )?;
    say(&format!(
        "    .rpm: {}, installed {}",
        megabytes(fs::metadata(rpm)?.len()),
        megabytes(size.trim().parse()?)
    ));
    Ok(())
}

/// The .rpm can be installed and removed: in an empty folder, without what it needs, which Debian has under other names.
pub(super) fn install_rpm(rpm: &Path) -> Result<()> {
    let folder = tempfile::tempdir()?;
    let rpm_there = || {
        let mut command = tool("rpm");
        command.arg("--root").arg(folder.path());
        command
    };
    step(
        "Installing the rpm",
        rpm_there().args(["--install", "--nodeps"]).arg(rpm),
    )?;
    step(
        "As it was packaged",
        rpm_there().args(["--verify", "--nodeps", "chaekbeot"]),
    )?;
    step("Removing it", rpm_there().args(["--erase", "chaekbeot"]))?;
    let left = output(tool("find").arg(folder.path()).args([
        "-not",
        "-type",
        "d",
        "-name",
        "*chaekbeot*",
    ]))?;
    ensure!(left.is_empty(), "the rpm left:\n{left}");
    Ok(())
}

/// The files that must be in both.
fn shared<'a>(paths: impl Iterator<Item = &'a str>) -> BTreeSet<String> {
    let absolute = paths.map(|path| format!("/{}", path.trim_start_matches(['.', '/'])));
    absolute
        .filter(|path| !OWN.iter().any(|own| path.starts_with(own)))
        .collect()
}

/// How many dots wide a PNG says it is.
fn width(picture: &[u8]) -> Option<u32> {
    let bytes = picture.get(16..20)?.try_into().ok()?;
    Some(u32::from_be_bytes(bytes))
}

/// Millions of bytes, with one decimal.
fn megabytes(bytes: u64) -> String {
    format!("{}.{} MB", bytes / 1_000_000, bytes % 1_000_000 / 100_000)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project::root;

    #[test]
    fn what_only_one_kind_has_is_not_compared() {
        let deb = ["./usr/bin/chaekbeot", "./usr/share/doc/chaekbeot/copyright"];
        let rpm = [
            "/usr/bin/chaekbeot",
            "/usr/share/licenses/chaekbeot/LICENSE-MIT",
        ];
        assert_eq!(shared(deb.into_iter()), shared(rpm.into_iter()));
        assert_ne!(shared(deb.into_iter()), shared([].into_iter()));
    }

    #[test]
    fn a_picture_says_its_width() {
        let picture = fs::read(root().join("icons/48x48.png")).unwrap();
        assert_eq!(width(&picture), Some(48));
        assert_eq!(width(b"short"), None);
    }

    #[test]
    fn sizes_are_millions_of_bytes() {
        assert_eq!(megabytes(21_952_464), "21.9 MB");
    }
}
