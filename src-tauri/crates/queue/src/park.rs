//! The claim of a sleeping runner, left with the writer: it rides in the transaction that would have woken the runner.

use std::sync::Arc;

use tokio::sync::oneshot;

use crate::claim::{Claimed, Claims};
use crate::dispatch::{Closed, Dispatch};
use crate::turn::Turn;
use crate::work::erase;
use crate::{Handler, WriteError};

/// A claim that waits for a write to ride in.
pub(crate) struct Parked<J>(Option<oneshot::Receiver<Result<Claims<J>, WriteError>>>);

impl<J> Parked<J> {
    /// What it claimed, once it has; without a claim never.
    pub(crate) async fn answered(&mut self) -> Result<Claims<J>, WriteError> {
        match &mut self.0 {
            Some(answered) => answered.await.unwrap_or(Err(WriteError::Closed)),
            None => std::future::pending().await,
        }
    }
}

impl<H: Handler> Dispatch<H> {
    /// Leaves a claim for the write that will wake this loop, unless something waits to be settled first, or the last claim failed: then
    /// the next is taken alone, so that no write of the application's fails by it.
    pub(crate) fn park(&self) -> Parked<H::Job> {
        if !self.reports.is_empty() || !self.claims_work {
            return Parked(None);
        }
        let (handler, options) = (Arc::clone(&self.handler), self.options.clone());
        let (owner, busy, lock) = (self.owner, self.busy(), Arc::clone(&self.lock));
        let (answer, answered) = oneshot::channel();
        self.database.signals().park(erase(
            move |transaction| {
                Box::pin(async move {
                    // Now, not when it was parked.
                    let turn = Turn {
                        handler,
                        jitter: options.jitter,
                        owner,
                        now_ms: options.clock.now_ms(),
                        reports: Vec::new(),
                        lock,
                        busy: Some(busy),
                    };
                    turn.take(transaction).await
                })
            },
            answer,
        ));
        Parked(Some(answered))
    }

    /// Takes the claim back; if the writer has it already, what it claims is started.
    pub(crate) async fn take_back(&mut self, mut parked: Parked<H::Job>) {
        if self.database.signals().take_parked().is_none() && parked.0.is_some() {
            match parked.answered().await {
                Ok(claims) => self.start_all(claims.jobs),
                Err(_) => self.claims_work = false,
            }
        }
    }

    /// Starts what a claim that rode along has brought. Says when to look again: as before, if the write it rode in was not committed.
    pub(crate) fn start_claimed(
        &mut self,
        claimed: Result<Claims<H::Job>, WriteError>,
        again_at_ms: Option<i64>,
    ) -> Result<Option<i64>, Closed> {
        match claimed {
            Ok(claims) => {
                self.start_all(claims.jobs);
                Ok(claims.again_at_ms)
            }
            Err(WriteError::Closed) => Err(Closed),
            Err(_) => {
                self.claims_work = false;
                Ok(again_at_ms)
            }
        }
    }

    pub(crate) fn start_all(&mut self, jobs: Vec<Claimed<H::Job>>) {
        for claimed in jobs {
            self.start(claimed);
        }
    }
}
