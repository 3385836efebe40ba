//! The files by which processes know of each other. The operating system drops a lock with its process, however that dies.
//!
//! - `<file>.runner.lock`: held by the one process that works on the jobs.
//! - `<file>.second.lock`: shared by the processes that wait for the first.
//! - `<file>.open.lock`: held while a process opens, copies and migrates the file.
//! - `<file>.second.bell`: written by each of them once it holds the second, so that the runner looks there.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{ErrorKind, Result, Write};
use std::path::{Path, PathBuf};

use tokio::sync::oneshot;

use crate::open::{beside, owner_only};

pub(crate) fn bell_path(database: &Path) -> PathBuf {
    beside(database, "second.bell")
}

/// Opens a lock file, made for its owner only.
fn open(path: &Path) -> Result<File> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    owner_only(&mut options).open(path)
}

/// Waits until no other process opens the file; blocks. SQLite's own locks do not span a whole migration.
pub(crate) fn opening(database: &Path) -> Result<File> {
    let file = open(&beside(database, "open.lock"))?;
    uninterrupted(|| file.lock())?;
    Ok(file)
}

/// The runner's lock, if no other process has it.
pub(crate) fn try_runner(database: &Path) -> Result<Option<File>> {
    try_exclusive(open(&beside(database, "runner.lock"))?)
}

fn try_exclusive(file: File) -> Result<Option<File>> {
    match file.try_lock() {
        Ok(()) => Ok(Some(file)),
        Err(TryLockError::WouldBlock) => Ok(None),
        Err(TryLockError::Error(error)) => Err(error),
    }
}

/// Whether a second process waits.
pub(crate) fn second_is_there(database: &Path) -> Result<bool> {
    // The lock goes with the file at once.
    Ok(try_exclusive(open(&beside(database, "second.lock"))?)?.is_none())
}

/// Makes the bell, so that it can be watched.
pub(crate) fn hang_bell(database: &Path) -> Result<PathBuf> {
    let path = bell_path(database);
    open(&path)?;
    Ok(path)
}

/// Waits on a thread of its own until the first process is gone. Nothing can take a thread out of that wait: if the receiver is
/// dropped meanwhile, the thread gives the lock back as soon as it has it, or ends with the process.
pub(crate) fn wait_for_runner(database: &Path) -> Result<oneshot::Receiver<Result<File>>> {
    let database = database.to_owned();
    let (got, lock) = oneshot::channel();
    std::thread::Builder::new()
        .name("queue-lock".to_owned())
        .spawn(move || {
            // Nobody may be there any more to take it: then it is dropped, which is right.
            drop(got.send(wait(&database)));
        })?;
    Ok(lock)
}

fn wait(database: &Path) -> Result<File> {
    let second = open(&beside(database, "second.lock"))?;
    uninterrupted(|| second.lock_shared())?;
    // Not into the locked file itself: where locks are mandatory that would be refused.
    open(&bell_path(database))?.write_all(b"!")?;
    let runner = open(&beside(database, "runner.lock"))?;
    uninterrupted(|| runner.lock())?;
    Ok(runner)
}

fn uninterrupted(mut lock: impl FnMut() -> Result<()>) -> Result<()> {
    loop {
        match lock() {
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            other => return other,
        }
    }
}
