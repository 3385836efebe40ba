//! The queue's handlers: fetch, read, store. Thin; what follows from a result is decided by `search`.

mod copies;
mod detail;
mod handler;
mod list_page;

use std::time::Duration;

use queue::{Failure, Job, Kind};
use serde::{Deserialize, Serialize};

use crate::id::{BookId, SearchId};
use crate::wire::ErrorCode;

pub(crate) use handler::Jobs;

/// Every kind of work there is. The handler matches on it without a wildcard: a kind without a handler does not compile.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(crate) enum Work {
    /// One page of a hit list.
    ListPage { search: SearchId, page: u32 },
    /// The copies of a book.
    Copies { book: BookId },
    /// The detail page of a book.
    Detail { book: BookId },
}

/// One attempt: one request (for copies up to three endpoints, a few branches each), every one with its own time-out.
const TIMEOUT: Duration = Duration::from_secs(180);

/// "3번 시도했어요."
const MAX_ATTEMPTS: u32 = 3;

const fn kind(name: &'static str) -> Kind {
    Kind {
        name,
        max_attempts: MAX_ATTEMPTS,
        timeout: TIMEOUT,
    }
}

impl Job for Work {
    const KINDS: &'static [Kind] = &[kind("list_page"), kind("copies"), kind("detail")];

    fn kind(&self) -> &'static Kind {
        match self {
            Self::ListPage { .. } => &Self::KINDS[0],
            Self::Copies { .. } => &Self::KINDS[1],
            Self::Detail { .. } => &Self::KINDS[2],
        }
    }
}

/// A page that came but is not the one it should be.
fn unreadable(error: &catalog::PageError) -> Failure {
    let code = ErrorCode::from_word(error.code()).as_str();
    let message = error.to_string();
    match error {
        // Half a page or a stumbling server may be whole next time.
        catalog::PageError::CutPage | catalog::PageError::ErrorPage => {
            Failure::Retry { code, message }
        }
        _ => Failure::Fatal { code, message },
    }
}

/// The library or its address is not known at this start.
fn no_address() -> Failure {
    Failure::Fatal {
        code: ErrorCode::NoAddress.as_str(),
        message: "the library's address is not known".to_owned(),
    }
}

/// The database could not be read: perhaps it can a little later.
fn unread(error: &sqlx::Error) -> Failure {
    Failure::Retry {
        code: ErrorCode::Crashed.as_str(),
        message: error.to_string(),
    }
}
