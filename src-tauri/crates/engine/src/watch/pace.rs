//! When a watched book is looked at next: pure arithmetic over the days it is due, what came of the last looks, the hour of the
//! day, and chance. Why these numbers: docs/adr/0011.

use chrono::NaiveDate;

use crate::wire::ErrorCode;

const MINUTE_MS: i64 = 60_000;
const HOUR_MS: i64 = 60 * MINUTE_MS;
const DAY_MS: i64 = 24 * HOUR_MS;

/// Nothing comes back to a shelf at night, and a catalogue may be in maintenance.
const MORNING_HOUR: i64 = 8;
const EVENING_HOUR: i64 = 22;

/// Those that waited for the morning come over so long a time, and not all at eight.
const MORNING_MS: i64 = HOUR_MS;

const LONGEST_HOURS: i64 = 24;

/// So much later at most than the rule says, so that books that were watched together are not asked for together.
const SPREAD: f64 = 0.25;

/// No two looks at a book are further apart than this: the longest pause, its spread, and a night.
pub(crate) const FURTHEST_MS: i64 = 2 * DAY_MS;

/// The moment from which the next look is planned.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Moment {
    pub(crate) now_ms: i64,
    /// How far the local time is ahead of UTC.
    pub(crate) offset_minutes: i32,
    /// From 0 up to 1.
    pub(crate) chance: f64,
}

/// A copy that may come back: the day it is due, if one is known.
pub(crate) type Return = Option<NaiveDate>;

/// After an answer: of the copies that may come back the one that wants the earliest look decides.
pub(crate) fn after_answer(at: Moment, returns: &[Return], unchanged_count: u32) -> i64 {
    let hours = |due: &Return| match due {
        Some(day) => hours_by_due((*day - at.day()).num_days()),
        None => hours_without_due(unchanged_count),
    };
    let hours = returns.iter().map(hours).min().unwrap_or(LONGEST_HOURS);
    at.later_by(hours)
}

/// After a look that brought nothing: soon at first, then more and more rarely. A gate that says no means no for a day.
pub(crate) fn after_failure(at: Moment, code: ErrorCode, failure_count: u32) -> i64 {
    let hours = match code {
        ErrorCode::Blocked | ErrorCode::LogIn => LONGEST_HOURS,
        _ => (1 << failure_count.saturating_sub(1).min(5)).min(LONGEST_HOURS),
    };
    at.later_by(hours)
}

/// Most books come back around their day; what is long overdue has been forgotten or lost.
fn hours_by_due(days_left: i64) -> i64 {
    match days_left {
        8.. => LONGEST_HOURS,
        4..=7 => 12,
        2..=3 => 6,
        1 => 3,
        -1..=0 => 2,
        -3..=-2 => 3,
        -7..=-4 => 8,
        _ => LONGEST_HOURS,
    }
}

/// Nobody says when it comes: less and less often while nothing changes.
fn hours_without_due(unchanged_count: u32) -> i64 {
    match unchanged_count {
        0..=5 => 6,
        6..=15 => 12,
        _ => LONGEST_HOURS,
    }
}

impl Moment {
    fn local_ms(&self, at_ms: i64) -> i64 {
        at_ms.saturating_add(i64::from(self.offset_minutes) * MINUTE_MS)
    }

    /// The local day.
    fn day(&self) -> NaiveDate {
        let days = self.local_ms(self.now_ms).div_euclid(DAY_MS);
        let days = i32::try_from(days).unwrap_or_default();
        NaiveDate::from_epoch_days(days).unwrap_or_default()
    }

    /// The next morning, if it is night now: nothing is looked at then.
    pub(crate) fn morning(&self) -> Option<i64> {
        let at_ms = self.by_day(self.now_ms);
        (at_ms > self.now_ms).then_some(at_ms)
    }

    fn later_by(&self, hours: i64) -> i64 {
        let pause_ms = (hours * HOUR_MS) as f64 * (1.0 + SPREAD * self.chance);
        self.by_day(self.now_ms.saturating_add(pause_ms as i64))
    }

    /// This time, or the next morning.
    fn by_day(&self, at_ms: i64) -> i64 {
        let of_day_ms = self.local_ms(at_ms).rem_euclid(DAY_MS);
        let morning_ms = MORNING_HOUR * HOUR_MS + (MORNING_MS as f64 * self.chance) as i64;
        let wait_ms = if of_day_ms < MORNING_HOUR * HOUR_MS {
            morning_ms - of_day_ms
        } else if of_day_ms >= EVENING_HOUR * HOUR_MS {
            DAY_MS + morning_ms - of_day_ms
        } else {
            0
        };
        at_ms.saturating_add(wait_ms)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Midnight in UTC of 2027-01-15.
    const DAY: i64 = 1_799_971_200_000;

    fn at(hour: i64, chance: f64) -> Moment {
        Moment {
            now_ms: DAY + hour * HOUR_MS,
            offset_minutes: 0,
            chance,
        }
    }

    fn due(day: u32) -> Return {
        NaiveDate::from_ymd_opt(2027, 1, day)
    }

    /// Hours until the next look at nine in the morning of the 15th.
    fn hours(returns: &[Return], unchanged_count: u32) -> i64 {
        (after_answer(at(9, 0.0), returns, unchanged_count) - at(9, 0.0).now_ms) / HOUR_MS
    }

    #[test]
    fn it_looks_more_often_the_nearer_the_day() {
        let expected = [
            (31, 24),
            (23, 24),
            (22, 12),
            (19, 12),
            (18, 6),
            (17, 6),
            (16, 3),
            (15, 2),
            (14, 2),
            (13, 3),
            (12, 3),
            (11, 8),
            (8, 8),
            (7, 24),
        ];
        for (day, wanted) in expected {
            assert_eq!(hours(&[due(day)], 0), wanted, "due on the {day}th");
        }
    }

    #[test]
    fn without_a_day_it_looks_less_often_while_nothing_changes() {
        for (unchanged, wanted) in [(0, 6), (5, 6), (6, 12), (15, 12), (16, 24), (9_999, 24)] {
            assert_eq!(hours(&[None], unchanged), wanted, "{unchanged} times");
        }
    }

    #[test]
    fn the_copy_that_comes_first_decides_and_no_copy_is_looked_for_once_a_day() {
        assert_eq!(hours(&[due(1), due(31), due(15)], 0), 2);
        assert_eq!(hours(&[due(31), None], 0), 6);
        assert_eq!(hours(&[], 0), 24);
    }

    #[test]
    fn the_night_is_left_out_wherever_the_person_is() {
        let next = |hour, offset_minutes, chance| {
            let at = Moment {
                offset_minutes,
                ..at(hour, chance)
            };
            after_answer(at, &[due(15)], 0)
        };
        assert_eq!(next(19, 0, 0.0), DAY + 21 * HOUR_MS);
        assert_eq!(
            next(20, 0, 0.0),
            DAY + 32 * HOUR_MS,
            "at ten: tomorrow at eight"
        );
        assert_eq!(next(20, 0, 0.5), DAY + 32 * HOUR_MS + 30 * MINUTE_MS);
        assert_eq!(next(3, 0, 0.0), DAY + 8 * HOUR_MS);
        // In Seoul it is 21:00; the morning there is 23:00 in UTC.
        assert_eq!(next(12, 540, 0.0), DAY + 23 * HOUR_MS);
    }

    #[test]
    fn what_was_missed_waits_for_the_morning() {
        for (hour, morning) in [
            (0, Some(8)),
            (7, Some(8)),
            (8, None),
            (21, None),
            (22, Some(32)),
        ] {
            let expected = morning.map(|hour| DAY + hour * HOUR_MS);
            assert_eq!(at(hour, 0.0).morning(), expected, "at {hour}");
        }
        let seoul = Moment {
            offset_minutes: 540,
            ..at(0, 0.0)
        };
        assert_eq!(seoul.morning(), None, "it is nine there");
    }

    #[test]
    fn on_the_day_itself_it_looks_seven_times_at_most() {
        for chance in [0.0, 0.3, 0.999] {
            let (mut at, mut count) = (at(0, chance), 0);
            loop {
                at.now_ms = after_answer(at, &[due(15)], 0);
                if at.now_ms >= DAY + DAY_MS {
                    break;
                }
                count += 1;
            }
            assert!((5..=7).contains(&count), "{count} looks");
        }
    }

    #[test]
    fn failures_are_tried_more_and_more_rarely_and_a_refusal_after_a_day() {
        let hours =
            |code, count| (after_failure(at(8, 0.0), code, count) - at(8, 0.0).now_ms) / HOUR_MS;
        for (count, wanted) in [
            (0, 1),
            (1, 1),
            (2, 2),
            (3, 4),
            (4, 8),
            (5, 24),
            (u32::MAX, 24),
        ] {
            let late = if count == 5 { 24 } else { wanted };
            assert_eq!(hours(ErrorCode::Timeout, count), late, "{count} failures");
        }
        for code in [ErrorCode::Blocked, ErrorCode::LogIn] {
            assert_eq!(hours(code, 1), 24);
        }
    }

    #[test]
    fn nothing_is_further_away_than_two_days() {
        for hour in 0..24 {
            let at = at(hour, 0.999_999);
            for next in [
                after_answer(at, &[], 0),
                after_failure(at, ErrorCode::Tls, 99),
            ] {
                assert!(next - at.now_ms < FURTHEST_MS, "from {hour}");
            }
        }
    }
}
