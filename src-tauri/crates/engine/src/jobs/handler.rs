//! What the runner calls: run a job, store its end (`ending`), close its batches.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use futures_util::future::BoxFuture;
use queue::{
    Batch, Context, Database, Ended, Failure, Forward, GivenUp, Handler, Transaction, WriteError,
};

use super::watch::Look;
use super::{answers, check, copies, detail, list_page, watch};
use crate::crawl::Crawler;
use crate::id::{BookId, SearchId, SourceId};
use crate::network::SETTLING_WAIT_MS;
use crate::search;
use crate::shared::Shared;
use crate::watch::SPARED;
use crate::wire::ErrorCode;
use crate::work::Work;

/// The handlers, with what they need.
pub(crate) struct Jobs {
    pub(crate) database: Database,
    pub(crate) shared: Arc<Shared>,
    pub(crate) crawler: Crawler,
}

/// What a job brings home, and for what.
pub(crate) enum Done {
    ListPage {
        search: SearchId,
        page: u32,
        listed: list_page::Listed,
    },
    Copies {
        book: BookId,
        read: copies::Read,
    },
    Detail {
        book: BookId,
        read: detail::Read,
    },
    Check,
    Watch {
        source: SourceId,
        look: Look,
    },
}

impl Jobs {
    pub(crate) fn new(database: Database, shared: Arc<Shared>, crawler: Crawler) -> Self {
        Self {
            database,
            shared,
            crawler,
        }
    }
}

impl Handler for Jobs {
    type Job = Work;
    type Done = Done;

    async fn run(&self, job: &Work, context: &Context) -> Result<Done, Failure> {
        let sent = self.shared.sent.of(context.id);
        match *job {
            Work::ListPage { search, page } => {
                let listed = list_page::run(self, search, page, &sent).await?;
                Ok(Done::ListPage {
                    search,
                    page,
                    listed,
                })
            }
            Work::Copies { book } => {
                let read = copies::run(self, book, &sent, Duration::ZERO, &[]).await?;
                Ok(Done::Copies { book, read })
            }
            Work::Detail { book } => {
                let read = detail::run(self, book, &sent).await?;
                Ok(Done::Detail { book, read })
            }
            Work::Check { source } => {
                check::run(self, source, &sent).await?;
                Ok(Done::Check)
            }
            Work::Watch { source } => {
                let look = watch::run(self, source, &sent).await?;
                Ok(Done::Watch { source, look })
            }
        }
    }

    fn finish<'t>(
        &'t self,
        tx: &'t mut Transaction,
        ended: Ended<'t, Work>,
        outcome: Result<Done, GivenUp>,
    ) -> BoxFuture<'t, Result<(), WriteError>> {
        if let Err(given_up) = &outcome {
            tracing::warn!(job = %ended.id, kind = ?ended.job, slot = ended.slot, code = given_up.code,
                "a job was given up: {}", given_up.message);
        }
        Box::pin(self.store(tx, ended, outcome))
    }

    fn closed<'t>(
        &'t self,
        tx: &'t mut Transaction,
        batch: Batch,
    ) -> BoxFuture<'t, Result<(), WriteError>> {
        Box::pin(search::close(tx, &self.shared, batch.id))
    }

    fn put_off<'t>(
        &'t self,
        tx: &'t mut Transaction,
        ended: Ended<'t, Work>,
        code: &'t str,
        until_ms: i64,
    ) -> BoxFuture<'t, Result<(), WriteError>> {
        tracing::info!(job = %ended.id, kind = ?ended.job, slot = ended.slot, code, until_ms, "a job was put off");
        Box::pin(async move {
            let code = ErrorCode::from_word(code);
            let owners = self.owners(tx, &ended).await?;
            answers::note(tx, &self.shared, &ended, Some(code)).await?;
            self.waits(tx, owners, code).await
        })
    }

    fn postponed<'t>(
        &'t self,
        tx: &'t mut Transaction,
        ended: Ended<'t, Work>,
        code: &'t str,
        until_ms: i64,
    ) -> BoxFuture<'t, Result<(), WriteError>> {
        tracing::info!(job = %ended.id, kind = ?ended.job, slot = ended.slot, code, until_ms, "a job waits for a way out");
        // Nobody was asked.
        self.shared.sent.take(ended.id);
        Box::pin(async move {
            let owners = self.owners(tx, &ended).await?;
            self.waits(tx, owners, ErrorCode::from_word(code)).await?;
            let waits_for_way = until_ms.saturating_sub(ended.now_ms) > SETTLING_WAIT_MS;
            let is_there = if code == SPARED {
                !self.shared.is_spared.load(Ordering::SeqCst)
            } else {
                !self.shared.way.is_offline()
            };
            if waits_for_way && is_there {
                // What was missing came back between this attempt and its end: those who waited have been sent on without it.
                queue::bring_forward(tx, code, Forward::All, ended.now_ms).await?;
            }
            Ok(())
        })
    }
}
