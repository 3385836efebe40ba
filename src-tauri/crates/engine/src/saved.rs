//! What the person keeps beyond its conversation: books and questions. Watches are listed beside them; they are the business of `watch`.

use std::sync::Arc;

use crate::store::{saved, watches};
use crate::wire::{Change, Saved};
use crate::{Engine, Error};

impl Engine {
    /// Everything that is kept.
    ///
    /// # Errors
    /// [`Error::Read`].
    pub async fn saved(&self) -> Result<Saved, Error> {
        // One snapshot, so that every book keeps its own copies.
        let mut reader = self.database.reader().begin().await?;
        let mut saved = saved::all(&mut reader).await?;
        saved.watches = watches::all(&mut reader, self.watches_ended_after_ms()).await?;
        Ok(saved)
    }

    /// Keeps a book that some hit shows, or no longer.
    ///
    /// # Errors
    /// [`Error::NotFound`] if there is no such book to keep; [`Error::Write`].
    pub async fn set_book_saved(
        &self,
        library_id: &str,
        cid: &str,
        is_saved: bool,
    ) -> Result<(), Error> {
        let shared = Arc::clone(&self.shared);
        let (library_id, cid) = (library_id.to_owned(), cid.to_owned());
        let is_known = self
            .write(move |tx| {
                Box::pin(async move {
                    let now_ms = shared.clock.now_ms();
                    let is_known = if is_saved {
                        saved::add_book(tx.connection(), &library_id, &cid, now_ms).await?
                    } else {
                        saved::remove_book(tx.connection(), &library_id, &cid, now_ms).await?;
                        true
                    };
                    if is_known {
                        shared.tell_after(tx, Change::Saved);
                    }
                    Ok(is_known)
                })
            })
            .await?;
        is_known.then_some(()).ok_or(Error::NotFound("book"))
    }

    /// Keeps a question to a library or to all friends, or no longer.
    ///
    /// # Errors
    /// [`Error::NotFound`] without such a library; [`Error::Write`].
    pub async fn set_search_saved(
        &self,
        library_id: &str,
        text: &str,
        is_saved: bool,
    ) -> Result<(), Error> {
        if is_saved && self.shared.asked_in_room_of(library_id).is_empty() {
            return Err(Error::NotFound("library"));
        }
        let shared = Arc::clone(&self.shared);
        let (library_id, text) = (library_id.to_owned(), text.to_owned());
        self.write(move |tx| {
            Box::pin(async move {
                if is_saved {
                    let now_ms = shared.clock.now_ms();
                    saved::add_search(tx.connection(), &library_id, &text, now_ms).await?;
                } else {
                    saved::remove_search(tx.connection(), &library_id, &text).await?;
                }
                shared.tell_after(tx, Change::Saved);
                Ok(())
            })
        })
        .await
    }
}
