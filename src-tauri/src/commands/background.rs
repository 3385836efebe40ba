//! Commands about the app without its window.

use serde::{Deserialize, Serialize};
use tauri::{AppHandle, State};
#[cfg(desktop)]
use tauri_plugin_autostart::ManagerExt;

use super::Answer;
use crate::app::App;
#[cfg(target_os = "linux")]
use crate::log_in;
#[cfg(desktop)]
use crate::{app, closing};

#[derive(Deserialize)]
pub(crate) struct CloseWindow {
    keeps_running: bool,
}

#[derive(Serialize)]
pub(crate) struct StartsAtLogin {
    starts: bool,
}

#[derive(Deserialize)]
#[cfg_attr(mobile, expect(dead_code, reason = "a phone has no log-in"))]
pub(crate) struct SetStartsAtLogin {
    starts: bool,
}

/// The person has read what closing the window does, and chosen.
#[tauri::command]
pub(crate) async fn close_window(
    handle: AppHandle,
    app: State<'_, App>,
    request: CloseWindow,
) -> Answer<()> {
    let engine = app.engine().await?;
    let mut settings = engine.settings().await?;
    settings.keeps_running = request.keeps_running;
    settings.closing_told = true;
    engine.set_settings(settings).await?;
    #[cfg(desktop)]
    closing::answered(&handle, request.keeps_running);
    #[cfg(mobile)]
    let _ = handle;
    Ok(())
}

/// The person ends the app; unfinished work goes on at the next start.
#[tauri::command]
pub(crate) async fn quit(handle: AppHandle) -> Answer<()> {
    handle.exit(0);
    Ok(())
}

/// Whether the system starts the app, hidden, when the person logs in.
#[tauri::command]
#[cfg_attr(mobile, expect(unused_variables, reason = "a phone has no log-in"))]
pub(crate) async fn starts_at_login(handle: AppHandle) -> Answer<StartsAtLogin> {
    #[cfg(desktop)]
    let starts = handle.autolaunch().is_enabled();
    #[cfg(desktop)]
    let starts = starts.map_err(|error| app::internal(&error))?;
    #[cfg(mobile)]
    let starts = false;
    Ok(StartsAtLogin { starts })
}

#[tauri::command]
#[cfg_attr(mobile, expect(unused_variables, reason = "a phone has no log-in"))]
pub(crate) async fn set_starts_at_login(
    handle: AppHandle,
    request: SetStartsAtLogin,
) -> Answer<()> {
    #[cfg(desktop)]
    {
        let system = handle.autolaunch();
        let set = match request.starts {
            true => system.enable(),
            false => system.disable(),
        };
        set.map_err(|error| app::internal(&error))?;
        #[cfg(target_os = "linux")]
        if request.starts {
            log_in::complete(&handle).map_err(|error| app::internal(&error))?;
        }
    }
    Ok(())
}
