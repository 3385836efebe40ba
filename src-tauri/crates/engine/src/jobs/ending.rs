//! What comes of a job, in the transaction of its end: stored, and told to every search that wants it.

use queue::{Ended, GivenUp, Transaction, WriteError};

use super::handler::{Done, Jobs};
use super::watch::Look;
use super::{answers, copies, detail, list_page, watch};
use crate::id::{BookId, HitId, SearchId};
use crate::search;
use crate::store::hits::Part;
use crate::store::{hits, searches};
use crate::watch::Reader;
use crate::wire::ErrorCode;
use crate::work::Work;

impl Jobs {
    /// The searches that want this job, each once, though one may want it by two of its batches. What the attempt sent is
    /// added to each.
    pub(super) async fn owners(
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

    pub(super) async fn store(
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
    pub(super) async fn waits(
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
