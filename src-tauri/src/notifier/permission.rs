//! Whether the system shows notifications of this app.

use tauri::AppHandle;

/// Phones ask the person, once: at the first notification there is to show, and not before. That waits for an answer.
#[cfg(mobile)]
pub(super) async fn is_given(handle: &AppHandle) -> bool {
    use tauri::plugin::PermissionState;
    use tauri_plugin_notification::NotificationExt;
    use tokio::task::JoinSet;

    let handle = handle.clone();
    let mut asking = JoinSet::new();
    asking.spawn_blocking(move || {
        let plugin = handle.notification();
        match plugin.permission_state()? {
            PermissionState::Prompt | PermissionState::PromptWithRationale => {
                plugin.request_permission()
            }
            state => Ok(state),
        }
    });
    matches!(
        asking.join_next().await,
        Some(Ok(Ok(PermissionState::Granted)))
    )
}

/// The plugin sends notifications without hearing whether anybody takes them, so whoever shows them is asked first who they are.
#[cfg(target_os = "linux")]
pub(super) async fn is_given(_: &AppHandle) -> bool {
    use std::time::Duration;

    /// A desktop that has to start it first takes a moment.
    const PATIENCE: Duration = Duration::from_secs(5);
    const NAME: &str = "org.freedesktop.Notifications";
    const PATH: &str = "/org/freedesktop/Notifications";

    let asking = async {
        let bus = zbus::Connection::session().await?;
        let question = "GetServerInformation";
        bus.call_method(Some(NAME), PATH, Some(NAME), question, &())
            .await
    };
    match tokio::time::timeout(PATIENCE, asking).await {
        Ok(Ok(_)) => true,
        Ok(Err(error)) => {
            tracing::warn!("nobody shows notifications: {error}");
            false
        }
        Err(_) => {
            tracing::warn!("whoever shows notifications does not answer");
            false
        }
    }
}

/// Here nobody says.
#[cfg(not(any(mobile, target_os = "linux")))]
pub(super) async fn is_given(_: &AppHandle) -> bool {
    true
}
