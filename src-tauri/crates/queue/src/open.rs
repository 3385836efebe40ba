//! Opening the file: its rights, its settings, its migrations, and the words for what can be wrong with it.

use std::fs::OpenOptions;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::time::Duration;

use sqlx::migrate::{MigrateError, Migrator};
use sqlx::sqlite::{
    SqliteAutoVacuum, SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions,
    SqliteSynchronous,
};
use sqlx::{ConnectOptions, Connection, SqliteConnection};

use crate::write_error::{
    SQLITE_BUSY, SQLITE_CANTOPEN, SQLITE_CORRUPT, SQLITE_FULL, SQLITE_NOTADB, SQLITE_PERM,
    SQLITE_READONLY, result_code,
};
use crate::{damage, lock};

/// Why a database cannot be opened, by what can be done about it. The file is as it was.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum OpenError {
    /// A newer version of the program has written it: use that one.
    #[error("the database is of a newer version (it has migration {version})")]
    NewerData {
        /// The migration that is unknown here.
        version: i64,
    },
    /// It was written by another build of the program, whose migrations were others: use that one. Nothing is wrong with the file.
    #[error("the database is of another build: {0}")]
    OtherBuild(String),
    /// It is not a database, or a damaged one: set it aside (see [`set_aside`](crate::set_aside)) or restore it.
    #[error("the database is damaged: {0}")]
    Damaged(String),
    /// The folder or the file cannot be written: choose another, or change its rights.
    #[error("the database cannot be written: {0}")]
    NotWritable(String),
    /// No space is left: free some.
    #[error("no space is left on the disk")]
    DiskFull,
    /// Another program holds it: try again later.
    #[error("another program holds the database")]
    Busy,
    /// The file system failed otherwise, for instance because the folder is missing.
    #[error("the database file cannot be opened")]
    Io(#[from] std::io::Error),
    /// SQLite failed otherwise.
    #[error("the database cannot be opened")]
    Sqlx(#[source] sqlx::Error),
}

impl From<sqlx::Error> for OpenError {
    fn from(error: sqlx::Error) -> Self {
        match result_code(&error) {
            Some(SQLITE_CORRUPT | SQLITE_NOTADB) => OpenError::Damaged(error.to_string()),
            Some(SQLITE_PERM | SQLITE_READONLY | SQLITE_CANTOPEN) => {
                OpenError::NotWritable(error.to_string())
            }
            Some(SQLITE_FULL) => OpenError::DiskFull,
            Some(SQLITE_BUSY) => OpenError::Busy,
            _ => OpenError::Sqlx(error),
        }
    }
}

impl From<MigrateError> for OpenError {
    fn from(error: MigrateError) -> Self {
        match error {
            MigrateError::VersionMissing(version) => OpenError::NewerData { version },
            MigrateError::Execute(error) | MigrateError::ExecuteMigration(error, _) => error.into(),
            // A migration that was changed after it had been applied.
            other => OpenError::OtherBuild(other.to_string()),
        }
    }
}

/// How long SQLite waits for another process that holds the file.
const BUSY_TIMEOUT: Duration = Duration::from_secs(10);
/// The write-ahead log shrinks to this after a checkpoint.
const JOURNAL_SIZE_LIMIT: &str = "16777216";

/// Settings go with every connection: a PRAGMA sent to a pool reaches one of its connections only.
pub(crate) fn connect_options(path: &Path) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(path)
        .journal_mode(SqliteJournalMode::Wal)
        // Safe against a killed process; a power cut can lose the last commits, never the file.
        .synchronous(SqliteSynchronous::Normal)
        .busy_timeout(BUSY_TIMEOUT)
        .foreign_keys(true)
        .pragma("temp_store", "MEMORY")
        .pragma("journal_size_limit", JOURNAL_SIZE_LIMIT)
        .pragma("cache_size", "-8000")
        .pragma("trusted_schema", "OFF")
        // Mapped files crash on Windows when a virus scanner holds them.
        .pragma("mmap_size", "0")
}

/// Readers: few, read-only, and without timers.
pub(crate) fn readers(path: &Path) -> SqlitePool {
    let options = SqliteConnectOptions::new()
        .filename(path)
        .read_only(true)
        .busy_timeout(BUSY_TIMEOUT)
        .foreign_keys(true)
        .pragma("temp_store", "MEMORY")
        .pragma("cache_size", "-2000")
        .pragma("trusted_schema", "OFF")
        .pragma("mmap_size", "0");
    SqlitePoolOptions::new()
        .max_connections(4)
        .idle_timeout(None)
        .max_lifetime(None)
        .test_before_acquire(false)
        .connect_lazy_with(options)
}

/// A file that is there, ours and up to date.
pub(crate) struct Opened {
    pub(crate) connection: SqliteConnection,
    /// The last process that had it open did not close it.
    pub(crate) was_killed: bool,
}

/// Opens the writer's connection.
pub(crate) async fn open_writer(path: &Path, migrator: &Migrator) -> Result<Opened, OpenError> {
    create(path)?;
    let database = path.to_owned();
    let opening = tokio::task::spawn_blocking(move || lock::opening(&database)).await;
    let _held = opening.map_err(std::io::Error::other)??;
    if let Some(finding) = damage::known(path)? {
        return Err(OpenError::Damaged(finding));
    }
    // Asked again under the lock: another process may have filled it meanwhile.
    let is_new = create(path)?;
    let was_killed = damage::was_killed(path);
    let mut options = connect_options(path);
    if is_new {
        // Has an effect on an empty file only, but would write into any.
        options = options.auto_vacuum(SqliteAutoVacuum::Incremental);
    }
    let mut connection = options.connect().await?;
    let applied = applied_versions(&mut connection).await?;
    if let Some(version) = applied
        .iter()
        .copied()
        .find(|version| !migrator.version_exists(*version))
    {
        connection.close().await?;
        return Err(OpenError::NewerData { version });
    }
    let pending = migrator
        .iter()
        .map(|migration| migration.version)
        .find(|version| !applied.contains(version));
    if let Some(version) = pending
        && !is_new
        && !applied.is_empty()
    {
        copy_aside(&mut connection, path, version).await?;
    }
    // Also without anything pending: it sees whether an applied migration was changed.
    migrator.run_direct(None, &mut connection, false).await?;
    Ok(Opened {
        connection,
        was_killed,
    })
}

/// Makes the file, for its owner only; SQLite gives the same rights to the files beside it. Says whether it is empty.
fn create(path: &Path) -> Result<bool, OpenError> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    let opened = owner_only(&mut options)
        .open(path)
        .and_then(|file| file.metadata());
    let is_empty = opened.map(|metadata| metadata.len() == 0);
    is_empty.map_err(|error| match error.kind() {
        ErrorKind::PermissionDenied
        | ErrorKind::ReadOnlyFilesystem
        | ErrorKind::IsADirectory
        | ErrorKind::NotADirectory => OpenError::NotWritable(error.to_string()),
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => OpenError::DiskFull,
        _ => OpenError::Io(error),
    })
}

/// Files of the queue are readable by their owner only.
#[cfg(unix)]
pub(crate) fn owner_only(options: &mut OpenOptions) -> &mut OpenOptions {
    std::os::unix::fs::OpenOptionsExt::mode(options, 0o600)
}

/// The rights of the folder apply.
#[cfg(not(unix))]
pub(crate) fn owner_only(options: &mut OpenOptions) -> &mut OpenOptions {
    options
}

async fn applied_versions(connection: &mut SqliteConnection) -> Result<Vec<i64>, sqlx::Error> {
    let is_migrated: bool = sqlx::query_scalar(
        "SELECT EXISTS (SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = '_sqlx_migrations')",
    )
    .fetch_one(&mut *connection)
    .await?;
    if !is_migrated {
        return Ok(Vec::new());
    }
    sqlx::query_scalar("SELECT version FROM _sqlx_migrations ORDER BY version")
        .fetch_all(connection)
        .await
}

/// Keeps the file as it was before a migration, beside it, as `<name>.before-<version>`.
async fn copy_aside(
    connection: &mut SqliteConnection,
    path: &Path,
    version: i64,
) -> Result<(), OpenError> {
    let copy = beside(path, &format!("before-{version}"));
    match std::fs::remove_file(&copy) {
        // Of an earlier start that was cut off.
        Ok(()) => {}
        Err(error) if error.kind() == ErrorKind::NotFound => {}
        Err(error) => return Err(error.into()),
    }
    // SQLite writes into an empty file that is there, and so keeps its rights. A plain copy would miss the write-ahead log.
    create(&copy)?;
    sqlx::query("VACUUM INTO ?1")
        .bind(copy.to_string_lossy().into_owned())
        .execute(connection)
        .await?;
    Ok(())
}

/// A file beside the database: its name and an ending.
pub(crate) fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".");
    name.push(ending);
    PathBuf::from(name)
}
