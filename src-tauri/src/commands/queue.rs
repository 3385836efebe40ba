//! Commands about all work as one.

use engine::wire::QueueView;
use tauri::State;

use super::Answer;
use crate::app::App;

#[tauri::command]
pub(crate) async fn queue_view(app: State<'_, App>) -> Answer<QueueView> {
    Ok(app.engine().await?.queue_view().await?)
}

#[tauri::command]
pub(crate) async fn pause_queue(app: State<'_, App>) -> Answer<()> {
    Ok(app.engine().await?.pause_queue().await?)
}

#[tauri::command]
pub(crate) async fn resume_queue(app: State<'_, App>) -> Answer<()> {
    Ok(app.engine().await?.resume_queue().await?)
}

#[tauri::command]
pub(crate) async fn clear_ended(app: State<'_, App>) -> Answer<()> {
    Ok(app.engine().await?.clear_ended().await?)
}
