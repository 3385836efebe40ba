//! Why something did not work.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Why something could not be checked. The page branches on these and chooses the words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS, sqlx::Type)]
#[serde(rename_all = "snake_case")]
#[sqlx(rename_all = "snake_case")]
pub enum ErrorCode {
    /// No route, no name, connection refused or reset.
    Network,
    /// No answer in time.
    Timeout,
    /// The certificate or the handshake was refused.
    Tls,
    /// A 4xx or 5xx status.
    Upstream,
    /// A gate that says no: 403, 429, a redirect loop, a portal of another host.
    Blocked,
    /// The site asks for a log-in.
    LogIn,
    /// Status 200 with an error page.
    ErrorPage,
    /// The page ends in the middle.
    CutPage,
    /// The page is not one this version can read.
    LayoutUnknown,
    /// The bytes are no text in any charset they may be in.
    Decode,
    /// Larger than any catalogue page.
    TooLarge,
    /// The practice library's or library's address is not known on this device.
    NoAddress,
    /// The job crashed or ran over its time.
    Crashed,
}

/// A command's failure. The page branches on `code`; `message` is for the log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct CommandError {
    /// What the page can do about it.
    pub code: CommandErrorCode,
    /// English, for developers.
    pub message: String,
}

/// What went wrong with a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum CommandErrorCode {
    /// No such room, search or library (any more).
    NotFound,
    /// The data folder is full.
    DiskFull,
    /// The data folder cannot be used: the engine could not start.
    Storage,
    /// The data was written by a newer version.
    NewerData,
    /// An address that is not the library's.
    NotAllowed,
    /// Anything else.
    Internal,
}
