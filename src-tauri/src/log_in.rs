//! What a desktop on Linux starts at log-in: an entry in the person's home, which stays when the package goes. It names its program, so
//! that a desktop passes over one that is left alone, and quotes it: an AppImage lies wherever the person has put it, and a desktop takes
//! a path with a space in it for several words
//! (<https://specifications.freedesktop.org/desktop-entry-spec/latest/exec-variables.html>).

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
    match with_program(&entry) {
        Some(completed) => fs::write(path, completed),
        None => Ok(()),
    }
}

/// None if it is complete, or has no program.
fn with_program(entry: &str) -> Option<String> {
    if entry.lines().any(|line| line.starts_with("TryExec=")) {
        return None;
    }
    let line = entry.lines().find(|line| line.starts_with("Exec="))?;
    let command = line.strip_prefix("Exec=")?.trim_end();
    let program = command.trim_end_matches(HIDDEN).trim_end();
    let arguments = &command[program.len()..];
    let exec = format!("Exec={}{arguments}", quoted(program));
    let completed = entry.trim_end().replacen(line, &exec, 1);
    Some(format!("{completed}\nTryExec={}\n", string(program)))
}

/// As one word of a command line, whatever is in it.
fn quoted(program: &str) -> String {
    let mut word = String::from("\"");
    for letter in program.chars() {
        match letter {
            '"' | '`' | '$' | '\\' => word.extend(['\\', letter]),
            '%' => word.push_str("%%"),
            _ => word.push(letter),
        }
    }
    word.push('"');
    string(&word)
}

/// As the value of a key: a backslash begins something there, too.
fn string(value: &str) -> String {
    value.replace('\\', "\\\\")
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
        for _ in 0..2 {
            completed(&path).unwrap();
            let entry = fs::read_to_string(&path).unwrap();
            let lines: Vec<&str> = entry.lines().collect();
            assert_eq!(
                lines[4],
                "Exec=\"/home/kim/My apps/chaekbeot.AppImage\" --hidden"
            );
            assert_eq!(
                lines[5..],
                [
                    "StartupNotify=false",
                    "Terminal=false",
                    "TryExec=/home/kim/My apps/chaekbeot.AppImage"
                ]
            );
        }
    }

    #[test]
    fn whatever_is_in_a_path_is_a_letter_of_it() {
        let entry = with_program("Exec=/home/kim/100% $HOME/a\"b\\c --hidden\n").unwrap();
        let lines: Vec<&str> = entry.lines().collect();
        assert_eq!(
            lines,
            [
                r#"Exec="/home/kim/100%% \\$HOME/a\\"b\\\\c" --hidden"#,
                r#"TryExec=/home/kim/100% $HOME/a"b\\c"#,
            ]
        );
    }

    #[test]
    fn without_an_entry_nothing_is_written() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("chaekbeot.desktop");
        assert!(completed(&path).is_err());
        assert!(!path.exists());
    }
}
