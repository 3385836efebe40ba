//! The use case: rooms and what is said in them.

mod room;
mod send;

pub use send::GUIDE_WORDS;

/// Lines loaded at a time.
const MESSAGES_LOADED: u32 = 200;

/// Hits of each card loaded with its room; the rest on demand.
const HITS_LOADED: u32 = 10;
