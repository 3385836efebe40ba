//! Upkeep: a while after the last activity, once. An idle queue has no timer.

use crate::prune::prune;
use crate::{Database, WriteError};

/// How long nothing must have run before it is done.
const AFTER_MS: i64 = 30_000;

/// When upkeep is due, if it is.
pub(crate) enum Upkeep {
    /// Something has run, or the runner has just started.
    Wanted,
    /// Nothing has run since; due at this time.
    At(i64),
    Done,
}

impl Upkeep {
    pub(crate) fn new() -> Self {
        Upkeep::Wanted
    }

    /// Looks whether anything runs, and says when upkeep is due if that stays so.
    pub(crate) fn due_at_ms(&mut self, is_idle: bool, now_ms: i64) -> Option<i64> {
        match self {
            _ if !is_idle => {
                *self = Upkeep::Wanted;
                None
            }
            Upkeep::Wanted => {
                let at_ms = now_ms.saturating_add(AFTER_MS);
                *self = Upkeep::At(at_ms);
                Some(at_ms)
            }
            Upkeep::At(at_ms) => Some(*at_ms),
            Upkeep::Done => None,
        }
    }

    /// Forgets some old rows and gives space back; if there are more it is due again at once, after whatever came meanwhile.
    /// Nothing depends on its success.
    pub(crate) async fn do_if_due(&mut self, database: &Database, now_ms: i64) {
        if !matches!(self, Upkeep::At(at_ms) if *at_ms <= now_ms) {
            return;
        }
        let pruned: Result<bool, WriteError> = database
            .write(move |transaction| Box::pin(prune(transaction, now_ms)))
            .await;
        database.tidy_up().await;
        match pruned {
            Ok(true) => *self = Upkeep::At(now_ms),
            Ok(false) => *self = Upkeep::Done,
            Err(error) => {
                tracing::warn!(%error, "old jobs were not removed");
                *self = Upkeep::Done;
            }
        }
    }
}
