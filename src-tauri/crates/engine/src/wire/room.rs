//! Rooms, and where a person is in them.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Hit, Message, Search};

/// A chat room; there is one per library that was talked to.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct Room {
    /// Id.
    #[ts(type = "number")]
    pub id: i64,
    /// The library in it.
    pub library_id: String,
    /// The newest message, for the list.
    pub last_message: Option<Message>,
    /// The search of the newest message, when it shows one.
    pub last_search: Option<Search>,
    /// Searches that ended while nobody looked; in the room of alerts, alerts that nobody saw.
    pub unseen_count: u32,
    /// When something last happened in it.
    #[ts(type = "number")]
    pub active_at_ms: i64,
    /// What stands in its line to write in, not sent yet.
    pub draft: String,
    /// It stands above the others.
    pub is_pinned: bool,
    /// No notification tells of it.
    pub is_muted: bool,
    /// Where the person left it, if that was not the end and is less than a day ago.
    pub place: Option<Place>,
}

/// Where a person was in a room.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Place {
    /// The message at the top of the view.
    #[ts(type = "number")]
    pub message_id: i64,
    /// How much of it is above, in CSS pixels.
    pub above_px: i32,
}

/// A room with its latest messages; the answer of `open_room`.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct RoomView {
    /// The room.
    pub room: Room,
    /// Up to 200 messages, oldest first.
    pub messages: Vec<Message>,
    /// The searches these messages show.
    pub searches: Vec<Search>,
    /// The first 10 hits of each of these searches.
    pub hits: Vec<Hit>,
    /// There are older messages.
    pub has_older: bool,
}

/// What became of a search that was to be done again; the answer of `retry_search` and `load_more`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Retried {
    /// The same question is being answered in another card of the room already: that card. Nothing was begun.
    #[ts(type = "number | null")]
    pub running_message_id: Option<i64>,
}

/// What became of a text; the answer of `send_message`.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct Sent {
    /// The messages written.
    pub messages: Vec<Message>,
    /// The searches started: one, or one per friend in the room of everyone.
    pub searches: Vec<Search>,
    /// The same question is being answered already: its card.
    #[ts(type = "number | null")]
    pub running_message_id: Option<i64>,
}
