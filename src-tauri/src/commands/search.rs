//! Commands about searches and what they found.

use engine::wire::{Hit, Retried};
use engine::{HitId, SearchId};
use serde::{Deserialize, Serialize};
use tauri::{AppHandle, State};
use tauri_plugin_opener::OpenerExt;

use super::Answer;
use crate::app::{self, App};

#[derive(Deserialize)]
pub(crate) struct OneSearch {
    search_id: SearchId,
}

#[derive(Deserialize)]
pub(crate) struct ListHits {
    search_id: SearchId,
    from: u32,
    limit: u32,
}

#[derive(Serialize)]
pub(crate) struct Hits {
    hits: Vec<Hit>,
}

#[derive(Deserialize)]
pub(crate) struct SomeHits {
    search_id: SearchId,
    hit_ids: Vec<HitId>,
}

#[derive(Deserialize)]
pub(crate) struct OneHit {
    search_id: SearchId,
    hit_id: HitId,
}

#[derive(Deserialize)]
pub(crate) struct OpenLink {
    search_id: SearchId,
    hit_id: Option<HitId>,
}

#[tauri::command]
pub(crate) async fn cancel_search(app: State<'_, App>, request: OneSearch) -> Answer<()> {
    Ok(app.engine().await?.cancel_search(request.search_id).await?)
}

#[tauri::command]
pub(crate) async fn retry_search(app: State<'_, App>, request: OneSearch) -> Answer<Retried> {
    Ok(app.engine().await?.retry_search(request.search_id).await?)
}

#[tauri::command]
pub(crate) async fn load_more(app: State<'_, App>, request: OneSearch) -> Answer<Retried> {
    Ok(app.engine().await?.load_more(request.search_id).await?)
}

#[tauri::command]
pub(crate) async fn list_hits(app: State<'_, App>, request: ListHits) -> Answer<Hits> {
    let engine = app.engine().await?;
    let hits = engine.hits(request.search_id, request.from, request.limit);
    Ok(Hits { hits: hits.await? })
}

#[tauri::command]
pub(crate) async fn check_copies(app: State<'_, App>, request: SomeHits) -> Answer<()> {
    let engine = app.engine().await?;
    let checked = engine.check_copies(request.search_id, request.hit_ids);
    Ok(checked.await?)
}

#[tauri::command]
pub(crate) async fn check_detail(app: State<'_, App>, request: OneHit) -> Answer<()> {
    let engine = app.engine().await?;
    let checked = engine.check_detail(request.search_id, request.hit_id);
    Ok(checked.await?)
}

#[tauri::command]
pub(crate) async fn show_hits(app: State<'_, App>, request: SomeHits) -> Answer<()> {
    let engine = app.engine().await?;
    let shown = engine.show_hits(request.search_id, request.hit_ids);
    Ok(shown.await?)
}

#[tauri::command]
pub(crate) async fn hold_search(app: State<'_, App>, request: OneSearch) -> Answer<()> {
    Ok(app.engine().await?.hold_search(request.search_id).await?)
}

#[tauri::command]
pub(crate) async fn resume_search(app: State<'_, App>, request: OneSearch) -> Answer<()> {
    Ok(app.engine().await?.resume_search(request.search_id).await?)
}

/// Opens the library's own page in the browser; the engine lets only the library's addresses through.
#[tauri::command]
pub(crate) async fn open_link(
    handle: AppHandle,
    app: State<'_, App>,
    request: OpenLink,
) -> Answer<()> {
    let url = app
        .engine()
        .await?
        .link(request.search_id, request.hit_id)
        .await?;
    let opened = handle.opener().open_url(url, None::<&str>);
    opened.map_err(|error| app::internal(&error))
}

/// The address of that page, for the person to copy.
#[tauri::command]
pub(crate) async fn find_link(app: State<'_, App>, request: OpenLink) -> Answer<String> {
    let engine = app.engine().await?;
    let url = engine.link(request.search_id, request.hit_id).await?;
    Ok(url.into())
}
