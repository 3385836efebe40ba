//! A look at the queue of a data folder without working on it.

use std::path::Path;

use sqlx::ConnectOptions;
use sqlx::sqlite::SqliteConnectOptions;

use crate::{Error, JobRow, folder};

/// The latest `limit` jobs in this data folder; none if nothing was ever asked there. Runs and changes nothing.
///
/// # Errors
/// [`Error::Read`] if the file is no database of this app.
pub async fn read_jobs(data_dir: &Path, limit: u32) -> Result<Vec<JobRow>, Error> {
    let path = folder::database(data_dir);
    if !path.exists() {
        return Ok(Vec::new());
    }
    let mut connection = SqliteConnectOptions::new()
        .filename(path)
        .read_only(true)
        .connect()
        .await?;
    Ok(queue::jobs(&mut connection, limit).await?)
}
