//! 대화 내보내기: a conversation as a text to read or a table to work with.

mod csv;
mod text;

use sqlx::SqliteConnection;

use crate::id::{RoomId, SearchId};
use crate::local_time::clock_time;
use crate::store::{hits, messages, rooms, search_view};
use crate::wire::{ExportForm, Hit, Message, MessageBody, Search};
use crate::{Engine, Error};

/// Lines read at a time.
const PAGE: u32 = 200;

/// A conversation written out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exported {
    /// The library talked to.
    pub library_id: String,
    /// The local day, as `2026-11-22`.
    pub date: String,
    /// How a file of it should end.
    pub extension: &'static str,
    /// The whole.
    pub text: String,
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
    search: Search,
    hits: Vec<Hit>,
}

impl Engine {
    /// The conversation of a room in this form, in Korean or English.
    ///
    /// # Errors
    /// [`Error::NotFound`] without such a room.
    pub async fn export_room(
        &self,
        id: RoomId,
        form: ExportForm,
        is_korean: bool,
    ) -> Result<Exported, Error> {
        // One snapshot, so that lines, searches and hits fit together.
        let mut reader = self.database.reader().begin().await?;
        let library_id = rooms::library_id(&mut reader, id)
            .await?
            .ok_or(Error::NotFound("room"))?;
        let time = |at_ms: i64| clock_time(at_ms, (self.shared.utc_offset)(at_ms));
        let lines = lines(&mut reader, id, &time).await?;
        let library = self.shared.library(&library_id);
        let name = library.map_or_else(
            || library_id.clone(),
            |library| match is_korean {
                true => library.name.clone(),
                false => library.name_en.clone(),
            },
        );
        let (extension, text) = match form {
            ExportForm::Text => ("txt", text::text(&lines, &name, is_korean)),
            ExportForm::Csv => ("csv", csv::csv(&lines, &time, is_korean)),
        };
        let mut date = time(self.shared.clock.now_ms());
        date.truncate("2026-11-22".len());
        Ok(Exported {
            library_id,
            date,
            extension,
            text,
        })
    }
}

/// All lines of a room, oldest first.
async fn lines(
    connection: &mut SqliteConnection,
    id: RoomId,
    time: &(dyn Fn(i64) -> String + Sync),
) -> Result<Vec<Line>, sqlx::Error> {
    let mut all = Vec::new();
    let mut before = None;
    loop {
        let page = messages::page(connection, id, before, PAGE).await?;
        let Some(first) = page.first() else { break };
        before = Some(crate::id::MessageId(first.id));
        all.extend(page.into_iter().rev());
    }
    let mut lines = Vec::with_capacity(all.len());
    for message in all.into_iter().rev() {
        let card = match &message.body {
            MessageBody::Search { search_id } => card(connection, SearchId(*search_id)).await?,
            _ => None,
        };
        let at = time(message.sent_at_ms);
        lines.push(Line { at, message, card });
    }
    Ok(lines)
}

async fn card(
    connection: &mut SqliteConnection,
    id: SearchId,
) -> Result<Option<Card>, sqlx::Error> {
    let Some(search) = search_view::view(connection, id).await? else {
        return Ok(None);
    };
    let hits = hits::list(connection, id, 0, u32::MAX).await?;
    Ok(Some(Card { search, hits }))
}

/// Words in one line.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests;
