//! What weeks of watching came to.

use std::collections::BTreeMap;

/// The delay that so many of a hundred of these did not exceed, in milliseconds.
#[must_use]
pub fn delay_ms(delays_ms: &[i64], percent: usize) -> i64 {
    let last = delays_ms.len().saturating_sub(1);
    let place = last * percent / 100;
    delays_ms.get(place).copied().unwrap_or(0)
}

/// What came of it.
#[derive(Clone, Debug, Default)]
pub struct Figures {
    /// How many days it took until everything that had come back was told.
    pub days: i64,
    /// Requests for each book on each day on which it was looked at.
    pub requests: BTreeMap<(String, i64), usize>,
    /// From the return of a book that had a due day until it was told, in milliseconds, the shortest first.
    pub delays_ms: Vec<i64>,
    /// The same of books without one.
    pub dayless_delays_ms: Vec<i64>,
    /// Books that came back, were watched, and never told.
    pub missed: usize,
    /// Lines that tell of a watch a second time.
    pub repeated: usize,
    /// Lines that tell that a book can be borrowed which had not come back, or of any as gone, never lent or unreadable.
    pub wrong: usize,
    /// The shortest time between two looks at one library, in milliseconds.
    pub least_gap_ms: i64,
    /// The most looks under way at one library at the same time.
    pub in_flight: usize,
    /// Looks at night, by the clock that the program saw, at what had not just begun to be watched.
    pub at_night: usize,
    /// Requests of a person beside them.
    pub person_requests: usize,
    /// Kills by when they came: at rest, while a request was under way, while its answer came home.
    pub kills: [usize; 3],
    /// How often the clock was set, wrong or right.
    pub jumps: usize,
}

impl Figures {
    /// How many books that had come back were told.
    #[must_use]
    pub fn told(&self) -> usize {
        self.delays_ms.len() + self.dayless_delays_ms.len()
    }

    /// The most requests for one book on one day.
    #[must_use]
    pub fn most_requests(&self) -> usize {
        self.requests.values().copied().max().unwrap_or(0)
    }

    /// The mean of the requests for a book on a day on which it was looked at.
    #[must_use]
    pub fn mean_requests(&self) -> f64 {
        let sum: usize = self.requests.values().sum();
        sum as f64 / self.requests.len().max(1) as f64
    }
}
