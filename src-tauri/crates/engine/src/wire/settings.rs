//! What the person sets.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What the person has set.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS, sqlx::FromRow)]
pub struct Settings {
    /// Light, dark, or as the system has it.
    pub theme: Theme,
    /// Percent of the normal size of text, 85 to 200.
    pub text_percent: u32,
    /// Nothing moves that need not.
    pub less_motion: bool,
    /// The language of the page, from its next start.
    pub speech: Speech,
    /// Enter sends and Shift+Enter begins a line; otherwise Ctrl+Enter sends.
    pub enter_sends: bool,
    /// Single keys (C, S, R) act on the book or card in focus.
    pub single_keys: bool,
    /// When a notification tells of an end.
    pub notify: NotifyRule,
    /// Quiet from this minute of the day, 0 to 1439, until `quiet_until`; none: never.
    pub quiet_from: Option<u32>,
    /// Quiet until this minute of the day.
    pub quiet_until: Option<u32>,
    /// A search that took so many seconds is told of even if its room is in view, 1 to 600.
    pub slow_seconds: u32,
    /// Notifications that come close together become one.
    pub gathers: bool,
    /// A watch ends by itself after so many days, 7 to 365.
    pub watch_days: u32,
    /// Closing the window leaves the work running.
    pub keeps_running: bool,
    /// The person was told what closing the window does.
    pub closing_told: bool,
    /// Books whose copies a search checks without being asked, 1 to 50.
    pub copies_limit: u32,
    /// An answer younger than this many seconds is shown instead of asking again, 0 to 86400.
    pub keep_seconds: u32,
    /// Requests that a search may have under way at one library at once, 1 to 6; a library that allows fewer gets fewer.
    pub in_flight: u32,
    /// How wide the lists are, in CSS pixels; 0: as the layout has it.
    pub list_px: u32,
    /// How wide the pane beside a room is, in CSS pixels; 0: as the layout has it.
    pub detail_px: u32,
}

/// Light or dark.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS, sqlx::Type)]
#[serde(rename_all = "snake_case")]
#[sqlx(rename_all = "snake_case")]
pub enum Theme {
    /// As the system has it.
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

/// The language of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS, sqlx::Type)]
#[serde(rename_all = "snake_case")]
#[sqlx(rename_all = "snake_case")]
pub enum Speech {
    /// The system's.
    System,
    /// 한국어.
    Korean,
    /// English.
    English,
}

/// When the end of a search is told by a notification.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS, sqlx::Type)]
#[serde(rename_all = "snake_case")]
#[sqlx(rename_all = "snake_case")]
pub enum NotifyRule {
    /// Every end.
    Always,
    /// If its room is not in view, or it took long.
    Unseen,
    /// None.
    Never,
}
