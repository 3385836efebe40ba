//! `message`: the lines of a room.

use sqlx::SqliteConnection;

use crate::id::{MessageId, RoomId, SearchId};
use crate::wire::{Author, Message, MessageBody, RefusalCode};

#[derive(sqlx::FromRow)]
struct Row {
    id: i64,
    room_id: i64,
    author: Author,
    kind: String,
    text: Option<String>,
    code: Option<RefusalCode>,
    search_id: Option<i64>,
    sent_at_ms: i64,
}

impl TryFrom<Row> for Message {
    type Error = sqlx::Error;

    fn try_from(row: Row) -> Result<Self, sqlx::Error> {
        let body = match (row.kind.as_str(), row.text, row.code, row.search_id) {
            ("text", Some(text), _, search_id) => MessageBody::Text { text, search_id },
            ("greeting", ..) => MessageBody::Greeting,
            ("guide", ..) => MessageBody::Guide,
            ("search", _, _, Some(search_id)) => MessageBody::Search { search_id },
            ("refused", _, Some(code), _) => MessageBody::Refused { code },
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
    };
    let id: MessageId = sqlx::query_scalar(
        "INSERT INTO message(room_id, author, kind, text, code, search_id, sent_at_ms)
         VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING id",
    )
    .bind(room_id)
    .bind(author)
    .bind(kind)
    .bind(text)
    .bind(code)
    .bind(search_id)
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
    "SELECT id, room_id, author, kind, text, code, search_id, sent_at_ms FROM message
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

/// The newest line of a room.
pub(crate) async fn last(
    connection: &mut SqliteConnection,
    room_id: RoomId,
) -> Result<Option<Message>, sqlx::Error> {
    Ok(page(connection, room_id, None, 1).await?.pop())
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

/// The lines of a room in which this text occurs: in what was typed, in the question of a card or in a title it shows. Newest
/// first, at most `limit`. Small and capital letters are the same (of the Latin alphabet without accents).
pub(crate) async fn find(
    connection: &mut SqliteConnection,
    room_id: RoomId,
    text: &str,
    limit: u32,
) -> Result<Vec<MessageId>, sqlx::Error> {
    sqlx::query_scalar(
        "SELECT id FROM message WHERE room_id = ?1 AND (text LIKE ?2 ESCAPE '\\' OR (kind = 'search' AND (
           EXISTS (SELECT 1 FROM search WHERE search.id = message.search_id AND search.text LIKE ?2 ESCAPE '\\')
           OR EXISTS (SELECT 1 FROM hit WHERE hit.search_id = message.search_id AND title LIKE ?2 ESCAPE '\\'))))
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
