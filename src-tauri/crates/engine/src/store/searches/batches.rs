//! `search_batch`: which batches of jobs a search owns.

use queue::BatchId;
use sqlx::SqliteConnection;

use crate::id::SearchId;
use crate::store::json_list;

/// What a batch is for: the answer itself, or copies that came into view beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, sqlx::Type)]
#[sqlx(rename_all = "snake_case")]
pub(crate) enum Purpose {
    Answer,
    View,
}

/// Gives a batch to a search.
pub(crate) async fn add_batch(
    connection: &mut SqliteConnection,
    id: SearchId,
    batch: BatchId,
    purpose: Purpose,
) -> Result<(), sqlx::Error> {
    sqlx::query("INSERT INTO search_batch(batch_id, search_id, purpose) VALUES (?, ?, ?)")
        .bind(batch.0)
        .bind(id)
        .bind(purpose)
        .execute(connection)
        .await?;
    Ok(())
}

/// The searches that own these batches, each with its batch and what that is for.
pub(crate) async fn owners(
    connection: &mut SqliteConnection,
    batches: &[BatchId],
) -> Result<Vec<(SearchId, BatchId, Purpose)>, sqlx::Error> {
    let ids: Vec<i64> = batches.iter().map(|batch| batch.0).collect();
    let rows: Vec<(SearchId, i64, Purpose)> = sqlx::query_as(
        "SELECT search_id, batch_id, purpose FROM search_batch
         WHERE batch_id IN (SELECT value FROM json_each(?)) ORDER BY search_id, batch_id",
    )
    .bind(json_list(&ids))
    .fetch_all(connection)
    .await?;
    Ok(rows
        .into_iter()
        .map(|(search, batch, purpose)| (search, BatchId(batch), purpose))
        .collect())
}

/// The batches of a search, newest first.
pub(crate) async fn batches(
    connection: &mut SqliteConnection,
    id: SearchId,
) -> Result<Vec<BatchId>, sqlx::Error> {
    let ids: Vec<i64> = sqlx::query_scalar(
        "SELECT batch_id FROM search_batch WHERE search_id = ? ORDER BY batch_id DESC",
    )
    .bind(id)
    .fetch_all(connection)
    .await?;
    Ok(ids.into_iter().map(BatchId).collect())
}
