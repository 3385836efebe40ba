//! 대화 내보내기: a conversation as a text to read or a table to work with, a page after the other: a long one never lies in memory as
//! a whole.

mod csv;
mod text;

use std::collections::VecDeque;
use std::sync::Arc;

use sqlx::{Sqlite, Transaction};

use crate::id::{MessageId, RoomId, SearchId};
use crate::local_time::clock_time;
use crate::shared::Shared;
use crate::store::{hits, messages, rooms, search_view};
use crate::wire::{ExportForm, Message, MessageBody, Search};
use crate::{Engine, Error};

/// Lines, or hits of a card, read at a time.
const PAGE: u32 = 200;

/// A piece is given out when it has so many bytes.
const PIECE_BYTES: usize = 64 * 1024;

/// A conversation that is being written out, as it was when that began.
pub struct Export {
    /// The library talked to, or that it was all of them.
    pub library_id: String,
    /// The local day, as `2026-11-22`.
    pub date: String,
    /// How a file of it should end.
    pub extension: &'static str,
    form: ExportForm,
    is_korean: bool,
    room: RoomId,
    shared: Arc<Shared>,
    /// One snapshot, so that lines, searches and hits fit together.
    reader: Transaction<'static, Sqlite>,
    has_begun: bool,
    /// Lines that were read and not written yet.
    lines: VecDeque<Message>,
    /// The line that was read last.
    last: Option<MessageId>,
    /// The card whose hits come next.
    open: Option<Open>,
}

/// A card of which so many hits were written.
struct Open {
    line: Line,
    search: SearchId,
    hit_count: u32,
}

/// A line with what its card shows.
struct Line {
    /// The local time.
    at: String,
    message: Message,
    card: Option<Card>,
}

/// A search as a room shows it.
struct Card {
    /// Who was asked: in the room of all friends not the one talked to.
    library: String,
    search: Search,
}

impl Engine {
    /// Begins to write out the conversation of a room in this form, in Korean or English.
    ///
    /// # Errors
    /// [`Error::NotFound`] without such a room.
    pub async fn export_room(
        &self,
        id: RoomId,
        form: ExportForm,
        is_korean: bool,
    ) -> Result<Export, Error> {
        let mut reader = self.database.reader().begin().await?;
        let library_id = rooms::library_id(&mut reader, id)
            .await?
            .ok_or(Error::NotFound("room"))?;
        let shared = Arc::clone(&self.shared);
        let now_ms = shared.clock.now_ms();
        let mut date = clock_time(now_ms, (shared.utc_offset)(now_ms));
        date.truncate("2026-11-22".len());
        Ok(Export {
            library_id,
            date,
            extension: match form {
                ExportForm::Text => "txt",
                ExportForm::Csv => "csv",
            },
            form,
            is_korean,
            room: id,
            shared,
            reader,
            has_begun: false,
            lines: VecDeque::new(),
            last: None,
            open: None,
        })
    }
}

impl Export {
    /// The next piece; none at the end.
    ///
    /// # Errors
    /// [`Error::Read`].
    pub async fn next(&mut self) -> Result<Option<String>, Error> {
        let mut piece = String::new();
        if !self.has_begun && self.form == ExportForm::Csv {
            piece.push_str(&csv::header(self.is_korean));
        }
        self.has_begun = true;
        while piece.len() < PIECE_BYTES {
            let Some(more) = self.more().await? else {
                break;
            };
            piece.push_str(&more);
        }
        Ok((!piece.is_empty()).then_some(piece))
    }

    /// What follows next: some books of the open card, or a line. May be nothing to be written; none at the end.
    async fn more(&mut self) -> Result<Option<String>, sqlx::Error> {
        if let Some(open) = self.open.take() {
            return self.books(open).await.map(Some);
        }
        let Some(message) = self.next_message().await? else {
            return Ok(None);
        };
        let line = self.line(message).await?;
        let text = match self.form {
            ExportForm::Text => {
                let library = self.shared.name(&self.library_id, self.is_korean);
                text::line(&line, &library, self.is_korean)
            }
            ExportForm::Csv => String::new(),
        };
        self.open = line
            .card
            .as_ref()
            .map(|card| card.search.id)
            .map(|id| Open {
                line,
                search: SearchId(id),
                hit_count: 0,
            });
        Ok(Some(text))
    }

    /// The next books of this card, which stays open while there may be more.
    async fn books(&mut self, mut open: Open) -> Result<String, sqlx::Error> {
        let hits = hits::list(&mut self.reader, open.search, open.hit_count, PAGE).await?;
        let text = match self.form {
            ExportForm::Text => text::books(&hits),
            ExportForm::Csv => {
                let time = |at_ms| time(&self.shared, at_ms);
                csv::rows(&open.line, &hits, &time)
            }
        };
        let read = u32::try_from(hits.len()).unwrap_or(u32::MAX);
        if read == PAGE {
            open.hit_count += read;
            self.open = Some(open);
        }
        Ok(text)
    }

    async fn next_message(&mut self) -> Result<Option<Message>, sqlx::Error> {
        if self.lines.is_empty() {
            let page = messages::after(&mut self.reader, self.room, self.last, PAGE).await?;
            self.last = page
                .last()
                .map(|message| MessageId(message.id))
                .or(self.last);
            self.lines = page.into();
        }
        Ok(self.lines.pop_front())
    }

    async fn line(&mut self, message: Message) -> Result<Line, sqlx::Error> {
        let search = match &message.body {
            MessageBody::Search { search_id } => {
                search_view::view(&mut self.reader, SearchId(*search_id)).await?
            }
            _ => None,
        };
        let card = search.map(|search| Card {
            library: self.shared.name(&search.library_id, self.is_korean),
            search,
        });
        Ok(Line {
            at: time(&self.shared, message.sent_at_ms),
            message,
            card,
        })
    }
}

/// A moment as the clock on the wall shows it.
fn time(shared: &Shared, at_ms: i64) -> String {
    clock_time(at_ms, (shared.utc_offset)(at_ms))
}

/// Words in one line.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests;
