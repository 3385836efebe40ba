//! What lives as long as the window: the engine, the practice library, the log, the tasks that carry changes.

use std::panic::AssertUnwindSafe;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use engine::wire::{Change, CommandError, CommandErrorCode, Opening, Target};
use engine::{Engine, Log, Options};
use futures_util::FutureExt;
use practice::Practice;
use tauri::{AppHandle, Manager};
use tokio::sync::{Notify, watch};
use tokio::task::JoinSet;
use tokio::time::timeout;

use crate::arguments::{self, Start};
use crate::covers::Wanted;
use crate::front::Front;
use crate::notifier::Asked;
use crate::wish::{self, Wish, Wished, Wishes};
use crate::{changes, front, notifier, window};
#[cfg(desktop)]
use crate::{sparing, tray};

/// How long a job that runs may take to end when the window is closed; what is cut off goes on at the next start.
const GRACE: Duration = Duration::from_secs(1);

/// Everything the commands reach.
pub(crate) struct App {
    handle: AppHandle,
    /// None until it has started, or could not: the window is there before.
    engine: watch::Sender<Option<Result<Arc<Engine>, CommandError>>>,
    /// The person wants a start that failed to be tried again.
    again: Notify,
    /// Where everything is kept, be it usable or not.
    folder: PathBuf,
    /// The page is listening; until then a click waits in `pending`.
    page: Mutex<Page>,
    tasks: tokio::sync::Mutex<JoinSet<()>>,
    covers: Wanted,
    pub(crate) front: Front,
    notifications_refused: AtomicBool,
    practice: tokio::sync::Mutex<Option<Practice>>,
    /// A tray is there, through which a hidden window can be brought back.
    #[cfg(desktop)]
    tray: watch::Sender<bool>,
    _log: Option<Log>,
}

#[derive(Default)]
struct Page {
    is_listening: bool,
    /// It was told that the engine could not start.
    knows_failure: bool,
    pending: Option<Opening>,
    /// It was asked what closing the window means.
    #[cfg(desktop)]
    was_asked: bool,
}

impl App {
    /// The engine as soon as it has started, or why it could not.
    pub(crate) async fn engine(&self) -> Result<Arc<Engine>, CommandError> {
        let mut engine = self.engine.subscribe();
        let ended = engine.wait_for(Option::is_some).await;
        // The sender lives as long as who asks.
        let ended = ended.map(|engine| engine.clone());
        ended
            .ok()
            .flatten()
            .unwrap_or_else(|| Err(internal(&"the app ends")))
    }

    /// The same for a page that starts: who was told of a failure and asks again wants it tried again.
    pub(crate) async fn engine_at_start(&self) -> Result<Arc<Engine>, CommandError> {
        if std::mem::take(&mut self.page().knows_failure) && self.started_engine().is_none() {
            self.engine.send_replace(None);
            self.again.notify_one();
        }
        let engine = self.engine().await;
        self.page().knows_failure = engine.is_err();
        engine
    }

    fn page(&self) -> MutexGuard<'_, Page> {
        self.page.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The data folder.
    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    fn started_engine(&self) -> Option<Arc<Engine>> {
        self.engine.borrow().clone()?.ok()
    }

    /// Who finds covers, and who waits for them; none without an engine.
    pub(crate) fn covers(&self) -> Option<(Arc<Engine>, &Wanted)> {
        Some((self.started_engine()?, &self.covers))
    }

    /// The page listens from now on; gives it the click that came before. A system that starts the app for a click may lose it on the
    /// way, so at the first time the only thing that is `unseen` counts as clicked.
    pub(crate) fn page_listens(&self, unseen: Option<Target>) -> Option<Opening> {
        let mut page = self.page();
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
        self.handle.state::<Wishes>().make(wish)
    }

    /// Whether a hidden window can be brought back by a click.
    #[cfg(desktop)]
    pub(crate) fn has_tray(&self) -> bool {
        *self.tray.borrow()
    }

    /// Whether the page can be asked what closing the window means; it is asked once.
    #[cfg(desktop)]
    pub(crate) fn may_ask(&self) -> bool {
        let mut page = self.page();
        page.is_listening && !std::mem::replace(&mut page.was_asked, true)
    }

    /// Something outside the page was clicked: the page shows it, now or as soon as it is there.
    pub(crate) fn open(&self, opening: Opening) {
        let mut page = self.page();
        if page.is_listening {
            // Not among the changes of the engine: of those some are left out when there are too many.
            changes::emit(&self.handle, &Change::Open { opening });
        } else {
            page.pending = Some(opening);
        }
    }

    /// Stops in order.
    pub(crate) async fn shut_down(&self) {
        // A task that waits for this thread would never end.
        let ending = async { self.tasks.lock().await.shutdown().await };
        if timeout(GRACE, ending).await.is_err() {
            tracing::warn!("some tasks are left as they are");
        }
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
pub(crate) fn set_up(tauri_app: &mut tauri::App, wished: Wished) -> anyhow::Result<()> {
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
    tauri_app.manage(App {
        handle: handle.clone(),
        engine: watch::Sender::new(None),
        again: Notify::new(),
        folder: folder.clone(),
        page: Mutex::default(),
        tasks: tokio::sync::Mutex::default(),
        covers: Wanted::default(),
        front: Front::default(),
        notifications_refused: AtomicBool::new(false),
        practice: tokio::sync::Mutex::default(),
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
    #[cfg(target_os = "macos")]
    crate::menu_bar::put(&handle, looks.speech)?;
    window::open(tauri_app, &folder, looks, asked == Start::Hidden)?;
    // After the window: on Android the plugin can do this only once there is one.
    notifier::furnish(&handle);
    Ok(())
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
pub(crate) fn open_link(handle: &AppHandle, link: String) {
    window::show(handle);
    handle.state::<Wishes>().make(Wish::Link(link));
}

/// Starts the engine and what carries its news to the page and to the desktop.
async fn start(handle: AppHandle, folder: PathBuf, wished: Wished, asked: Asked) {
    let app = handle.state::<App>();
    let engine = loop {
        let started = caught(start_engine(&folder)).await;
        // The page waits for an answer, whatever it is.
        let (engine, practice) = started.unwrap_or_else(|crash| (Err(crash), None));
        let earlier = std::mem::replace(&mut *app.practice.lock().await, practice);
        if let Some(earlier) = earlier {
            earlier.stop().await;
        }
        match engine {
            Ok(engine) => break engine,
            Err(error) => {
                app.engine.send_replace(Some(Err(error)));
                // Why it could not start is said in the window.
                window::show(&handle);
                app.again.notified().await;
            }
        }
    };
    // Listened to from here on: the page asks for everything as soon as the engine is there.
    let (for_page, for_notifier) = (engine.changes(), engine.changes());
    // Before anything is waited for: who shuts down must find an engine that runs.
    app.engine.send_replace(Some(Ok(Arc::clone(&engine))));
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
    // Nobody says it any more.
    if let Err(error) = engine.set_spared(false).await {
        tracing::warn!("background work does not go on yet: {error}");
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

/// The folder that the terminal uses too. A phone has no terminal, and only the system knows the app's own folder there.
fn data_dir(handle: &AppHandle) -> anyhow::Result<PathBuf> {
    match engine::data_dir() {
        Some(folder) if cfg!(desktop) => Ok(folder),
        _ => Ok(handle.path().app_local_data_dir()?),
    }
}

async fn start_engine(folder: &Path) -> (Result<Arc<Engine>, CommandError>, Option<Practice>) {
    let practice = Practice::start(practice::Options::default())
        .await
        .inspect_err(|error| tracing::warn!("the practice library is not there: {error}"))
        .ok();
    let mut options = Options::new(folder.to_owned());
    // Until the system has said otherwise.
    options.begins_spared = cfg!(any(target_os = "linux", windows));
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
