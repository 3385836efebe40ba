//! What can go wrong between the engine and its caller.

use queue::{OpenError, WriteError};

use crate::wire::{CommandError, CommandErrorCode};

/// An engine call that did not work. Variants by what the caller can do.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// There is no such room, search, hit or library (any more).
    #[error("no such {0}")]
    NotFound(&'static str),
    /// The address does not belong to the library.
    #[error("{0} is not an address of this library")]
    NotAllowed(String),
    /// Nothing can be asked there: it is no library.
    #[error("nothing can be asked in the room of {0}")]
    NothingToAsk(&'static str),
    /// Nobody has compared this library's answers with its own pages yet.
    #[error("library {0} is not confirmed yet")]
    NotConfirmed(String),
    /// The bundled library files are broken: a fault of this build.
    #[error(transparent)]
    Libraries(#[from] catalog::LibraryFileError),
    /// The data folder cannot be used.
    #[error("the data folder {folder} cannot be used: {source}")]
    Folder {
        /// The folder.
        folder: String,
        /// Why.
        source: std::io::Error,
    },
    /// The database cannot be opened.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// The queue cannot run here.
    #[error("the queue cannot run: {0}")]
    Runner(#[source] Box<queue::StartError>),
    /// A change could not be stored; nothing of it is.
    #[error(transparent)]
    Write(#[from] WriteError),
    /// The database could not be read.
    #[error("the database could not be read: {0}")]
    Read(#[from] sqlx::Error),
    /// The client for the libraries' sites could not be made.
    #[error("the HTTP client could not be made: {0}")]
    Client(#[from] reqwest::Error),
}

impl Error {
    /// The code a caller branches on.
    #[must_use]
    pub fn code(&self) -> CommandErrorCode {
        match self {
            Self::NotFound(_) => CommandErrorCode::NotFound,
            Self::NotAllowed(_) | Self::NothingToAsk(_) | Self::NotConfirmed(_) => {
                CommandErrorCode::NotAllowed
            }
            Self::Open(OpenError::NewerData { .. } | OpenError::OtherBuild(_)) => {
                CommandErrorCode::NewerData
            }
            Self::Open(OpenError::DiskFull) | Self::Write(WriteError::DiskFull) => {
                CommandErrorCode::DiskFull
            }
            Self::Open(_) | Self::Folder { .. } | Self::Runner(_) => CommandErrorCode::Storage,
            _ => CommandErrorCode::Internal,
        }
    }
}

impl From<Error> for CommandError {
    fn from(error: Error) -> Self {
        Self {
            code: error.code(),
            message: error.to_string(),
        }
    }
}
