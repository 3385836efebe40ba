//! What the person does with a room as a whole: its unsent line, its place in the list, and looking for something in it.

use std::sync::Arc;

use super::MAX_TEXT_CHARS;
use crate::id::{MessageId, RoomId};
use crate::store::{messages, notifications, rooms};
use crate::{Engine, Error, search};

/// A text to be found is read so far.
const MOST_TO_FIND: usize = 200;

/// What is found of a text in a room at most.
const FOUND: u32 = 500;

impl Engine {
    /// Keeps what stands in a room's line to write in.
    ///
    /// # Errors
    /// [`Error::NotFound`] without such a room; [`Error::Write`].
    pub async fn set_draft(&self, id: RoomId, text: &str) -> Result<(), Error> {
        let text: String = text.chars().take(MAX_TEXT_CHARS).collect();
        let shared = Arc::clone(&self.shared);
        let is_there = self
            .write(move |tx| {
                Box::pin(async move {
                    let is_there = rooms::set_draft(tx.connection(), id, &text).await?;
                    search::publish_room(tx, &shared, id).await?;
                    Ok(is_there)
                })
            })
            .await?;
        is_there.then_some(()).ok_or(Error::NotFound("room"))
    }

    /// 고정, 알림 끄기: whether the room stands above the others, and whether notifications tell of it.
    ///
    /// # Errors
    /// [`Error::NotFound`] without such a room; [`Error::Write`].
    pub async fn set_room(&self, id: RoomId, is_pinned: bool, is_muted: bool) -> Result<(), Error> {
        let shared = Arc::clone(&self.shared);
        let is_there = self
            .write(move |tx| {
                Box::pin(async move {
                    let set = rooms::set_place(tx.connection(), id, is_pinned, is_muted);
                    let is_there = set.await?;
                    if is_muted {
                        notifications::withdraw_of_room(tx.connection(), id).await?;
                    }
                    search::publish_room(tx, &shared, id).await?;
                    Ok(is_there)
                })
            })
            .await?;
        is_there.then_some(()).ok_or(Error::NotFound("room"))
    }

    /// 이 대화에서 찾기: the lines in which the text occurs, newest first, at most 500. Nothing is found of a blank text.
    ///
    /// # Errors
    /// [`Error::Read`].
    pub async fn find_messages(&self, id: RoomId, text: &str) -> Result<Vec<MessageId>, Error> {
        let text: String = text.trim().chars().take(MOST_TO_FIND).collect();
        if text.is_empty() {
            return Ok(Vec::new());
        }
        Ok(messages::find(&mut *self.reader().await?, id, &text, FOUND).await?)
    }
}
