//! What a failure leads to: pure arithmetic over the failure, what the job has behind it, and chance.

use std::time::Duration;

use crate::{Failure, GivenUp};

const FIRST_WAIT_MS: i64 = 500;
const LONGEST_WAIT_MS: i64 = 30_000;
const FIRST_FILE_WAIT_MS: i64 = 1_000;
const LONGEST_FILE_WAIT_MS: i64 = 60_000;
/// Of a side that asks to wait and does not say for how long.
const FIRST_SNOOZE_MS: i64 = 5_000;
const MAX_SNOOZES: u32 = 3;
/// How long a job, and a slot, waits at most because the other side asked; and how long a job whose attempt could not be made.
pub(crate) const MAX_SNOOZED_MS: i64 = 600_000;
/// A put-off job whose time is further away than this waits for a clock that was set back: it is due.
pub(crate) const FURTHEST_MS: i64 = MAX_SNOOZED_MS + LONGEST_WAIT_MS * 3 / 2;

/// What a job has behind it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Past {
    /// Attempts, this one included.
    pub(crate) attempt: u32,
    pub(crate) max_attempts: u32,
    pub(crate) snoozes: u32,
    pub(crate) snoozed_ms: i64,
}

/// What comes of a failure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Next {
    Retry { wait_ms: i64 },
    Snooze { wait_ms: i64 },
    Postpone { wait_ms: i64 },
    GiveUp(GivenUp),
}

pub(crate) fn next(failure: &Failure, past: Past, chance: f64) -> Next {
    match failure {
        Failure::Fatal { code, message } => give_up(code, message),
        Failure::Retry { code, message } if past.attempt >= past.max_attempts => {
            give_up(code, message)
        }
        Failure::Retry { .. } => Next::Retry {
            wait_ms: spread(
                doubled(FIRST_WAIT_MS, past.attempt.saturating_sub(1)).min(LONGEST_WAIT_MS),
                chance,
            ),
        },
        Failure::Snooze {
            code,
            message,
            after,
        } => {
            let wait_ms = snooze_ms(*after, past.snoozes, chance);
            if past.snoozes >= MAX_SNOOZES
                || past.snoozed_ms.saturating_add(wait_ms) > MAX_SNOOZED_MS
            {
                give_up("blocked", &format!("{code}: {message}"))
            } else {
                Next::Snooze { wait_ms }
            }
        }
        Failure::Postpone { after, .. } => Next::Postpone {
            wait_ms: i64::try_from(after.as_millis())
                .unwrap_or(i64::MAX)
                .clamp(FIRST_WAIT_MS, MAX_SNOOZED_MS),
        },
    }
}

/// How long to wait when asked to: never less than asked for.
pub(crate) fn snooze_ms(after: Option<Duration>, snoozes: u32, chance: f64) -> i64 {
    match after {
        Some(after) => i64::try_from(after.as_millis()).unwrap_or(i64::MAX),
        None => spread(doubled(FIRST_SNOOZE_MS, snoozes), chance),
    }
}

/// How long the runner waits after a turn that could not be written (a full disk, a locked file), when so many had failed before.
pub(crate) fn file_wait_ms(failures: u32) -> i64 {
    doubled(FIRST_FILE_WAIT_MS, failures.min(63)).min(LONGEST_FILE_WAIT_MS)
}

fn give_up(code: &str, message: &str) -> Next {
    Next::GiveUp(GivenUp {
        code: code.to_owned(),
        message: message.to_owned(),
    })
}

fn doubled(first_ms: i64, times: u32) -> i64 {
    first_ms.saturating_mul(2_i64.saturating_pow(times))
}

/// From half of it to one and a half.
fn spread(wait_ms: i64, chance: f64) -> i64 {
    (wait_ms as f64 * (0.5 + chance)) as i64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn past(attempt: u32, max_attempts: u32) -> Past {
        Past {
            attempt,
            max_attempts,
            snoozes: 0,
            snoozed_ms: 0,
        }
    }

    fn retry() -> Failure {
        Failure::Retry {
            code: "reset",
            message: "cut".into(),
        }
    }

    fn snooze(seconds: Option<u64>) -> Failure {
        Failure::Snooze {
            code: "http_429",
            message: "slow down".into(),
            after: seconds.map(Duration::from_secs),
        }
    }

    fn blocked() -> Next {
        Next::GiveUp(GivenUp {
            code: "blocked".into(),
            message: "http_429: slow down".into(),
        })
    }

    #[test]
    fn retries_wait_twice_as_long_each_time_up_to_the_cap() {
        let waits: Vec<Next> = (1..=9)
            .map(|attempt| next(&retry(), past(attempt, 99), 0.5))
            .collect();
        let expected = [
            500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000,
        ];
        assert_eq!(waits, expected.map(|wait_ms| Next::Retry { wait_ms }));
    }

    #[test]
    fn chance_spreads_a_retry_from_half_to_one_and_a_half() {
        assert_eq!(
            next(&retry(), past(2, 9), 0.0),
            Next::Retry { wait_ms: 500 }
        );
        assert_eq!(
            next(&retry(), past(2, 9), 0.999),
            Next::Retry { wait_ms: 1_499 }
        );
        assert_eq!(
            next(&retry(), past(u32::MAX - 1, u32::MAX), 0.0),
            Next::Retry { wait_ms: 15_000 }
        );
    }

    #[test]
    fn the_last_attempt_and_a_fatal_failure_give_up_with_their_code() {
        assert_eq!(next(&retry(), past(3, 3), 0.5), give_up("reset", "cut"));
        let fatal = Failure::Fatal {
            code: "layout_unknown",
            message: "no table".into(),
        };
        assert_eq!(
            next(&fatal, past(1, 3), 0.5),
            give_up("layout_unknown", "no table")
        );
    }

    #[test]
    fn a_snooze_waits_as_long_as_asked_whatever_the_attempt() {
        assert_eq!(
            next(&snooze(Some(7)), past(3, 3), 0.0),
            Next::Snooze { wait_ms: 7_000 }
        );
    }

    #[test]
    fn a_snooze_without_a_time_doubles() {
        let waits = [0, 1, 2].map(|snoozes| {
            next(
                &snooze(None),
                Past {
                    snoozes,
                    ..past(1, 3)
                },
                0.5,
            )
        });
        assert_eq!(
            waits,
            [5_000, 10_000, 20_000].map(|wait_ms| Next::Snooze { wait_ms })
        );
    }

    #[test]
    fn a_file_that_cannot_be_written_is_tried_more_and_more_rarely() {
        let waits: Vec<i64> = [0, 1, 5, 6, u32::MAX].map(file_wait_ms).into();
        assert_eq!(waits, [1_000, 2_000, 32_000, 60_000, 60_000]);
    }

    #[test]
    fn what_could_not_be_tried_waits_as_long_as_it_says_whatever_is_behind_it() {
        let postpone = |after| Failure::Postpone {
            code: "network",
            message: "no route".into(),
            after,
        };
        let past = Past {
            snoozes: 3,
            snoozed_ms: MAX_SNOOZED_MS,
            ..past(3, 3)
        };
        let waits = [
            Duration::ZERO,
            Duration::from_secs(15),
            Duration::from_secs(601),
            Duration::MAX,
        ]
        .map(|after| next(&postpone(after), past, 0.5));
        assert_eq!(
            waits,
            [500, 15_000, 600_000, 600_000].map(|wait_ms| Next::Postpone { wait_ms })
        );
    }

    #[test]
    fn after_three_snoozes_or_ten_minutes_it_is_blocked() {
        assert_eq!(
            next(
                &snooze(Some(1)),
                Past {
                    snoozes: 3,
                    ..past(1, 3)
                },
                0.5
            ),
            blocked()
        );
        assert_eq!(
            next(&snooze(Some(600)), past(1, 3), 0.5),
            Next::Snooze { wait_ms: 600_000 }
        );
        assert_eq!(next(&snooze(Some(601)), past(1, 3), 0.5), blocked());
        assert_eq!(
            next(
                &snooze(Some(200)),
                Past {
                    snoozes: 1,
                    snoozed_ms: 400_001,
                    ..past(1, 3)
                },
                0.5
            ),
            blocked()
        );
        assert_eq!(next(&snooze(Some(u64::MAX)), past(1, 3), 0.5), blocked());
    }
}
