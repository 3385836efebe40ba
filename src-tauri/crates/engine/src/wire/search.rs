//! Questions to libraries, and where they stand.

use serde::Serialize;
use ts_rs::TS;

use super::ErrorCode;

/// Where a search stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS, sqlx::Type)]
#[serde(rename_all = "snake_case")]
#[sqlx(rename_all = "snake_case")]
pub enum SearchState {
    /// In line.
    Waiting,
    /// A worker has taken it.
    Running,
    /// Parked by a pause.
    Held,
    /// Everything asked for is there, no hits included.
    Complete,
    /// Ended, and something could not be checked.
    Partial,
    /// Ended without an answer.
    Failed,
    /// Stopped by the person; what was found is kept.
    Cancelled,
}

impl SearchState {
    /// Whether it has ended. A person may make it go on.
    #[must_use]
    pub fn is_final(self) -> bool {
        match self {
            Self::Waiting | Self::Running | Self::Held => false,
            Self::Complete | Self::Partial | Self::Failed | Self::Cancelled => true,
        }
    }
}

/// One question to one library.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct Search {
    /// Id.
    #[ts(type = "number")]
    pub id: i64,
    /// The room it was asked in; none when a terminal asked.
    #[ts(type = "number | null")]
    pub room_id: Option<i64>,
    /// The message that is its card.
    #[ts(type = "number | null")]
    pub message_id: Option<i64>,
    /// The library asked.
    pub library_id: String,
    /// What was asked, as read from the text.
    pub query: QueryEcho,
    /// Where it stands.
    pub state: SearchState,
    /// Rises with every change; an event with a lower one is old.
    #[ts(type = "number")]
    pub version: i64,
    /// Hits the catalogue says there are; none while unknown.
    pub total_count: Option<u32>,
    /// Hits stored.
    pub hit_count: u32,
    /// m of n/m: books whose copies are planned.
    pub planned_count: u32,
    /// n of n/m: books whose copies are known.
    pub checked_count: u32,
    /// Books whose copies could not be checked.
    pub failed_count: u32,
    /// Books with a copy to borrow now, as far as checked.
    pub available_count: u32,
    /// List pages that could not be read.
    pub failed_page_count: u32,
    /// How often the library was asked for what is missing; 0 while nothing is.
    pub tried_count: u32,
    /// Why it is partial or failed (or, while running, why it waits for the library): an error code of `ErrorCode`.
    pub code: Option<ErrorCode>,
    /// It found nothing as three fields and was searched once more as one title.
    pub searched_as_title: bool,
    /// Searched in line before this one, while it waits.
    pub ahead_count: u32,
    /// There are more hits than were listed (더 불러오기).
    pub has_more: bool,
    /// Part of what is shown comes from an earlier answer of this age.
    #[ts(type = "number | null")]
    pub kept_from_ms: Option<i64>,
    /// When what is shown was true; none while nothing is.
    #[ts(type = "number | null")]
    pub as_of_ms: Option<i64>,
    /// It was still running when the app ended, and goes on now.
    pub resumed: bool,
    /// When it was asked.
    #[ts(type = "number")]
    pub created_at_ms: i64,
    /// When it ended.
    #[ts(type = "number | null")]
    pub finished_at_ms: Option<i64>,
}

/// A query in parts, for the card's sentences.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, TS)]
pub struct QueryEcho {
    /// The text as it was sent.
    pub text: String,
    /// Title, or empty.
    pub title: String,
    /// Publisher, or empty.
    pub publisher: String,
    /// Author, or empty.
    pub author: String,
    /// ISBN, or empty.
    pub isbn: String,
}
