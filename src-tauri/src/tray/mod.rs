//! The app in the system's tray: how many results nobody has seen, the latest ones, and the way back to a hidden window. What it shows
//! is decided here; how it is shown is the system's (`linux`, `system`).

mod icon;
#[cfg(target_os = "linux")]
mod linux;
mod menu;
mod news;
#[cfg(not(target_os = "linux"))]
mod system;

use std::sync::Arc;
use std::time::Duration;

use engine::Engine;
use engine::wire::{Change, Opening};
use tauri::{AppHandle, Manager};
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::{RecvError, TryRecvError};
use tokio::sync::watch;
use tokio::time::timeout;

use crate::app::App;
use crate::window;
use crate::wish::Wish;
use menu::{Act, Menu};

#[cfg(target_os = "linux")]
use linux::Tray;
#[cfg(not(target_os = "linux"))]
use system::Tray;

/// At log-in a panel may come after the app, and it may be started anew; without one for so long there is none.
const PANEL_STARTS: Duration = Duration::from_secs(15);

/// Shows the tray and keeps it up to date until the engine ends. `is_there` says whether anybody shows it.
pub(crate) async fn carry(handle: AppHandle, engine: Arc<Engine>, is_there: watch::Sender<bool>) {
    let mut changes = engine.changes();
    let mut tray: Option<(Tray, Menu)> = None;
    loop {
        match news::menu(&engine).await {
            Ok(menu) => match &mut tray {
                Some((_, shown)) if *shown == menu => {}
                Some((tray, shown)) => {
                    tray.show(&menu).await;
                    *shown = menu;
                }
                None => match Tray::start(&handle, &menu, is_there.clone()).await {
                    Ok(started) => tray = Some((started, menu)),
                    Err(error) => {
                        tracing::info!("there is no tray: {error}");
                        return;
                    }
                },
            },
            Err(error) => tracing::warn!("the tray could not be brought up to date: {error}"),
        }
        if until_changed(&mut changes).await.is_err() {
            return;
        }
    }
}

/// Waits for a change that the tray may show, and takes those that came with it.
async fn until_changed(changes: &mut Receiver<Change>) -> Result<(), RecvError> {
    loop {
        match changes.recv().await {
            Ok(change) if !concerns(&change) => continue,
            Ok(_) | Err(RecvError::Lagged(_)) => break,
            Err(closed) => return Err(closed),
        }
    }
    while matches!(changes.try_recv(), Ok(_) | Err(TryRecvError::Lagged(_))) {}
    Ok(())
}

fn concerns(change: &Change) -> bool {
    match change {
        Change::Search { search, .. } => search.state.is_final(),
        Change::Room { .. }
        | Change::Pause { .. }
        | Change::Cleared { .. }
        | Change::Deleted { .. }
        | Change::Settings { .. }
        | Change::EndedCleared
        | Change::Resync => true,
        _ => false,
    }
}

/// A hidden window whose way back goes is there again, as a small one.
pub(crate) async fn keep_reachable(handle: AppHandle, mut is_there: watch::Receiver<bool>) {
    while is_there.wait_for(|there| !*there).await.is_ok() {
        let back = timeout(PANEL_STARTS, is_there.wait_for(|there| *there)).await;
        match back.map(|back| back.is_ok()) {
            Ok(true) => continue,
            Ok(false) => return,
            Err(_) => {}
        }
        // The main thread may be waiting for this task to end.
        let window = handle.clone();
        let asked = handle.run_on_main_thread(move || window::leave_no_hidden(&window));
        if let Err(error) = asked {
            tracing::warn!("a hidden window stays hidden: {error}");
        }
        // Without a tray no window is hidden (`closing`): there is nothing to look for until there was one.
        if is_there.wait_for(|there| *there).await.is_err() {
            return;
        }
    }
}

/// Does what was chosen from the menu.
fn act(handle: &AppHandle, act: Act) {
    let Some(app) = handle.try_state::<App>() else {
        return;
    };
    let wish = match act {
        Act::Show => return window::show(handle),
        Act::Quit => return handle.exit(0),
        Act::Pause => Wish::Pause,
        Act::Resume => Wish::Resume,
        Act::Line => Wish::Open(Opening::Line),
        Act::Open(target) => Wish::Open(Opening::Message { target }),
    };
    if matches!(wish, Wish::Open(_)) {
        window::show(handle);
    }
    app.wish(wish);
}
