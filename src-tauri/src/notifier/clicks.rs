//! What a notification carries so that a click on it, or on one of its buttons, leads back.

use engine::Notification;
use engine::wire::{Opening, Target};
use tauri::{AppHandle, Manager, Wry};
use tauri_plugin_notification::{
    Action, ActionPerformed, ActionType, NotificationBuilder, NotificationExt,
};
use tokio::sync::mpsc;

use crate::app::{App, internal};
use crate::{window, words};

/// The keys under which a notification carries what it opens: the plugin's own id holds 32 bits only.
const ROOM: &str = "room";
const MESSAGE: &str = "message";
/// The one search it tells of.
const SEARCH: &str = "search";

/// What the plugin calls a click on the notification itself.
const TAP: &str = "tap";
const LOOK: &str = "look";
const AGAIN: &str = "again";

/// More buttons than this are not pressed while the engine starts.
const WAITING: usize = 16;

/// A search is to be done again.
pub(crate) struct Again {
    pub(crate) search_id: i64,
    pub(crate) target: Target,
}

/// What buttons ask for.
pub(crate) type Asked = mpsc::Receiver<Again>;

/// The buttons of a notification, by their language and by whether it tells of one search.
const KINDS: [(&str, bool, bool); 4] = [
    ("search-ko", true, true),
    ("search-en", false, true),
    ("news-ko", true, false),
    ("news-en", false, false),
];

fn buttons((kind, is_korean, is_search): (&str, bool, bool)) -> ActionType {
    let button = |id: &str, (korean, english): (&str, &str)| {
        let label = if is_korean { korean } else { english };
        Action::builder(id, label).foreground(true).build()
    };
    let mut actions = vec![button(LOOK, words::LOOK)];
    if is_search {
        actions.push(button(AGAIN, words::AGAIN));
    }
    ActionType::builder(kind).actions(actions).build()
}

/// Has it carry what it opens (of several things the newest), and gives it its buttons.
pub(super) fn lead_back(
    builder: NotificationBuilder<Wry>,
    notification: &Notification,
    is_korean: bool,
) -> NotificationBuilder<Wry> {
    let search = match notification {
        Notification::Search(ended) => Some(ended.search.id),
        _ => None,
    };
    let mut builder = builder.auto_cancel();
    if let Some(target) = notification.targets().last() {
        builder = builder
            .extra(ROOM, target.room_id)
            .extra(MESSAGE, target.message_id);
    }
    if let Some(id) = search {
        builder = builder.extra(SEARCH, id);
    }
    let fits = |(_, korean, is_search): &&(&str, bool, bool)| {
        *korean == is_korean && *is_search == search.is_some()
    };
    match KINDS.iter().find(fits) {
        Some((kind, ..)) => builder.action_type_id(*kind),
        None => builder,
    }
}

/// Has the system know the buttons.
pub(super) fn add_buttons(handle: &AppHandle) -> tauri_plugin_notification::Result<()> {
    let kinds = KINDS.map(buttons).to_vec();
    handle.notification().register_action_types(kinds)
}

/// Brings clicks back to the page, and gives what the buttons ask of the engine. Before the window is made: the click that started the app
/// on Android is told when its web view comes, and lost if nobody listens then.
pub(crate) fn listen(handle: &AppHandle) -> tauri_plugin_notification::Result<Asked> {
    let plugin = handle.notification();
    let (ask, asked) = mpsc::channel(WAITING);
    let clicked = handle.clone();
    plugin.on_action(move |action| {
        let Some((target, search_id)) = carried(action) else {
            return;
        };
        match action.action_id() {
            TAP | LOOK => {}
            AGAIN => {
                let again = search_id.map(|search_id| Again { search_id, target });
                if again.is_some_and(|again| ask.try_send(again).is_err()) {
                    let why = "a search is not asked again: the engine does not run";
                    tracing::warn!("{why}");
                    if let Some(app) = clicked.try_state::<App>() {
                        app.failed(internal(&why));
                    }
                }
            }
            // A dismissal is none of ours.
            _ => return,
        }
        open(&clicked, target);
    })?;
    Ok(asked)
}

fn carried(action: &ActionPerformed) -> Option<(Target, Option<i64>)> {
    let extra = action.notification()?.extra();
    let number = |key: &str| extra.get(key).and_then(serde_json::Value::as_i64);
    let target = Target {
        room_id: number(ROOM)?,
        message_id: number(MESSAGE)?,
    };
    Some((target, number(SEARCH)))
}

/// The handler runs on a thread of the plugin's; windows are the main thread's.
fn open(handle: &AppHandle, target: Target) {
    let clicked = handle.clone();
    let opened = handle.run_on_main_thread(move || {
        window::show(&clicked);
        if let Some(app) = clicked.try_state::<App>() {
            app.open(Opening::Message { target });
        }
    });
    if let Err(error) = opened {
        tracing::warn!("a click could not be brought to the window: {error}");
    }
}
