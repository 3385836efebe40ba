//! What the runner calls: run a job, store its end, close its batches.

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
use crate::id::{BookId, HitId, SearchId, SourceId};
use crate::network::SETTLING_WAIT_MS;
use crate::search;
use crate::shared::Shared;
use crate::store::hits::Part;
use crate::store::{hits, searches};
use crate::watch::{Reader, SPARED};
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

    /// The searches that want this job, each once, though one may want it by two of its batches. What the attempt sent is
    /// added to each.
    async fn owners(
        &self,
        tx: &mut Transaction,
        ended: &Ended<'_, Work>,
    ) -> Result<Vec<SearchId>, WriteError> {
        let owners = searches::owners(tx.connection(), ended.batches).await?;
        let mut ids: Vec<SearchId> = owners.into_iter().map(|(id, ..)| id).collect();
        ids.dedup();
        let count = self.shared.sent.take(ended.id);
        if count > 0 {
            for id in &ids {
                searches::count_requests(tx.connection(), *id, count).await?;
            }
        }
        Ok(ids)
    }

    async fn store(
        &self,
        tx: &mut Transaction,
        ended: Ended<'_, Work>,
        outcome: Result<Done, GivenUp>,
    ) -> Result<(), WriteError> {
        let owners = self.owners(tx, &ended).await?;
        let outcome = outcome.map_err(|given_up| ErrorCode::from_word(&given_up.code));
        let failure = match &outcome {
            Ok(Done::Watch { look, .. }) => look.failure(),
            Ok(_) => None,
            Err(code) => Some(*code),
        };
        if !matches!(&outcome, Ok(Done::Watch { look, .. }) if look.asked_nobody()) {
            answers::note(tx, &self.shared, &ended, failure).await?;
        }
        match outcome {
            Ok(done) => self.store_done(tx, &ended, &owners, done).await?,
            Err(code) => self.give_up(tx, &ended, &owners, code).await?,
        }
        if failure == Some(ErrorCode::Blocked) {
            for id in owners {
                search::turn_away(tx, &self.shared, id, ErrorCode::Blocked).await?;
            }
        }
        Ok(())
    }

    /// What this one job brought.
    async fn store_done(
        &self,
        tx: &mut Transaction,
        ended: &Ended<'_, Work>,
        owners: &[SearchId],
        done: Done,
    ) -> Result<(), WriteError> {
        match done {
            Done::ListPage {
                search,
                page,
                listed,
            } => list_page::store(tx, &self.shared, ended, search, page, listed).await,
            Done::Copies { book, read } => {
                let reader = Reader::Person;
                self.store_copies(tx, owners, book, &read, reader).await
            }
            Done::Detail { book, read } => {
                detail::store(tx, book, &read).await?;
                self.end_part(tx, owners, book, Part::Detail, None).await
            }
            Done::Check => Ok(()),
            Done::Watch { source, look } => {
                let failed = match look {
                    Look::Copies { book, read } => {
                        let reader = Reader::Watch;
                        self.store_copies(tx, owners, book, &read, reader).await?;
                        None
                    }
                    Look::Failed { book, code } => Some((Some(book), code)),
                    Look::Nothing => None,
                };
                watch::store(tx, self, ended, source, failed).await
            }
        }
    }

    /// The copies of a book, for every search that waits for them or shows them, and for whoever watches it.
    async fn store_copies(
        &self,
        tx: &mut Transaction,
        owners: &[SearchId],
        book: BookId,
        read: &copies::Read,
        reader: Reader,
    ) -> Result<(), WriteError> {
        copies::store(tx, &self.shared, book, read, reader).await?;
        self.end_part(tx, owners, book, Part::Copies, None).await?;
        for (id, hit) in hits::shown_elsewhere(tx.connection(), book, owners).await? {
            search::publish(tx, &self.shared, id, &[hit], Vec::new()).await?;
        }
        Ok(())
    }

    /// Shows why the searches that want this job wait.
    async fn waits(
        &self,
        tx: &mut Transaction,
        owners: Vec<SearchId>,
        code: ErrorCode,
    ) -> Result<(), WriteError> {
        for id in owners {
            if searches::set_code(tx.connection(), id, Some(code)).await? {
                search::publish(tx, &self.shared, id, &[], Vec::new()).await?;
            }
        }
        Ok(())
    }

    /// It will bring nothing any more.
    async fn give_up(
        &self,
        tx: &mut Transaction,
        ended: &Ended<'_, Work>,
        owners: &[SearchId],
        code: ErrorCode,
    ) -> Result<(), WriteError> {
        match *ended.job {
            Work::ListPage { search, page } => {
                list_page::give_up(tx, &self.shared, search, page, code).await
            }
            Work::Copies { book } => {
                let failure = Some(code);
                self.end_part(tx, owners, book, Part::Copies, failure).await
            }
            Work::Detail { book } => {
                let failure = Some(code);
                self.end_part(tx, owners, book, Part::Detail, failure).await
            }
            Work::Check { .. } => Ok(()),
            Work::Watch { source } => {
                watch::store(tx, self, ended, source, Some((None, code))).await
            }
        }
    }

    /// A part of a book is there, or given up, for every search that waits for it.
    async fn end_part(
        &self,
        tx: &mut Transaction,
        owners: &[SearchId],
        book: BookId,
        part: Part,
        failure: Option<ErrorCode>,
    ) -> Result<(), WriteError> {
        for id in owners.iter().copied() {
            if failure.is_none() {
                searches::set_code(tx.connection(), id, None).await?;
            }
            let hit: Option<HitId> =
                hits::end_part(tx.connection(), id, book, part, failure).await?;
            search::publish(tx, &self.shared, id, hit.as_slice(), Vec::new()).await?;
        }
        Ok(())
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
