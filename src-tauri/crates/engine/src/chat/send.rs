//! A text sent to a library: message, reply, search and first job in one commit.

use catalog::{Query, QueryError};
use queue::{Transaction, WriteError};

use super::MAX_TEXT_CHARS;
use crate::id::{MessageId, RoomId, SearchId};
use crate::options::{Amount, SearchOptions};
use crate::search::{self, Asked, Question};
use crate::shared::Shared;
use crate::store::{messages, rooms, search_view, settings};
use crate::wire::{Author, Change, Message, MessageBody, RefusalCode, Sent};
use crate::{Engine, Error};

/// Words that ask how to ask.
pub const GUIDE_WORDS: [&str; 2] = ["사용법", "?"];

impl Engine {
    /// Takes what the person typed. It is stored, with the search it starts, before this returns; nothing waits for the
    /// library. `literal`: the commas belong to the title.
    ///
    /// # Errors
    /// [`Error::NotFound`] without such a room; [`Error::Write`] if nothing was stored.
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
                search: None,
                running_message_id: None,
            });
        }
        let library_id = rooms::library_id(&mut *self.reader().await?, room)
            .await?
            .ok_or(Error::NotFound("room"))?;
        let library = self
            .shared
            .library(&library_id)
            .ok_or(Error::NotFound("library"))?;
        let is_guide = !literal && GUIDE_WORDS.contains(&text.trim());
        let query = if literal {
            Query::literal(&text)
        } else {
            Query::parse(&text)
        };
        let shared = std::sync::Arc::clone(&self.shared);
        self.write(move |tx| {
            Box::pin(async move {
                match query {
                    _ if is_guide => answer(tx, &shared, room, text, MessageBody::Guide).await,
                    Err(error) => {
                        let code = refusal(&error);
                        answer(tx, &shared, room, text, MessageBody::Refused { code }).await
                    }
                    Ok(query) => {
                        let options = options(tx).await?;
                        let question = Question {
                            library,
                            room_id: Some(room),
                            text,
                            query,
                            options,
                        };
                        ask(tx, &shared, room, question).await
                    }
                }
            })
        })
        .await
    }

    /// 사용법: the library explains how to ask.
    ///
    /// # Errors
    /// [`Error::NotFound`] without such a room; [`Error::Write`].
    pub async fn show_guide(&self, room: RoomId) -> Result<(), Error> {
        rooms::library_id(&mut *self.reader().await?, room)
            .await?
            .ok_or(Error::NotFound("room"))?;
        let shared = std::sync::Arc::clone(&self.shared);
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
        search: None,
        running_message_id: None,
    })
}

/// The text, and the card of its search: a new one, or the one that answers the same question already.
async fn ask(
    tx: &mut Transaction,
    shared: &Shared,
    room: RoomId,
    question: Question,
) -> Result<Sent, WriteError> {
    let asked = search::ask(tx, shared, &question).await?;
    let (Asked::New(id) | Asked::Running(id)) = asked;
    let mut said = Vec::new();
    let text = MessageBody::Text {
        text: question.text,
        search_id: Some(id.0),
    };
    say(tx, shared, room, Author::Me, text, &mut said).await?;
    let mut running_message_id = None;
    match asked {
        Asked::New(SearchId(search_id)) => {
            let card = MessageBody::Search { search_id };
            say(tx, shared, room, Author::Library, card, &mut said).await?;
            let hits = shown_at_once(tx, id).await?;
            search::publish(tx, shared, id, &hits, Vec::new()).await?;
        }
        Asked::Running(id) => {
            let card = messages::card_of(tx.connection(), id).await?;
            running_message_id = card.map(|MessageId(id)| id);
        }
    }
    search::publish_room(tx, shared, room).await?;
    let search = search_view::view(tx.connection(), id).await?;
    Ok(Sent {
        messages: said,
        search,
        running_message_id,
    })
}

/// The hits of a kept answer that its card shows at once.
async fn shown_at_once(
    tx: &mut Transaction,
    id: SearchId,
) -> Result<Vec<crate::id::HitId>, WriteError> {
    let hits = crate::store::hits::list(tx.connection(), id, 0, super::HITS_LOADED).await?;
    Ok(hits
        .into_iter()
        .map(|hit| crate::id::HitId(hit.id))
        .collect())
}
