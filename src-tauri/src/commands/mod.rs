//! What the page may ask, one line each: take the request, call the engine, map the error.
#![expect(
    clippy::let_underscore_must_use,
    reason = "the code that `tauri::command` writes around a function that returns nothing"
)]

pub(crate) mod background;
pub(crate) mod chat;
pub(crate) mod library;
pub(crate) mod queue;
pub(crate) mod room;
pub(crate) mod saved;
pub(crate) mod search;
pub(crate) mod update;
pub(crate) mod watch;

use engine::wire::CommandError;

/// What a command answers.
type Answer<T> = Result<T, CommandError>;
