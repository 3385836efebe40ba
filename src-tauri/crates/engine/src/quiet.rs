//! Quiet hours: a stretch of the local day in which nothing is told.

use crate::wire::Settings;

const MINUTE_MS: i64 = 60_000;
const DAY_MINUTES: i64 = 1_440;

/// When the quiet that holds now will end; none: it is not quiet. `offset_minutes`: how far the local time is ahead of UTC.
pub(crate) fn quiet_until_ms(settings: &Settings, now_ms: i64, offset_minutes: i32) -> Option<i64> {
    let (from, until) = settings.quiet_from.zip(settings.quiet_until)?;
    let (from, until) = (i64::from(from), i64::from(until));
    let now_minutes = now_ms.div_euclid(MINUTE_MS);
    let of_day = (now_minutes + i64::from(offset_minutes)).rem_euclid(DAY_MINUTES);
    // Counted from the beginning, so that a night over midnight is a stretch like any other.
    let length = (until - from).rem_euclid(DAY_MINUTES);
    let passed = (of_day - from).rem_euclid(DAY_MINUTES);
    (passed < length).then(|| (now_minutes + length - passed) * MINUTE_MS)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::tests::settings;

    /// When the quiet ends in minutes of UTC, if it is quiet at this minute of UTC.
    fn end(from: u32, until: u32, at: i64, offset_minutes: i32) -> Option<i64> {
        let settings = Settings {
            quiet_from: Some(from),
            quiet_until: Some(until),
            ..settings()
        };
        let end = quiet_until_ms(&settings, at * MINUTE_MS + 59_999, offset_minutes);
        end.map(|end| end / MINUTE_MS)
    }

    #[test]
    fn a_stretch_of_the_day_begins_and_ends_on_its_minutes() {
        assert_eq!(end(600, 720, 599, 0), None);
        assert_eq!(end(600, 720, 600, 0), Some(720));
        assert_eq!(end(600, 720, 719, 0), Some(720));
        assert_eq!(end(600, 720, 720, 0), None);
    }

    #[test]
    fn a_night_goes_over_midnight() {
        assert_eq!(end(1_380, 420, 1_400, 0), Some(1_440 + 420));
        assert_eq!(end(1_380, 420, 10, 0), Some(420));
        assert_eq!(end(1_380, 420, 420, 0), None);
    }

    #[test]
    fn the_day_is_the_local_one() {
        // 23:00 to 7:00 in Seoul is 14:00 to 22:00 in UTC.
        assert_eq!(end(1_380, 420, 839, 540), None);
        assert_eq!(end(1_380, 420, 840, 540), Some(1_320));
        assert_eq!(
            end(60, 120, 30, -60),
            None,
            "half past eleven the day before"
        );
    }

    #[test]
    fn nothing_set_is_never_quiet_and_neither_is_no_length() {
        assert_eq!(quiet_until_ms(&settings(), 0, 0), None);
        assert_eq!(end(600, 600, 600, 0), None);
    }
}
