//! Notifications of the engine on the desktop: shown, taken back once they were seen, and what their buttons ask for.

mod bubbles;
mod clicks;
mod permission;

use std::sync::Arc;
use std::time::Duration;

use engine::wire::{Change, Opening, Speech, Target};
use engine::{Engine, Notification, SearchId};
use tauri::{AppHandle, Manager};
use tauri_plugin_notification::NotificationExt;
use tokio::sync::broadcast;
use tokio::task::JoinSet;

use crate::app::App;
use crate::{changes, words};
use bubbles::{Bubbles, id};
use clicks::Again;
pub(crate) use clicks::{Asked, listen};

/// A full or locked database may be better a little later; what was not marked is shown once more then.
const AFTER_FAILURE: Duration = Duration::from_secs(5);

/// Shows whatever nobody has seen, until the engine ends.
pub(crate) async fn carry(
    handle: AppHandle,
    engine: Arc<Engine>,
    mut changes: broadcast::Receiver<Change>,
    mut asked: Asked,
) {
    let mut bubbles = Bubbles::default();
    loop {
        let next = engine.next_notifications();
        tokio::pin!(next);
        let found = loop {
            tokio::select! {
                biased;
                change = changes.recv() => match change {
                    Ok(change) => take_back(&handle, bubbles.hear(&change)).await,
                    Err(broadcast::error::RecvError::Lagged(_)) => {}
                    Err(broadcast::error::RecvError::Closed) => return,
                },
                Some(again) = asked.recv() => search_again(&handle, &engine, again).await,
                found = &mut next => break found,
            }
        };
        match found {
            Ok(found) => {
                for notification in found {
                    // What was told before it in the same moment must not take it back.
                    while let Ok(change) = changes.try_recv() {
                        take_back(&handle, bubbles.hear(&change)).await;
                    }
                    tell(&handle, &engine, &mut bubbles, &notification).await;
                }
            }
            Err(error) => {
                tracing::warn!("notifications could not be read: {error}");
                tokio::time::sleep(AFTER_FAILURE).await;
            }
        }
    }
}

async fn tell(
    handle: &AppHandle,
    engine: &Engine,
    bubbles: &mut Bubbles,
    notification: &Notification,
) {
    let is_korean = is_korean(engine).await;
    let is_shown = permission::is_given(handle).await && {
        // One at most for each thing: those it takes the place of go first, where the desktop can.
        take_back(handle, bubbles.replaced_by(notification)).await;
        show(handle, engine, notification, is_korean)
    };
    if is_shown {
        bubbles.add(notification);
    }
    let refused = !is_shown;
    if handle.state::<App>().set_notifications_refused(refused) {
        changes::emit(handle, &Change::Notifications { refused });
    }
    // Marked even if the desktop refused it: the badge in the window still tells, and a loop would not help.
    if let Err(error) = engine.notification_shown(notification).await {
        tracing::warn!("a notification could not be marked as shown: {error}");
        tokio::time::sleep(AFTER_FAILURE).await;
    }
}

/// The person's language; the system's while what is set cannot be read.
async fn is_korean(engine: &Engine) -> bool {
    let settings = engine.settings().await;
    words::is_korean(settings.map_or(Speech::System, |settings| settings.speech))
}

/// Whether it went out.
fn show(handle: &AppHandle, engine: &Engine, notification: &Notification, is_korean: bool) -> bool {
    let libraries = engine.libraries();
    let name = |id: &str| words::library_name(&libraries, id, is_korean);
    let (title, body) = words::notification(notification, name, is_korean);
    let builder = handle.notification().builder().title(title).body(body);
    match clicks::lead_back(builder.id(id(notification)), notification, is_korean).show() {
        Ok(()) => {
            tracing::info!(id = id(notification), "a notification was shown");
            true
        }
        Err(error) => {
            tracing::warn!("a notification could not be shown: {error}");
            false
        }
    }
}

/// Removes notifications from the screen. The plugin waits for the desktop meanwhile, which nothing else must do.
async fn take_back(handle: &AppHandle, ids: Vec<i32>) {
    if ids.is_empty() {
        return;
    }
    let handle = handle.clone();
    let mut removing = JoinSet::new();
    removing.spawn_blocking(move || handle.notification().remove_active(ids));
    if let Some(Ok(Err(error))) = removing.join_next().await {
        tracing::warn!("a notification could not be taken back: {error}");
    }
}

/// The button 다시 찾기. Its card is shown already; if another one has the answer under way, that one is.
async fn search_again(handle: &AppHandle, engine: &Engine, again: Again) {
    match engine.retry_search(SearchId(again.search_id)).await {
        Ok(retried) => {
            if let Some(message_id) = retried.running_message_id {
                let target = Target {
                    message_id,
                    ..again.target
                };
                handle.state::<App>().open(Opening::Message { target });
            }
        }
        Err(error) => tracing::warn!("a search was not asked again: {error}"),
    }
}
