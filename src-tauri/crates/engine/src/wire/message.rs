//! What is said in a room.

use serde::Serialize;
use ts_rs::TS;

use super::WatchNews;

/// A line in a room.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct Message {
    /// Id; the order of a room is the order of ids.
    #[ts(type = "number")]
    pub id: i64,
    /// The room.
    #[ts(type = "number")]
    pub room_id: i64,
    /// Who says it.
    pub author: Author,
    /// What is said.
    pub body: MessageBody,
    /// When.
    #[ts(type = "number")]
    pub sent_at_ms: i64,
}

/// Who speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS, sqlx::Type)]
#[serde(rename_all = "snake_case")]
#[sqlx(rename_all = "snake_case")]
pub enum Author {
    /// The person.
    Me,
    /// The library.
    Library,
}

/// What a message shows.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum MessageBody {
    /// What the person typed, unchanged. `search_id` is the search it started, if it did.
    Text {
        /// The raw text.
        text: String,
        /// The search this question started.
        #[ts(type = "number | null")]
        search_id: Option<i64>,
    },
    /// The library's first line.
    Greeting,
    /// How to ask (사용법), with examples.
    Guide,
    /// The card of a search.
    Search {
        /// The search it shows.
        #[ts(type = "number")]
        search_id: i64,
    },
    /// The library could not take the question.
    Refused {
        /// Why.
        code: RefusalCode,
    },
    /// What became of a watched book; only in the room of alerts.
    Watch {
        /// It.
        news: WatchNews,
    },
}

/// Why a text is no question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS, sqlx::Type)]
#[serde(rename_all = "snake_case")]
#[sqlx(rename_all = "snake_case")]
pub enum RefusalCode {
    /// Nothing to look for is left: only commas, operators or control characters.
    NothingToSearch,
    /// Longer than 200 characters; such a text is kept in the bubble, up to 10,000 characters.
    TooLong,
}

/// What the page is asked to show: a notification, the tray or a link was clicked. Nothing of it is done by itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Opening {
    /// This message.
    Message {
        /// Where.
        target: Target,
    },
    /// The room of this library, with this text in its line, not sent.
    Question {
        /// The library, as a stranger named it: it may be none, or none that can be asked.
        library_id: String,
        /// The text, no longer than a question may be.
        text: String,
    },
    /// Such a text, but longer than a question may be.
    TooLong,
    /// The line to write in, of the room where the person last was (새 검색).
    Line,
    /// All work (작업).
    Work,
    /// The settings (설정).
    Settings,
}

/// A message to show: what a click on a notification asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Target {
    /// The room.
    #[ts(type = "number")]
    pub room_id: i64,
    /// The message in it.
    #[ts(type = "number")]
    pub message_id: i64,
}
