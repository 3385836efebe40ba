//! Finds out of which commit this is built, and tells the compiler.

#[path = "source.rs"]
mod source;

use std::env;
use std::path::Path;

fn main() {
    for name in [source::COMMIT, source::EPOCH] {
        println!("cargo::rerun-if-env-changed={name}");
    }
    // This folder is three below the top of the project.
    let here = env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default();
    let root = Path::new(&here)
        .ancestors()
        .nth(3)
        .unwrap_or(Path::new("."));
    for path in source::watched(root) {
        println!("cargo::rerun-if-changed={}", path.display());
    }
    println!("cargo::rerun-if-changed=source.rs");
    let build = source::build(root, |name| env::var(name).ok());
    let version = env::var("CARGO_PKG_VERSION").unwrap_or_default();
    match build {
        Some(build) => {
            println!("cargo::rustc-env=CHAEKBEOT_BUILD={build}");
            println!("cargo::rustc-env=CHAEKBEOT_LONG_VERSION={version} ({build})");
        }
        None => println!("cargo::rustc-env=CHAEKBEOT_LONG_VERSION={version}"),
    }
}
