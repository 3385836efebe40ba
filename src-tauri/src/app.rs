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
#[cfg(desktop)]
use tokio::sync::watch;
use tokio::sync::{SetOnce, mpsc};
use tokio::task::JoinSet;

use crate::arguments::{self, Start};
use crate::covers::Wanted;
use crate::front::Front;
use crate::notifier::Asked;
use crate::wish::{self, Wish};
use crate::{changes, front, notifier, window};
#[cfg(desktop)]
use crate::{sparing, tray};

/// How long a job that runs may take to end when the window is closed; what is cut off goes on at the next start.
const GRACE: Duration = Duration::from_secs(1);

/// Everything the commands reach.
pub(crate) struct App {
    /// Set once it has started, or could not: the window is there before.
    engine: SetOnce<Result<Arc<Engine>, CommandError>>,
    /// Where everything is kept, be it usable or not.
    folder: PathBuf,
    /// The page is listening; until then a click waits in `pending`.
    page: Mutex<Page>,
    tasks: tokio::sync::Mutex<JoinSet<()>>,
    covers: Wanted,
    pub(crate) front: Front,
    notifications_refused: AtomicBool,
    practice: tokio::sync::Mutex<Option<Practice>>,
    wishes: mpsc::UnboundedSender<Wish>,
    /// A tray is there, through which a hidden window can be brought back.
    #[cfg(desktop)]
    tray: watch::Sender<bool>,
    _log: Option<Log>,
}

#[derive(Default)]
struct Page {
    is_listening: bool,
    pending: Option<Opening>,
    /// It was asked what closing the window means.
    #[cfg(desktop)]
    was_asked: bool,
}

impl App {
    /// The engine as soon as it has started, or why it could not.
    pub(crate) async fn engine(&self) -> Result<&Engine, CommandError> {
        self.engine.wait().await.as_deref().map_err(Clone::clone)
    }

    /// The data folder.
    pub(crate) fn folder(&self) -> &Path {
        &self.folder
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

    /// Whether there is somebody to grant wishes.
    #[cfg(desktop)]
    pub(crate) fn has_engine(&self) -> bool {
        self.started_engine().is_some()
    }

    /// Takes a wish; it is granted as soon as the engine has started. False if nobody is there any more.
    pub(crate) fn wish(&self, wish: Wish) -> bool {
        self.wishes.send(wish).is_ok()
    }

    /// Whether a hidden window can be brought back by a click.
    #[cfg(desktop)]
    pub(crate) fn has_tray(&self) -> bool {
        *self.tray.borrow()
    }

    /// Whether the page can be asked what closing the window means; it is asked once.
    #[cfg(desktop)]
    pub(crate) fn may_ask(&self) -> bool {
        let mut page = self.page.lock().unwrap_or_else(PoisonError::into_inner);
        page.is_listening && !std::mem::replace(&mut page.was_asked, true)
    }

    /// Something outside the page was clicked: the page shows it, now or as soon as it is there.
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
    let asked = arguments::read(std::env::args());
    if asked == Start::Quit {
        // Nobody runs that could be ended.
        handle.exit(0);
        return Ok(());
    }
    let folder = data_dir(&handle)?;
    let log = engine::start_log(&folder, "window");
    if let Err(error) = &log {
        tracing::error!("no log can be kept: {error}");
    }
    // Before anything is shown: the system offers a click only while somebody listens for it.
    let notifications = notifier::listen(&handle)?;
    let (wishes, wished) = mpsc::unbounded_channel();
    tauri_app.manage(App {
        engine: SetOnce::new(),
        folder: folder.clone(),
        page: Mutex::default(),
        tasks: tokio::sync::Mutex::default(),
        covers: Wanted::default(),
        front: Front::default(),
        notifications_refused: AtomicBool::new(false),
        practice: tokio::sync::Mutex::default(),
        wishes,
        #[cfg(desktop)]
        tray: watch::Sender::new(false),
        _log: log.ok(),
    });
    let looks = tauri::async_runtime::block_on(async {
        let app = handle.state::<App>();
        if let Start::Link(link) = &asked {
            app.wish(Wish::Link(link.clone()));
        }
        let starting = start(handle.clone(), folder.clone(), wished, notifications);
        app.tasks.lock().await.spawn(starting);
        engine::read_looks(&folder).await
    });
    window::open(tauri_app, &folder, looks, asked == Start::Hidden)
}

/// The app was started while it runs: the system sends what the second start was given, and ends it.
#[cfg(desktop)]
pub(crate) fn started_again(handle: &AppHandle, arguments: Vec<String>) {
    match arguments::read(arguments) {
        Start::Window => window::show(handle),
        Start::Hidden => {}
        Start::Quit => handle.exit(0),
        Start::Link(link) => open_link(handle, link),
    }
}

/// Shows the window, and what the link prepares.
#[cfg(desktop)]
pub(crate) fn open_link(handle: &AppHandle, link: String) {
    window::show(handle);
    if let Some(app) = handle.try_state::<App>() {
        app.wish(Wish::Link(link));
    }
}

/// Starts the engine and what carries its news to the page and to the desktop.
async fn start(
    handle: AppHandle,
    folder: PathBuf,
    wished: mpsc::UnboundedReceiver<Wish>,
    asked: Asked,
) {
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
        tasks.spawn(wish::carry(handle.clone(), Arc::clone(&engine), wished));
        #[cfg(desktop)]
        tasks.spawn(tray::carry(
            handle.clone(),
            Arc::clone(&engine),
            app.tray.clone(),
        ));
        #[cfg(desktop)]
        tasks.spawn(tray::keep_reachable(handle.clone(), app.tray.subscribe()));
        #[cfg(desktop)]
        tasks.spawn(spare(Arc::clone(&engine)));
        tasks.spawn(changes::carry(handle.clone(), for_page));
        tasks.spawn(front::follow(Arc::clone(&engine), app.front.subscribe()));
        tasks.spawn(notifier::carry(handle.clone(), engine, for_notifier, asked));
    } else {
        // Why it could not start is said in the window.
        window::show(&handle);
    }
}

/// Has background work rest while the system wants to be spared.
#[cfg(desktop)]
async fn spare(engine: Arc<Engine>) {
    sparing::carry(|is_spared| {
        let engine = Arc::clone(&engine);
        async move {
            tracing::info!(is_spared, "background work");
            if let Err(error) = engine.set_spared(is_spared).await {
                tracing::warn!("background work does not go on yet: {error}");
            }
        }
    })
    .await;
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
