//! Everything the page needs at its start.

use serde::Serialize;
use ts_rs::TS;

use super::{Library, Opening, Room, Settings, Update};

/// Everything the page needs at its start; the answer of `start`.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct Snapshot {
    /// Every library the app knows, friends first.
    pub libraries: Vec<Library>,
    /// The rooms, last activity first.
    pub rooms: Vec<Room>,
    /// What was clicked before the page was there.
    pub open: Option<Opening>,
    /// What keeps the app from storing anything at the moment.
    pub trouble: Option<Trouble>,
    /// Where the damaged file lies that was set aside at this start.
    pub set_aside: Option<String>,
    /// Since when nothing is begun, because the person paused everything.
    #[ts(type = "number | null")]
    pub paused_since_ms: Option<i64>,
    /// The app's version, e.g. `0.1.0`.
    pub version: String,
    /// The commit it was built from and the day of that commit, e.g. `a1b2c3d4e 2026-11-23`.
    pub build: Option<String>,
    /// What is known of a newer one.
    pub update: Update,
    /// What the person has set.
    pub settings: Settings,
    /// This device has no way to any library at the moment.
    pub offline: bool,
    /// The system wants to be spared: watched books are not looked at.
    pub spared: bool,
    /// A desktop: its window can be closed while the app goes on.
    pub desktop: bool,
    /// The system showed no notification of this app when it was last asked to.
    pub notifications_refused: bool,
}

/// What keeps the app from storing anything, by what a person can do. What is stored already stays; work goes on by itself
/// when it is over, except for a damaged file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Trouble {
    /// No space is left: free some.
    DiskFull,
    /// Another program holds the file: end it.
    Busy,
    /// The file is damaged: at the next start it is set aside and a new one begun.
    Damaged,
    /// The system failed otherwise, for instance because the disk is gone.
    Failed,
}
