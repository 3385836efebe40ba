//! The data folder: one for the window and the terminal, readable by its user only.

use std::path::{Path, PathBuf};

use crate::Error;

/// The app's name towards every system, for ever.
pub const IDENTIFIER: &str = "io.github.chaekbeot";

/// Moves the data folder, for tests and for people who keep it elsewhere.
pub const DATA_DIR_VARIABLE: &str = "CHAEKBEOT_DATA_DIR";

const DATABASE_FILE: &str = "chaekbeot.db";

/// Where the data lives: `CHAEKBEOT_DATA_DIR`, else the system's place for local data of this app. None if the system
/// knows no such place.
#[must_use]
pub fn data_dir() -> Option<PathBuf> {
    std::env::var_os(DATA_DIR_VARIABLE)
        .filter(|value| !value.is_empty())
        .map(PathBuf::from)
        .or_else(|| dirs::data_local_dir().map(|base| base.join(IDENTIFIER)))
}

/// Makes the folder if it is missing, closed to others. A folder that is there keeps its permissions: it may be shared
/// on purpose; the files in it are closed anyway.
///
/// # Errors
/// [`Error::Folder`] if it cannot be made.
pub fn prepare(folder: &Path) -> Result<(), Error> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder).map_err(|source| Error::Folder {
        folder: folder.display().to_string(),
        source,
    })
}

pub(crate) fn database(folder: &Path) -> PathBuf {
    folder.join(DATABASE_FILE)
}
