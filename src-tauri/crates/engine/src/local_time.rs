//! The time of day where the person is. Everything stored is in UTC; this is for what they read and for the hours they set.

use std::sync::Arc;

use chrono::{DateTime, Local, Offset};

/// How many minutes the local time is ahead of UTC at a moment, given in milliseconds since 1970.
pub type UtcOffset = Arc<dyn Fn(i64) -> i32 + Send + Sync>;

const MINUTE_MS: i64 = 60_000;

/// The machine's own.
pub(crate) fn system_offset() -> UtcOffset {
    Arc::new(|at_ms| {
        DateTime::from_timestamp_millis(at_ms).map_or(0, |at| {
            at.with_timezone(&Local).offset().fix().local_minus_utc() / 60
        })
    })
}

/// A moment as the clock on the wall showed it: `2026-11-22 15:02`.
pub(crate) fn clock_time(at_ms: i64, offset_minutes: i32) -> String {
    let local_ms = at_ms.saturating_add(i64::from(offset_minutes) * MINUTE_MS);
    DateTime::from_timestamp_millis(local_ms)
        .map(|at| at.format("%Y-%m-%d %H:%M").to_string())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_changes_with_the_place() {
        let at_ms = 1_800_000_000_000;
        assert_eq!(clock_time(at_ms, 0), "2027-01-15 08:00");
        assert_eq!(clock_time(at_ms, 540), "2027-01-15 17:00");
        assert_eq!(clock_time(at_ms, -540), "2027-01-14 23:00");
        assert_eq!(clock_time(i64::MAX, 0), "", "no time of this world");
    }

    #[test]
    fn the_machine_knows_where_it_is() {
        let offset = system_offset()(1_800_000_000_000);
        assert!((-720..=840).contains(&offset), "{offset} minutes");
    }
}
