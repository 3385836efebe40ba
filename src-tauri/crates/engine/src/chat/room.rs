//! Rooms: the list, one room's lines, and what the person does with a card in it.

use std::sync::Arc;

use catalog::{Catalogue, Standing};
use queue::{Transaction, WriteError};
use url::Url;

use super::{HITS_LOADED, MESSAGES_LOADED};
use crate::alerts::ALERTS;
use crate::everyone::{self, EVERYONE};
use crate::id::{HitId, MessageId, RoomId, SearchId};
use crate::shared::Shared;
use crate::store::hits::{self, Part};
use crate::store::{messages, notifications, rooms, search_view, searches, sources};
use crate::wire::{Author, Hit, Library, Message, MessageBody, Retried, Room, RoomView, Search};
use crate::{Engine, Error, search};

impl Engine {
    /// Every library, friends first, and among them the friend that is all of them ([`crate::EVERYONE`]) and the room of alerts
    /// ([`crate::ALERTS`]), which is no friend.
    #[must_use]
    pub fn libraries(&self) -> Vec<Library> {
        let libraries = self.shared.libraries.iter();
        everyone::join(
            libraries
                .map(|library| Library::from(library.as_ref()))
                .collect(),
        )
    }

    /// The rooms, last activity first.
    ///
    /// # Errors
    /// [`Error::Read`].
    pub async fn rooms(&self) -> Result<Vec<Room>, Error> {
        let now_ms = self.shared.clock.now_ms();
        Ok(rooms::list(&mut *self.reader().await?, now_ms).await?)
    }

    /// Opens the room of a library, or that of all friends; a new one begins with its greeting. That of alerts is opened once it is
    /// there, and never made.
    ///
    /// # Errors
    /// [`Error::NotFound`] without such a library, or without any alert; [`Error::NotConfirmed`] for one that nobody has checked yet.
    pub async fn start_chat(&self, library_id: &str) -> Result<RoomView, Error> {
        if library_id == ALERTS {
            return self.open_alerts().await;
        }
        if library_id != EVERYONE {
            let library = self.shared.library(library_id);
            let library = library.ok_or(Error::NotFound("library"))?;
            if library.standing == Standing::Unconfirmed {
                return Err(Error::NotConfirmed(library.id.clone()));
            }
        }
        let shared = Arc::clone(&self.shared);
        let library_id = library_id.to_owned();
        let id = self
            .write(move |tx| Box::pin(async move { enter(tx, &shared, &library_id).await }))
            .await?;
        self.open_room(id, None).await
    }

    /// The room of alerts; it is not there before there is anything to tell.
    async fn open_alerts(&self) -> Result<RoomView, Error> {
        let room = rooms::of_library(&mut *self.reader().await?, ALERTS).await?;
        self.open_room(room.ok_or(Error::NotFound("room"))?, None)
            .await
    }

    /// A room with its latest lines, or those before `before`.
    ///
    /// # Errors
    /// [`Error::NotFound`] without such a room.
    pub async fn open_room(
        &self,
        id: RoomId,
        before: Option<MessageId>,
    ) -> Result<RoomView, Error> {
        // One snapshot, so that lines, searches and hits fit together.
        let mut reader = self.database.reader().begin().await?;
        let room = rooms::view(&mut reader, id, self.shared.clock.now_ms())
            .await?
            .ok_or(Error::NotFound("room"))?;
        let mut lines = messages::page(&mut reader, id, before, MESSAGES_LOADED + 1).await?;
        let has_older = lines.len() > MESSAGES_LOADED as usize;
        if has_older {
            lines.remove(0);
        }
        let (mut searches, mut found) = (Vec::new(), Vec::new());
        for search_id in shown_searches(&lines) {
            searches.extend(search_view::view(&mut reader, search_id).await?);
            found.extend(hits::list(&mut reader, search_id, 0, HITS_LOADED).await?);
        }
        Ok(RoomView {
            room,
            messages: lines,
            searches,
            hits: found,
            has_older,
        })
    }

    /// A search as it stands.
    ///
    /// # Errors
    /// [`Error::NotFound`] without such a search.
    pub async fn search(&self, id: SearchId) -> Result<Search, Error> {
        search_view::view(&mut *self.reader().await?, id)
            .await?
            .ok_or(Error::NotFound("search"))
    }

    /// Up to `limit` hits of a search from this place on.
    ///
    /// # Errors
    /// [`Error::Read`].
    pub async fn hits(&self, id: SearchId, from: u32, limit: u32) -> Result<Vec<Hit>, Error> {
        Ok(hits::list(&mut *self.reader().await?, id, from, limit).await?)
    }

    /// 그만 찾기: what was found is kept.
    ///
    /// # Errors
    /// [`Error::Write`].
    pub async fn cancel_search(&self, id: SearchId) -> Result<(), Error> {
        let shared = Arc::clone(&self.shared);
        self.write(move |tx| Box::pin(async move { search::cancel(tx, &shared, id).await }))
            .await
    }

    /// 다시 찾기: what is missing or failed; of a complete search, everything.
    ///
    /// # Errors
    /// [`Error::Write`].
    pub async fn retry_search(&self, id: SearchId) -> Result<Retried, Error> {
        let shared = Arc::clone(&self.shared);
        let running = self
            .write(move |tx| Box::pin(async move { search::again(tx, &shared, id).await }))
            .await?;
        Ok(Retried {
            running_message_id: running.map(|MessageId(id)| id),
        })
    }

    /// 더 불러오기: up to 500 hits more.
    ///
    /// # Errors
    /// [`Error::Write`].
    pub async fn load_more(&self, id: SearchId) -> Result<Retried, Error> {
        let shared = Arc::clone(&self.shared);
        let running = self
            .write(move |tx| Box::pin(async move { search::load_more(tx, &shared, id).await }))
            .await?;
        Ok(Retried {
            running_message_id: running.map(|MessageId(id)| id),
        })
    }

    /// The copies of these hits are wanted, be it that nobody asked for them or that they could not be read.
    ///
    /// # Errors
    /// [`Error::Write`].
    pub async fn check_copies(&self, id: SearchId, ids: Vec<HitId>) -> Result<(), Error> {
        self.look_at(id, Part::Copies, ids).await
    }

    /// 상세 of this hit was opened: what only the page of its record says is wanted.
    ///
    /// # Errors
    /// [`Error::Write`].
    pub async fn check_detail(&self, id: SearchId, hit: HitId) -> Result<(), Error> {
        self.look_at(id, Part::Detail, vec![hit]).await
    }

    async fn look_at(&self, id: SearchId, part: Part, ids: Vec<HitId>) -> Result<(), Error> {
        let shared = Arc::clone(&self.shared);
        self.write(move |tx| {
            Box::pin(async move { search::look_at(tx, &shared, id, part, &ids).await })
        })
        .await
    }

    /// These hits are on the screen now, and no others of this search: if their copies are waited for, they come first.
    ///
    /// # Errors
    /// [`Error::Write`].
    pub async fn show_hits(&self, id: SearchId, ids: Vec<HitId>) -> Result<(), Error> {
        self.write(move |tx| Box::pin(async move { search::bring_forward(tx, id, &ids).await }))
            .await
    }

    /// What the person sees now: a room, while the window has the focus.
    pub fn set_view(&self, room: Option<RoomId>, focused: bool) {
        self.shared.view.set(room.filter(|_| focused));
    }

    /// The person has seen everything in this room.
    ///
    /// # Errors
    /// [`Error::Write`].
    pub async fn mark_seen(&self, id: RoomId) -> Result<(), Error> {
        let shared = Arc::clone(&self.shared);
        self.write(move |tx| {
            Box::pin(async move {
                if rooms::mark_seen(tx.connection(), id, shared.clock.now_ms()).await? {
                    // In quiet hours they may have waited to be shown.
                    notifications::withdraw_of_room(tx.connection(), id).await?;
                    search::publish_room(tx, &shared, id).await?;
                }
                Ok(())
            })
        })
        .await
    }

    /// The library's own page of a book, or of the list when none is named.
    ///
    /// # Errors
    /// [`Error::NotFound`] without such a search, hit or address; [`Error::NotAllowed`] if the page is not the library's.
    pub async fn link(&self, id: SearchId, hit: Option<HitId>) -> Result<Url, Error> {
        let mut reader = self.reader().await?;
        let record = searches::get(&mut reader, id)
            .await?
            .ok_or(Error::NotFound("search"))?;
        let source = sources::get(&mut reader, record.source_id).await?;
        let catalogue = source
            .and_then(|source| self.shared.catalogue(&source))
            .ok_or(Error::NotFound("address"))?;
        let url = match hit {
            None => catalogue.list_url(&record.query),
            Some(hit) => {
                let found = hits::some(&mut reader, &[hit]).await?;
                let hit = found
                    .first()
                    .filter(|hit| hit.search_id == id.0)
                    .ok_or(Error::NotFound("hit"))?;
                catalogue.book_url(&hit.cid)
            }
        };
        if catalogue.allows(&url) {
            Ok(url)
        } else {
            Err(Error::NotAllowed(url.to_string()))
        }
    }

    /// The website of a library.
    ///
    /// # Errors
    /// [`Error::NotFound`] without such a library or address: all friends at once have none, nor has the practice library;
    /// [`Error::NotAllowed`] if it is none for a browser.
    pub fn home(&self, library_id: &str) -> Result<Url, Error> {
        let library = self.shared.library(library_id);
        let library = library.filter(|library| library.standing != Standing::Practice);
        let library = library.ok_or(Error::NotFound("library"))?;
        let url = library.base_url.clone().ok_or(Error::NotFound("address"))?;
        if Catalogue::new(library, url.clone()).allows(&url) {
            Ok(url)
        } else {
            Err(Error::NotAllowed(url.to_string()))
        }
    }
}

async fn enter(
    tx: &mut Transaction,
    shared: &Shared,
    library_id: &str,
) -> Result<RoomId, WriteError> {
    let now_ms = shared.clock.now_ms();
    let (id, is_new) = rooms::ensure(tx.connection(), library_id, now_ms).await?;
    if is_new {
        let greeting = MessageBody::Greeting;
        messages::insert(tx.connection(), id, Author::Library, greeting, now_ms).await?;
        search::publish_room(tx, shared, id).await?;
    }
    Ok(id)
}

/// The searches that these lines show, each once.
fn shown_searches(lines: &[Message]) -> Vec<SearchId> {
    let mut ids: Vec<SearchId> = lines
        .iter()
        .filter_map(|line| match &line.body {
            MessageBody::Search { search_id }
            | MessageBody::Text {
                search_id: Some(search_id),
                ..
            } => Some(SearchId(*search_id)),
            _ => None,
        })
        .collect();
    ids.sort_unstable();
    ids.dedup();
    ids
}
