//! Lines in the room of alerts: written, and taken back while nobody has been told.

use queue::{Transaction, WriteError};

use super::verdict::Shelf;
use crate::alerts::ALERTS;
use crate::id::{BookId, MessageId};
use crate::search;
use crate::shared::Shared;
use crate::store::watches::{self, Live};
use crate::store::{messages, notifications, rooms};
use crate::wire::{Author, Change, Copy, MessageBody, WatchEvent, WatchNews};

/// Writes a line into the room of alerts, which is made if it is not there.
pub(super) async fn tell(
    tx: &mut Transaction,
    shared: &Shared,
    watch: &Live,
    event: WatchEvent,
    copy: Option<&Copy>,
    due: Option<String>,
) -> Result<MessageId, WriteError> {
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
    let line = MessageId(message.id);
    if event.is_alert() {
        let in_view = shared.view.shows(room);
        notifications::put_alert(tx.connection(), line, in_view, now_ms).await?;
        shared.ring_after(tx);
    }
    shared.tell_after(tx, Change::Message { message });
    search::publish_room(tx, shared, room).await?;
    Ok(line)
}

/// That a copy can be borrowed was to be told later, in the quiet hours for instance. Copies that were read meanwhile say otherwise:
/// it is not told, and the watch goes on.
pub(super) async fn unsay(
    tx: &mut Transaction,
    shared: &Shared,
    book: BookId,
    copies: &[Copy],
) -> Result<(), WriteError> {
    let mut lines = Vec::new();
    for watch in watches::unshown(tx.connection(), book).await? {
        let shelf = Shelf::at(copies, watch.place.as_deref());
        if shelf.is_empty() || shelf.available().is_some() {
            continue;
        }
        notifications::withdraw_alert(tx.connection(), watch.line).await?;
        let is_first = !lines.contains(&watch.line);
        lines.push(watch.line);
        if !watches::revive(tx.connection(), watch.id).await? || !is_first {
            continue;
        }
        let live = watches::of_book(tx.connection(), book).await?;
        if let Some(live) = live.iter().find(|live| live.id == watch.id) {
            let event = WatchEvent::Unavailable;
            tell(tx, shared, live, event, None, shelf.due()).await?;
        }
    }
    Ok(())
}

/// Branch and room.
fn location(copy: &Copy) -> String {
    match (copy.branch.as_str(), copy.location.as_str()) {
        ("", location) => location.to_owned(),
        (branch, "") => branch.to_owned(),
        (branch, location) => format!("{branch} {location}"),
    }
}
