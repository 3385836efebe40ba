//! Why a write did not happen.

use std::sync::Arc;

use crate::BatchId;
use crate::trouble::Trouble;

/// Why a write was not committed. Nothing of it is in the file.
#[derive(Debug, Clone, thiserror::Error)]
#[non_exhaustive]
pub enum WriteError {
    /// The database was closed: the program is ending.
    #[error("the database is closed")]
    Closed,
    /// No space is left: free some and do it again.
    #[error("no space is left on the disk")]
    DiskFull,
    /// Another program kept the file locked for longer than the time-out: do it again later.
    #[error("another program holds the database")]
    Busy,
    /// The batch is closed, cancelled or unknown: open another one.
    #[error("batch {0} takes no more jobs")]
    BatchNotOpen(BatchId),
    /// The job cannot be written as JSON: a fault of its type.
    #[error("the job cannot be encoded")]
    Encode(#[source] Arc<serde_json::Error>),
    /// The work panicked and was rolled back: a fault of the work.
    #[error("the work panicked")]
    Panicked,
    /// The common transaction of several writes failed; the source is shared by all of them.
    #[error("the transaction was not committed")]
    Commit(#[source] Arc<sqlx::Error>),
    /// A statement of this work failed, and only this work was rolled back.
    #[error("a statement failed")]
    Sqlx(#[source] Arc<sqlx::Error>),
}

impl From<sqlx::Error> for WriteError {
    fn from(error: sqlx::Error) -> Self {
        match result_code(&error) {
            Some(SQLITE_FULL) => WriteError::DiskFull,
            Some(SQLITE_BUSY) => WriteError::Busy,
            _ => WriteError::Sqlx(Arc::new(error)),
        }
    }
}

impl From<serde_json::Error> for WriteError {
    fn from(error: serde_json::Error) -> Self {
        WriteError::Encode(Arc::new(error))
    }
}

impl WriteError {
    /// What everybody in a group hears when the group's transaction failed.
    pub(crate) fn of_group(error: &Arc<sqlx::Error>, trouble: &Trouble) -> WriteError {
        match trouble {
            Trouble::DiskFull => WriteError::DiskFull,
            Trouble::Busy => WriteError::Busy,
            Trouble::Damaged(_) | Trouble::Failed(_) => WriteError::Commit(Arc::clone(error)),
        }
    }

    /// Whether it is the file that cannot be written, and not this work that is wrong.
    pub(crate) fn is_of_the_file(&self) -> bool {
        Trouble::of(self).is_some()
    }
}

// Primary result codes: https://www.sqlite.org/rescode.html
pub(crate) const SQLITE_PERM: u32 = 3;
pub(crate) const SQLITE_BUSY: u32 = 5;
pub(crate) const SQLITE_READONLY: u32 = 8;
pub(crate) const SQLITE_IOERR: u32 = 10;
pub(crate) const SQLITE_CORRUPT: u32 = 11;
pub(crate) const SQLITE_FULL: u32 = 13;
pub(crate) const SQLITE_CANTOPEN: u32 = 14;
pub(crate) const SQLITE_NOTADB: u32 = 26;

/// SQLite's primary result code: the low byte of the extended one.
pub(crate) fn result_code(error: &sqlx::Error) -> Option<u32> {
    let extended: u32 = error.as_database_error()?.code()?.parse().ok()?;
    Some(extended & 0xff)
}
