//! A look at the queue of a data folder without working on it.

use std::path::Path;

use queue::OpenError;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, SqliteConnection};

use crate::{Error, JobRow, folder};

/// The latest `limit` jobs in this data folder; none if nothing was ever asked there. Runs and changes nothing.
///
/// # Errors
/// [`Error::Open`] if the file is no database of this app or cannot be read.
pub async fn read_jobs(data_dir: &Path, limit: u32) -> Result<Vec<JobRow>, Error> {
    let path = folder::database(data_dir);
    if !path.exists() {
        return Ok(Vec::new());
    }
    let mut connection = SqliteConnectOptions::new()
        .filename(path)
        .read_only(true)
        .connect()
        .await
        .map_err(OpenError::from)?;
    if !has_jobs(&mut connection).await? {
        return Ok(Vec::new());
    }
    let jobs = queue::jobs(&mut connection, limit).await;
    Ok(jobs.map_err(OpenError::from)?)
}

/// Whether there is a queue to look at. A start that was cut off, or is going on, leaves a file without one.
async fn has_jobs(connection: &mut SqliteConnection) -> Result<bool, OpenError> {
    let tables: Vec<String> = sqlx::query_scalar(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'",
    )
    .fetch_all(connection)
    .await?;
    let has = |name: &str| tables.iter().any(|table| table == name);
    if !tables.is_empty() && !has("_sqlx_migrations") {
        let message = "it is the file of another program";
        return Err(OpenError::Damaged(message.to_owned()));
    }
    Ok(has("job"))
}
