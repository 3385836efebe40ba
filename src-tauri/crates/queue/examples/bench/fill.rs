//! A file with a past: rows of jobs that have ended.

use std::path::Path;

use queue::{Database, WriteError};
use serde_json::{Value, json};

use crate::host::now_ms;
use crate::{Outcome, SLOT, open};

/// A file with so many finished jobs.
pub(crate) async fn finished(file: &Path, rows: i64) -> Outcome<Value> {
    let database = open(file).await?;
    add_finished(&database, rows).await?;
    database.close().await;
    Ok(json!({ "rows": rows }))
}

/// Jobs that ended within the last hour, so that nothing is pruned meanwhile.
pub(crate) async fn add_finished(database: &Database, rows: i64) -> Outcome<()> {
    let written: Result<_, WriteError> = database
        .write(move |transaction| {
            Box::pin(async move {
                sqlx::query(
                    "WITH RECURSIVE row(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM row WHERE n < ?1)
                     INSERT INTO job(kind, args, state, slot, run_at_ms, attempt, standalone, created_at_ms, started_at_ms, finished_at_ms)
                     SELECT 'nothing', '\"Nothing\"', 10, ?2, ?3 - n % 3600000, 1, 1, ?3 - n % 3600000, ?3 - n % 3600000, ?3 - n % 3600000
                     FROM row",
                )
                .bind(rows)
                .bind(SLOT)
                .bind(now_ms())
                .execute(transaction.connection())
                .await?;
                Ok(())
            })
        })
        .await;
    written?;
    Ok(())
}
