//! Chance that can be repeated, and the calendar.

#![expect(
    clippy::expect_used,
    reason = "a test that cannot be prepared fails with the sentence"
)]

use super::{DAY_MS, OFFSET_MS};
use crate::library::BEGINNING_MS;

/// Small and repeatable.
pub(super) struct Chance(pub(super) u64);

impl Chance {
    /// A number below so many.
    pub(super) fn below(&mut self, sides: i64) -> i64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        i64::try_from(self.0 >> 2).expect("62 bits") % sides.max(1)
    }
}

/// The local day, counted from 1970, after so much time under a clock that is right.
pub(super) fn day_of(passed_ms: i64) -> i64 {
    (BEGINNING_MS + passed_ms + OFFSET_MS) / DAY_MS
}

/// When such a day begins, in time that has passed.
pub(super) fn passed_at(day: i64) -> i64 {
    day * DAY_MS - OFFSET_MS - BEGINNING_MS
}

/// The date of a day since 1970 (Howard Hinnant's algorithm).
pub(super) fn civil(day: i64) -> (u16, u8, u8) {
    let shifted = day + 719_468;
    let era = shifted.div_euclid(146_097);
    let of_era = shifted.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 {
        shifted_month + 3
    } else {
        shifted_month - 9
    };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    let small = |value: i64| u8::try_from(value).expect("a day of a month");
    (
        u16::try_from(year).expect("this age"),
        small(month),
        small(day),
    )
}
