//! What a person is told outside the window, and what of it is told together (`gather`). Decisions only: the rows come from the store,
//! the words are the shell's.

mod gather;

use std::slice;

pub(crate) use gather::{ALERT_WINDOW_MS, END_WINDOW_MS, Row, Turn, gather, is_past};

use crate::local_time::WallTime;
use crate::wire::{Search, Target, WatchNews};

/// What was written longer ago than that is told with its time. Milliseconds.
pub(crate) const OLD_MS: i64 = 300_000;

/// One thing to show. What it holds is oldest first; none is empty.
#[derive(Clone, Debug, PartialEq)]
pub enum Notification {
    /// A search ended.
    Search(Ended),
    /// Several searches ended.
    Searches(Vec<Ended>),
    /// What a person who waits for a book is to hear.
    Alert(Alert),
    /// The same of several.
    Alerts(Vec<Alert>),
}

impl Notification {
    /// The ended searches it tells of, oldest first.
    #[must_use]
    pub fn ends(&self) -> &[Ended] {
        match self {
            Self::Search(ended) => slice::from_ref(ended),
            Self::Searches(ends) => ends,
            Self::Alert(_) | Self::Alerts(_) => &[],
        }
    }

    /// The watched books it tells of, oldest first.
    #[must_use]
    pub fn alerts(&self) -> &[Alert] {
        match self {
            Self::Alert(alert) => slice::from_ref(alert),
            Self::Alerts(alerts) => alerts,
            Self::Search(_) | Self::Searches(_) => &[],
        }
    }

    /// The lines it tells of, oldest first.
    #[must_use]
    pub fn targets(&self) -> Vec<Target> {
        let ends = self.ends().iter().map(|ended| ended.target);
        ends.chain(self.alerts().iter().map(|alert| alert.target))
            .collect()
    }

    pub(crate) fn of_ends(mut ends: Vec<Ended>) -> Self {
        match ends.pop() {
            Some(only) if ends.is_empty() => Self::Search(only),
            last => {
                ends.extend(last);
                Self::Searches(ends)
            }
        }
    }

    pub(crate) fn of_alerts(mut alerts: Vec<Alert>) -> Self {
        match alerts.pop() {
            Some(only) if alerts.is_empty() => Self::Alert(only),
            last => {
                alerts.extend(last);
                Self::Alerts(alerts)
            }
        }
    }
}

/// A search that ended.
#[derive(Clone, Debug, PartialEq)]
pub struct Ended {
    /// The search as it ended.
    pub search: Search,
    /// Its card.
    pub target: Target,
    /// It was asked in the room of all friends.
    pub of_everyone: bool,
    /// The person saw its end.
    pub is_seen: bool,
}

/// What is told of a watched book.
#[derive(Clone, Debug, PartialEq)]
pub struct Alert {
    /// What its line says.
    pub news: WatchNews,
    /// The line.
    pub target: Target,
    /// When it was written.
    pub at_ms: i64,
    /// The same for whoever reads it, if it was not just now: it may not be so any more.
    pub written_at: Option<WallTime>,
    /// The person saw it.
    pub is_seen: bool,
}

/// What is new outside the window: for whoever opens it, and for what shows a count.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Unseen {
    /// Ended searches and alerts that nobody has seen.
    pub count: u32,
    /// The five things that happened last, seen or not, newest first.
    pub latest: Vec<News>,
    /// One of those that nobody has seen, however long ago it happened.
    pub(crate) unseen: Option<Target>,
}

/// One of the things that happened.
#[derive(Clone, Debug, PartialEq)]
pub enum News {
    /// A search ended.
    Search(Ended),
    /// A line about a watched book.
    Alert(Alert),
}

impl News {
    /// What it opens.
    #[must_use]
    pub fn target(&self) -> Target {
        match self {
            Self::Search(ended) => ended.target,
            Self::Alert(alert) => alert.target,
        }
    }

    /// The person saw it.
    #[must_use]
    pub fn is_seen(&self) -> bool {
        match self {
            Self::Search(ended) => ended.is_seen,
            Self::Alert(alert) => alert.is_seen,
        }
    }

    /// When it happened.
    pub(crate) fn at_ms(&self) -> i64 {
        match self {
            Self::Search(ended) => ended.search.finished_at_ms.unwrap_or(0),
            Self::Alert(alert) => alert.at_ms,
        }
    }
}

impl Unseen {
    /// What to open at a start: the one thing that is unseen, if it is one.
    #[must_use]
    pub fn only(&self) -> Option<Target> {
        self.unseen.filter(|_| self.count == 1)
    }

    /// The newest thing that is unseen; one of them if all happened long ago.
    #[must_use]
    pub fn newest(&self) -> Option<Target> {
        let newest = self.latest.iter().find(|news| !news.is_seen());
        newest.map(News::target).or(self.unseen)
    }
}
