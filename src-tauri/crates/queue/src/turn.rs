//! A turn of the runner: one transaction that settles what has ended and claims what may start in its place.

use std::collections::HashMap;
use std::fs::File;
use std::sync::Arc;

use crate::claim::{Claims, claim};
use crate::clock::Jitter;
use crate::plan::Busy;
use crate::settle::{Report, Settling};
use crate::{Handler, Transaction, WriteError};

/// What a turn is to do.
pub(crate) struct Turn<H: Handler> {
    pub(crate) handler: Arc<H>,
    pub(crate) jitter: Jitter,
    pub(crate) owner: i64,
    pub(crate) now_ms: i64,
    pub(crate) reports: Vec<Report<H>>,
    /// The runner's lock, held until this is written: the runner may be gone by then.
    pub(crate) lock: Arc<File>,
    /// What still runs; `None`: nothing is to be claimed.
    pub(crate) busy: Option<HashMap<String, Busy>>,
}

impl<H: Handler> Turn<H> {
    pub(crate) async fn take(
        self,
        transaction: &mut Transaction,
    ) -> Result<Claims<H::Job>, WriteError> {
        let settling = Settling {
            handler: &*self.handler,
            jitter: &self.jitter,
            now_ms: self.now_ms,
        };
        let nothing_ended = self.reports.is_empty();
        settling.settle_all(transaction, self.reports).await?;
        let lock = self.lock;
        transaction.after_commit(move || drop(lock));
        let Some(busy) = self.busy else {
            return Ok(Claims::none());
        };
        let is_idle = nothing_ended && busy.is_empty();
        let claims = claim(transaction, self.owner, busy, is_idle, self.now_ms).await?;
        // Whatever the reports added has been looked at just now.
        transaction.do_not_wake_runner();
        Ok(claims)
    }
}
