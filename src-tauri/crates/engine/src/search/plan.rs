//! Which pages and which copies are asked for: decided here, carried out by the queue.

use queue::{BatchId, NewJob, Transaction, WriteError};

use super::priority;
use crate::id::HitId;
use crate::options::Amount;
use crate::store::hits::{self, Candidate, Part};
use crate::store::pages;
use crate::store::searches::Record;
use crate::wire::CopiesState;
use crate::work::Work;

/// Bibliographic data changes rarely: a detail page younger than this is not read again. Milliseconds.
const DETAIL_KEPT_FOR_MS: i64 = 86_400_000;

/// Asks for a list page, unless it is listed already.
pub(crate) async fn add_page(
    tx: &mut Transaction,
    record: &Record,
    batch: BatchId,
    page: u32,
    now_ms: i64,
) -> Result<(), WriteError> {
    if !pages::plan(tx.connection(), record.id, page).await? {
        return Ok(());
    }
    let job = NewJob::new(&Work::ListPage {
        search: record.id,
        page,
    })?
    .slot(&record.slot)
    .priority(priority::LIST)
    .rank(i64::from(page))
    // The second try as one title asks for page 1 while the first one's job is still in its place.
    .unique(format!("{}:{page}:{}", record.id, record.searched_as_title));
    queue::add(tx, &[batch], job, now_ms).await?;
    Ok(())
}

/// What a list page said about the length of its list.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Listing {
    pub(crate) page: u32,
    pub(crate) hit_count: u32,
    pub(crate) total_count: Option<u32>,
    pub(crate) last_page: Option<u32>,
}

/// Asks for the pages that follow this one.
pub(crate) async fn plan_pages(
    tx: &mut Transaction,
    record: &Record,
    batch: BatchId,
    listing: Listing,
    now_ms: i64,
) -> Result<(), WriteError> {
    for page in following_pages(record.page_size, page_limit(record), listing) {
        add_page(tx, record, batch, page, now_ms).await?;
    }
    Ok(())
}

/// How many pages a search may list; none: all.
pub(crate) fn page_limit(record: &Record) -> Option<u32> {
    match record.options.pages {
        Some(Amount::First(pages)) => Some(pages),
        Some(Amount::All) => None,
        None => record
            .hit_limit
            .map(|limit| limit.div_ceil(record.page_size.max(1))),
    }
}

/// The pages to ask for after this one: all that are known of, or the next one while the end is not in sight.
fn following_pages(
    page_size: u32,
    limit: Option<u32>,
    listing: Listing,
) -> std::ops::RangeInclusive<u32> {
    let known = match listing.total_count {
        Some(total) => Some(total.div_ceil(page_size.max(1))),
        None => listing.last_page,
    };
    let last = known.unwrap_or(if listing.hit_count >= page_size {
        listing.page + 1
    } else {
        listing.page
    });
    let last = limit.map_or(last, |limit| last.min(limit));
    listing.page + 1..=last
}

/// What to ask for.
pub(crate) enum Wanted<'a> {
    /// What the search's options say; failed parts once more if `again`.
    Asked { again: bool },
    /// This part of these hits: a person looks at them.
    These(Part, &'a [HitId]),
}

/// Asks for copies and details of the listed hits; what is known and young enough is taken as it is.
/// Returns the hits whose state changed.
pub(crate) async fn plan_copies(
    tx: &mut Transaction,
    record: &Record,
    batch: BatchId,
    wanted: Wanted<'_>,
    now_ms: i64,
) -> Result<Vec<HitId>, WriteError> {
    let candidates = hits::candidates(tx.connection(), record.id).await?;
    let mut changed = Vec::new();
    for part in [Part::Copies, Part::Detail] {
        let (mut known, mut planned, mut jobs) = (Vec::new(), Vec::new(), Vec::new());
        for candidate in &candidates {
            if !is_wanted(record, candidate, part, &wanted) {
                continue;
            }
            if is_known(record, candidate, part, now_ms) {
                known.push(candidate.id);
            } else {
                planned.push(candidate.id);
                jobs.push(job(record, candidate, part, &wanted)?);
            }
        }
        for (ids, state) in [
            (known, CopiesState::Checked),
            (planned, CopiesState::Planned),
        ] {
            hits::set_part(tx.connection(), &ids, part, state).await?;
            changed.extend(ids);
        }
        queue::add_all(tx, &[batch], &jobs, now_ms).await?;
    }
    changed.sort_unstable();
    changed.dedup();
    Ok(changed)
}

pub(super) fn is_wanted(
    record: &Record,
    candidate: &Candidate,
    part: Part,
    wanted: &Wanted<'_>,
) -> bool {
    let state = match part {
        Part::Copies => candidate.copies_state,
        Part::Detail => candidate.detail_state,
    };
    match wanted {
        Wanted::Asked { again } => {
            let is_asked = match part {
                Part::Copies => record.options.copies.covers(candidate.position),
                Part::Detail => record.options.wants_detail(candidate.position),
            };
            let is_open = state == CopiesState::Unplanned;
            (is_asked && is_open) || (*again && state == CopiesState::Failed)
        }
        Wanted::These(wanted, ids) => {
            part == *wanted
                && ids.contains(&candidate.id)
                && matches!(state, CopiesState::Unplanned | CopiesState::Failed)
        }
    }
}

/// Whether it was read and is young enough; for a search that wants nothing kept, since it was asked.
fn is_known(record: &Record, candidate: &Candidate, part: Part, now_ms: i64) -> bool {
    let at_ms = match part {
        Part::Copies => candidate.copies_at_ms,
        Part::Detail => candidate.detail_at_ms,
    };
    at_ms.is_some_and(|at_ms| {
        let age_ms = now_ms - at_ms;
        let is_young = match part {
            Part::Copies => record.options.keeps(age_ms),
            // A clock that was set back makes what is known look as if from the future: then ask again.
            Part::Detail => (0..DETAIL_KEPT_FOR_MS).contains(&age_ms),
        };
        is_young && (!record.options.no_cache || at_ms >= record.asked_at_ms)
    })
}

/// The shelf first: copies run before details.
fn job(
    record: &Record,
    candidate: &Candidate,
    part: Part,
    wanted: &Wanted<'_>,
) -> Result<NewJob, WriteError> {
    let book = candidate.book_id;
    let (work, priority) = match (part, wanted) {
        (Part::Copies, Wanted::These(..)) => (Work::Copies { book }, priority::IN_VIEW),
        (Part::Copies, Wanted::Asked { .. }) => (Work::Copies { book }, priority::COPIES),
        (Part::Detail, Wanted::These(..)) => (Work::Detail { book }, priority::IN_VIEW),
        (Part::Detail, Wanted::Asked { .. }) => (Work::Detail { book }, priority::DETAIL),
    };
    Ok(NewJob::new(&work)?
        .slot(&record.slot)
        .priority(priority)
        .rank(i64::from(candidate.position))
        .unique(book.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn listing(
        page: u32,
        hit_count: u32,
        total_count: Option<u32>,
        last_page: Option<u32>,
    ) -> Listing {
        Listing {
            page,
            hit_count,
            total_count,
            last_page,
        }
    }

    #[test]
    fn the_total_decides_over_the_pager() {
        assert_eq!(
            following_pages(50, Some(10), listing(1, 50, Some(104), Some(9))),
            2..=3
        );
    }

    #[test]
    fn the_limit_cuts_the_pages() {
        assert_eq!(
            following_pages(50, Some(10), listing(1, 50, Some(5_000), None)),
            2..=10
        );
        assert_eq!(
            following_pages(50, None, listing(1, 50, Some(5_000), None)),
            2..=100
        );
    }

    #[test]
    fn without_a_total_full_pages_lead_on_one_by_one() {
        assert_eq!(
            following_pages(50, Some(10), listing(1, 50, None, None)),
            2..=2
        );
        assert!(following_pages(50, Some(10), listing(2, 49, None, None)).is_empty());
        assert!(following_pages(50, Some(2), listing(2, 50, None, None)).is_empty());
    }

    #[test]
    fn nothing_follows_a_single_page() {
        assert!(following_pages(50, Some(10), listing(1, 3, Some(3), Some(1))).is_empty());
        assert!(following_pages(50, Some(10), listing(1, 0, Some(0), None)).is_empty());
    }
}
