//! 대출가능 알림: books that are watched until they can be borrowed.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::ErrorCode;

/// A book, or its copies in one place, that is looked at now and then until it can be borrowed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Watch {
    /// Id.
    #[ts(type = "number")]
    pub id: i64,
    /// The library that has it.
    pub library_id: String,
    /// The catalogue's own number of the record.
    pub cid: String,
    /// Title.
    pub title: String,
    /// Author.
    pub author: String,
    /// Only these copies: what their `branch` or their `location` says; none: all.
    pub place: Option<String>,
    /// Whether it still looks.
    pub state: WatchState,
    /// When it began.
    #[ts(type = "number")]
    pub began_at_ms: i64,
    /// When it ends by itself.
    #[ts(type = "number")]
    pub expires_at_ms: i64,
    /// When the copies were last read.
    #[ts(type = "number | null")]
    pub checked_at_ms: Option<i64>,
    /// When they will be read next; none once it has ended.
    #[ts(type = "number | null")]
    pub next_at_ms: Option<i64>,
    /// The earliest day one of the copies is due, as `YYYY-MM-DD`, if one is known.
    pub due: Option<String>,
    /// Why the copies could not be read the last time; none if they could.
    pub code: Option<ErrorCode>,
}

/// Whether a watch still looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS, sqlx::Type)]
#[serde(rename_all = "snake_case")]
#[sqlx(rename_all = "snake_case")]
pub enum WatchState {
    /// It looks.
    Watching,
    /// A copy could be borrowed, and the person was told.
    Told,
    /// Its time was over.
    Expired,
}

/// What a line in the room of alerts tells of a watched book.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct WatchNews {
    /// The watch; it may be gone.
    #[ts(type = "number")]
    pub watch_id: i64,
    /// The library that has the book.
    pub library_id: String,
    /// The catalogue's own number of the record.
    pub cid: String,
    /// Title.
    pub title: String,
    /// Only these copies; none: all.
    pub place: Option<String>,
    /// What happened.
    pub event: WatchEvent,
    /// Where the copy stands that it is about, in the library's words; empty if it is about no single one.
    pub location: String,
    /// The call number of that copy, or empty.
    pub call_number: String,
    /// The day the copy is due, as `YYYY-MM-DD`, if one is known.
    pub due: Option<String>,
}

impl WatchEvent {
    /// Whether it is to reach the person wherever they are: something can be done, or nothing is waited for any more. What else happens
    /// is history.
    #[must_use]
    pub fn is_alert(self) -> bool {
        match self {
            Self::Available | Self::Gone | Self::NotLent | Self::Unreadable | Self::Expired => true,
            Self::Began | Self::DueMoved | Self::Reserved | Self::Unavailable | Self::Back => false,
        }
    }
}

/// What happened to a watched book.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum WatchEvent {
    /// The person wants to be told.
    Began,
    /// A copy can be borrowed: the watch has ended.
    Available,
    /// It is due on another day than before.
    DueMoved,
    /// Somebody else waits for it now.
    Reserved,
    /// It was to be told that a copy can be borrowed, which is not so any more: the watch goes on.
    Unavailable,
    /// No copy is on the list any more that could come back.
    Gone,
    /// Nothing of it is ever lent.
    NotLent,
    /// A copy that may come back is on the list again.
    Back,
    /// Its copies could not be read for days.
    Unreadable,
    /// The time of the watch was over.
    Expired,
}
