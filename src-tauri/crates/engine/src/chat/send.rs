//! A text sent to a library, or to all friends at once: message, replies, searches and first jobs in one commit.

use std::sync::Arc;

use catalog::{Library, Query, QueryError};
use queue::{Transaction, WriteError};

use super::MAX_TEXT_CHARS;
use crate::alerts::ALERTS;
use crate::id::{HitId, MessageId, RoomId, SearchId};
use crate::options::{Amount, SearchOptions};
use crate::search::{self, Asked, Question};
use crate::shared::Shared;
use crate::store::{hits, messages, rooms, search_view, settings};
use crate::wire::{Author, Change, Message, MessageBody, RefusalCode, Sent};
use crate::{Engine, Error};

/// Words that ask how to ask.
pub const GUIDE_WORDS: [&str; 2] = ["사용법", "?"];

impl Engine {
    /// Takes what the person typed. It is stored, with the search it starts, before this returns; nothing waits for the
    /// library. `literal`: the commas belong to the title.
    ///
    /// # Errors
    /// [`Error::NotFound`] without such a room; [`Error::NothingToAsk`] in the room of alerts; [`Error::Write`] if nothing was stored.
    pub async fn send_message(
        &self,
        room: RoomId,
        text: &str,
        literal: bool,
    ) -> Result<Sent, Error> {
        let text: String = text.chars().take(MAX_TEXT_CHARS).collect();
        if text.trim().is_empty() {
            return Ok(Sent {
                messages: Vec::new(),
                searches: Vec::new(),
                running_message_id: None,
            });
        }
        let library_id = rooms::library_id(&mut *self.reader().await?, room)
            .await?
            .ok_or(Error::NotFound("room"))?;
        refuse_alerts(&library_id)?;
        let libraries = self.shared.asked_in_room_of(&library_id);
        if libraries.is_empty() {
            return Err(Error::NotFound("library"));
        }
        let is_guide = !literal && GUIDE_WORDS.contains(&text.trim());
        let query = if literal {
            Query::literal(&text)
        } else {
            Query::parse(&text)
        };
        let shared = Arc::clone(&self.shared);
        self.write(move |tx| {
            Box::pin(async move {
                match query {
                    _ if is_guide => answer(tx, &shared, room, text, MessageBody::Guide).await,
                    Err(error) => {
                        let code = refusal(&error);
                        answer(tx, &shared, room, text, MessageBody::Refused { code }).await
                    }
                    Ok(query) => {
                        let asked = ask(tx, &shared, room, libraries, &text, &query).await?;
                        show(tx, &shared, room, text, &asked).await
                    }
                }
            })
        })
        .await
    }

    /// 사용법: the library explains how to ask.
    ///
    /// # Errors
    /// [`Error::NotFound`] without such a room; [`Error::NothingToAsk`] in the room of alerts; [`Error::Write`].
    pub async fn show_guide(&self, room: RoomId) -> Result<(), Error> {
        let library_id = rooms::library_id(&mut *self.reader().await?, room)
            .await?
            .ok_or(Error::NotFound("room"))?;
        refuse_alerts(&library_id)?;
        let shared = Arc::clone(&self.shared);
        self.write(move |tx| {
            Box::pin(async move {
                let mut said = Vec::new();
                say(
                    tx,
                    &shared,
                    room,
                    Author::Library,
                    MessageBody::Guide,
                    &mut said,
                )
                .await?;
                search::publish_room(tx, &shared, room).await
            })
        })
        .await
    }
}

/// Nothing can be asked where watched books are told of.
fn refuse_alerts(library_id: &str) -> Result<(), Error> {
    match library_id {
        ALERTS => Err(Error::NothingToAsk(ALERTS)),
        _ => Ok(()),
    }
}

/// How far a search goes that is asked in a room.
async fn options(tx: &mut Transaction) -> Result<SearchOptions, WriteError> {
    let settings = settings::get(tx.connection()).await?;
    Ok(SearchOptions {
        copies: Amount::First(settings.copies_limit),
        keep_seconds: settings.keep_seconds,
        ..SearchOptions::default()
    })
}

fn refusal(error: &QueryError) -> RefusalCode {
    match error {
        QueryError::TooLong { .. } => RefusalCode::TooLong,
        QueryError::Nothing => RefusalCode::NothingToSearch,
    }
}

/// Stores a line and tells it after the commit.
async fn say(
    tx: &mut Transaction,
    shared: &Shared,
    room: RoomId,
    author: Author,
    body: MessageBody,
    said: &mut Vec<Message>,
) -> Result<(), WriteError> {
    let now_ms = shared.clock.now_ms();
    let message = messages::insert(tx.connection(), room, author, body, now_ms).await?;
    shared.tell_after(
        tx,
        Change::Message {
            message: message.clone(),
        },
    );
    said.push(message);
    Ok(())
}

/// The text and an answer that needs no search.
async fn answer(
    tx: &mut Transaction,
    shared: &Shared,
    room: RoomId,
    text: String,
    body: MessageBody,
) -> Result<Sent, WriteError> {
    let mut said = Vec::new();
    let text = MessageBody::Text {
        text,
        search_id: None,
    };
    say(tx, shared, room, Author::Me, text, &mut said).await?;
    say(tx, shared, room, Author::Library, body, &mut said).await?;
    search::publish_room(tx, shared, room).await?;
    Ok(Sent {
        messages: said,
        searches: Vec::new(),
        running_message_id: None,
    })
}

/// Asks each of these libraries, in their order.
async fn ask(
    tx: &mut Transaction,
    shared: &Shared,
    room: RoomId,
    libraries: Vec<Arc<Library>>,
    text: &str,
    query: &Query,
) -> Result<Vec<Asked>, WriteError> {
    let options = options(tx).await?;
    let mut asked = Vec::with_capacity(libraries.len());
    for library in libraries {
        let question = Question {
            library,
            room_id: Some(room),
            text: text.to_owned(),
            query: query.clone(),
            options: options.clone(),
        };
        asked.push(search::ask(tx, shared, &question).await?);
    }
    Ok(asked)
}

/// The text, and a card for every search that is new; the others have theirs.
async fn show(
    tx: &mut Transaction,
    shared: &Shared,
    room: RoomId,
    text: String,
    asked: &[Asked],
) -> Result<Sent, WriteError> {
    let mut said = Vec::new();
    let search_id = asked.first().map(|asked| asked.id().0);
    let text = MessageBody::Text { text, search_id };
    say(tx, shared, room, Author::Me, text, &mut said).await?;
    for asked in asked {
        if let Asked::New(id) = *asked {
            let card = MessageBody::Search { search_id: id.0 };
            say(tx, shared, room, Author::Library, card, &mut said).await?;
            let hits = shown_at_once(tx, id).await?;
            search::publish(tx, shared, id, &hits, Vec::new()).await?;
        }
    }
    search::publish_room(tx, shared, room).await?;
    let mut searches = Vec::with_capacity(asked.len());
    for asked in asked {
        searches.extend(search_view::view(tx.connection(), asked.id()).await?);
    }
    Ok(Sent {
        messages: said,
        searches,
        running_message_id: running(tx, asked).await?,
    })
}

/// The first card of a question that everybody asked is answering already.
async fn running(tx: &mut Transaction, asked: &[Asked]) -> Result<Option<i64>, WriteError> {
    let is_new = |asked: &Asked| matches!(asked, Asked::New(_));
    let Some(first) = asked.first().filter(|_| !asked.iter().any(is_new)) else {
        return Ok(None);
    };
    let card = messages::card_of(tx.connection(), first.id()).await?;
    Ok(card.map(|MessageId(id)| id))
}

/// The hits of a kept answer that its card shows at once.
async fn shown_at_once(tx: &mut Transaction, id: SearchId) -> Result<Vec<HitId>, WriteError> {
    let hits = hits::list(tx.connection(), id, 0, super::HITS_LOADED).await?;
    Ok(hits.into_iter().map(|hit| HitId(hit.id)).collect())
}
