//! The libraries as friends.

use serde::Serialize;
use ts_rs::TS;

use super::ErrorCode;

/// A library as a friend.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct Library {
    /// Stable short id, e.g. `sejong`.
    pub id: String,
    /// Korean name.
    pub name: String,
    /// English name.
    pub name_en: String,
    /// One or two syllables for the avatar.
    pub short_name: String,
    /// Avatar background, `#rrggbb`, at least 4.5:1 against white.
    pub color: String,
    /// How far this library may be trusted to work.
    pub standing: Standing,
    /// Its own web page; absent for the practice library.
    pub home_url: Option<String>,
    /// When it last answered; none when it never has.
    #[ts(type = "number | null")]
    pub answered_at_ms: Option<i64>,
    /// Why it did not answer when it was last asked; none when it did.
    pub unanswered: Option<ErrorCode>,
}

/// How far a library is known to work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// A friend that can be talked to.
    Friend,
    /// The practice library on this device: made-up copies, works offline.
    Practice,
    /// Not checked yet (아직 확인하지 못한 도서관).
    Unconfirmed,
    /// No library, but the room in which every friend is asked at once (모든 도서관).
    Everyone,
    /// No library, but the room in which watched books are told of (대출가능 알림).
    Alerts,
}
