//! What the queue can be asked to do for this application. The jobs do it; the use cases ask for it.

use std::time::Duration;

use queue::{Job, Kind};
use serde::{Deserialize, Serialize};

use crate::id::{BookId, SearchId, SourceId};

queue::jobs! {
    /// Every kind of work there is. The handler matches on it without a wildcard: a kind without a handler does not compile.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
    #[serde(tag = "kind", rename_all = "snake_case")]
    pub(crate) enum Work {
        /// One page of a hit list.
        ListPage { search: SearchId, page: u32 } => kind("list_page"),
        /// The copies of a book.
        Copies { book: BookId } => COPIES,
        /// The detail page of a book.
        Detail { book: BookId } => kind("detail"),
        /// Whether a library answers.
        Check { source: SourceId } => CHECK,
        /// The copies of the watched book of a source that is due first.
        Watch { source: SourceId } => kind("watch"),
    }
}

/// Looked up by its name, too: what comes into view is brought forward.
pub(crate) const COPIES: Kind = kind("copies");

/// One attempt: one request (for copies up to three endpoints, a few branches each), every one with its own time-out.
const TIMEOUT: Duration = Duration::from_secs(180);

/// "3번 시도했어요."
const MAX_ATTEMPTS: u32 = 3;

/// Somebody waits for it and can ask again: one attempt tells.
const CHECK: Kind = Kind {
    max_attempts: 1,
    ..kind("check")
};

const fn kind(name: &'static str) -> Kind {
    Kind {
        name,
        max_attempts: MAX_ATTEMPTS,
        timeout: TIMEOUT,
    }
}

/// Every kind of work with its limits, in the order it is done for a book.
#[must_use]
pub fn job_kinds() -> &'static [Kind] {
    Work::KINDS
}
