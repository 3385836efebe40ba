//! A look at the queue of a data folder without working on it.

use std::path::Path;

use queue::{Clock, OpenError, SystemClock};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, SqliteConnection};

use crate::queue_view::library_jobs;
use crate::store::settings;
use crate::wire::{LibraryJobs, Speech, Theme};
use crate::{Error, JobRow, folder};

/// The queue of a data folder.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Peek {
    /// Since when nothing is begun, because a person paused everything.
    pub paused_since_ms: Option<i64>,
    /// How many jobs of each library stand where.
    pub libraries: Vec<LibraryJobs>,
    /// The latest jobs, whatever became of them.
    pub jobs: Vec<JobRow>,
}

/// The queue of this data folder with its latest `limit` jobs; empty if nothing was ever asked there. Runs and changes nothing.
///
/// # Errors
/// [`Error::Open`] if the file is no database of this app or cannot be read.
pub async fn read_queue(data_dir: &Path, limit: u32) -> Result<Peek, Error> {
    let path = folder::database(data_dir);
    if !path.exists() {
        return Ok(Peek::default());
    }
    let mut connection = connect(&path).await.map_err(OpenError::from)?;
    let tables = tables(&mut connection).await?;
    let has = |name: &str| tables.iter().any(|table| table == name);
    // A start that was cut off, or is going on, leaves a file without a queue.
    if !has("job") {
        return Ok(Peek::default());
    }
    // The last version that had no such switch has left no such table.
    let has_pause = has("pause");
    let peek = look(&mut connection, limit, has_pause).await;
    Ok(peek.map_err(OpenError::from)?)
}

/// What a window must know before its page can be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Looks {
    /// The language of the page.
    pub speech: Speech,
    /// Light, dark, or as the system has it.
    pub theme: Theme,
    /// Percent of the normal size of text, 85 to 200.
    pub text_percent: u32,
}

impl Default for Looks {
    fn default() -> Self {
        Self {
            speech: Speech::System,
            theme: Theme::System,
            text_percent: 100,
        }
    }
}

/// What is set of it in this data folder, without waiting for the engine; the system's where nothing can be read.
pub async fn read_looks(data_dir: &Path) -> Looks {
    let path = folder::database(data_dir);
    if !path.exists() {
        return Looks::default();
    }
    let read = async {
        let mut connection = connect(&path).await?;
        settings::looks(&mut connection).await
    };
    // An older file has no such table yet.
    read.await.unwrap_or_default()
}

async fn connect(path: &Path) -> Result<SqliteConnection, sqlx::Error> {
    let options = SqliteConnectOptions::new().filename(path).read_only(true);
    options.connect().await
}

async fn look(
    connection: &mut SqliteConnection,
    limit: u32,
    has_pause: bool,
) -> Result<Peek, sqlx::Error> {
    let paused_since_ms = match has_pause {
        true => queue::paused_since_ms(connection).await?,
        false => None,
    };
    Ok(Peek {
        paused_since_ms,
        libraries: library_jobs(connection, SystemClock.now_ms()).await?,
        jobs: queue::jobs(connection, limit).await?,
    })
}

/// The names of its tables; none of them if it is new.
async fn tables(connection: &mut SqliteConnection) -> Result<Vec<String>, OpenError> {
    let tables: Vec<String> = sqlx::query_scalar(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'",
    )
    .fetch_all(connection)
    .await?;
    if !tables.is_empty() && !tables.iter().any(|table| table == "_sqlx_migrations") {
        let message = "it is the file of another program";
        return Err(OpenError::Damaged(message.to_owned()));
    }
    Ok(tables)
}
