//! An ended search goes on: what is missing, what is new, what comes into view.

use queue::{BatchId, Forward, Transaction, WriteError};

use super::limits;
use super::plan::{Wanted, add_page, is_wanted, page_limit, plan_copies};
use super::publish::{publish, publish_room};
use crate::everyone::EVERYONE;
use crate::id::{HitId, MessageId, SearchId};
use crate::options::HIT_LIMIT;
use crate::shared::Shared;
use crate::store::hits::{self, Candidate, Part};
use crate::store::searches::{self, Purpose, Record};
use crate::store::{messages, notifications, pages, rooms, search_view};
use crate::wire::{ErrorCode, SearchState};

/// 다시 찾기, n권 다시 확인, 이어서 찾기: asks for what is missing or failed; of a complete search, for everything anew.
/// Nothing happens to a search that is under way, but what waits for a way out is tried at once. Nor does it if the same
/// question is under way in a later card of the room, which is told: one of them is enough.
pub(crate) async fn again(
    tx: &mut Transaction,
    shared: &Shared,
    id: SearchId,
) -> Result<Option<MessageId>, WriteError> {
    let Some(mut record) = ended(tx, id).await? else {
        try_at_once(tx, shared).await?;
        return Ok(None);
    };
    if let Some(running) = searches::live_like(tx.connection(), id).await? {
        return Ok(messages::card_of(tx.connection(), running).await?);
    }
    let now_ms = shared.clock.now_ms();
    if record.state == SearchState::Complete {
        hits::doubt_all(tx.connection(), id).await?;
        pages::forget(tx.connection(), id).await?;
        searches::set_kept_from(tx.connection(), id, record.as_of_ms).await?;
        // Copies read before this would do for another question, not for one that is asked anew.
        record.options.no_cache = true;
        searches::set_options(tx.connection(), id, &record.options).await?;
    }
    let mut missing = pages::missing(tx.connection(), id).await?;
    if pages::last_page(tx.connection(), id).await? == 0 {
        missing.push(1);
    }
    let state = if missing.first() == Some(&1) {
        SearchState::Waiting
    } else {
        SearchState::Running
    };
    notifications::withdraw(tx.connection(), id).await?;
    searches::reopen(tx.connection(), id, state, now_ms).await?;
    let batch = new_batch(tx, shared, &record, Purpose::Answer, now_ms).await?;
    for page in missing {
        add_page(tx, &record, batch, page, now_ms).await?;
    }
    let wanted = Wanted::Asked { again: true };
    let changed = plan_copies(tx, &record, batch, wanted, now_ms).await?;
    publish(tx, shared, id, &changed, Vec::new()).await?;
    publish_line(tx, shared, &record).await?;
    finish_if_empty(tx, shared, batch, now_ms).await?;
    Ok(None)
}

/// One job of each library that waits for a way out is due now: the person may know of one that nobody here has seen.
async fn try_at_once(tx: &mut Transaction, shared: &Shared) -> Result<(), WriteError> {
    let (code, now_ms) = (ErrorCode::Network.as_str(), shared.clock.now_ms());
    queue::bring_forward(tx, code, Forward::OneOfEachSlot, now_ms).await?;
    Ok(())
}

/// 더 불러오기: lists up to 500 hits more, unless the same question is under way in another card of the room, which is told.
pub(crate) async fn load_more(
    tx: &mut Transaction,
    shared: &Shared,
    id: SearchId,
) -> Result<Option<MessageId>, WriteError> {
    let Some(mut record) = ended(tx, id).await? else {
        return Ok(None);
    };
    let has_more = search_view::view(tx.connection(), id)
        .await?
        .is_some_and(|search| search.has_more);
    if !has_more {
        return Ok(None);
    }
    if let Some(running) = searches::live_like(tx.connection(), id).await? {
        return Ok(messages::card_of(tx.connection(), running).await?);
    }
    let now_ms = shared.clock.now_ms();
    let listed = pages::last_page(tx.connection(), id).await?;
    let limit = listed
        .saturating_mul(record.page_size)
        .saturating_add(HIT_LIMIT);
    searches::raise_limit(tx.connection(), id, limit).await?;
    record.hit_limit = Some(limit);
    record.options.pages = None;
    notifications::withdraw(tx.connection(), id).await?;
    searches::reopen(tx.connection(), id, SearchState::Running, now_ms).await?;
    let batch = new_batch(tx, shared, &record, Purpose::Answer, now_ms).await?;
    let known = record
        .total_count
        .map_or(listed + 1, |total| total.div_ceil(record.page_size.max(1)));
    let last = page_limit(&record).map_or(known, |limit| known.min(limit));
    // What an earlier stop left out first.
    let mut pages = pages::missing(tx.connection(), id).await?;
    pages.extend(listed + 1..=last);
    for page in pages {
        add_page(tx, &record, batch, page, now_ms).await?;
    }
    publish(tx, shared, id, &[], Vec::new()).await?;
    publish_line(tx, shared, &record).await?;
    finish_if_empty(tx, shared, batch, now_ms).await?;
    Ok(None)
}

/// These hits came into view, or this part of them was asked for. Whatever becomes of it, the search keeps its state; only a library
/// that turns the request away is asked nothing more for the search, be it by whom.
pub(crate) async fn look_at(
    tx: &mut Transaction,
    shared: &Shared,
    id: SearchId,
    part: Part,
    ids: &[HitId],
) -> Result<(), WriteError> {
    let Some(record) = searches::get(tx.connection(), id).await? else {
        return Ok(());
    };
    let wanted = Wanted::These(part, ids);
    let candidates = hits::candidates(tx.connection(), id).await?;
    let is_needed = |hit: &Candidate| is_wanted(&record, hit, part, &wanted);
    if !candidates.iter().any(is_needed) {
        return Ok(());
    }
    let now_ms = shared.clock.now_ms();
    let batch = new_batch(tx, shared, &record, Purpose::View, now_ms).await?;
    let changed = plan_copies(tx, &record, batch, wanted, now_ms).await?;
    publish(tx, shared, id, &changed, Vec::new()).await?;
    finish_if_empty(tx, shared, batch, now_ms).await
}

/// The list of rooms shows, of the cards of all friends, one that goes on.
async fn publish_line(
    tx: &mut Transaction,
    shared: &Shared,
    record: &Record,
) -> Result<(), WriteError> {
    let Some(room_id) = record.room_id else {
        return Ok(());
    };
    let talked_to = rooms::library_id(tx.connection(), room_id).await?;
    if talked_to.as_deref() == Some(EVERYONE) {
        publish_room(tx, shared, room_id).await?;
    }
    Ok(())
}

async fn ended(tx: &mut Transaction, id: SearchId) -> Result<Option<Record>, WriteError> {
    let record = searches::get(tx.connection(), id).await?;
    Ok(record.filter(|record| record.state.is_final()))
}

async fn new_batch(
    tx: &mut Transaction,
    shared: &Shared,
    record: &Record,
    purpose: Purpose,
    now_ms: i64,
) -> Result<BatchId, WriteError> {
    limits::set(tx, shared, record).await?;
    let batch = queue::open_batch(tx, now_ms).await?;
    searches::add_batch(tx.connection(), record.id, batch, purpose).await?;
    Ok(batch)
}

/// Everything asked for was known already: the batch ends here, and the search with it.
async fn finish_if_empty(
    tx: &mut Transaction,
    shared: &Shared,
    batch: BatchId,
    now_ms: i64,
) -> Result<(), WriteError> {
    if queue::close_if_empty(tx, batch, now_ms).await? {
        super::close(tx, shared, batch).await?;
    }
    Ok(())
}
