//! The product's own programs, as they were built beside these tests.

#![expect(
    clippy::expect_used,
    reason = "a test that cannot be prepared fails with the sentence"
)]

use std::path::PathBuf;

/// The path of a program of this workspace, e.g. `chaekbeot`.
///
/// # Panics
/// If it is not there: it must be built first.
#[must_use]
pub fn path(name: &str) -> PathBuf {
    let own = std::env::current_exe().expect("a test knows where it is");
    // target/<profile>/deps/<test>: the programs lie one folder above.
    let folder = own
        .ancestors()
        .nth(2)
        .expect("a test lies in a target folder");
    let program = folder.join(format!("{name}{}", std::env::consts::EXE_SUFFIX));
    assert!(
        program.exists(),
        "{} is not there: run `cargo xtask test`, or `cargo build --workspace --bins` first",
        program.display()
    );
    program
}
