//! What a desktop on Linux starts at log-in: an entry in the person's home, which stays when the package goes. It names its program, so
//! that a desktop passes over one that is left alone.

use std::fs;
use std::io;
use std::path::Path;

use tauri::{AppHandle, Manager};

use crate::arguments::HIDDEN;

/// Completes the entry that the plugin has just written.
pub(crate) fn complete(handle: &AppHandle) -> io::Result<()> {
    let home = handle.path().home_dir().map_err(io::Error::other)?;
    let name = format!("{}.desktop", handle.package_info().name);
    completed(&home.join(".config/autostart").join(name))
}

fn completed(path: &Path) -> io::Result<()> {
    let entry = fs::read_to_string(path)?;
    match try_exec(&entry) {
        Some(line) => fs::write(path, format!("{}\n{line}\n", entry.trim_end())),
        None => Ok(()),
    }
}

/// None if there is one, or no program.
fn try_exec(entry: &str) -> Option<String> {
    if entry.lines().any(|line| line.starts_with("TryExec=")) {
        return None;
    }
    let command = entry.lines().find_map(|line| line.strip_prefix("Exec="))?;
    let program = command.trim_end().trim_end_matches(HIDDEN).trim_end();
    Some(format!("TryExec={program}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As auto-launch writes it.
    const ENTRY: &str = "[Desktop Entry]\nType=Application\nVersion=1.0\nName=chaekbeot\nExec=/home/kim/My apps/chaekbeot.AppImage --hidden\n\
        StartupNotify=false\nTerminal=false";

    #[test]
    fn an_entry_names_its_program_once() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("chaekbeot.desktop");
        fs::write(&path, ENTRY).unwrap();
        let line = "\nTryExec=/home/kim/My apps/chaekbeot.AppImage\n";
        for _ in 0..2 {
            completed(&path).unwrap();
            let entry = fs::read_to_string(&path).unwrap();
            assert_eq!(entry, format!("{ENTRY}{line}"));
        }
    }

    #[test]
    fn without_an_entry_nothing_is_written() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("chaekbeot.desktop");
        assert!(completed(&path).is_err());
        assert!(!path.exists());
    }
}
