//! Row ids as types, so that a room's number is never taken for a search's.

use serde::{Deserialize, Serialize};

macro_rules! id {
    ($($(#[$doc:meta])* $visible:vis $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, sqlx::Type)]
        #[serde(transparent)]
        #[sqlx(transparent)]
        $visible struct $name($visible i64);

        impl std::fmt::Display for $name {
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(formatter)
            }
        }
    )+};
}

id! {
    /// A chat room.
    pub RoomId,
    /// A line in a room.
    pub MessageId,
    /// A question to a library.
    pub SearchId,
    /// A book that a search found.
    pub HitId,
    /// A book that is watched until it can be borrowed.
    pub WatchId,
    /// A record of a catalogue.
    pub(crate) BookId,
    /// A library at an address.
    pub(crate) SourceId,
}
