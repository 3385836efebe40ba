//! How a search ends: by its last job, by the person, or by the clock.

use queue::{BatchId, Transaction, WriteError};

use super::limits;
use super::publish::{publish, publish_room};
use crate::id::{HitId, RoomId, SearchId};
use crate::options::Amount;
use crate::shared::Shared;
use crate::store::searches::{self, Purpose, Record};
use crate::store::{hits, notifications, pages, rooms, settings};
use crate::wire::{ErrorCode, NotifyRule, SearchState};

/// The last job of this batch ended.
pub(crate) async fn close(
    tx: &mut Transaction,
    shared: &Shared,
    batch: BatchId,
) -> Result<(), WriteError> {
    for (id, _, purpose) in searches::owners(tx.connection(), &[batch]).await? {
        let Some(record) = searches::get(tx.connection(), id).await? else {
            continue;
        };
        // Copies that came into view move the tally, which their jobs have told; the search keeps its state.
        if purpose == Purpose::View {
            if record.state.is_final() {
                limits::forget(tx, &record).await?;
            }
            continue;
        }
        let page_failure = match pages::first_failure(tx.connection(), id).await? {
            Some(code) => Some(code),
            // A page that nobody asks for any more was not read either.
            None if pages::missing(tx.connection(), id).await?.is_empty() => None,
            None => {
                pages::fail_planned(tx.connection(), id, ErrorCode::Crashed).await?;
                Some(ErrorCode::Crashed)
            }
        };
        let mut gone = Vec::new();
        if page_failure.is_none() {
            gone = hits::drop_stale(tx.connection(), id).await?;
            searches::set_kept_from(tx.connection(), id, None).await?;
        }
        let code = match page_failure {
            Some(code) => Some(code),
            // What came into view besides and could not be read is told by its hit alone.
            None => {
                let (copies, details) = (copies_limit(&record), details_limit(&record));
                hits::first_failure(tx.connection(), id, copies, details).await?
            }
        };
        if code.is_some() {
            searches::count_tries(tx.connection(), id).await?;
        }
        let has_hits = !hits::candidates(tx.connection(), id).await?.is_empty();
        end(
            tx,
            shared,
            &record,
            outcome(code, has_hits),
            code,
            Vec::new(),
            gone,
        )
        .await?;
    }
    Ok(())
}

/// The copies that belong to the answer are those of so many first places; none: of all.
fn copies_limit(record: &Record) -> Option<u32> {
    match record.options.copies {
        Amount::All => None,
        Amount::First(count) => Some(count),
    }
}

/// The same of the details; 0: they belong to no answer, somebody opened them.
fn details_limit(record: &Record) -> Option<u32> {
    match (record.options.details, record.options.copies) {
        (false, _) => Some(0),
        (true, Amount::First(0)) => None,
        (true, _) => copies_limit(record),
    }
}

/// What a search comes to. Something unread is never taken for nothing there.
fn outcome(failure: Option<ErrorCode>, has_hits: bool) -> SearchState {
    match (failure, has_hits) {
        (None, _) => SearchState::Complete,
        (Some(_), true) => SearchState::Partial,
        (Some(_), false) => SearchState::Failed,
    }
}

/// The person stops it; what was found is kept. Nothing happens to a search that has ended.
pub(crate) async fn cancel(
    tx: &mut Transaction,
    shared: &Shared,
    id: SearchId,
) -> Result<(), WriteError> {
    stop(tx, shared, id, |_| (SearchState::Cancelled, None)).await
}

/// Nobody will look at this ended search any more: takes back what was asked for it after its end.
pub(crate) async fn abandon(
    tx: &mut Transaction,
    shared: &Shared,
    id: SearchId,
) -> Result<(), WriteError> {
    cut_off(tx, shared, id).await?;
    match searches::get(tx.connection(), id).await? {
        Some(record) => limits::forget(tx, &record).await,
        None => Ok(()),
    }
}

/// The time the caller gave it is over.
pub(crate) async fn time_out(
    tx: &mut Transaction,
    shared: &Shared,
    id: SearchId,
) -> Result<(), WriteError> {
    stop(tx, shared, id, |has_hits| {
        let code = Some(ErrorCode::Timeout);
        (outcome(code, has_hits), code)
    })
    .await
}

/// The library turned a request away: nothing more is asked of it for this search. What was found is kept.
pub(crate) async fn turn_away(
    tx: &mut Transaction,
    shared: &Shared,
    id: SearchId,
    code: ErrorCode,
) -> Result<(), WriteError> {
    let Some(record) = searches::get(tx.connection(), id).await? else {
        return Ok(());
    };
    if !record.state.is_final() {
        searches::count_tries(tx.connection(), id).await?;
    }
    cut_off(tx, shared, id).await?;
    pages::fail_planned(tx.connection(), id, code).await?;
    let changed = hits::fail_planned(tx.connection(), id, code).await?;
    if record.state.is_final() {
        return publish(tx, shared, id, &changed, Vec::new()).await;
    }
    let has_hits = !hits::candidates(tx.connection(), id).await?.is_empty();
    let state = outcome(Some(code), has_hits);
    end(tx, shared, &record, state, Some(code), changed, Vec::new()).await
}

/// Takes back every job of a search that nobody else wants. What its running jobs have sent is counted: they will not
/// come to their end.
async fn cut_off(tx: &mut Transaction, shared: &Shared, id: SearchId) -> Result<(), WriteError> {
    let mut sent_count = 0;
    for batch in searches::batches(tx.connection(), id).await? {
        for job in queue::jobs_of(tx.connection(), batch).await? {
            sent_count += shared.sent.so_far(job);
        }
        queue::cancel_batch(tx, batch, shared.clock.now_ms()).await?;
    }
    searches::count_requests(tx.connection(), id, sent_count).await?;
    Ok(())
}

async fn stop(
    tx: &mut Transaction,
    shared: &Shared,
    id: SearchId,
    ending: impl FnOnce(bool) -> (SearchState, Option<ErrorCode>) + Send,
) -> Result<(), WriteError> {
    let Some(record) = searches::get(tx.connection(), id).await? else {
        return Ok(());
    };
    if record.state.is_final() {
        return Ok(());
    }
    let now_ms = shared.clock.now_ms();
    searches::count_tries(tx.connection(), id).await?;
    cut_off(tx, shared, id).await?;
    let unplanned = hits::unplan(tx.connection(), id).await?;
    let has_hits = !hits::candidates(tx.connection(), id).await?.is_empty();
    let (state, code) = ending(has_hits);
    searches::end(tx.connection(), id, state, code, true, now_ms).await?;
    limits::forget(tx, &record).await?;
    publish(tx, shared, id, &unplanned, Vec::new()).await?;
    if let Some(room_id) = record.room_id {
        publish_room(tx, shared, room_id).await?;
    }
    Ok(())
}

async fn end(
    tx: &mut Transaction,
    shared: &Shared,
    record: &Record,
    state: SearchState,
    code: Option<ErrorCode>,
    changed: Vec<HitId>,
    gone: Vec<HitId>,
) -> Result<(), WriteError> {
    let now_ms = shared.clock.now_ms();
    let in_view = record
        .room_id
        .is_none_or(|room_id| shared.view.shows(room_id));
    if !searches::end(tx.connection(), record.id, state, code, in_view, now_ms).await? {
        return Ok(());
    }
    limits::forget(tx, record).await?;
    publish(tx, shared, record.id, &changed, gone).await?;
    if let Some(room_id) = record.room_id {
        publish_room(tx, shared, room_id).await?;
        let took_ms = now_ms - record.asked_at_ms;
        if is_notified(tx, shared, room_id, in_view, took_ms).await? {
            notifications::put(tx.connection(), record.id, now_ms).await?;
            shared.ring_after(tx);
        }
    }
    Ok(())
}

/// Whether a notification is to tell of an end now, in this room.
async fn is_notified(
    tx: &mut Transaction,
    shared: &Shared,
    room_id: RoomId,
    in_view: bool,
    took_ms: i64,
) -> Result<bool, WriteError> {
    if rooms::is_muted(tx.connection(), room_id).await? {
        return Ok(false);
    }
    let settings = settings::get(tx.connection()).await?;
    // It waits for the end of the quiet hours, and what was seen is no news by then.
    if in_view && shared.quiet_until_ms(&settings).is_some() {
        return Ok(false);
    }
    Ok(match settings.notify {
        NotifyRule::Always => true,
        NotifyRule::Unseen => !in_view || took_ms >= i64::from(settings.slow_seconds) * 1_000,
        NotifyRule::Never => false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_is_never_an_empty_answer() {
        assert_eq!(outcome(None, false), SearchState::Complete);
        assert_eq!(outcome(None, true), SearchState::Complete);
        assert_eq!(
            outcome(Some(ErrorCode::Timeout), false),
            SearchState::Failed
        );
        assert_eq!(
            outcome(Some(ErrorCode::Timeout), true),
            SearchState::Partial
        );
    }
}
