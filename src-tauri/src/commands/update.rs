//! Commands about a newer version of the app. A phone's store takes care of that.
#![cfg_attr(
    mobile,
    expect(unused_variables, reason = "nothing is asked for there")
)]

use std::time::Duration;

use serde::Deserialize;
use tauri::{AppHandle, State};
use tauri_plugin_opener::OpenerExt;

use super::Answer;
use crate::app::{self, App};
#[cfg(desktop)]
use crate::update::Asked;

/// How long a job that runs may take to end before a newer version is installed; what is cut off goes on after the restart.
#[cfg_attr(mobile, expect(dead_code, reason = "nothing is installed there"))]
const GRACE: Duration = Duration::from_secs(5);

/// Where a person downloads a version.
const RELEASES: &str = concat!(env!("CARGO_PKG_REPOSITORY"), "/releases/latest");

#[derive(Deserialize)]
#[cfg_attr(mobile, expect(dead_code, reason = "nothing is asked for there"))]
pub(crate) struct SetLooksForUpdates {
    looks: bool,
}

/// Asks now whether there is a newer version; changes `update` tell what comes of it.
#[tauri::command]
pub(crate) async fn look_for_update(app: State<'_, App>) -> Answer<()> {
    let is_offline = app.engine().await.is_ok_and(|engine| engine.offline());
    #[cfg(desktop)]
    app.updates.look(Asked::ByPerson, is_offline).await;
    Ok(())
}

/// Downloads the version that was found.
#[tauri::command]
pub(crate) async fn load_update(app: State<'_, App>) -> Answer<()> {
    #[cfg(desktop)]
    app.updates.load().await;
    Ok(())
}

/// Installs what was downloaded and starts the app anew; until then nothing more is asked of any library.
#[tauri::command]
pub(crate) async fn install_update(handle: AppHandle, app: State<'_, App>) -> Answer<()> {
    #[cfg(desktop)]
    {
        // One that could not start has nothing that could rest.
        let engine = app.engine().await.ok();
        let rest = async {
            if let Some(engine) = &engine {
                engine.rest(GRACE).await;
            }
        };
        if app.updates.install(rest).await {
            handle.request_restart();
        } else if let Some(engine) = engine {
            engine.wake().await?;
        }
    }
    Ok(())
}

/// Opens the page from which every version can be downloaded.
#[tauri::command]
pub(crate) async fn open_releases(handle: AppHandle) -> Answer<()> {
    let opened = handle.opener().open_url(RELEASES, None::<&str>);
    opened.map_err(|error| app::internal(&error))
}

/// Whether a newer version is looked for without being asked.
#[tauri::command]
pub(crate) async fn set_looks_for_updates(
    app: State<'_, App>,
    request: SetLooksForUpdates,
) -> Answer<()> {
    #[cfg(desktop)]
    app.updates.set_looks(request.looks);
    Ok(())
}
