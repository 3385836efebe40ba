//! Notifications of the engine on the desktop: shown, taken back once they were seen, and what their buttons ask for.

mod bubbles;
#[cfg(target_os = "android")]
mod channels;
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
use tokio::time::{Instant, sleep_until, timeout};

use crate::app::App;
use crate::{changes, words};
use bubbles::Bubbles;
use clicks::Again;
pub(crate) use clicks::{Asked, listen};
use permission::Permission;

/// Nobody waits longer for a desktop; one that has to start whoever shows notifications takes a moment.
const PATIENCE: Duration = Duration::from_secs(5);

/// A full or locked database may be better a little later.
const AFTER_FAILURE: Duration = Duration::from_secs(5);

/// Somebody who shows notifications may come soon after log-in, or never: it is tried again after pauses that grow.
const FIRST_PAUSE: Duration = Duration::from_secs(5);
const LONGEST_PAUSE: Duration = Duration::from_secs(600);

/// What became of a notification.
enum Outcome {
    /// It comes no more.
    Done,
    /// It could not be marked as shown.
    Unmarked,
    /// Nobody could show it: it is not lost.
    Unshown,
}

/// Has the system know what notifications will be like. One without is better than none.
pub(crate) fn furnish(handle: &AppHandle) {
    #[cfg(target_os = "android")]
    if let Err(error) = channels::make(handle) {
        tracing::warn!("notifications have no channels: {error}");
    }
    if let Err(error) = clicks::add_buttons(handle) {
        tracing::warn!("notifications have no buttons: {error}");
    }
}

/// Shows whatever nobody has seen, until the engine ends.
pub(crate) async fn carry(
    handle: AppHandle,
    engine: Arc<Engine>,
    mut changes: broadcast::Receiver<Change>,
    mut asked: Asked,
) {
    let mut bubbles = Bubbles::default();
    let mut next_pause = FIRST_PAUSE;
    let mut pause = None;
    loop {
        let next = next(&engine, pause.take());
        tokio::pin!(next);
        let found = loop {
            tokio::select! {
                biased;
                change = changes.recv() => match change {
                    Ok(change) => take_back(&handle, bubbles.hear(&change, now())).await,
                    Err(broadcast::error::RecvError::Lagged(_)) => missed(&handle, &engine, &mut bubbles).await,
                    Err(broadcast::error::RecvError::Closed) => return,
                },
                () = wait(bubbles.next_again()) => take_back(&handle, bubbles.take_again(now())).await,
                Some(again) = asked.recv() => search_again(&handle, &engine, again).await,
                found = &mut next => break found,
            }
        };
        let found = found.unwrap_or_else(|error| {
            tracing::warn!("notifications could not be read: {error}");
            pause = Some(AFTER_FAILURE);
            Vec::new()
        });
        for notification in found {
            // What was told before it in the same moment must not take it back.
            loop {
                match changes.try_recv() {
                    Ok(change) => take_back(&handle, bubbles.hear(&change, now())).await,
                    Err(broadcast::error::TryRecvError::Lagged(_)) => {
                        missed(&handle, &engine, &mut bubbles).await;
                    }
                    Err(_) => break,
                }
            }
            match tell(&handle, &engine, &mut bubbles, &notification).await {
                Outcome::Done => next_pause = FIRST_PAUSE,
                Outcome::Unmarked => pause = Some(AFTER_FAILURE),
                Outcome::Unshown => {
                    pause = Some(next_pause);
                    next_pause = LONGEST_PAUSE.min(next_pause * 2);
                    break;
                }
            }
        }
    }
}

/// Tokio's clock, which measures pauses and is never stored or decided upon.
fn now() -> Instant {
    Instant::now()
}

async fn wait(until: Option<Instant>) {
    match until {
        Some(until) => sleep_until(until).await,
        None => std::future::pending().await,
    }
}

/// Changes were missed: what is on the screen is taken back where its room has nothing unseen any more.
async fn missed(handle: &AppHandle, engine: &Engine, bubbles: &mut Bubbles) {
    match engine.rooms().await {
        Ok(rooms) => take_back(handle, bubbles.look_at(&rooms, now())).await,
        Err(error) => tracing::warn!("what was seen meanwhile could not be read: {error}"),
    }
}

/// What is to be shown next; after a pause, which ends early when somebody comes who shows notifications.
async fn next(
    engine: &Engine,
    pause: Option<Duration>,
) -> Result<Vec<Notification>, engine::Error> {
    if let Some(pause) = pause {
        drop(timeout(pause, permission::somebody_comes()).await);
    }
    engine.next_notifications().await
}

async fn tell(
    handle: &AppHandle,
    engine: &Engine,
    bubbles: &mut Bubbles,
    notification: &Notification,
) -> Outcome {
    if !bubbles.is_unmarked(notification) {
        let permission = permission::ask(handle).await;
        let is_shown = match permission {
            Permission::Given { reads_markup } => {
                // One at most for each thing: those it takes the place of go first, where the desktop can.
                take_back(handle, bubbles.replaced_by(notification, now())).await;
                let id = bubbles.id(notification);
                let is_shown = show(handle, engine, notification, id, reads_markup).await;
                if is_shown {
                    bubbles.add(notification, id);
                }
                is_shown
            }
            Permission::Refused | Permission::Nobody => false,
        };
        let refused = !is_shown;
        if handle.state::<App>().set_notifications_refused(refused) {
            changes::emit(handle, &Change::Notifications { refused });
        }
        // Who refused it knows the badge in the window; a loop would not help.
        if !is_shown && permission != Permission::Refused {
            return Outcome::Unshown;
        }
    }
    if let Err(error) = engine.notification_shown(notification).await {
        tracing::warn!("a notification could not be marked as shown: {error}");
        return Outcome::Unmarked;
    }
    bubbles.mark(notification);
    Outcome::Done
}

/// The person's language; the system's while what is set cannot be read.
async fn is_korean(engine: &Engine) -> bool {
    let settings = engine.settings().await;
    words::is_korean(settings.map_or(Speech::System, |settings| settings.speech))
}

/// Whether it went out.
async fn show(
    handle: &AppHandle,
    engine: &Engine,
    notification: &Notification,
    id: i32,
    reads_markup: bool,
) -> bool {
    let is_korean = is_korean(engine).await;
    let libraries = engine.libraries();
    let name = |id: &str| words::library_name(&libraries, id, is_korean);
    let (title, mut body) = words::notification(notification, name, is_korean);
    if reads_markup {
        body = plain(&body);
    }
    let builder = handle.notification().builder().title(title);
    #[cfg(target_os = "android")]
    let builder = channels::dress(builder, notification).large_body(body.clone());
    let builder = builder.body(body);
    let builder = clicks::lead_back(builder.id(id), notification, is_korean);
    match outside(move || builder.show()).await {
        Ok(()) => {
            tracing::info!(id, "a notification was shown");
            true
        }
        Err(error) => {
            tracing::warn!("a notification could not be shown: {error}");
            false
        }
    }
}

/// This text, where marks would be read as markup.
fn plain(text: &str) -> String {
    let text = text.replace('&', "&amp;");
    text.replace('<', "&lt;").replace('>', "&gt;")
}

/// Removes notifications from the screen.
async fn take_back(handle: &AppHandle, ids: Vec<i32>) {
    if ids.is_empty() {
        return;
    }
    let handle = handle.clone();
    let removing = outside(move || handle.notification().remove_active(ids));
    if let Err(error) = removing.await {
        tracing::warn!("a notification could not be taken back: {error}");
    }
}

/// What the plugin does while it waits for the desktop, which nothing else must do, and nobody for long.
async fn outside(
    work: impl FnOnce() -> tauri_plugin_notification::Result<()> + Send + 'static,
) -> anyhow::Result<()> {
    let mut working = JoinSet::new();
    working.spawn_blocking(work);
    match timeout(PATIENCE, working.join_next()).await? {
        Some(ended) => Ok(ended??),
        None => Ok(()),
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
        Err(error) => {
            tracing::warn!("a search was not asked again: {error}");
            handle.state::<App>().failed(error);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn marks_in_a_title_stay_what_they_are() {
        assert_eq!(
            plain("‘C++ <입문> & 실습’ &amp;"),
            "‘C++ &lt;입문&gt; &amp; 실습’ &amp;amp;"
        );
    }
}
