//! What one search has to report: every page and every book once, as soon as it is ready.

use std::collections::HashSet;

use engine::wire::{CopiesState, ErrorCode, Search, SearchState};
use engine::{Card, Engine, HitId, SearchId, SearchOptions};

use crate::report::Report;

/// What was reported of one search.
pub(crate) struct Follower {
    pub(crate) id: SearchId,
    options: SearchOptions,
    pages: HashSet<u32>,
    cards: HashSet<i64>,
    pub(crate) has_ended: bool,
}

impl Follower {
    pub(crate) fn new(id: SearchId, options: SearchOptions) -> Self {
        Self {
            id,
            options,
            pages: HashSet::new(),
            cards: HashSet::new(),
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
        if is_final(search.state) || !changed.is_empty() {
            self.catch_up(engine, report, Some(changed)).await?;
        }
        if self.has_ended {
            return Ok(());
        }
        report.progress(search)
    }

    /// Reports every page and card that is ready and was not reported: of these hits, or of all.
    pub(crate) async fn catch_up(
        &mut self,
        engine: &Engine,
        report: &mut Report,
        changed: Option<&[HitId]>,
    ) -> anyhow::Result<()> {
        // The state first: what follows is at least as new.
        let search = engine.search(self.id).await?;
        self.has_ended = is_final(search.state);
        // Ended while the change was on its way: no other one may come, so everything is looked at.
        let changed = changed.filter(|_| !self.has_ended);
        for page in engine.pages(self.id).await? {
            if self.pages.insert(page.page) {
                report.page(&search, &page)?;
            }
        }
        for mut card in engine.cards(self.id, changed).await? {
            if self.cards.insert(card.hit.id) {
                self.explain(&search, &mut card);
                report.card(&search, &card)?;
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
        if (lacks_copies || lacks_detail) && card.error.is_none() && is_final(search.state) {
            card.error = search.code.or(Some(ErrorCode::Timeout));
        }
    }
}

fn is_final(state: SearchState) -> bool {
    !matches!(
        state,
        SearchState::Waiting | SearchState::Running | SearchState::Held
    )
}
