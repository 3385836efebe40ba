//! Commands about a room as a whole, and about all of them.

use engine::wire::{ExportForm, Place};
use engine::{MessageId, RoomId};
use serde::{Deserialize, Serialize};
use tauri::{AppHandle, Manager, State};
use tauri_plugin_opener::OpenerExt;

use super::Answer;
use super::chat::OneRoom;
use crate::app::{self, App};
use crate::export::{self, Unfinished};
use crate::words;

#[derive(Deserialize)]
pub(crate) struct SetDraft {
    room_id: RoomId,
    text: String,
}

#[derive(Deserialize)]
pub(crate) struct SetPlace {
    room_id: RoomId,
    place: Option<Place>,
}

#[derive(Deserialize)]
pub(crate) struct SetRoom {
    room_id: RoomId,
    is_pinned: bool,
    is_muted: bool,
}

#[derive(Deserialize)]
pub(crate) struct OneMessage {
    message_id: MessageId,
}

#[derive(Deserialize)]
pub(crate) struct FindMessages {
    room_id: RoomId,
    text: String,
}

#[derive(Serialize)]
pub(crate) struct Found {
    message_ids: Vec<MessageId>,
}

#[derive(Deserialize)]
pub(crate) struct ExportRoom {
    room_id: RoomId,
    form: ExportForm,
}

#[derive(Serialize)]
pub(crate) struct Exported {
    path: String,
}

#[tauri::command]
pub(crate) async fn set_draft(app: State<'_, App>, request: SetDraft) -> Answer<()> {
    let engine = app.engine().await?;
    Ok(engine.set_draft(request.room_id, &request.text).await?)
}

#[tauri::command]
pub(crate) async fn set_place(app: State<'_, App>, request: SetPlace) -> Answer<()> {
    let engine = app.engine().await?;
    Ok(engine.set_place(request.room_id, request.place).await?)
}

#[tauri::command]
pub(crate) async fn set_room(app: State<'_, App>, request: SetRoom) -> Answer<()> {
    let engine = app.engine().await?;
    let set = engine.set_room(request.room_id, request.is_pinned, request.is_muted);
    Ok(set.await?)
}

#[tauri::command]
pub(crate) async fn clear_room(app: State<'_, App>, request: OneRoom) -> Answer<()> {
    Ok(app.engine().await?.clear_room(request.room_id).await?)
}

#[tauri::command]
pub(crate) async fn leave_room(app: State<'_, App>, request: OneRoom) -> Answer<()> {
    Ok(app.engine().await?.leave_room(request.room_id).await?)
}

#[tauri::command]
pub(crate) async fn delete_message(app: State<'_, App>, request: OneMessage) -> Answer<()> {
    let engine = app.engine().await?;
    Ok(engine.delete_message(request.message_id).await?)
}

#[tauri::command]
pub(crate) async fn find_messages(app: State<'_, App>, request: FindMessages) -> Answer<Found> {
    let engine = app.engine().await?;
    let message_ids = engine.find_messages(request.room_id, &request.text).await?;
    Ok(Found { message_ids })
}

/// Writes the conversation into the person's folder for downloads.
#[tauri::command]
pub(crate) async fn export_room(
    handle: AppHandle,
    app: State<'_, App>,
    request: ExportRoom,
) -> Answer<Exported> {
    let engine = app.engine().await?;
    let is_korean = words::is_korean(engine.settings().await?.speech);
    let mut export = engine
        .export_room(request.room_id, request.form, is_korean)
        .await?;
    let folder = handle.path().download_dir();
    let folder = folder.map_err(|error| app::internal(&error))?;
    let name = export::Name::of(&export);
    let mut file = Unfinished::new(&folder, &name).await?;
    while let Some(piece) = export.next().await? {
        file.add(&piece).await?;
    }
    let path = file.finish().await?;
    Ok(Exported {
        path: path.display().to_string(),
    })
}

#[tauri::command]
pub(crate) async fn clear_data(app: State<'_, App>) -> Answer<()> {
    Ok(app.engine().await?.clear_data().await?)
}

#[tauri::command]
pub(crate) async fn clear_kept(app: State<'_, App>) -> Answer<()> {
    Ok(app.engine().await?.clear_kept().await?)
}

/// Shows the data folder in the system's window of files. Asks no engine: it may be what keeps the engine from starting.
#[tauri::command]
pub(crate) async fn open_folder(handle: AppHandle, app: State<'_, App>) -> Answer<()> {
    let folder = app.folder().display().to_string();
    let opened = handle.opener().open_path(folder, None::<&str>);
    opened.map_err(|error| app::internal(&error))
}
