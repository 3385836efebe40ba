//! Whether a library answers, as the jobs that ask it find out.

use queue::{Ended, Transaction, WriteError};

use crate::UtcOffset;
use crate::shared::Shared;
use crate::store::libraries::{self, Answers};
use crate::store::slots;
use crate::wire::{Change, ErrorCode, Library};
use crate::work::Work;

/// That it answers is written once a minute: many jobs end in one.
const WRITTEN_EVERY_MS: i64 = 60_000;

const DAY_MS: i64 = 86_400_000;

/// Whether a failure with this code says that the library did not answer. Others say what it answered, or nothing about it.
fn is_no_answer(code: ErrorCode) -> bool {
    match code {
        ErrorCode::Network
        | ErrorCode::Timeout
        | ErrorCode::Tls
        | ErrorCode::Upstream
        | ErrorCode::Blocked => true,
        ErrorCode::LogIn
        | ErrorCode::ErrorPage
        | ErrorCode::CutPage
        | ErrorCode::LayoutUnknown
        | ErrorCode::Decode
        | ErrorCode::TooLarge
        | ErrorCode::NoAddress
        | ErrorCode::Crashed => false,
    }
}

/// An attempt has ended, well or with this failure: keeps what that says about the library, and tells it if a person sees a
/// difference, or waits to hear it. What was asked at another address says nothing about the library.
pub(super) async fn note(
    tx: &mut Transaction,
    shared: &Shared,
    ended: &Ended<'_, Work>,
    failure: Option<ErrorCode>,
) -> Result<(), WriteError> {
    let is_check = matches!(ended.job, Work::Check { .. });
    // A check that cannot read what came has found out that the catalogue does not answer. A crash is our own fault.
    let says_nothing = failure
        .is_some_and(|code| code == ErrorCode::Crashed || (!is_check && !is_no_answer(code)));
    if says_nothing || slots::library_of(ended.slot) != ended.slot {
        return Ok(());
    }
    let Some(library) = shared.library(ended.slot) else {
        return Ok(());
    };
    let before = libraries::get(tx.connection(), &library.id).await?;
    let after = after(before, failure, is_check, ended.now_ms);
    if after != before {
        libraries::set(tx.connection(), &library.id, after).await?;
    }
    if is_check || is_seen(before, after, &shared.utc_offset) {
        let library = Library::from(library.as_ref()).with(after);
        shared.tell_after(tx, Change::Library { library });
    }
    Ok(())
}

fn after(before: Answers, failure: Option<ErrorCode>, is_check: bool, now_ms: i64) -> Answers {
    // A time after now was before the clock was set back.
    let is_written = before
        .answered_at_ms
        .is_some_and(|at_ms| !is_check && (0..WRITTEN_EVERY_MS).contains(&(now_ms - at_ms)));
    let answered_at_ms = match failure {
        None if !is_written => Some(now_ms),
        _ => before.answered_at_ms,
    };
    Answers {
        answered_at_ms,
        unanswered: failure,
    }
}

/// Whether a person sees a difference: whether it answers and why not, and the day.
fn is_seen(before: Answers, after: Answers, offset: &UtcOffset) -> bool {
    let day = |answers: Answers| {
        let at_ms = answers.answered_at_ms?;
        let local_ms = at_ms.saturating_add(i64::from(offset(at_ms)) * 60_000);
        Some(local_ms.div_euclid(DAY_MS))
    };
    before.unanswered != after.unanswered || day(before) != day(after)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    fn answered(at_ms: i64) -> Answers {
        Answers {
            answered_at_ms: Some(at_ms),
            unanswered: None,
        }
    }

    #[test]
    fn an_answer_ends_a_silence_and_is_written_once_a_minute() {
        let silent = Answers {
            unanswered: Some(ErrorCode::Timeout),
            ..answered(60_000)
        };
        for before in [answered(60_000), silent] {
            let at = |now_ms| after(before, None, false, now_ms);
            assert_eq!(at(60_001), answered(60_000));
            assert_eq!(at(119_999), answered(60_000));
            assert_eq!(at(120_000), answered(120_000));
            assert_eq!(at(59_999), answered(59_999), "the clock was set back");
            assert_eq!(after(before, None, true, 60_001), answered(60_001));
        }
        assert_eq!(after(Answers::default(), None, false, 7), answered(7));
    }

    #[test]
    fn a_silence_leaves_when_it_last_answered() {
        let code = ErrorCode::Upstream;
        let silent = after(answered(60_000), Some(code), false, 999_999);
        assert_eq!(
            (silent.answered_at_ms, silent.unanswered),
            (Some(60_000), Some(code))
        );
    }

    #[test]
    fn a_person_sees_whether_it_answers_and_on_which_day() {
        let offset: UtcOffset = Arc::new(|_| 540);
        let seen = |before, after| is_seen(before, after, &offset);
        let silent = |code| Answers {
            unanswered: Some(code),
            ..answered(0)
        };
        assert!(seen(Answers::default(), answered(0)));
        assert!(seen(answered(0), silent(ErrorCode::Timeout)));
        assert!(seen(silent(ErrorCode::Timeout), answered(0)));
        assert!(seen(silent(ErrorCode::Timeout), silent(ErrorCode::Blocked)));
        assert!(!seen(
            silent(ErrorCode::Timeout),
            silent(ErrorCode::Timeout)
        ));
        // In Seoul the day begins at 15:00 UTC.
        let midnight_ms = 15 * 3_600_000;
        assert!(!seen(answered(0), answered(midnight_ms - 60_000)));
        assert!(seen(answered(midnight_ms - 60_000), answered(midnight_ms)));
    }
}
