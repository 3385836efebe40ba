//! The use case: rooms and what is said in them.

mod clear;
mod delete;
mod left_at;
mod place;
mod room;
mod send;

pub use send::GUIDE_WORDS;

/// What a bubble keeps of a text; nobody types more, and a paste of a book would weigh on every start.
const MAX_TEXT_CHARS: usize = 10_000;

/// Lines loaded at a time.
const MESSAGES_LOADED: u32 = 200;

/// Hits of each card loaded with its room; the rest on demand.
const HITS_LOADED: u32 = 10;
