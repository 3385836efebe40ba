//! An engine for one run of the terminal, with the practice library beside it.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::time::Duration;

use anyhow::Context;
use engine::{Engine, Log, Options};
use practice::Practice;

use crate::{report, words};

/// How long a job that runs may take to end when the run is over.
const GRACE: Duration = Duration::from_millis(200);

/// Like the log itself, one for the whole process.
static LOG_FOLDER: OnceLock<PathBuf> = OnceLock::new();

/// Where this run writes its log; none before it does.
pub(crate) fn log_folder() -> Option<&'static Path> {
    LOG_FOLDER.get().map(PathBuf::as_path)
}

/// The engine of this run.
pub(crate) struct Session {
    pub(crate) engine: Engine,
    practice: Option<Practice>,
    // Last: what the others say while they end is still written.
    _log: Log,
}

impl Session {
    /// Opens the data folder.
    pub(crate) async fn open(folder: Option<PathBuf>) -> anyhow::Result<Self> {
        let folder = data_dir(folder)?;
        let log = engine::start_log(&folder, "terminal")?;
        LOG_FOLDER.get_or_init(|| log.folder().to_owned());
        // Also when nobody asks it: a search of the window may be left that does.
        let practice = Practice::start(practice::Options::default())
            .await
            .inspect_err(|error| tracing::warn!("the practice library is not there: {error}"))
            .ok();
        let mut options = Options::new(folder);
        options.practice = practice
            .as_ref()
            .and_then(|practice| practice.base_url().parse().ok());
        let engine = Engine::start(options)
            .await
            .inspect_err(|error| tracing::error!("the engine cannot start: {error}"))?;
        if let Some(aside) = engine.set_aside() {
            report::complain_of_failure(&words::set_aside(aside));
        }
        Ok(Self {
            engine,
            practice,
            _log: log,
        })
    }

    /// Stops in order; what is not finished goes on next time.
    pub(crate) async fn close(self) {
        self.engine.shutdown(GRACE).await;
        if let Some(practice) = self.practice {
            practice.stop().await;
        }
    }
}

/// The folder given, else the one the window uses.
pub(crate) fn data_dir(given: Option<PathBuf>) -> anyhow::Result<PathBuf> {
    given
        .or_else(engine::data_dir)
        .context("this system has no place for data: name one with --data-dir")
}
