//! Commands about books that are watched until they can be borrowed.

use engine::WatchId;
use engine::wire::Watch;
use serde::Deserialize;
use tauri::State;

use super::Answer;
use crate::app::App;

#[derive(Deserialize)]
pub(crate) struct WatchBook {
    library_id: String,
    cid: String,
    place: Option<String>,
}

#[derive(Deserialize)]
pub(crate) struct EndWatch {
    watch_id: WatchId,
}

#[tauri::command]
pub(crate) async fn watch_book(app: State<'_, App>, request: WatchBook) -> Answer<Watch> {
    let engine = app.engine().await?;
    let watch = engine.watch_book(&request.library_id, &request.cid, request.place.as_deref());
    Ok(watch.await?)
}

#[tauri::command]
pub(crate) async fn end_watch(app: State<'_, App>, request: EndWatch) -> Answer<()> {
    Ok(app.engine().await?.end_watch(request.watch_id).await?)
}
