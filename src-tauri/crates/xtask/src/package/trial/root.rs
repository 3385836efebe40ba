//! A bare Debian in a folder, entered with mounts that end with whatever was started there.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result};
use tempfile::TempDir;

use super::listing::Listing;
use crate::package::linux::folder;
use crate::project::tool;
use crate::step::{run as step, succeeds};

/// Starts a program in the root: whose, as whom, what. It gets the root's own /proc, an environment of its own but for what the display
/// and the web view's driver tell it, and ends with whoever started it.
const ENTER: &str = r#"#!/bin/sh
set -eu
exec unshare --mount --pid --fork --kill-child sh -euc '
    root=$1 user=$2
    shift 2
    mount --rbind /dev "$root/dev"
    mount -t proc proc "$root/proc"
    for name in DISPLAY LANG GDK_BACKEND NO_AT_BRIDGE GTK_A11Y WEBKIT_SKIA_ENABLE_CPU_RENDERING \
        WEBKIT_INSPECTOR_SERVER TAURI_WEBVIEW_AUTOMATION; do
        eval "value=\${$name-}"
        if [ -n "$value" ]; then set -- "$name=$value" "$@"; fi
    done
    home=$(chroot "$root" getent passwd "$user" | cut -d: -f6)
    exec chroot --userspec="$user:" "$root" env -i HOME="$home" USER="$user" \
        PATH=/usr/sbin:/usr/bin:/sbin:/bin DEBIAN_FRONTEND=noninteractive "$@"
' sh "@ROOT@" "$@"
"#;

/// The root; it goes when this is dropped.
pub(super) struct Root {
    folder: TempDir,
}

/// Why no root can be made here; none if one can.
pub(super) fn refusal() -> Result<Option<&'static str>> {
    let who = Command::new("id")
        .arg("-u")
        .output()
        .context("asking `id -u`")?;
    Ok(if who.stdout.trim_ascii() != b"0" {
        Some("this does not run as root, who alone may mount and change the root")
    } else if !succeeds(
        "unshare",
        &["--mount", "mount", "-t", "tmpfs", "tmpfs", "/mnt"],
    ) {
        Some("mounting is not allowed here")
    } else {
        None
    })
}

impl Root {
    /// A Debian with nothing but what it cannot be without.
    pub(super) fn make(release: &str) -> Result<Self> {
        let folder = tempfile::tempdir_in(folder()?)?;
        let root = Self { folder };
        let mut command = tool("mmdebstrap");
        command.args(["--variant=minbase", "--skip=cleanup/apt", release]);
        step("A bare Debian", command.arg(root.place()))?;
        let script = ENTER.replace("@ROOT@", &root.place().to_string_lossy());
        fs::write(root.starter(), script)?;
        step("Its door", tool("chmod").arg("+x").arg(root.starter()))?;
        Ok(root)
    }

    /// Where a file of the root is, seen from outside.
    pub(super) fn path(&self, inside: &str) -> PathBuf {
        self.place().join(inside)
    }

    fn place(&self) -> PathBuf {
        self.folder.path().join("root")
    }

    /// The program that starts others there: as whom, what.
    pub(super) fn starter(&self) -> PathBuf {
        self.folder.path().join("enter")
    }

    /// A program to be started there.
    pub(super) fn enter(&self, user: &str, words: &[&str]) -> Command {
        let mut command = tool(self.starter());
        command.env("LANG", "C.UTF-8").arg(user).args(words);
        command
    }

    /// apt, as its administrator; what it says is only of use when it complains.
    pub(super) fn apt(&self, arguments: &[&str]) -> Command {
        let mut command = self.enter("root", &["apt-get", "--quiet=2"]);
        command.args(arguments).stdout(Stdio::null());
        command
    }

    /// Copies a file there; its path inside.
    pub(super) fn bring(&self, file: &Path) -> Result<String> {
        let name = file
            .file_name()
            .context("a file has a name")?
            .to_string_lossy();
        let inside = format!("srv/{name}");
        fs::copy(file, self.path(&inside)).with_context(|| format!("copying {name}"))?;
        Ok(format!("/{inside}"))
    }

    /// Removes what was brought.
    pub(super) fn take_away(&self, inside: &str) -> Result<()> {
        Ok(fs::remove_file(self.path(inside.trim_start_matches('/')))?)
    }

    /// All there is.
    pub(super) fn listing(&self) -> Result<Listing> {
        Listing::of(&self.place())
    }
}
