//! What lives as long as the window: the engine, the practice library, the log, the tasks that carry changes.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use engine::wire::{CommandError, CommandErrorCode, Speech, Target};
use engine::{Engine, Log, Options};
use practice::Practice;
use tauri::{AppHandle, Manager, WebviewUrl, WebviewWindowBuilder};
use tokio::task::JoinSet;

use crate::covers::Wanted;
use crate::{changes, notifier, words};

/// How long a job that runs may take to end when the window is closed; what is cut off goes on at the next start.
const GRACE: Duration = Duration::from_secs(1);

/// Everything the commands reach.
pub(crate) struct App {
    engine: Result<Arc<Engine>, CommandError>,
    /// The page is listening; until then a click waits in `pending`.
    page: Mutex<Page>,
    tasks: tokio::sync::Mutex<JoinSet<()>>,
    covers: Wanted,
    practice: tokio::sync::Mutex<Option<Practice>>,
    _log: Option<Log>,
}

#[derive(Default)]
struct Page {
    is_listening: bool,
    pending: Option<Target>,
}

impl App {
    /// The engine, or why it could not start.
    pub(crate) fn engine(&self) -> Result<&Engine, CommandError> {
        self.engine.as_deref().map_err(Clone::clone)
    }

    /// Who finds covers, and who waits for them; none without an engine.
    pub(crate) fn covers(&self) -> Option<(Arc<Engine>, &Wanted)> {
        let engine = self.engine.as_ref().ok()?;
        Some((Arc::clone(engine), &self.covers))
    }

    /// The page listens from now on; gives it the click that came before.
    pub(crate) fn page_listens(&self) -> Option<Target> {
        let mut page = self.page.lock().unwrap_or_else(PoisonError::into_inner);
        page.is_listening = true;
        page.pending.take()
    }

    /// A notification was clicked: the page shows it, now or as soon as it is there.
    pub(crate) fn open(&self, target: Target) {
        let mut page = self.page.lock().unwrap_or_else(PoisonError::into_inner);
        match &self.engine {
            Ok(engine) if page.is_listening => engine.open(target),
            _ => page.pending = Some(target),
        }
    }

    /// Stops in order.
    pub(crate) async fn shut_down(&self) {
        self.tasks.lock().await.shutdown().await;
        self.covers.shut_down().await;
        if let Ok(engine) = &self.engine {
            engine.shutdown(GRACE).await;
        }
        if let Some(practice) = self.practice.lock().await.take() {
            practice.stop().await;
        }
    }
}

/// Starts the engine and opens the window. A data folder that cannot be used is told in the window.
pub(crate) fn set_up(tauri_app: &mut tauri::App) -> anyhow::Result<()> {
    let handle = tauri_app.handle().clone();
    let folder = data_dir(&handle)?;
    let log = engine::start_log(&folder, "window");
    if let Err(error) = &log {
        tracing::error!("no log can be kept: {error}");
    }
    let (engine, practice) = tauri::async_runtime::block_on(start_engine(&folder));
    let mut tasks = JoinSet::new();
    if let Ok(engine) = &engine {
        let runtime = tauri::async_runtime::handle();
        let runtime = runtime.inner();
        // Before anything is shown: the system offers a click only while somebody listens for it.
        notifier::listen(&handle)?;
        tasks.spawn_on(changes::carry(handle.clone(), Arc::clone(engine)), runtime);
        tasks.spawn_on(notifier::carry(handle.clone(), Arc::clone(engine)), runtime);
    }
    let speech = tauri::async_runtime::block_on(speech(&engine));
    tauri_app.manage(App {
        engine,
        page: Mutex::default(),
        tasks: tokio::sync::Mutex::new(tasks),
        covers: Wanted::default(),
        practice: tokio::sync::Mutex::new(practice),
        _log: log.ok(),
    });
    open_window(tauri_app, &folder, speech)
}

/// The language that is set; the system's where nothing can be read.
async fn speech(engine: &Result<Arc<Engine>, CommandError>) -> Speech {
    let Ok(engine) = engine else {
        return Speech::System;
    };
    let settings = engine.settings().await;
    settings.map_or(Speech::System, |settings| settings.speech)
}

/// The folder that the terminal uses too.
fn data_dir(handle: &AppHandle) -> anyhow::Result<PathBuf> {
    match engine::data_dir() {
        Some(folder) => Ok(folder),
        None => Ok(handle.path().app_local_data_dir()?),
    }
}

async fn start_engine(folder: &Path) -> (Result<Arc<Engine>, CommandError>, Option<Practice>) {
    let practice = Practice::start(practice::Options::default())
        .await
        .inspect_err(|error| tracing::warn!("the practice library is not there: {error}"))
        .ok();
    let mut options = Options::new(folder.to_owned());
    options.practice = practice
        .as_ref()
        .and_then(|practice| practice.base_url().parse().ok());
    let engine = Engine::start(options)
        .await
        .map(Arc::new)
        .inspect_err(|error| tracing::error!("the engine could not start: {error}"))
        .map_err(CommandError::from);
    (engine, practice)
}

fn open_window(tauri_app: &tauri::App, folder: &Path, speech: Speech) -> anyhow::Result<()> {
    // The page speaks the language of the notifications; a web view may take another one for the system's.
    let page = format!("index.html?language={}", words::language(speech));
    let mut builder = WebviewWindowBuilder::new(tauri_app, "main", WebviewUrl::App(page.into()));
    // A folder that cannot be used is told in the window, so the window must not need it.
    if folder.is_dir() {
        // The web view's own storage lies with the rest, closed to others like it.
        let storage = folder.join("webview");
        engine::prepare_folder(&storage)?;
        builder = builder.data_directory(storage);
    }
    #[cfg(desktop)]
    let builder = builder
        .title("책벗")
        .inner_size(1120.0, 780.0)
        .min_inner_size(360.0, 480.0);
    builder.build()?;
    Ok(())
}

/// Brings the window to the front.
pub(crate) fn show_window(handle: &AppHandle) {
    let Some(window) = handle.get_webview_window("main") else {
        return;
    };
    #[cfg(desktop)]
    let shown = window
        .unminimize()
        .and_then(|()| window.show())
        .and_then(|()| window.set_focus());
    #[cfg(mobile)]
    let shown = window.set_focus();
    if let Err(error) = shown {
        tracing::warn!("the window could not be brought to the front: {error}");
    }
}

/// What a command answers when the shell itself failed.
pub(crate) fn internal(error: &dyn std::fmt::Display) -> CommandError {
    CommandError {
        code: CommandErrorCode::Internal,
        message: error.to_string(),
    }
}
