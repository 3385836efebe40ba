//! What is remembered of updates from one start to the next. A file, because it belongs to the program and not to the conversations.

use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::remembered;

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
    remembered::read(&file(folder)).unwrap_or_default()
}

pub(super) fn write(folder: &Path, memory: &Memory) -> io::Result<()> {
    remembered::write(&file(folder), memory)
}

#[cfg(test)]
mod tests {
    use std::fs;

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
