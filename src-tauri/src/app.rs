//! What lives as long as the window: the engine, the practice library, the log, the tasks that carry changes.

use std::panic::AssertUnwindSafe;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use engine::wire::{CommandError, CommandErrorCode, Opening, Target};
use engine::{Engine, Log, Options};
use futures_util::FutureExt;
use practice::Practice;
use tauri::{AppHandle, Manager};
use tokio::sync::SetOnce;
use tokio::task::JoinSet;

use crate::covers::Wanted;
use crate::front::Front;
use crate::{changes, front, notifier, window};

/// How long a job that runs may take to end when the window is closed; what is cut off goes on at the next start.
const GRACE: Duration = Duration::from_secs(1);

/// Everything the commands reach.
pub(crate) struct App {
    /// Set once it has started, or could not: the window is there before.
    engine: SetOnce<Result<Arc<Engine>, CommandError>>,
    /// The page is listening; until then a click waits in `pending`.
    page: Mutex<Page>,
    tasks: tokio::sync::Mutex<JoinSet<()>>,
    covers: Wanted,
    pub(crate) front: Front,
    notifications_refused: AtomicBool,
    practice: tokio::sync::Mutex<Option<Practice>>,
    _log: Option<Log>,
}

#[derive(Default)]
struct Page {
    is_listening: bool,
    pending: Option<Opening>,
}

impl App {
    /// The engine as soon as it has started, or why it could not.
    pub(crate) async fn engine(&self) -> Result<&Engine, CommandError> {
        self.engine.wait().await.as_deref().map_err(Clone::clone)
    }

    fn started_engine(&self) -> Option<&Arc<Engine>> {
        self.engine.get()?.as_ref().ok()
    }

    /// Who finds covers, and who waits for them; none without an engine.
    pub(crate) fn covers(&self) -> Option<(Arc<Engine>, &Wanted)> {
        Some((Arc::clone(self.started_engine()?), &self.covers))
    }

    /// The page listens from now on; gives it the click that came before. A system that starts the app for a click may lose it on the
    /// way, so at the first time the only thing that is `unseen` counts as clicked.
    pub(crate) fn page_listens(&self, unseen: Option<Target>) -> Option<Opening> {
        let mut page = self.page.lock().unwrap_or_else(PoisonError::into_inner);
        let is_first = !std::mem::replace(&mut page.is_listening, true);
        let unseen = unseen.filter(|_| is_first);
        let clicked = page.pending.take();
        clicked.or_else(|| unseen.map(|target| Opening::Message { target }))
    }

    /// The system showed no notification when it was last asked to.
    pub(crate) fn notifications_refused(&self) -> bool {
        self.notifications_refused.load(Ordering::Relaxed)
    }

    /// Whether the system showed one; says whether that is news.
    pub(crate) fn set_notifications_refused(&self, refused: bool) -> bool {
        self.notifications_refused.swap(refused, Ordering::Relaxed) != refused
    }

    /// A notification was clicked: the page shows it, now or as soon as it is there.
    pub(crate) fn open(&self, opening: Opening) {
        let mut page = self.page.lock().unwrap_or_else(PoisonError::into_inner);
        match self.started_engine() {
            Some(engine) if page.is_listening => engine.open(opening),
            _ => page.pending = Some(opening),
        }
    }

    /// Stops in order.
    pub(crate) async fn shut_down(&self) {
        self.tasks.lock().await.shutdown().await;
        self.covers.shut_down().await;
        if let Some(engine) = self.started_engine() {
            engine.shutdown(GRACE).await;
        }
        if let Some(practice) = self.practice.lock().await.take() {
            practice.stop().await;
        }
    }
}

/// Opens the window and has the engine start behind it. A data folder that cannot be used is told in the window.
pub(crate) fn set_up(tauri_app: &mut tauri::App) -> anyhow::Result<()> {
    let handle = tauri_app.handle().clone();
    let folder = data_dir(&handle)?;
    let log = engine::start_log(&folder, "window");
    if let Err(error) = &log {
        tracing::error!("no log can be kept: {error}");
    }
    // Before anything is shown: the system offers a click only while somebody listens for it.
    let asked = notifier::listen(&handle)?;
    tauri_app.manage(App {
        engine: SetOnce::new(),
        page: Mutex::default(),
        tasks: tokio::sync::Mutex::default(),
        covers: Wanted::default(),
        front: Front::default(),
        notifications_refused: AtomicBool::new(false),
        practice: tokio::sync::Mutex::default(),
        _log: log.ok(),
    });
    let looks = tauri::async_runtime::block_on(async {
        let app = handle.state::<App>();
        let starting = start(handle.clone(), folder.clone(), asked);
        app.tasks.lock().await.spawn(starting);
        engine::read_looks(&folder).await
    });
    window::open(tauri_app, &folder, looks)
}

/// Starts the engine and what carries its news to the page and to the desktop.
async fn start(handle: AppHandle, folder: PathBuf, asked: notifier::Asked) {
    let started = caught(start_engine(&folder)).await;
    // The page waits for an answer, whatever it is.
    let (engine, practice) = started.unwrap_or_else(|crash| (Err(crash), None));
    let app = handle.state::<App>();
    *app.practice.lock().await = practice;
    // Listened to from here on: the page asks for everything as soon as the engine is there.
    let news = engine.as_ref().ok();
    let news = news.map(|engine| (engine.changes(), engine.changes(), Arc::clone(engine)));
    // It is set here only, and before anything is waited for: who shuts down must find an engine that runs.
    app.engine.set(engine).ok();
    if let Some((for_page, for_notifier, engine)) = news {
        let mut tasks = app.tasks.lock().await;
        tasks.spawn(changes::carry(handle.clone(), for_page));
        tasks.spawn(front::follow(Arc::clone(&engine), app.front.subscribe()));
        tasks.spawn(notifier::carry(handle.clone(), engine, for_notifier, asked));
    }
}

/// What this comes to, or that it crashed: its message goes where panics go.
async fn caught<T>(work: impl Future<Output = T>) -> Result<T, CommandError> {
    let ended = AssertUnwindSafe(work).catch_unwind().await;
    ended.map_err(|_| {
        tracing::error!("the start crashed");
        internal(&"the start crashed")
    })
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

/// What a command answers when the shell itself failed.
pub(crate) fn internal(error: &dyn std::fmt::Display) -> CommandError {
    CommandError {
        code: CommandErrorCode::Internal,
        message: error.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_start_that_crashes_is_an_error_and_no_waiting_for_ever() {
        assert_eq!(caught(async { 7 }).await.unwrap(), 7);
        let crash: Result<(), CommandError> = caught(async { panic!("a test's own") }).await;
        assert_eq!(crash.unwrap_err().code, CommandErrorCode::Internal);
    }
}
