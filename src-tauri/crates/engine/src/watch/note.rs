//! What comes of a look, or of anybody else's reading: stored, planned on, and told in the room of alerts, in one transaction with
//! the copies themselves. A watch that has told its news has ended in that very commit, so it tells it exactly once.

use queue::{Transaction, WriteError};

use super::moment;
use super::pace;
use super::plan::plan;
use super::verdict::{Shelf, events};
use crate::alerts::ALERTS;
use crate::id::{BookId, MessageId, SourceId};
use crate::search;
use crate::shared::Shared;
use crate::store::watches::{self, Answer, Live};
use crate::store::{books, messages, notifications, rooms};
use crate::wire::{
    Author, Change, Copy, ErrorCode, MessageBody, WatchEvent, WatchNews, WatchState,
};

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
        tell(tx, shared, watch, event, shelf.available(), None).await?;
    }
    plan(tx, shared, source, &library_id).await?;
    shared.tell_after(tx, Change::Saved);
    Ok(())
}

/// What the copies mean for one watch. True: they can be borrowed, which ends it and is still to be told.
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
    let is_same = before.as_ref().is_some_and(|before| before.is_like(&after));
    let unchanged_count = match (is_same, reader) {
        (true, Reader::Watch) => watch.unchanged_count.saturating_add(1),
        (true, Reader::Person) => watch.unchanged_count,
        (false, _) => 0,
    };
    let answer = Answer {
        now_ms,
        next_at_ms: pace::after_answer(moment(shared, now_ms), &after.returns(), unchanged_count),
        due: after.due(),
        unchanged_count,
    };
    watches::answered(tx.connection(), watch.id, &answer).await?;
    for event in events(before.as_ref(), &after) {
        if event == WatchEvent::Available {
            watches::end(tx.connection(), watch.id, WatchState::Told, now_ms).await?;
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
    expire(tx, shared, watch, now_ms).await
}

/// Ends a watch whose time is over. Not where the clock has leaped since the last look: the program was not there, or the time is
/// wrong; one more look tells.
async fn expire(
    tx: &mut Transaction,
    shared: &Shared,
    watch: &Live,
    now_ms: i64,
) -> Result<(), WriteError> {
    let has_leaped = now_ms.saturating_sub(watch.planned_at_ms) > pace::FURTHEST_MS;
    if now_ms < watch.expires_at_ms || has_leaped {
        return Ok(());
    }
    watches::end(tx.connection(), watch.id, WatchState::Expired, now_ms).await?;
    tell(tx, shared, watch, WatchEvent::Expired, None, None).await
}

/// Writes a line into the room of alerts, which is made if it is not there. What can be borrowed is to reach the person.
pub(super) async fn tell(
    tx: &mut Transaction,
    shared: &Shared,
    watch: &Live,
    event: WatchEvent,
    copy: Option<&Copy>,
    due: Option<String>,
) -> Result<(), WriteError> {
    let now_ms = shared.clock.now_ms();
    let news = WatchNews {
        watch_id: watch.id.0,
        library_id: watch.library_id.clone(),
        cid: watch.cid.clone(),
        title: watch.title.clone(),
        place: watch.place.clone(),
        event,
        location: copy.map(location).unwrap_or_default(),
        call_number: copy
            .map(|copy| copy.call_number.clone())
            .unwrap_or_default(),
        due,
    };
    let (room, _) = rooms::ensure(tx.connection(), ALERTS, now_ms).await?;
    let body = MessageBody::Watch { news };
    let message = messages::insert(tx.connection(), room, Author::Library, body, now_ms).await?;
    if event == WatchEvent::Available {
        let in_view = shared.view.shows(room);
        notifications::put_alert(tx.connection(), MessageId(message.id), in_view, now_ms).await?;
        shared.ring_after(tx);
    }
    shared.tell_after(tx, Change::Message { message });
    search::publish_room(tx, shared, room).await
}

/// Branch and room.
fn location(copy: &Copy) -> String {
    match (copy.branch.as_str(), copy.location.as_str()) {
        ("", location) => location.to_owned(),
        (branch, "") => branch.to_owned(),
        (branch, location) => format!("{branch} {location}"),
    }
}
