//! The files of a package beside the programs, the entry of the desktop and the icons in dots, which the Tauri CLI adds.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use super::linux::{folder, programs};
use crate::project::{root, source_time, tool};

/// The two kinds of package.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    Deb,
    Rpm,
}

/// From where in the project to where in the system. What goes to a name with `.gz` is compressed on the way.
const BOTH: [(&str, &str); 5] = [
    (
        "icons/icon.svg",
        "usr/share/icons/hicolor/scalable/apps/chaekbeot-app.svg",
    ),
    (
        "src-tauri/linux/io.github.chaekbeot.metainfo.xml",
        "usr/share/metainfo/io.github.chaekbeot.metainfo.xml",
    ),
    (
        "src-tauri/linux/chaekbeot.1",
        "usr/share/man/man1/chaekbeot.1.gz",
    ),
    (
        "src-tauri/linux/chaekbeot-app.1",
        "usr/share/man/man1/chaekbeot-app.1.gz",
    ),
    ("CHANGELOG.md", "usr/share/doc/chaekbeot/CHANGELOG.md.gz"),
];

/// As Debian's policy wants them.
const DEB: [(&str, &str); 2] = [
    (
        "src-tauri/linux/copyright",
        "usr/share/doc/chaekbeot/copyright",
    ),
    (
        "src-tauri/linux/changelog",
        "usr/share/doc/chaekbeot/changelog.gz",
    ),
];

/// As Fedora's and openSUSE's do.
const RPM: [(&str, &str); 2] = [
    ("LICENSE-MIT", "usr/share/licenses/chaekbeot/LICENSE-MIT"),
    (
        "LICENSE-APACHE",
        "usr/share/licenses/chaekbeot/LICENSE-APACHE",
    ),
];

/// Makes the files of this kind of package ready: where each goes, and where it is now. The terminal's program is one of them.
pub(super) fn prepare(format: Format) -> Result<BTreeMap<PathBuf, PathBuf>> {
    let [_, terminal] = programs()?;
    let mut files = BTreeMap::from([(PathBuf::from("/usr/bin/chaekbeot"), terminal)]);
    let (stage, own) = match format {
        Format::Deb => (folder()?.join("deb"), DEB),
        Format::Rpm => (folder()?.join("rpm"), RPM),
    };
    let words = words()?;
    for (source, destination) in BOTH.iter().chain(&own) {
        let text =
            fs::read_to_string(root().join(source)).with_context(|| format!("reading {source}"))?;
        let staged = write(&stage, destination, &filled(text, &words))?;
        files.insert(Path::new("/").join(destination), staged);
    }
    Ok(files)
}

/// What stands for `{{version}}` and so on. The time is that of the last commit: two builds of it are alike.
fn words() -> Result<[(&'static str, String); 3]> {
    Ok([
        ("{{version}}", env!("CARGO_PKG_VERSION").to_owned()),
        ("{{day}}", committed("%Y-%m-%d")?),
        ("{{time}}", committed("%a, %d %b %Y %H:%M:%S +0000")?),
    ])
}

fn committed(form: &str) -> Result<String> {
    source_time(form).context("neither SOURCE_DATE_EPOCH nor git says when this was made")
}

fn filled(mut text: String, words: &[(&str, String)]) -> String {
    for (name, value) in words {
        text = text.replace(name, value);
    }
    text
}

/// Writes a file where it lies in the package, below `stage`.
fn write(stage: &Path, destination: &str, text: &str) -> Result<PathBuf> {
    let path = stage.join(destination);
    fs::create_dir_all(path.parent().context("a file lies in a folder")?)?;
    let Some(plain) = destination.strip_suffix(".gz") else {
        fs::write(&path, text)?;
        return Ok(path);
    };
    fs::write(stage.join(plain), text)?;
    // Neither its name nor the time goes in.
    let status = tool("gzip")
        .args(["--best", "--no-name", "--force"])
        .arg(stage.join(plain))
        .status();
    if !status.context("gzip could not be started")?.success() {
        bail!("gzip could not compress {plain}");
    }
    Ok(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_is_packaged_is_there_and_has_nothing_left_to_fill_in() {
        let words = words().unwrap();
        for (source, _) in BOTH.iter().chain(&DEB).chain(&RPM) {
            let text = fs::read_to_string(root().join(source)).unwrap();
            assert!(!filled(text, &words).contains("{{"), "{source}");
        }
    }

    #[test]
    fn the_time_of_the_last_commit_is_a_day_and_a_time_as_mails_have_it() {
        let [_, (_, day), (_, time)] = words().unwrap();
        assert_eq!(day.split('-').map(str::len).collect::<Vec<_>>(), [4, 2, 2]);
        assert!(time.ends_with(" +0000"), "{time}");
        assert_eq!(time.split(' ').count(), 6, "{time}");
    }
}
