//! 책벗 without a window.
pub mod wire;
