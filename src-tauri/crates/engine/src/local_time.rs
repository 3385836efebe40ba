//! The time of day where the person is. Everything stored is in UTC; this is for what they read and for the hours they set.

use std::sync::Arc;

use chrono::{DateTime, Datelike, Local, Offset, Timelike};

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

/// A moment as the clock on the wall shows it to whoever reads of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WallTime {
    /// From 1 to 12.
    pub month: u32,
    /// From 1 to 31.
    pub day: u32,
    /// From 0 to 23.
    pub hour: u32,
    /// From 0 to 59.
    pub minute: u32,
    /// It is of the day on which it is read.
    pub is_today: bool,
}

/// A moment as it is read at another one; none if it is of no time of this world.
pub(crate) fn wall_time(at_ms: i64, now_ms: i64, offset: &UtcOffset) -> Option<WallTime> {
    let local = |ms: i64| {
        let local_ms = ms.saturating_add(i64::from(offset(ms)) * MINUTE_MS);
        DateTime::from_timestamp_millis(local_ms)
    };
    let (at, now) = (local(at_ms)?, local(now_ms)?);
    Some(WallTime {
        month: at.month(),
        day: at.day(),
        hour: at.hour(),
        minute: at.minute(),
        is_today: at.date_naive() == now.date_naive(),
    })
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
    fn a_moment_is_of_today_where_it_is_read() {
        let seoul: UtcOffset = Arc::new(|_| 540);
        let at_ms = 1_800_000_000_000;
        let at = |hours: i64| wall_time(at_ms, at_ms + hours * 3_600_000, &seoul).unwrap();
        let today = WallTime {
            month: 1,
            day: 15,
            hour: 17,
            minute: 0,
            is_today: true,
        };
        assert_eq!(at(6), today);
        assert!(!at(7).is_today);
        assert_eq!(wall_time(i64::MAX, 0, &seoul), None);
    }

    #[test]
    fn the_machine_knows_where_it_is() {
        let offset = system_offset()(1_800_000_000_000);
        assert!((-720..=840).contains(&offset), "{offset} minutes");
    }
}
