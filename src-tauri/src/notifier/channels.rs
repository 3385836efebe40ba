//! The channels of Android: kinds of notifications, each of which a person can turn off, or let sound, in the system's settings. They are
//! called as the system speaks, since that is where they are read.

use engine::Notification;
use engine::wire::Speech;
use tauri::{AppHandle, Wry};
use tauri_plugin_notification::{Channel, Importance, NotificationBuilder, NotificationExt};

use crate::words;

const SEARCHES: &str = "searches";
const ALERTS: &str = "alerts";

/// The plugin's own, which sounds as an alarm does.
const NOT_OURS: &str = "default";

/// The picture in the status bar, and its colour: gen/android/app/src/main/res/drawable.
const ICON: &str = "ic_notification";
const COLOUR: &str = "#0B57A4";

/// Makes them; one that is there is only called anew, and keeps what the person has set.
pub(super) fn make(handle: &AppHandle) -> tauri_plugin_notification::Result<()> {
    let plugin = handle.notification();
    let is_korean = words::is_korean(Speech::System);
    for (id, (name, description)) in [
        (SEARCHES, words::searches_channel(is_korean)),
        (ALERTS, words::alerts_channel(is_korean)),
    ] {
        let channel = Channel::builder(id, name)
            .description(description)
            .importance(Importance::Default)
            .vibration(true);
        plugin.create_channel(channel.build())?;
    }
    plugin.delete_channel(NOT_OURS)
}

/// Has a notification go through its channel.
pub(super) fn dress(
    builder: NotificationBuilder<Wry>,
    notification: &Notification,
) -> NotificationBuilder<Wry> {
    let channel = match notification {
        Notification::Search(_) | Notification::Searches(_) => SEARCHES,
        Notification::Alert(_) | Notification::Alerts(_) => ALERTS,
    };
    builder.channel_id(channel).icon(ICON).icon_color(COLOUR)
}
