//! Commands about a library, and what the person tells the developers.

use engine::wire::Report;
use serde::Deserialize;
use tauri::{AppHandle, State};
use tauri_plugin_opener::OpenerExt;

use super::Answer;
use crate::app::{self, App};
use crate::words;

#[derive(Deserialize)]
pub(crate) struct OneLibrary {
    library_id: String,
}

#[derive(Deserialize)]
pub(crate) struct Tell {
    report: Report,
}

#[tauri::command]
pub(crate) async fn check_library(app: State<'_, App>, request: OneLibrary) -> Answer<()> {
    Ok(app
        .engine()
        .await?
        .check_library(&request.library_id)
        .await?)
}

/// Opens the website of a library in the browser; the engine knows its address.
#[tauri::command]
pub(crate) async fn open_home(
    handle: AppHandle,
    app: State<'_, App>,
    request: OneLibrary,
) -> Answer<()> {
    let url = app.engine().await?.home(&request.library_id)?;
    let opened = handle.opener().open_url(url, None::<&str>);
    opened.map_err(|error| app::internal(&error))
}

/// Opens a prepared page of the developers' in the browser; the engine makes its address.
#[tauri::command]
pub(crate) async fn report(handle: AppHandle, app: State<'_, App>, request: Tell) -> Answer<()> {
    let engine = app.engine().await?;
    let is_korean = words::is_korean(engine.settings().await?.speech);
    let url = engine.report_url(&request.report, is_korean).await?;
    let opened = handle.opener().open_url(url, None::<&str>);
    opened.map_err(|error| app::internal(&error))
}
