//! What comes of a look, or of anybody else's reading: stored, planned on, and told in the room of alerts, in one transaction with
//! the copies themselves. A watch that has told its news has ended in that very commit, so it tells it exactly once.

use queue::{Transaction, WriteError};

use super::plan::plan;
use super::tell::{tell, unsay};
use super::time::expire;
use super::verdict::{Shelf, events, missing_count};
use super::{moment, pace};
use crate::id::{BookId, SourceId};
use crate::shared::Shared;
use crate::store::books;
use crate::store::watches::{self, Answer, Live};
use crate::wire::{Change, Copy, ErrorCode, WatchEvent, WatchState};

/// After so long without an answer, and so many looks, the person is told.
const SILENCE_MS: i64 = 3 * super::DAY_MS;
const SILENT_LOOKS: u32 = 3;

/// For whom copies were read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reader {
    /// A watch whose time had come.
    Watch,
    /// A person, as often as they like: that nothing changed meanwhile says nothing of how rarely to look.
    Person,
}

/// The copies of a book were read. To be called before they replace those that were known.
pub(crate) async fn note_copies(
    tx: &mut Transaction,
    shared: &Shared,
    book: BookId,
    copies: &[Copy],
    reader: Reader,
) -> Result<(), WriteError> {
    unsay(tx, shared, book, copies).await?;
    let watches = watches::of_book(tx.connection(), book).await?;
    let Some(first) = watches.first() else {
        return Ok(());
    };
    let (source, library_id) = (first.source_id, first.library_id.clone());
    let known = books::copies(tx.connection(), &[book]).await?;
    let known = known.into_values().next().unwrap_or_default();
    let mut told = Vec::new();
    for watch in &watches {
        if note_answer(tx, shared, watch, &known, copies, reader).await? {
            told.push(watch);
        }
    }
    // One book that came back is one piece of news, whoever of them sees it; a place says more.
    let with_place = told.iter().find(|watch| watch.place.is_some());
    if let Some(watch) = with_place.or(told.first()) {
        let shelf = Shelf::at(copies, watch.place.as_deref());
        let event = WatchEvent::Available;
        let line = tell(tx, shared, watch, event, shelf.available(), None).await?;
        let now_ms = shared.clock.now_ms();
        for watch in told {
            watches::end(tx.connection(), watch.id, WatchState::Told, line, now_ms).await?;
        }
    }
    plan(tx, shared, source, &library_id).await?;
    shared.tell_after(tx, Change::Saved);
    Ok(())
}

/// What the copies mean for one watch. True: they can be borrowed, which is still to be told and ends it.
async fn note_answer(
    tx: &mut Transaction,
    shared: &Shared,
    watch: &Live,
    known: &[Copy],
    copies: &[Copy],
    reader: Reader,
) -> Result<bool, WriteError> {
    let now_ms = shared.clock.now_ms();
    let (place, was_read) = (watch.place.as_deref(), watch.copies_at_ms.is_some());
    let before = was_read.then(|| Shelf::at(known, place));
    let after = Shelf::at(copies, place);
    let is_look = reader == Reader::Watch;
    if after.is_empty() && !copies.is_empty() {
        // There are copies, and no page names the place. That is not to say that the last one there is gone: nothing is known.
        if is_look {
            note_silence(tx, shared, watch, ErrorCode::LayoutUnknown, now_ms).await?;
        }
        return Ok(false);
    }
    let is_same = before.as_ref().is_some_and(|before| before.is_like(&after));
    let unchanged_count = if is_same {
        watch.unchanged_count.saturating_add(u32::from(is_look))
    } else {
        0
    };
    let missing_count = missing_count(&after, watch.missing_count, is_look);
    let answer = Answer {
        now_ms,
        next_at_ms: pace::after_answer(moment(shared, now_ms), &after.returns(), unchanged_count),
        due: after.due(),
        unchanged_count,
        missing_count,
    };
    watches::answered(tx.connection(), watch.id, &answer).await?;
    let missing = (watch.missing_count, missing_count);
    for event in events(before.as_ref(), &after, missing) {
        if event == WatchEvent::Available {
            return Ok(true);
        }
        tell(tx, shared, watch, event, None, answer.due.clone()).await?;
    }
    expire(tx, shared, watch, now_ms).await?;
    Ok(false)
}

/// A look brought nothing, and says why. Without a book, or where the library itself is silent, that goes for everything of it that
/// is due: a library that is down is asked once, not once for each book.
pub(crate) async fn note_failure(
    tx: &mut Transaction,
    shared: &Shared,
    source: SourceId,
    book: Option<BookId>,
    code: ErrorCode,
) -> Result<(), WriteError> {
    let now_ms = shared.clock.now_ms();
    let of_all = book.is_none() || is_of_library(code);
    for watch in watches::due(tx.connection(), source, now_ms).await? {
        if of_all || book == Some(watch.book_id) {
            note_silence(tx, shared, &watch, code, now_ms).await?;
            shared.tell_after(tx, Change::Saved);
        }
    }
    Ok(())
}

fn is_of_library(code: ErrorCode) -> bool {
    matches!(
        code,
        ErrorCode::Network
            | ErrorCode::Timeout
            | ErrorCode::Tls
            | ErrorCode::Blocked
            | ErrorCode::LogIn
            | ErrorCode::NoAddress
    )
}

/// Nothing is known of a book: that is never said to be nothing there.
async fn note_silence(
    tx: &mut Transaction,
    shared: &Shared,
    watch: &Live,
    code: ErrorCode,
    now_ms: i64,
) -> Result<(), WriteError> {
    let failure_count = watch.failure_count.saturating_add(1);
    let next_at_ms = pace::after_failure(moment(shared, now_ms), code, failure_count);
    watches::failed(tx.connection(), watch.id, code, now_ms, next_at_ms).await?;
    let silent_ms = watch.silent_from_ms.map_or(0, |from_ms| now_ms - from_ms);
    if !watch.silence_told && silent_ms >= SILENCE_MS && failure_count >= SILENT_LOOKS {
        watches::silence_told(tx.connection(), watch.id).await?;
        let due = watch.due.clone();
        tell(tx, shared, watch, WatchEvent::Unreadable, None, due).await?;
    }
    expire(tx, shared, watch, now_ms).await?;
    Ok(())
}
