//! Everything that is printed: readable or as NDJSON; errors to stderr.

mod ndjson;
mod readable;
mod shelf;

use std::io::Write;

use catalog::Library;
use engine::wire::{ErrorCode, Search, Trouble};
use engine::{Card, ListedPage};

use crate::exit::Outcome;
use crate::{session, words};

/// Where a search's progress goes.
pub(crate) enum Report {
    Ndjson,
    Readable(readable::Readable),
}

/// One search as it stands at the end of the run.
pub(crate) struct Ended {
    pub(crate) library_id: String,
    /// None when it was deleted meanwhile.
    pub(crate) search: Option<Search>,
    pub(crate) hit_count: u32,
    pub(crate) request_count: u32,
}

impl Ended {
    /// What it came to.
    pub(crate) fn outcome(&self) -> Outcome {
        let search = self.search.as_ref();
        search.map_or(Outcome::Deleted, |search| search.state.into())
    }
}

/// How it all ended.
pub(crate) struct Done {
    /// Of all searches together; cancelled when the person broke the run off.
    pub(crate) outcome: Outcome,
    /// In the order of the libraries.
    pub(crate) searches: Vec<Ended>,
}

impl Done {
    fn code(&self) -> Option<ErrorCode> {
        let mut searches = self.searches.iter();
        searches.find_map(|ended| ended.search.as_ref()?.code)
    }

    fn hit_count(&self) -> u32 {
        self.searches.iter().map(|ended| ended.hit_count).sum()
    }

    fn request_count(&self) -> u32 {
        self.searches.iter().map(|ended| ended.request_count).sum()
    }
}

impl Report {
    pub(crate) fn new(is_ndjson: bool, libraries: Vec<Library>) -> Self {
        if is_ndjson {
            Self::Ndjson
        } else {
            Self::Readable(readable::Readable::new(libraries, true))
        }
    }

    /// For a conversation, in which nobody types options.
    pub(crate) fn of_chat(library: Library) -> Self {
        Self::Readable(readable::Readable::new(vec![library], false))
    }

    /// The search is under way.
    pub(crate) fn start(&mut self) -> anyhow::Result<()> {
        match self {
            Self::Ndjson => ndjson::start(),
            Self::Readable(readable) => readable.start(),
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

    /// Nothing can be stored, or it can again. People are told on stderr, whatever is read on stdout.
    pub(crate) fn trouble(&mut self, trouble: Option<Trouble>) -> anyhow::Result<()> {
        match self {
            Self::Ndjson => ndjson::trouble(trouble)?,
            Self::Readable(readable) => readable.clear_progress()?,
        }
        match trouble {
            // Its sentence is how the run ends.
            Some(Trouble::Damaged) => {}
            Some(trouble) => complain_of_failure(&words::trouble(trouble)),
            None => complain(&words::trouble_over()),
        }
        Ok(())
    }

    /// All work is paused, or goes on.
    pub(crate) fn paused(&mut self, is_paused: bool) -> anyhow::Result<()> {
        if let Self::Readable(readable) = self {
            readable.clear_progress()?;
        }
        if is_paused {
            complain(&words::all_paused());
        }
        Ok(())
    }

    /// There is no network, or there is one again.
    pub(crate) fn offline(&mut self, is_offline: bool) -> anyhow::Result<()> {
        if let Self::Readable(readable) = self {
            readable.clear_progress()?;
        }
        if is_offline {
            complain(&words::offline());
        }
        Ok(())
    }

    /// It ended.
    pub(crate) fn done(&mut self, done: &Done) -> anyhow::Result<()> {
        match self {
            Self::Ndjson => ndjson::done(done)?,
            Self::Readable(readable) => readable.done(done)?,
        }
        if done.outcome == Outcome::Deleted {
            complain(&words::deleted());
        } else if done.outcome == Outcome::Cancelled {
            complain(&words::interrupted());
        } else if let Some(code) = done.code() {
            complain_of_failure(&words::reason(code));
        }
        Ok(())
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

/// The same, with the place of the log.
pub(crate) fn complain_of_failure(sentence: &str) {
    match session::log_folder() {
        Some(folder) => complain(&format!("{sentence} {}", words::log_in(folder))),
        None => complain(sentence),
    }
}
