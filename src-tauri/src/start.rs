//! How the app comes to be: its window, the engine behind it, and the tasks that carry news between them; and what a second start asks
//! of the first.

use std::panic::AssertUnwindSafe;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use engine::wire::CommandError;
use engine::{Engine, Options};
use futures_util::FutureExt;
use practice::Practice;
use tauri::{AppHandle, Manager};

use crate::app::{App, internal};
use crate::arguments::{self, Start};
use crate::notifier::Asked;
use crate::wish::{self, Wish, Wished, Wishes};
use crate::{changes, front, notifier, window};
#[cfg(desktop)]
use crate::{place, sparing, tray, update};

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
    tauri_app.manage(App::new(handle.clone(), folder.clone(), log.ok()));
    let looks = tauri::async_runtime::block_on(async {
        let app = handle.state::<App>();
        #[cfg(desktop)]
        app.tasks.lock().await.spawn(place::keep(handle.clone()));
        if let Start::Link(link) = &asked {
            app.wish(Wish::Link(link.clone()));
        }
        let starting = start(handle.clone(), folder.clone(), wished, notifications);
        app.tasks.lock().await.spawn(starting);
        engine::read_looks(&folder).await
    });
    let is_hidden = asked == Start::Hidden;
    // Who has just had a newer version installed looks for the window, also if the system had started the earlier one without it.
    #[cfg(desktop)]
    let is_hidden = !update::follows_installation(&folder) && is_hidden;
    #[cfg(target_os = "macos")]
    crate::menu_bar::put(&handle, looks.speech)?;
    window::open(tauri_app, &folder, looks, is_hidden)?;
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
    #[cfg(desktop)]
    tasks.spawn(update::carry(handle.clone(), Arc::clone(&engine)));
    tasks.spawn(changes::carry(handle.clone(), for_page));
    tasks.spawn(front::follow(handle.clone(), Arc::clone(&engine)));
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

#[cfg(test)]
mod tests {
    use engine::wire::CommandErrorCode;

    use super::*;

    #[tokio::test]
    async fn a_start_that_crashes_is_an_error_and_no_waiting_for_ever() {
        assert_eq!(caught(async { 7 }).await.unwrap(), 7);
        let crash: Result<(), CommandError> = caught(async { panic!("a test's own") }).await;
        assert_eq!(crash.unwrap_err().code, CommandErrorCode::Internal);
    }
}
