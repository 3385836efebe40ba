//! Damaged files: looking for damage after a process was killed, remembering it, and setting the file aside. Nothing is ever deleted.

use std::ffi::OsString;
use std::fs::{self, OpenOptions};
use std::io::{ErrorKind, Result, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use sqlx::sqlite::SqlitePool;

use crate::clock::{Clock, SystemClock};
use crate::open::{OpenError, beside, owner_only, readers};
use crate::trouble::Trouble;
use crate::{Database, lock};

/// How often, and after what time, a file is tried again that somebody has open.
const PATIENCE: u32 = 40;
const PAUSE: Duration = Duration::from_millis(50);

/// Sets a damaged file aside, with what belongs to it, as `<file>.damaged-<n>`, and says where it is. After that
/// [`Database::open`] makes a new file. Meant for [`OpenError::Damaged`]. `None`: nothing is wrong with the file; another process may
/// have set the damaged one aside just now.
///
/// # Errors
/// [`OpenError::Busy`] while another process works with the file, [`OpenError::Io`] if it cannot be renamed.
pub async fn set_aside(path: &Path) -> std::result::Result<Option<PathBuf>, OpenError> {
    let locked = path.to_owned();
    let opening = tokio::task::spawn_blocking(move || lock::opening(&locked)).await;
    let _opening = opening.map_err(std::io::Error::other)??;
    let _runner = lock::try_runner(path)?.ok_or(OpenError::Busy)?;
    if known(path)?.is_none() {
        let readers = readers(path);
        let finding = find(&readers).await;
        readers.close().await;
        if finding.is_none() {
            return Ok(None);
        }
    }
    let aside = first_free(path)?;
    // The log first: a kill in between leaves the log without its file, never a new file with an old log.
    rename(&write_ahead_log(path), &write_ahead_log(&aside)).await?;
    rename(&ending(path, "-shm"), &ending(&aside, "-shm")).await?;
    rename(path, &aside).await?;
    rename(&marker(path), &marker(&aside)).await?;
    Ok(Some(aside))
}

/// What was found damaged at an earlier start.
pub(crate) fn known(path: &Path) -> Result<Option<String>> {
    match fs::read_to_string(marker(path)) {
        Ok(finding) => Ok(Some(finding)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// Whether the last process that had the file open ended without closing it: closing removes the log.
pub(crate) fn was_killed(path: &Path) -> bool {
    fs::metadata(write_ahead_log(path)).is_ok_and(|log| log.len() > 0)
}

/// SQLite's log beside its file.
pub(crate) fn write_ahead_log(path: &Path) -> PathBuf {
    ending(path, "-wal")
}

/// Reads the whole file once. Damage is told and remembered: the next start refuses the file.
pub(crate) async fn check(database: Database) {
    let Some(finding) = find(database.reader()).await else {
        tracing::debug!("the file of a killed process is whole");
        return;
    };
    database
        .signals()
        .set_trouble(Some(Trouble::Damaged(finding)));
}

/// Notes the damage beside the file, so that the next start refuses it.
pub(crate) fn remember(path: &Path, finding: &str) {
    tracing::error!(finding, "the database is damaged");
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    let noted = owner_only(&mut options)
        .open(marker(path))
        .and_then(|mut file| file.write_all(finding.as_bytes()));
    if let Err(error) = noted {
        tracing::error!(%error, "the damage could not be noted");
    }
}

async fn find(reader: &SqlitePool) -> Option<String> {
    let found: std::result::Result<Vec<String>, _> = sqlx::query_scalar("PRAGMA quick_check(3)")
        .fetch_all(reader)
        .await;
    match found {
        Ok(lines) if lines == ["ok"] => None,
        Ok(lines) => Some(lines.join("; ")),
        Err(error) => match Trouble::of(&error) {
            Some(Trouble::Damaged(finding)) => Some(finding),
            _ => {
                tracing::warn!(%error, "the file could not be checked");
                None
            }
        },
    }
}

fn marker(path: &Path) -> PathBuf {
    beside(path, "damaged")
}

fn first_free(path: &Path) -> Result<PathBuf> {
    for number in 1.. {
        let aside = beside(path, &format!("damaged-{number}"));
        if !aside.try_exists()? {
            return Ok(aside);
        }
    }
    Err(ErrorKind::AlreadyExists.into())
}

/// Renames what is there. Windows refuses that while anybody has the file open: a connection of ours that ends on its thread, or a
/// program that looks for viruses. Both let go soon.
async fn rename(from: &Path, to: &Path) -> Result<()> {
    for _ in 0..PATIENCE {
        match fs::rename(from, to) {
            Err(error) if is_held(&error) => SystemClock.sleep(PAUSE).await,
            other => return unless_missing(other),
        }
    }
    unless_missing(fs::rename(from, to))
}

fn unless_missing(renamed: Result<()>) -> Result<()> {
    match renamed {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        other => other,
    }
}

/// `ERROR_ACCESS_DENIED`, `ERROR_SHARING_VIOLATION`.
fn is_held(error: &std::io::Error) -> bool {
    cfg!(windows) && matches!(error.raw_os_error(), Some(5 | 32))
}

/// SQLite appends these to the whole name.
fn ending(path: &Path, ending: &str) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(ending);
    PathBuf::from(name)
}
