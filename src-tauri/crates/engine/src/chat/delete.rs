//! 삭제: one line of a room goes, and nothing that the person did not point at.

use std::sync::Arc;

use queue::{Transaction, WriteError};

use crate::id::{MessageId, RoomId, SearchId};
use crate::shared::Shared;
use crate::store::{clearing, messages, rooms};
use crate::wire::{Change, MessageBody};
use crate::{Engine, Error, search};

impl Engine {
    /// Deletes a line. With a card goes its search, which nothing else shows: it is stopped if it is under way. The question before
    /// it stays, and a question goes without its card: as in any chat, only this line. Nothing happens if it is not there.
    ///
    /// # Errors
    /// [`Error::Write`].
    pub async fn delete_message(&self, id: MessageId) -> Result<(), Error> {
        let shared = Arc::clone(&self.shared);
        self.write(move |tx| Box::pin(async move { delete(tx, &shared, id).await }))
            .await
    }
}

async fn delete(tx: &mut Transaction, shared: &Shared, id: MessageId) -> Result<(), WriteError> {
    let Some(line) = messages::get(tx.connection(), id).await? else {
        return Ok(());
    };
    match line.body {
        MessageBody::Search { search_id } => remove(tx, shared, SearchId(search_id)).await?,
        _ => clearing::remove_line(tx.connection(), id).await?,
    }
    let room_id = RoomId(line.room_id);
    let now_ms = shared.clock.now_ms();
    if let Some(room) = rooms::view(tx.connection(), room_id, now_ms).await? {
        let deleted = Change::Deleted {
            message_id: line.id,
            room_id: line.room_id,
            room,
        };
        shared.tell_after(tx, deleted);
    }
    Ok(())
}

/// Takes back every job of the search, deletes it with its card, and tells its questions, which lead nowhere now.
async fn remove(tx: &mut Transaction, shared: &Shared, id: SearchId) -> Result<(), WriteError> {
    // Whoever waits for its end hears it.
    search::cancel(tx, shared, id).await?;
    search::abandon(tx, shared, id).await?;
    for question in clearing::remove_search(tx.connection(), id).await? {
        if let Some(message) = messages::get(tx.connection(), question).await? {
            shared.tell_after(tx, Change::Message { message });
        }
    }
    Ok(())
}
