//! All work as one.

use serde::Serialize;
use ts_rs::TS;

use super::Search;

/// All work, as it stands; the answer of `queue_view`.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct QueueView {
    /// Since when nothing is begun, because the person paused everything.
    #[ts(type = "number | null")]
    pub paused_since_ms: Option<i64>,
    /// The libraries with something to do, or with something given up within a day.
    pub libraries: Vec<LibraryJobs>,
    /// The searches that have not ended, oldest first.
    pub searches: Vec<Search>,
    /// The latest 50 searches that have ended since the person last cleared this list, newest first.
    pub ended: Vec<Search>,
}

/// How many jobs of a library stand where.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct LibraryJobs {
    /// The library.
    pub library_id: String,
    /// In line, or waiting for their time.
    pub waiting: u32,
    /// Under way.
    pub running: u32,
    /// Parked by a person.
    pub held: u32,
    /// Given up within a day.
    pub failed: u32,
}
