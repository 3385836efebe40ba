//! `library`: what is known of a library beside its file.

use std::collections::HashMap;

use sqlx::{FromRow, SqliteConnection};

use crate::wire::ErrorCode;

/// Whether a library answers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, FromRow)]
pub(crate) struct Answers {
    /// When it last did.
    pub(crate) answered_at_ms: Option<i64>,
    /// Why it did not when it was last asked.
    pub(crate) unanswered: Option<ErrorCode>,
}

/// Of one library; of one that was never asked nothing is known.
pub(crate) async fn get(
    connection: &mut SqliteConnection,
    id: &str,
) -> Result<Answers, sqlx::Error> {
    let row = sqlx::query_as("SELECT answered_at_ms, unanswered FROM library WHERE id = ?")
        .bind(id)
        .fetch_optional(connection)
        .await?;
    Ok(row.unwrap_or_default())
}

/// Of all that were ever asked.
pub(crate) async fn all(
    connection: &mut SqliteConnection,
) -> Result<HashMap<String, Answers>, sqlx::Error> {
    let rows: Vec<(String, Option<i64>, Option<ErrorCode>)> =
        sqlx::query_as("SELECT id, answered_at_ms, unanswered FROM library")
            .fetch_all(connection)
            .await?;
    Ok(rows
        .into_iter()
        .map(|(id, answered_at_ms, unanswered)| {
            let answers = Answers {
                answered_at_ms,
                unanswered,
            };
            (id, answers)
        })
        .collect())
}

/// Keeps it.
pub(crate) async fn set(
    connection: &mut SqliteConnection,
    id: &str,
    answers: Answers,
) -> Result<(), sqlx::Error> {
    sqlx::query(
        "INSERT INTO library(id, answered_at_ms, unanswered) VALUES (?, ?, ?)
         ON CONFLICT (id) DO UPDATE SET answered_at_ms = excluded.answered_at_ms, unanswered = excluded.unanswered",
    )
    .bind(id)
    .bind(answers.answered_at_ms)
    .bind(answers.unanswered)
    .execute(connection)
    .await?;
    Ok(())
}
