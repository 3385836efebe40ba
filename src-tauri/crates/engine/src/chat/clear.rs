//! Emptying a room, leaving it, deleting everything, forgetting what is kept. What the person keeps stays.

use std::sync::Arc;

use queue::{Transaction, WriteError};

use crate::alerts::ALERTS;
use crate::id::RoomId;
use crate::shared::Shared;
use crate::store::{clearing, rooms};
use crate::wire::Change;
use crate::{Engine, Error, search};

impl Engine {
    /// 대화 비우기: stops what is under way for the room and deletes its messages and their searches. Nothing happens to a room that is
    /// not there.
    ///
    /// # Errors
    /// [`Error::Write`].
    pub async fn clear_room(&self, id: RoomId) -> Result<(), Error> {
        let shared = Arc::clone(&self.shared);
        self.write(move |tx| {
            Box::pin(async move {
                empty(tx, &shared, id).await?;
                let room = rooms::view(tx.connection(), id, shared.clock.now_ms()).await?;
                let room_id = id.0;
                shared.tell_after(tx, Change::Cleared { room_id, room });
                Ok(())
            })
        })
        .await
    }

    /// 나가기: the same, and the room is gone too. The next chat with its library begins anew; the room of alerts comes back with its
    /// next line, as quiet as it was.
    ///
    /// # Errors
    /// [`Error::Write`].
    pub async fn leave_room(&self, id: RoomId) -> Result<(), Error> {
        let shared = Arc::clone(&self.shared);
        self.write(move |tx| {
            Box::pin(async move {
                empty(tx, &shared, id).await?;
                if rooms::of_library(tx.connection(), ALERTS).await? == Some(id) {
                    clearing::hide_room(tx.connection(), id).await?;
                } else {
                    clearing::remove_room(tx.connection(), id).await?;
                }
                tell_gone(tx, &shared, id);
                Ok(())
            })
        })
        .await
    }

    /// 저장 비우기: every question is asked anew from now on, and every cover. Conversations stay as they are, and so does what is saved.
    ///
    /// # Errors
    /// [`Error::Write`].
    pub async fn clear_kept(&self) -> Result<(), Error> {
        let now_ms = self.shared.clock.now_ms();
        self.write(move |tx| {
            Box::pin(async move { Ok(clearing::forget_kept(tx.connection(), now_ms).await?) })
        })
        .await
    }

    /// 대화 모두 삭제: every room, and every kept answer, a terminal's too. What is saved and set stays.
    ///
    /// # Errors
    /// [`Error::Write`].
    pub async fn clear_data(&self) -> Result<(), Error> {
        let shared = Arc::clone(&self.shared);
        self.write(move |tx| {
            Box::pin(async move {
                let rooms = rooms::ids(tx.connection()).await?;
                stop(tx, &shared, None).await?;
                clearing::remove_all(tx.connection(), ALERTS).await?;
                for id in rooms {
                    tell_gone(tx, &shared, id);
                }
                Ok(())
            })
        })
        .await
    }
}

async fn empty(tx: &mut Transaction, shared: &Shared, id: RoomId) -> Result<(), WriteError> {
    stop(tx, shared, Some(id)).await?;
    Ok(clearing::empty_room(tx.connection(), id).await?)
}

/// Takes back every job of these searches.
async fn stop(
    tx: &mut Transaction,
    shared: &Shared,
    room: Option<RoomId>,
) -> Result<(), WriteError> {
    for id in clearing::busy(tx.connection(), room).await? {
        // Whoever waits for its end hears it.
        search::cancel(tx, shared, id).await?;
        search::abandon(tx, shared, id).await?;
    }
    Ok(())
}

fn tell_gone(tx: &mut Transaction, shared: &Shared, RoomId(room_id): RoomId) {
    let room = None;
    shared.tell_after(tx, Change::Cleared { room_id, room });
}
