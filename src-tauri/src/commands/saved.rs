//! Commands about what the person keeps and sets.

use engine::wire::{Saved, Settings};
use serde::Deserialize;
use tauri::{AppHandle, State};

use super::Answer;
use crate::app::App;
use crate::window;

#[derive(Deserialize)]
pub(crate) struct SetBookSaved {
    library_id: String,
    cid: String,
    is_saved: bool,
}

#[derive(Deserialize)]
pub(crate) struct SetSearchSaved {
    library_id: String,
    text: String,
    is_saved: bool,
}

#[derive(Deserialize)]
pub(crate) struct SetSettings {
    settings: Settings,
}

#[tauri::command]
pub(crate) async fn saved(app: State<'_, App>) -> Answer<Saved> {
    Ok(app.engine().await?.saved().await?)
}

#[tauri::command]
pub(crate) async fn set_book_saved(app: State<'_, App>, request: SetBookSaved) -> Answer<()> {
    let engine = app.engine().await?;
    let set = engine.set_book_saved(&request.library_id, &request.cid, request.is_saved);
    Ok(set.await?)
}

#[tauri::command]
pub(crate) async fn set_search_saved(app: State<'_, App>, request: SetSearchSaved) -> Answer<()> {
    let engine = app.engine().await?;
    let set = engine.set_search_saved(&request.library_id, &request.text, request.is_saved);
    Ok(set.await?)
}

#[tauri::command]
pub(crate) async fn set_settings(
    handle: AppHandle,
    app: State<'_, App>,
    request: SetSettings,
) -> Answer<()> {
    let engine = app.engine().await?;
    let before = engine.settings().await?;
    let theme = request.settings.theme;
    #[cfg(target_os = "macos")]
    let speech = request.settings.speech;
    engine.set_settings(request.settings).await?;
    #[cfg(target_os = "macos")]
    if speech != before.speech
        && let Err(error) = crate::menu_bar::put(&handle, speech)
    {
        tracing::warn!("the menu bar keeps its language: {error}");
    }
    if theme != before.theme
        && let Err(error) = window::dress(&handle, theme)
    {
        tracing::warn!("the window keeps its theme: {error}");
    }
    Ok(())
}
