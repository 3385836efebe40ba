//! What lives as long as the window: the engine, the practice library, the log, the tasks that carry changes. How it comes to be is in
//! `start`.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use engine::wire::{Change, CommandError, CommandErrorCode, Opening, Target, Update};
use engine::{Engine, Log};
use practice::Practice;
use tauri::{AppHandle, Manager};
use tokio::sync::{Notify, watch};
use tokio::task::JoinSet;
use tokio::time::timeout;

use crate::changes;
use crate::covers::Wanted;
use crate::front::Front;
#[cfg(desktop)]
use crate::update;
use crate::wish::{Wish, Wishes};

/// How long a job that runs may take to end when the window is closed; what is cut off goes on at the next start.
const GRACE: Duration = Duration::from_secs(1);

/// Everything the commands reach.
pub(crate) struct App {
    handle: AppHandle,
    /// None until it has started, or could not: the window is there before.
    pub(crate) engine: watch::Sender<Option<Result<Arc<Engine>, CommandError>>>,
    /// The person wants a start that failed to be tried again.
    pub(crate) again: Notify,
    /// Where everything is kept, be it usable or not.
    folder: PathBuf,
    /// The page is listening; until then a click waits in `pending`.
    page: Mutex<Page>,
    pub(crate) tasks: tokio::sync::Mutex<JoinSet<()>>,
    covers: Wanted,
    pub(crate) front: Front,
    notifications_refused: AtomicBool,
    pub(crate) practice: tokio::sync::Mutex<Option<Practice>>,
    #[cfg(desktop)]
    pub(crate) updates: update::Updates,
    /// A tray is there, through which a hidden window can be brought back.
    #[cfg(desktop)]
    pub(crate) tray: watch::Sender<bool>,
    /// The window was moved, or made larger or smaller.
    #[cfg(desktop)]
    pub(crate) moved: Notify,
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
    /// Nothing of it has started.
    pub(crate) fn new(handle: AppHandle, folder: PathBuf, log: Option<Log>) -> Self {
        Self {
            #[cfg(desktop)]
            updates: update::updates(&handle, &folder),
            handle,
            engine: watch::Sender::new(None),
            again: Notify::new(),
            folder,
            page: Mutex::default(),
            tasks: tokio::sync::Mutex::default(),
            covers: Wanted::default(),
            front: Front::default(),
            notifications_refused: AtomicBool::new(false),
            practice: tokio::sync::Mutex::default(),
            #[cfg(desktop)]
            tray: watch::Sender::new(false),
            #[cfg(desktop)]
            moved: Notify::new(),
            _log: log,
        }
    }

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

    /// What is known of a newer version.
    pub(crate) fn update(&self) -> Update {
        #[cfg(desktop)]
        return self.updates.view();
        #[cfg(mobile)]
        Update::default()
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

    /// Something that was asked for outside the page could not be done; the page says so.
    pub(crate) fn failed(&self, error: impl Into<CommandError>) {
        let code = error.into().code;
        changes::emit(&self.handle, &Change::Failed { code });
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

/// What a command answers when the shell itself failed.
pub(crate) fn internal(error: &dyn std::fmt::Display) -> CommandError {
    CommandError {
        code: CommandErrorCode::Internal,
        message: error.to_string(),
    }
}
