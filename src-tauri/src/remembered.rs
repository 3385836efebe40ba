//! What the program remembers beside the conversations from one start to the next: a small file for each thing.

use std::io::Write;
use std::path::Path;
use std::{fs, io};

use serde::Serialize;
use serde::de::DeserializeOwned;

/// What is there; a file that cannot be read is none.
pub(crate) fn read<T: DeserializeOwned>(file: &Path) -> Option<T> {
    serde_json::from_slice(&fs::read(file).ok()?).ok()
}

/// Takes the place of what was there, as a whole or not at all.
pub(crate) fn write(file: &Path, what: &impl Serialize) -> io::Result<()> {
    let new = file.with_extension("json.new");
    let mut options = fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    // Closed to others like the rest, in whatever folder that is.
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut written = options.open(&new)?;
    written.write_all(&serde_json::to_vec(what)?)?;
    fs::rename(new, file)
}
