//! What a search was asked to do beyond its words; stored with it, so that nothing resumed does anything else.

use serde::{Deserialize, Serialize};
use url::Url;

/// A card lists at most this many hits before the person asks for more (더 불러오기).
pub const HIT_LIMIT: u32 = 500;

/// Copies are checked for this many books without being asked.
pub const COPIES_LIMIT: u32 = 10;

/// An answer younger than this is the answer; an older one is shown and refreshed. Seconds.
pub(crate) const KEEP_SECONDS: u32 = 60;

/// All, or the first so many.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Amount {
    /// Everything there is.
    All,
    /// At most this many.
    First(u32),
}

impl Amount {
    /// Whether the `index`-th (from 0) is among them.
    #[must_use]
    pub fn covers(self, index: u32) -> bool {
        match self {
            Self::All => true,
            Self::First(count) => index < count,
        }
    }
}

/// Who waits for the answer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Origin {
    #[default]
    Room,
    Terminal,
}

/// How far a search goes, where to and how fast.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SearchOptions {
    /// List pages to read; none: as many as hold 500 hits.
    pub pages: Option<Amount>,
    /// Books whose copies are checked.
    pub copies: Amount,
    /// Whether the detail page of each of these books' hits is read too (of every hit when no copies are asked).
    pub details: bool,
    /// Another address than the library's own.
    pub address: Option<Url>,
    /// Other limits than the library's: requests in flight.
    pub in_flight: Option<u32>,
    /// Other limits than the library's: least time between two requests, in milliseconds.
    pub gap_ms: Option<u64>,
    /// Ask the library even if a kept answer is young enough.
    pub no_cache: bool,
    /// An answer, and what is known of copies, younger than this many seconds is not asked for again.
    #[serde(default = "keep_seconds")]
    pub keep_seconds: u32,
    pub(crate) origin: Origin,
}

/// What every search was asked with before it could be set.
fn keep_seconds() -> u32 {
    KEEP_SECONDS
}

impl Default for SearchOptions {
    fn default() -> Self {
        Self {
            pages: None,
            copies: Amount::First(COPIES_LIMIT),
            details: false,
            address: None,
            in_flight: None,
            gap_ms: None,
            no_cache: false,
            keep_seconds: KEEP_SECONDS,
            origin: Origin::Room,
        }
    }
}

impl SearchOptions {
    /// What makes two searches for the same words different. Whether a kept answer may serve is no part of it: an
    /// unfinished search is continued either way.
    pub(crate) fn key(&self) -> String {
        let amount = |amount: Amount| match amount {
            Amount::All => "all".to_owned(),
            Amount::First(count) => count.to_string(),
        };
        format!(
            "{:?} pages={} copies={} details={} in_flight={:?} gap_ms={:?}",
            self.origin,
            self.pages.map_or_else(|| "default".to_owned(), amount),
            amount(self.copies),
            self.details,
            self.in_flight,
            self.gap_ms,
        )
    }

    /// Whether what is so old is young enough not to be asked for again. What looks as if from the future is not: the clock was set
    /// back.
    pub(crate) fn keeps(&self, age_ms: i64) -> bool {
        (0..i64::from(self.keep_seconds) * 1_000).contains(&age_ms)
    }

    /// Whether the search needs limits of its own in the queue: at another address. At the library's own, all searches
    /// together keep one set of limits.
    pub(crate) fn has_own_slot(&self) -> bool {
        self.address.is_some()
    }

    /// How many hits may be listed with pages of this size; none: all.
    pub(crate) fn hit_limit(&self, page_size: u32) -> Option<u32> {
        match self.pages {
            None => Some(HIT_LIMIT),
            Some(Amount::All) => None,
            Some(Amount::First(pages)) => Some(pages.saturating_mul(page_size)),
        }
    }

    /// Whether the detail of the hit at this position is wanted.
    #[must_use]
    pub fn wants_detail(&self, position: u32) -> bool {
        self.details && (self.copies == Amount::First(0) || self.copies.covers(position))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_key_ignores_the_cache_and_tells_the_rest_apart() {
        let base = SearchOptions::default();
        let fresh = SearchOptions {
            no_cache: true,
            ..base.clone()
        };
        assert_eq!(base.key(), fresh.key());
        let more = SearchOptions {
            copies: Amount::All,
            ..base.clone()
        };
        assert_ne!(base.key(), more.key());
    }

    #[test]
    fn an_earlier_version_kept_for_a_minute() {
        let mut stored = serde_json::to_value(SearchOptions::default()).unwrap();
        stored.as_object_mut().unwrap().remove("keep_seconds");
        let options: SearchOptions = serde_json::from_value(stored).unwrap();
        assert!(options.keeps(0) && options.keeps(59_999));
        assert!(!options.keeps(60_000) && !options.keeps(-1));
    }

    #[test]
    fn nothing_is_kept_for_no_time() {
        let options = SearchOptions {
            keep_seconds: 0,
            ..SearchOptions::default()
        };
        assert!(!options.keeps(0));
    }

    #[test]
    fn the_hit_limit_follows_the_pages() {
        let mut options = SearchOptions::default();
        assert_eq!(options.hit_limit(50), Some(500));
        options.pages = Some(Amount::First(2));
        assert_eq!(options.hit_limit(50), Some(100));
        options.pages = Some(Amount::All);
        assert_eq!(options.hit_limit(50), None);
    }
}
