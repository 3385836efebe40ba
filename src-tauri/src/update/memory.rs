//! What is remembered of updates from one start to the next. A file, because it belongs to the program and not to the conversations.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::{fs, io};

use serde::{Deserialize, Serialize};

/// It.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Memory {
    /// A newer version is looked for without being asked.
    pub(super) looks: bool,
    /// When one was last looked for.
    pub(super) looked_at_ms: Option<i64>,
    /// The next start follows an installation: its window is shown, however the app was started before.
    pub(super) shows_window: bool,
}

impl Default for Memory {
    fn default() -> Self {
        Self {
            looks: true,
            looked_at_ms: None,
            shows_window: false,
        }
    }
}

fn file(folder: &Path) -> PathBuf {
    folder.join("update.json")
}

/// What is there; a file that cannot be read is none.
pub(super) fn read(folder: &Path) -> Memory {
    let text = fs::read(file(folder));
    text.ok()
        .and_then(|text| serde_json::from_slice(&text).ok())
        .unwrap_or_default()
}

/// Takes the place of what was there, as a whole or not at all.
pub(super) fn write(folder: &Path, memory: &Memory) -> io::Result<()> {
    let (file, new) = (file(folder), folder.join("update.json.new"));
    let mut options = fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    // Closed to others like the rest, in whatever folder that is.
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut written = options.open(&new)?;
    written.write_all(&serde_json::to_vec(memory)?)?;
    fs::rename(new, file)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_and_anything_else_is_the_beginning() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(read(folder.path()), Memory::default());
        let memory = Memory {
            looks: false,
            looked_at_ms: Some(7),
            shows_window: true,
        };
        write(folder.path(), &memory).unwrap();
        assert_eq!(read(folder.path()), memory);
        for other in ["", "[]", "{\"looks\":7}", "{\"looked_at_ms\":"] {
            fs::write(file(folder.path()), other).unwrap();
            assert_eq!(read(folder.path()), Memory::default(), "{other}");
        }
        fs::write(file(folder.path()), "{\"looks\":false}").unwrap();
        assert!(!read(folder.path()).looks, "of an older version");
    }
}
