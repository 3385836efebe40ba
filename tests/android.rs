//! What can be known of the Android project without Android's tools: its files are well-formed, name only what is there, and say the same as
//! the files elsewhere that they follow.

#![expect(
    clippy::expect_used,
    reason = "a test that cannot be prepared fails with the sentence"
)]

#[path = "android/manifest.rs"]
mod manifest;
#[path = "android/network.rs"]
mod network;
#[path = "android/project.rs"]
mod project;
#[path = "android/resources.rs"]
mod resources;

use std::fs;
use std::path::{Path, PathBuf};

/// The namespace of the attributes that Android knows.
const ANDROID: &str = "http://schemas.android.com/apk/res/android";

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

/// An attribute of Android's namespace.
fn attribute<'a>(node: roxmltree::Node<'a, '_>, name: &str) -> Option<&'a str> {
    node.attribute((ANDROID, name))
}
