//! What can be known of other systems' files without their tools: they are well-formed, name only what is there, and say the same as the files
//! elsewhere that they follow.

#![expect(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that cannot be prepared fails with the sentence"
)]

#[path = "systems/android/mod.rs"]
mod android;
#[path = "systems/macos.rs"]
mod macos;

use std::fs;
use std::path::{Path, PathBuf};

/// A file of the project.
fn text(path: &str) -> String {
    let file = root().join(path);
    fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}

fn root() -> &'static Path {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR"));
    tests.parent().expect("the tests lie in the project")
}

/// Every file below a folder of the project, generated ones left out.
fn files_below(path: &str) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut folders = vec![root().join(path)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("the folder is there") {
            let path = entry.expect("the folder can be read").path();
            let name = path.file_name().unwrap_or_default();
            match path.is_dir() {
                true if name == "generated" || name == "build" => {}
                true => folders.push(path),
                false => files.push(path),
            }
        }
    }
    files
}
