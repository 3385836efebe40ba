//! What crosses the border between the engine and whoever shows it: plain data, no behaviour.
//!
//! The page's TypeScript types are made from these (`ui/src/ipc/bindings`); a test fails when they are stale.
//! All times are milliseconds since 1970 in UTC. Ids fit into a JavaScript number.

#[cfg(test)]
mod bindings;
mod change;
mod error;
mod hit;
mod library;
mod message;
mod queue;
mod report;
mod room;
mod saved;
mod search;
mod settings;
mod snapshot;
mod update;
mod watch;

pub use change::Change;
pub use error::{CommandError, CommandErrorCode, ErrorCode};
pub use hit::{Branch, CopiesState, Copy, Detail, Hit, Status};
pub use library::{Library, Standing};
pub use message::{Author, Message, MessageBody, Opening, RefusalCode, Target};
pub use queue::{LibraryJobs, QueueView};
pub use report::Report;
pub use room::{Place, Retried, Room, RoomView, Sent};
pub use saved::{ExportForm, Saved, SavedBook, SavedSearch};
pub use search::{QueryEcho, Search, SearchState};
pub use settings::{NotifyRule, Settings, Speech, Theme};
pub use snapshot::{Snapshot, Trouble};
pub use update::{Update, UpdateFailure, UpdateStage, UpdateWay};
pub use watch::{Watch, WatchEvent, WatchNews, WatchState};
