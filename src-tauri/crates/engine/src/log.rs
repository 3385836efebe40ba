//! A log in the data folder, a file a day, seven kept. Ids and codes; what people look for only at debug.

use std::path::{Path, PathBuf};

use tracing_appender::non_blocking::WorkerGuard;
use tracing_appender::rolling::{Builder, Rotation};
use tracing_subscriber::EnvFilter;

use crate::{Error, folder};

/// Sets the level, e.g. `debug` or `engine=debug`.
const LEVEL_VARIABLE: &str = "CHAEKBEOT_LOG";

const FILES_KEPT: usize = 7;

/// Keeps the log open; what is not written yet is written when it is dropped.
pub struct Log {
    _guard: WorkerGuard,
    folder: PathBuf,
}

impl Log {
    /// Where the files are.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }
}

/// Starts the log of this process in `<data folder>/log`.
///
/// # Errors
/// [`Error::Folder`] if no file can be made there.
pub fn start_log(data_dir: &Path, name: &str) -> Result<Log, Error> {
    folder::prepare(data_dir)?;
    let folder = data_dir.join("log");
    folder::prepare(&folder)?;
    let appender = Builder::new()
        .rotation(Rotation::DAILY)
        .filename_prefix(name)
        .filename_suffix("log")
        .max_log_files(FILES_KEPT)
        .build(&folder)
        .map_err(|error| Error::Folder {
            folder: folder.display().to_string(),
            source: std::io::Error::other(error),
        })?;
    let (writer, guard) = tracing_appender::non_blocking(appender);
    let filter = EnvFilter::try_from_env(LEVEL_VARIABLE)
        .unwrap_or_else(|_| EnvFilter::new("warn,engine=info,queue=info,chaekbeot=info"));
    let subscriber = tracing_subscriber::fmt()
        .with_writer(writer)
        .with_ansi(false)
        .with_env_filter(filter)
        .finish();
    // A second log in one process (tests) writes into the first.
    drop(tracing::subscriber::set_global_default(subscriber));
    Ok(Log {
        _guard: guard,
        folder,
    })
}
