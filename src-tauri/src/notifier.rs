//! Notifications of the engine on the desktop, and their clicks back to the page.

use std::sync::Arc;
use std::time::Duration;

use engine::wire::{Opening, Speech, Target};
use engine::{Engine, Notification};
use tauri::{AppHandle, Manager};
use tauri_plugin_notification::NotificationExt;

use crate::app::App;
use crate::{window, words};

/// The keys under which a notification carries what it opens: the plugin's own id holds 32 bits only.
const ROOM: &str = "room";
const MESSAGE: &str = "message";

/// A full or locked database may be better a little later; what was not marked is shown once more then.
const AFTER_FAILURE: Duration = Duration::from_secs(5);

/// What the plugin calls a click on the notification itself.
const TAP: &str = "tap";

/// Shows every notification that nobody has seen, until the engine ends.
pub(crate) async fn carry(handle: AppHandle, engine: Arc<Engine>) {
    loop {
        let notifications = match engine.next_notifications().await {
            Ok(notifications) => notifications,
            Err(error) => {
                tracing::warn!("notifications could not be read: {error}");
                tokio::time::sleep(AFTER_FAILURE).await;
                continue;
            }
        };
        let is_korean = is_korean(&engine).await;
        for notification in notifications {
            show(&handle, &engine, &notification, is_korean);
            // Marked even if the desktop refused it: the badge in the window still tells, and a loop would not help.
            if let Err(error) = engine.notification_shown(&notification).await {
                let search = notification.search.id;
                tracing::warn!(
                    search,
                    "a notification could not be marked as shown: {error}"
                );
                tokio::time::sleep(AFTER_FAILURE).await;
            }
        }
    }
}

/// The person's language; the system's while what is set cannot be read.
async fn is_korean(engine: &Engine) -> bool {
    let settings = engine.settings().await;
    words::is_korean(settings.map_or(Speech::System, |settings| settings.speech))
}

fn show(handle: &AppHandle, engine: &Engine, notification: &Notification, is_korean: bool) {
    let search = &notification.search;
    let library = engine
        .libraries()
        .into_iter()
        .find(|library| library.id == search.library_id);
    let title = library.map_or_else(
        || "책벗".to_owned(),
        |library| {
            if is_korean {
                library.name
            } else {
                library.name_en
            }
        },
    );
    // One place per search: a later one replaces an earlier one where the desktop can.
    let id = i32::try_from(search.id % i64::from(i32::MAX)).unwrap_or(0);
    let shown = handle
        .notification()
        .builder()
        .id(id)
        .title(title)
        .body(words::notification(search, is_korean))
        .extra(ROOM, notification.target.room_id)
        .extra(MESSAGE, notification.target.message_id)
        .show();
    match shown {
        Ok(()) => tracing::info!(search = search.id, "a notification was shown"),
        Err(error) => {
            tracing::warn!(
                search = search.id,
                "a notification could not be shown: {error}"
            );
        }
    }
}

/// Brings a click back to the page.
pub(crate) fn listen(handle: &AppHandle) -> tauri_plugin_notification::Result<()> {
    let clicked = handle.clone();
    handle.notification().on_action(move |action| {
        let Some(notification) = action.notification().filter(|_| action.action_id() == TAP) else {
            return;
        };
        let number = |key: &str| {
            notification
                .extra()
                .get(key)
                .and_then(serde_json::Value::as_i64)
        };
        let Some((room_id, message_id)) = number(ROOM).zip(number(MESSAGE)) else {
            return;
        };
        let target = Target {
            room_id,
            message_id,
        };
        let handle = clicked.clone();
        let opened = clicked.run_on_main_thread(move || {
            window::show(&handle);
            if let Some(app) = handle.try_state::<App>() {
                app.open(Opening::Message { target });
            }
        });
        if let Err(error) = opened {
            tracing::warn!("a click could not be brought to the window: {error}");
        }
    })
}
