//! What the engine tells while it works.

use serde::Serialize;
use ts_rs::TS;

use super::{
    CommandErrorCode, Hit, Library, Message, Opening, Room, Search, Settings, Trouble, Update,
};

/// Something changed. The one event of the shell, `change`.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Change {
    /// A message was written.
    Message {
        /// It.
        message: Message,
    },
    /// A room changed (its unseen count, or it is new).
    Room {
        /// It.
        room: Room,
    },
    /// A search moved on; `hits` are those that are new or changed.
    Search {
        /// The search as it is now.
        search: Search,
        /// New or changed hits.
        hits: Vec<Hit>,
        /// Hits that a refresh did not find again.
        #[ts(type = "number[]")]
        gone_hit_ids: Vec<i64>,
    },
    /// Storing does not work any more, or works again (none).
    Trouble {
        /// Why.
        trouble: Option<Trouble>,
    },
    /// The person paused everything, or had it go on (none).
    Pause {
        /// Since when.
        #[ts(type = "number | null")]
        paused_since_ms: Option<i64>,
    },
    /// The person emptied or left a room: its messages and their searches are gone.
    Cleared {
        /// Which.
        #[ts(type = "number")]
        room_id: i64,
        /// The room as it is now; none when the person has left it.
        room: Option<Room>,
    },
    /// The person deleted one line of a room; if it was a card, its search is gone with it.
    Deleted {
        /// Which.
        #[ts(type = "number")]
        message_id: i64,
        /// The room it was in.
        #[ts(type = "number")]
        room_id: i64,
        /// The room as it is now.
        room: Room,
    },
    /// The person set something.
    Settings {
        /// As they are now.
        settings: Settings,
    },
    /// What the person keeps changed: ask for it again.
    Saved,
    /// The list of ended searches was cleared.
    EndedCleared,
    /// This device lost its way to every library, or found it again.
    Network {
        /// As it is now.
        offline: bool,
    },
    /// The system wants to be spared, or does not any more: watched books are not looked at meanwhile.
    Sparing {
        /// As it is now.
        spared: bool,
    },
    /// A library answered, or did not.
    Library {
        /// It.
        library: Library,
    },
    /// Show this: something outside the page was clicked.
    Open {
        /// What.
        opening: Opening,
    },
    /// The person closes the window for the first time: say that work goes on, and answer with `close_window`.
    Closing {
        /// A tray leads back to a hidden window; without one it is only made small.
        has_tray: bool,
    },
    /// The system shows no notification of this app, or does again.
    Notifications {
        /// It refuses them.
        refused: bool,
    },
    /// Something that was asked for outside the page could not be done: say why.
    Failed {
        /// Why.
        code: CommandErrorCode,
    },
    /// A newer version of the app is looked for, found, downloaded.
    Update {
        /// As it is now.
        update: Update,
    },
    /// Events were missed: list and rebuild.
    Resync,
}
