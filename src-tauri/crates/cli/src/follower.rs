//! What one search has to report: every page and every book once, as soon as it is ready.

use std::collections::HashSet;

use engine::wire::{CopiesState, ErrorCode, Search};
use engine::{Card, Engine, Error, HitId, SearchId, SearchOptions};

use crate::report::Report;

/// A search as it stands; none when it was deleted.
pub(crate) async fn found(engine: &Engine, id: SearchId) -> Result<Option<Search>, Error> {
    match engine.search(id).await {
        Ok(search) => Ok(Some(search)),
        Err(Error::NotFound(_)) => Ok(None),
        Err(error) => Err(error),
    }
}

/// What was reported of one search.
pub(crate) struct Follower {
    pub(crate) id: SearchId,
    pub(crate) library_id: String,
    options: SearchOptions,
    pages: HashSet<u32>,
    cards: HashSet<i64>,
    /// When the pages were last looked at.
    hit_count: u32,
    pub(crate) has_ended: bool,
}

impl Follower {
    pub(crate) fn new(id: SearchId, library_id: String, options: SearchOptions) -> Self {
        Self {
            id,
            library_id,
            options,
            pages: HashSet::new(),
            cards: HashSet::new(),
            hit_count: 0,
            has_ended: false,
        }
    }

    /// Books of this search that were reported.
    pub(crate) fn card_count(&self) -> usize {
        self.cards.len()
    }

    /// A change came: reports what it makes ready.
    pub(crate) async fn see(
        &mut self,
        engine: &Engine,
        report: &mut Report,
        search: &Search,
        changed: &[HitId],
    ) -> anyhow::Result<()> {
        if search.state.is_final() {
            return self.catch_up(engine, report).await;
        }
        // Over a kept answer the fresh list may have as many hits as the old one.
        if search.hit_count != self.hit_count || search.kept_from_ms.is_some() {
            self.hit_count = search.hit_count;
            self.pages(engine, report, search).await?;
        }
        if !changed.is_empty() {
            let cards = engine.cards(self.id, Some(changed)).await?;
            self.tell(report, search, cards)?;
        }
        report.progress(search)
    }

    /// Reports everything that is ready and was not reported. A search that was deleted has ended.
    pub(crate) async fn catch_up(
        &mut self,
        engine: &Engine,
        report: &mut Report,
    ) -> anyhow::Result<()> {
        // The state first: what follows is at least as new.
        let Some(search) = found(engine, self.id).await? else {
            self.has_ended = true;
            return Ok(());
        };
        // The books are read before the pages and told after them: the page of a book that is told has been told.
        let cards = engine.cards(self.id, None).await?;
        self.pages(engine, report, &search).await?;
        self.tell(report, &search, cards)?;
        self.has_ended = search.state.is_final();
        Ok(())
    }

    async fn pages(
        &mut self,
        engine: &Engine,
        report: &mut Report,
        search: &Search,
    ) -> anyhow::Result<()> {
        for page in engine.pages(self.id).await? {
            if self.pages.insert(page.page) {
                report.page(search, &page)?;
            }
        }
        Ok(())
    }

    /// Tells of books that are ready.
    fn tell(
        &mut self,
        report: &mut Report,
        search: &Search,
        cards: Vec<Card>,
    ) -> anyhow::Result<()> {
        for mut card in cards {
            if self.cards.insert(card.hit.id) {
                self.explain(search, &mut card);
                report.card(search, &card)?;
            }
        }
        Ok(())
    }

    /// A book of which something was wanted but not reached before the search was stopped says so.
    fn explain(&self, search: &Search, card: &mut Card) {
        let hit = &card.hit;
        let lacks_copies =
            self.options.copies.covers(hit.position) && hit.copies_state == CopiesState::Unplanned;
        let lacks_detail = self.options.wants_detail(hit.position) && card.detail.is_none();
        if (lacks_copies || lacks_detail) && card.error.is_none() && search.state.is_final() {
            card.error = search.code.or(Some(ErrorCode::Timeout));
        }
    }
}
