//! What happens in the weeks, and when.

use std::collections::BTreeMap;

use super::chance::Chance;
use super::{DAY_MS, HOUR_MS, SECOND_MS, Weeks};

/// A book of one of the two libraries.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Book {
    /// The first or the second.
    pub(super) library: usize,
    pub(super) cid: String,
    /// Only there.
    pub(super) place: Option<String>,
    /// The library says until when it is lent.
    pub(super) has_day: bool,
}

/// What fails for some hours.
#[derive(Clone, Copy, Debug)]
pub(super) enum Failure {
    /// This library answers with errors.
    Library(usize),
    /// One of its endpoints shows its error page: another one answers.
    Endpoint(usize),
    Network,
    /// The system wants to be spared.
    Spared,
}

#[derive(Clone, Debug)]
pub(super) enum Event {
    /// A book is lent, and somebody wants to hear when it is back.
    Lend(Book),
    Return(Book),
    Kill,
    /// The next look is not answered, or the answer not stored, before the program is killed.
    KillLook,
    Set(i64),
    /// It begins to fail, or ends.
    Fail(Failure, bool),
    /// A person searches in this library.
    Search(usize),
}

/// What is still to happen, by when.
#[derive(Debug, Default)]
pub(super) struct Plan {
    events: BTreeMap<(i64, usize), Event>,
    count: usize,
}

impl Plan {
    /// Everything but what follows from something else.
    pub(super) fn new(weeks: Weeks, books: &[Book], now_ms: i64, chance: &mut Chance) -> Self {
        let (mut plan, all_ms) = (Self::default(), (weeks.days - 1) * DAY_MS);
        for book in books {
            let at_ms = now_ms + chance.below(2 * DAY_MS);
            plan.add(at_ms, Event::Lend(book.clone()));
        }
        for place in 0..weeks.kills {
            let kill = match place % 3 {
                0 => Event::Kill,
                _ => Event::KillLook,
            };
            plan.add(chance.below(all_ms), kill);
        }
        for place in 0..weeks.jumps {
            let length_ms = 60 * SECOND_MS + chance.below(30 * HOUR_MS);
            let by_ms = if place % 2 == 0 {
                length_ms
            } else {
                -length_ms
            };
            let at_ms = chance.below(all_ms);
            plan.add(at_ms, Event::Set(by_ms));
            plan.add(at_ms + chance.below(12 * HOUR_MS), Event::Set(-by_ms));
        }
        plan.fail(weeks, chance);
        if weeks.is_mixed {
            for third in 1..(weeks.days - 1) * 3 {
                let at_ms = third * 8 * HOUR_MS + chance.below(6 * HOUR_MS);
                plan.add(at_ms, Event::Search(usize::from(third % 2 == 0)));
            }
        }
        plan
    }

    /// One failure after the other, so that none ends what another one began.
    fn fail(&mut self, weeks: Weeks, chance: &mut Chance) {
        let failures = [
            Failure::Library(0),
            Failure::Network,
            Failure::Endpoint(0),
            Failure::Spared,
            Failure::Library(1),
            Failure::Endpoint(1),
        ];
        let count = i64::try_from(weeks.failures).unwrap_or(i64::MAX);
        let share_ms = (weeks.days - 4) * DAY_MS / count.max(1);
        for (place, failure) in (0..count).zip(failures.into_iter().cycle()) {
            let length_ms = (HOUR_MS + chance.below(35 * HOUR_MS)).min(share_ms - HOUR_MS);
            let at_ms = DAY_MS + place * share_ms + chance.below(share_ms - length_ms);
            self.add(at_ms, Event::Fail(failure, true));
            self.add(at_ms + length_ms, Event::Fail(failure, false));
        }
    }

    pub(super) fn add(&mut self, at_ms: i64, event: Event) {
        self.count += 1;
        self.events.insert((at_ms, self.count), event);
    }

    pub(super) fn is_empty(&self) -> bool {
        self.events.is_empty()
    }

    /// When the next thing happens.
    pub(super) fn next_at_ms(&self) -> i64 {
        let next = self.events.keys().next();
        next.map_or(i64::MAX, |(at_ms, _)| *at_ms)
    }

    /// What has happened until now, one at a time.
    pub(super) fn take(&mut self, now_ms: i64) -> Option<Event> {
        let entry = self.events.first_entry()?;
        (entry.key().0 <= now_ms).then(|| entry.remove())
    }
}
