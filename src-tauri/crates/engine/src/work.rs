//! What the queue can be asked to do for this application. The jobs do it; the use cases ask for it.

use std::time::Duration;

use queue::{Job, Kind};
use serde::{Deserialize, Serialize};

use crate::id::{BookId, SearchId};

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
