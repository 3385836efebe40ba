//! What keeps a file from being written, and the words for it.

use std::error::Error;

use serde::Serialize;

use crate::WriteError;
use crate::write_error::{
    SQLITE_BUSY, SQLITE_CORRUPT, SQLITE_FULL, SQLITE_IOERR, SQLITE_NOTADB, result_code,
};

/// Why nothing can be written at the moment, by what a person can do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "kind", content = "message")]
#[non_exhaustive]
pub enum Trouble {
    /// No space is left: free some.
    DiskFull,
    /// Another program holds the file: end it.
    Busy,
    /// The file is damaged. It will be refused at the next start (see [`set_aside`](crate::set_aside)).
    Damaged(String),
    /// The system failed otherwise, for instance because the disk is gone.
    Failed(String),
}

impl Trouble {
    /// What an error says about the file; `None`: it is about the work.
    pub(crate) fn of(error: &(dyn Error + 'static)) -> Option<Trouble> {
        let mut next = Some(error);
        while let Some(error) = next {
            match error.downcast_ref::<WriteError>() {
                Some(WriteError::DiskFull) => return Some(Trouble::DiskFull),
                Some(WriteError::Busy) => return Some(Trouble::Busy),
                Some(WriteError::Commit(error)) => return Some(Trouble::of_group(error)),
                Some(WriteError::Sqlx(error)) => return Trouble::of_sqlx(error),
                _ => {}
            }
            if let Some(error) = error.downcast_ref::<sqlx::Error>() {
                return Trouble::of_sqlx(error);
            }
            next = error.source();
        }
        None
    }

    /// What it says about the file that a whole transaction failed.
    pub(crate) fn of_group(error: &sqlx::Error) -> Trouble {
        Trouble::of_sqlx(error).unwrap_or_else(|| Trouble::Failed(error.to_string()))
    }

    fn of_sqlx(error: &sqlx::Error) -> Option<Trouble> {
        match result_code(error)? {
            SQLITE_FULL => Some(Trouble::DiskFull),
            SQLITE_BUSY => Some(Trouble::Busy),
            SQLITE_CORRUPT | SQLITE_NOTADB => Some(Trouble::Damaged(error.to_string())),
            SQLITE_IOERR => Some(Trouble::Failed(error.to_string())),
            _ => None,
        }
    }
}
