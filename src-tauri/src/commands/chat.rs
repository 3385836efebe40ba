//! Commands about rooms and messages.

use engine::wire::{RoomView, Sent, Snapshot};
use engine::{MessageId, RoomId};
use serde::Deserialize;
use tauri::State;

use super::Answer;
use crate::app::App;

#[derive(Deserialize)]
pub(crate) struct StartChat {
    library_id: String,
}

#[derive(Deserialize)]
pub(crate) struct OpenRoom {
    room_id: RoomId,
    before_id: Option<MessageId>,
}

#[derive(Deserialize)]
pub(crate) struct SendMessage {
    room_id: RoomId,
    text: String,
    literal: bool,
}

#[derive(Deserialize)]
pub(crate) struct OneRoom {
    pub(super) room_id: RoomId,
}

#[derive(Deserialize)]
pub(crate) struct SetView {
    room_id: Option<RoomId>,
    focused: bool,
}

/// The page listens to `change` and asks for everything it needs.
#[tauri::command]
pub(crate) async fn start(app: State<'_, App>) -> Answer<Snapshot> {
    let engine = app.engine_at_start().await?;
    let unseen = engine.unseen().await?;
    let mut snapshot = Snapshot {
        libraries: engine.libraries_with_answers().await?,
        rooms: engine.rooms().await?,
        open: None,
        trouble: engine.trouble(),
        set_aside: engine.set_aside().map(|path| path.display().to_string()),
        paused_since_ms: engine.paused_since_ms().await?,
        version: stamp::VERSION.to_owned(),
        build: stamp::BUILD.map(str::to_owned),
        update: app.update(),
        settings: engine.settings().await?,
        offline: engine.offline(),
        spared: engine.is_spared(),
        desktop: cfg!(desktop),
        notifications_refused: app.notifications_refused(),
    };
    // Last, when nothing can fail any more: what was clicked is handed out once.
    snapshot.open = app.page_listens(unseen.only());
    Ok(snapshot)
}

#[tauri::command]
pub(crate) async fn start_chat(app: State<'_, App>, request: StartChat) -> Answer<RoomView> {
    Ok(app.engine().await?.start_chat(&request.library_id).await?)
}

#[tauri::command]
pub(crate) async fn open_room(app: State<'_, App>, request: OpenRoom) -> Answer<RoomView> {
    let engine = app.engine().await?;
    Ok(engine.open_room(request.room_id, request.before_id).await?)
}

#[tauri::command]
pub(crate) async fn send_message(app: State<'_, App>, request: SendMessage) -> Answer<Sent> {
    let engine = app.engine().await?;
    let sent = engine.send_message(request.room_id, &request.text, request.literal);
    Ok(sent.await?)
}

#[tauri::command]
pub(crate) async fn show_guide(app: State<'_, App>, request: OneRoom) -> Answer<()> {
    Ok(app.engine().await?.show_guide(request.room_id).await?)
}

#[tauri::command]
pub(crate) async fn mark_seen(app: State<'_, App>, request: OneRoom) -> Answer<()> {
    Ok(app.engine().await?.mark_seen(request.room_id).await?)
}

#[tauri::command]
pub(crate) async fn set_view(app: State<'_, App>, request: SetView) -> Answer<()> {
    app.engine()
        .await?
        .set_view(request.room_id, request.focused);
    Ok(())
}
