//! What the person keeps, and takes along.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Copy, Watch};

/// Everything the person keeps, newest first; the answer of `saved`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Saved {
    /// Books.
    pub books: Vec<SavedBook>,
    /// Questions.
    pub searches: Vec<SavedSearch>,
    /// Watches: those that look, and those that have ended within thirty days.
    pub watches: Vec<Watch>,
}

/// A book that the person keeps.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct SavedBook {
    /// The library that has it.
    pub library_id: String,
    /// The catalogue's own number of the record.
    pub cid: String,
    /// Title.
    pub title: String,
    /// Author.
    pub author: String,
    /// Publisher.
    pub publisher: String,
    /// Year.
    pub year: String,
    /// The copies as last read.
    pub copies: Vec<Copy>,
    /// When the copies were read.
    #[ts(type = "number | null")]
    pub copies_at_ms: Option<i64>,
    /// When it was saved.
    #[ts(type = "number")]
    pub saved_at_ms: i64,
}

/// A question that the person keeps.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS, sqlx::FromRow)]
pub struct SavedSearch {
    /// The library it goes to.
    pub library_id: String,
    /// Its text, as it was sent.
    pub text: String,
    /// When it was saved.
    #[ts(type = "number")]
    pub saved_at_ms: i64,
}

/// What a conversation is written out as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ExportForm {
    /// To be read.
    Text,
    /// A table, one row a copy.
    Csv,
}
