//! Several attempts that ended well in one turn: one statement makes them final, whatever their number.

use std::cmp::Reverse;
use std::collections::VecDeque;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;

use futures_util::FutureExt;

use crate::claim::Claimed;
use crate::finish::refuse;
use crate::row::{complete_all, count_down_all};
use crate::settle::{Ending, Report, Settling, undo};
use crate::slot::open_lane;
use crate::{Handler, JobState, Transaction, WriteError};

/// An attempt with what it brought.
struct Success<H: Handler> {
    claimed: Arc<Claimed<H::Job>>,
    done: H::Done,
}

/// Attempts that wait to be stored, and those that the application was given already.
struct Ends<H: Handler> {
    waiting: VecDeque<Success<H>>,
    given: Vec<Arc<Claimed<H::Job>>>,
}

impl<H: Handler> Settling<'_, H> {
    /// Settles every report.
    pub(crate) async fn settle_all(
        &self,
        transaction: &mut Transaction,
        reports: Vec<Report<H>>,
    ) -> Result<(), WriteError> {
        let mut waiting = VecDeque::new();
        let mut alone = Vec::new();
        for report in reports {
            match report.ending {
                Ending::Done(done) => waiting.push_back(Success {
                    claimed: report.claimed,
                    done,
                }),
                _ => alone.push(report),
            }
        }
        if waiting.len() > 1 {
            alone.extend(self.settle_together(transaction, waiting).await?);
        } else {
            alone.extend(waiting.into_iter().map(as_report));
        }
        for report in alone {
            self.settle(transaction, report).await?;
        }
        Ok(())
    }

    /// Settles them all, or says what is left to be settled one by one because one of them could not be stored: what the application
    /// was given before that one is gone, so those run again.
    async fn settle_together(
        &self,
        transaction: &mut Transaction,
        mut waiting: VecDeque<Success<H>>,
    ) -> Result<Vec<Report<H>>, WriteError> {
        // Follow-up work first: what an earlier job adds then finds its results, and not a double that has just ended.
        waiting
            .make_contiguous()
            .sort_by_key(|success| Reverse(success.claimed.priority));
        let mut ends = Ends {
            waiting,
            given: Vec::new(),
        };
        let before = transaction.set_notes_aside();
        let stored = AssertUnwindSafe(self.store_together(transaction, &mut ends))
            .catch_unwind()
            .await
            .unwrap_or(Err(WriteError::Panicked));
        let Err(error) = stored else {
            transaction.keep_notes(before);
            return Ok(Vec::new());
        };
        let error = undo(transaction, before, error).await?;
        let failed = ends.given.pop();
        let mut left: Vec<Report<H>> = ends.given.into_iter().map(given_back).collect();
        left.extend(failed.map(|claimed| Report::not_stored(claimed, &error)));
        left.extend(ends.waiting.into_iter().map(as_report));
        Ok(left)
    }

    async fn store_together(
        &self,
        transaction: &mut Transaction,
        ends: &mut Ends<H>,
    ) -> Result<(), WriteError> {
        let claimed: Vec<_> = ends
            .waiting
            .iter()
            .map(|success| Arc::clone(&success.claimed))
            .collect();
        let completed = complete_all(transaction, &claimed, self.now_ms).await?;
        let mut wanted = Vec::new();
        while let Some(Success { claimed, done }) = ends.waiting.pop_front() {
            ends.given.push(Arc::clone(&claimed));
            let Some(end) = completed.get(&claimed.id) else {
                refuse(&claimed);
                continue;
            };
            let (JobState::Completed, Ok(job)) = (end.state, &claimed.job) else {
                continue;
            };
            if claimed.after_trouble {
                let (slot, from_ms) = (&claimed.slot, claimed.started_at_ms);
                open_lane(transaction, slot, from_ms, self.now_ms).await?;
            }
            let ended = self.ended(&claimed, job, &end.batches);
            self.handler.finish(transaction, ended, Ok(done)).await?;
            if !end.batches.is_empty() {
                wanted.push(claimed.id);
            }
        }
        if wanted.is_empty() {
            return Ok(());
        }
        for batch in count_down_all(transaction, &wanted, self.now_ms).await? {
            self.handler.closed(transaction, batch).await?;
        }
        Ok(())
    }
}

fn as_report<H: Handler>(success: Success<H>) -> Report<H> {
    Report {
        claimed: success.claimed,
        ending: Ending::Done(success.done),
    }
}

fn given_back<H: Handler>(claimed: Arc<Claimed<H::Job>>) -> Report<H> {
    Report {
        claimed,
        ending: Ending::Stopped,
    }
}
