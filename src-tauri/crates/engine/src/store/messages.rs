//! `message`: the lines of a room.

use sqlx::SqliteConnection;

use super::bad_json;
use crate::id::{MessageId, RoomId, SearchId};
use crate::wire::{Author, Message, MessageBody, RefusalCode, WatchNews};

#[derive(sqlx::FromRow)]
struct Row {
    id: i64,
    room_id: i64,
    author: Author,
    kind: String,
    text: Option<String>,
    code: Option<RefusalCode>,
    search_id: Option<i64>,
    news: Option<String>,
    sent_at_ms: i64,
}

impl TryFrom<Row> for Message {
    type Error = sqlx::Error;

    fn try_from(row: Row) -> Result<Self, sqlx::Error> {
        let news = row.news.as_deref().map(serde_json::from_str).transpose();
        let news: Option<WatchNews> = news.map_err(bad_json)?;
        let body = match (row.kind.as_str(), row.text, row.code, row.search_id, news) {
            ("text", Some(text), _, search_id, _) => MessageBody::Text { text, search_id },
            ("greeting", ..) => MessageBody::Greeting,
            ("guide", ..) => MessageBody::Guide,
            ("search", _, _, Some(search_id), _) => MessageBody::Search { search_id },
            ("refused", _, Some(code), ..) => MessageBody::Refused { code },
            ("watch", .., Some(news)) => MessageBody::Watch { news },
            (kind, ..) => {
                let error = format!("message {} of kind {kind} is incomplete", row.id);
                return Err(sqlx::Error::Decode(error.into()));
            }
        };
        Ok(Self {
            id: row.id,
            room_id: row.room_id,
            author: row.author,
            body,
            sent_at_ms: row.sent_at_ms,
        })
    }
}

/// Writes a line.
pub(crate) async fn insert(
    connection: &mut SqliteConnection,
    room_id: RoomId,
    author: Author,
    body: MessageBody,
    now_ms: i64,
) -> Result<Message, sqlx::Error> {
    let (kind, text, code, search_id) = match &body {
        MessageBody::Text { text, search_id } => ("text", Some(text), None, *search_id),
        MessageBody::Greeting => ("greeting", None, None, None),
        MessageBody::Guide => ("guide", None, None, None),
        MessageBody::Search { search_id } => ("search", None, None, Some(*search_id)),
        MessageBody::Refused { code } => ("refused", None, Some(*code), None),
        MessageBody::Watch { .. } => ("watch", None, None, None),
    };
    let news = match &body {
        MessageBody::Watch { news } => Some(serde_json::to_string(news).map_err(bad_json)?),
        _ => None,
    };
    let id: MessageId = sqlx::query_scalar(
        "INSERT INTO message(room_id, author, kind, text, code, search_id, news, sent_at_ms)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
    )
    .bind(room_id)
    .bind(author)
    .bind(kind)
    .bind(text)
    .bind(code)
    .bind(search_id)
    .bind(news)
    .bind(now_ms)
    .fetch_one(connection)
    .await?;
    Ok(Message {
        id: id.0,
        room_id: room_id.0,
        author,
        body,
        sent_at_ms: now_ms,
    })
}

/// [`page`]: `message_room` holds them in order.
pub(super) const PAGE: &str =
    "SELECT id, room_id, author, kind, text, code, search_id, news, sent_at_ms FROM message
     WHERE room_id = ? AND id < ? ORDER BY id DESC LIMIT ? + 0";

/// Up to `limit` lines before `before` (the newest when none is given), oldest first.
pub(crate) async fn page(
    connection: &mut SqliteConnection,
    room_id: RoomId,
    before: Option<MessageId>,
    limit: u32,
) -> Result<Vec<Message>, sqlx::Error> {
    let rows: Vec<Row> = sqlx::query_as(PAGE)
        .bind(room_id)
        .bind(before.map_or(i64::MAX, |id| id.0))
        .bind(limit)
        .fetch_all(connection)
        .await?;
    rows.into_iter().rev().map(Message::try_from).collect()
}

/// [`after`]: `message_room` holds them in order.
pub(super) const AFTER: &str =
    "SELECT id, room_id, author, kind, text, code, search_id, news, sent_at_ms FROM message
     WHERE room_id = ? AND id > ? ORDER BY id LIMIT ? + 0";

/// Up to `limit` lines after `after` (from the first when none is given), oldest first.
pub(crate) async fn after(
    connection: &mut SqliteConnection,
    room_id: RoomId,
    after: Option<MessageId>,
    limit: u32,
) -> Result<Vec<Message>, sqlx::Error> {
    let rows: Vec<Row> = sqlx::query_as(AFTER)
        .bind(room_id)
        .bind(after.map_or(0, |id| id.0))
        .bind(limit)
        .fetch_all(connection)
        .await?;
    rows.into_iter().map(Message::try_from).collect()
}

/// [`last`]: `message_room` holds them in order; only the lines since the last one that is no card are looked at.
pub(super) const LAST: &str =
    "SELECT message.id, message.room_id, author, kind, message.text, message.code, search_id, news, sent_at_ms
     FROM message LEFT JOIN search ON search.id = search_id
     WHERE message.room_id = ?1 AND message.id >= coalesce(
       (SELECT id FROM message WHERE room_id = ?1 AND kind <> 'search' ORDER BY id DESC LIMIT 1), 0)
     ORDER BY (kind = 'search' AND finished_at_ms IS NULL) DESC, message.id DESC LIMIT 1";

/// The line that tells how a room stands: its newest. Of the cards that it ends with, one for each library that was asked, the
/// newest whose search goes on.
pub(crate) async fn last(
    connection: &mut SqliteConnection,
    room_id: RoomId,
) -> Result<Option<Message>, sqlx::Error> {
    let row: Option<Row> = sqlx::query_as(LAST)
        .bind(room_id)
        .fetch_optional(connection)
        .await?;
    row.map(Message::try_from).transpose()
}

/// The line with this id.
pub(crate) async fn get(
    connection: &mut SqliteConnection,
    id: MessageId,
) -> Result<Option<Message>, sqlx::Error> {
    let row: Option<Row> = sqlx::query_as(
        "SELECT id, room_id, author, kind, text, code, search_id, news, sent_at_ms FROM message WHERE id = ?",
    )
    .bind(id)
    .fetch_optional(connection)
    .await?;
    row.map(Message::try_from).transpose()
}

/// The card of a search.
pub(crate) async fn card_of(
    connection: &mut SqliteConnection,
    search_id: SearchId,
) -> Result<Option<MessageId>, sqlx::Error> {
    sqlx::query_scalar("SELECT id FROM message WHERE search_id = ? AND kind = 'search'")
        .bind(search_id)
        .fetch_optional(connection)
        .await
}

/// The lines of a room in which this text occurs: in what was typed, in the question of a card, in its books as their list names
/// them, in the places and call numbers of their copies, in the title or the place of a watched book. Newest first, at most `limit`.
/// Small and capital letters are the same (of the Latin alphabet without accents).
pub(crate) async fn find(
    connection: &mut SqliteConnection,
    room_id: RoomId,
    text: &str,
    limit: u32,
) -> Result<Vec<MessageId>, sqlx::Error> {
    sqlx::query_scalar(
        "SELECT id FROM message WHERE room_id = ?1 AND (
           text LIKE ?2 ESCAPE '\\'
           OR EXISTS (SELECT 1 FROM json_tree(news) WHERE key IN ('title', 'place', 'location', 'call_number') AND atom LIKE ?2 ESCAPE '\\')
           OR kind = 'search' AND EXISTS (SELECT 1 FROM search WHERE search.id = message.search_id AND search.text LIKE ?2 ESCAPE '\\')
           OR kind = 'search' AND EXISTS (SELECT 1 FROM hit WHERE hit.search_id = message.search_id AND (
             title LIKE ?2 ESCAPE '\\' OR hit.author LIKE ?2 ESCAPE '\\' OR publisher LIKE ?2 ESCAPE '\\'
             OR EXISTS (SELECT 1 FROM json_tree(branches) WHERE key IN ('name', 'call_number') AND atom LIKE ?2 ESCAPE '\\')
             OR EXISTS (SELECT 1 FROM copy WHERE copy.book_id = hit.book_id AND (
               branch LIKE ?2 ESCAPE '\\' OR location LIKE ?2 ESCAPE '\\' OR call_number LIKE ?2 ESCAPE '\\')))))
         ORDER BY id DESC LIMIT ?3",
    )
    .bind(room_id)
    .bind(like(text))
    .bind(limit)
    .fetch_all(connection)
    .await
}

/// A pattern of LIKE for texts in which this one occurs.
fn like(text: &str) -> String {
    let mut pattern = String::from("%");
    for letter in text.chars() {
        if matches!(letter, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(letter);
    }
    pattern.push('%');
    pattern
}
