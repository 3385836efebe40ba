//! Everything that is printed: readable or as NDJSON; errors to stderr.

mod ndjson;
mod readable;

use std::io::Write;

use catalog::Library;
use engine::wire::{ErrorCode, Search, SearchState};
use engine::{Card, ListedPage};

/// Where a search's progress goes.
pub(crate) enum Report {
    Ndjson,
    Readable(readable::Readable),
}

/// How it all ended.
pub(crate) struct Done {
    pub(crate) state: SearchState,
    pub(crate) code: Option<ErrorCode>,
    pub(crate) hit_count: u32,
    pub(crate) request_count: u32,
}

impl Default for Done {
    fn default() -> Self {
        Self {
            state: SearchState::Complete,
            code: None,
            hit_count: 0,
            request_count: 0,
        }
    }
}

impl Report {
    pub(crate) fn new(is_ndjson: bool, libraries: Vec<Library>) -> Self {
        if is_ndjson {
            Self::Ndjson
        } else {
            Self::Readable(readable::Readable::new(libraries))
        }
    }

    /// The search is under way.
    pub(crate) fn start(&mut self) -> anyhow::Result<()> {
        match self {
            Self::Ndjson => ndjson::start(),
            Self::Readable(_) => Ok(()),
        }
    }

    /// A list page was read.
    pub(crate) fn page(&mut self, search: &Search, page: &ListedPage) -> anyhow::Result<()> {
        match self {
            Self::Ndjson => ndjson::page(search, page),
            Self::Readable(_) => Ok(()),
        }
    }

    /// Everything asked of a book is there or given up.
    pub(crate) fn card(&mut self, search: &Search, card: &Card) -> anyhow::Result<()> {
        match self {
            Self::Ndjson => ndjson::card(search, card),
            Self::Readable(readable) => readable.card(search, card),
        }
    }

    /// The numbers moved.
    pub(crate) fn progress(&mut self, search: &Search) -> anyhow::Result<()> {
        match self {
            Self::Ndjson => Ok(()),
            Self::Readable(readable) => readable.progress(search),
        }
    }

    /// It ended.
    pub(crate) fn done(&mut self, done: &Done) -> anyhow::Result<()> {
        match self {
            Self::Ndjson => ndjson::done(done),
            Self::Readable(readable) => readable.done(done),
        }
    }
}

/// A line to stdout, flushed: whoever reads the pipe sees it now.
pub(crate) fn say(line: &str) -> anyhow::Result<()> {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{line}")?;
    out.flush()?;
    Ok(())
}

/// A sentence to stderr. If even that fails there is nobody left to tell.
pub(crate) fn complain(sentence: &str) {
    drop(writeln!(std::io::stderr().lock(), "{sentence}"));
}
