//! What the acceptance tests share.
//!
//! `cargo xtask test` builds the binaries before it runs these tests.

pub mod cable;
pub mod library;
pub mod program;
pub mod terminal;
pub mod watches;
#[cfg(target_os = "linux")]
pub mod window;
