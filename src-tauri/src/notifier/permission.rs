//! Whether the system shows notifications of this app.

use tauri::AppHandle;

/// What the system says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Permission {
    /// It shows them.
    Given {
        /// What stands in the text is read as markup.
        reads_markup: bool,
    },
    /// The person wants none.
    Refused,
    /// Nobody is there who could show one.
    #[cfg_attr(
        not(any(mobile, target_os = "linux")),
        expect(dead_code, reason = "here nobody says")
    )]
    Nobody,
}

/// Phones ask the person, once: at the first notification there is to show, and not before. That waits for an answer, and first for the app
/// to be in front: a question asked behind others is not seen. Who has said no is not asked again.
#[cfg(mobile)]
pub(super) async fn ask(handle: &AppHandle) -> Permission {
    use tauri::Manager;
    use tauri::plugin::PermissionState;

    let mut state = asked(handle, |plugin| plugin.permission_state()).await;
    if state == Some(PermissionState::Prompt) {
        let mut front = handle.state::<crate::app::App>().front.subscribe();
        if front.wait_for(|is_in_front| *is_in_front).await.is_ok() {
            state = asked(handle, |plugin| plugin.request_permission()).await;
        }
    }
    match state {
        Some(PermissionState::Granted) => Permission::Given {
            reads_markup: false,
        },
        Some(_) => Permission::Refused,
        None => Permission::Nobody,
    }
}

/// What the plugin answers, which keeps a thread waiting.
#[cfg(mobile)]
async fn asked<T: Send + 'static>(
    handle: &AppHandle,
    question: impl FnOnce(
        &tauri_plugin_notification::Notification<tauri::Wry>,
    ) -> tauri_plugin_notification::Result<T>
    + Send
    + 'static,
) -> Option<T> {
    use tauri_plugin_notification::NotificationExt;

    let handle = handle.clone();
    let mut asking = tokio::task::JoinSet::new();
    asking.spawn_blocking(move || question(handle.notification()));
    match asking.join_next().await? {
        Ok(answer) => answer
            .inspect_err(|error| tracing::warn!("nobody shows notifications: {error}"))
            .ok(),
        Err(error) => {
            tracing::warn!("nobody shows notifications: {error}");
            None
        }
    }
}

/// The plugin sends notifications without hearing whether anybody takes them, so whoever shows them is asked first what they can do.
#[cfg(target_os = "linux")]
pub(super) async fn ask(_: &AppHandle) -> Permission {
    use super::PATIENCE;

    const PATH: &str = "/org/freedesktop/Notifications";

    let asking = async {
        let bus = zbus::Connection::session().await?;
        let question = "GetCapabilities";
        let answer = bus.call_method(Some(NAME), PATH, Some(NAME), question, &());
        answer.await?.body().deserialize::<Vec<String>>()
    };
    match tokio::time::timeout(PATIENCE, asking).await {
        Ok(Ok(abilities)) => Permission::Given {
            reads_markup: abilities.iter().any(|ability| ability == "body-markup"),
        },
        Ok(Err(error)) => {
            tracing::warn!("nobody shows notifications: {error}");
            Permission::Nobody
        }
        Err(_) => {
            tracing::warn!("whoever shows notifications does not answer");
            Permission::Nobody
        }
    }
}

/// Here nobody says.
#[cfg(not(any(mobile, target_os = "linux")))]
pub(super) async fn ask(_: &AppHandle) -> Permission {
    Permission::Given {
        reads_markup: false,
    }
}

/// Whoever shows notifications.
#[cfg(target_os = "linux")]
const NAME: &str = "org.freedesktop.Notifications";

/// Waits until somebody is there to show notifications who was not before; for ever where the bus does not say.
#[cfg(target_os = "linux")]
pub(super) async fn somebody_comes() {
    if let Err(error) = owner_comes().await {
        tracing::info!("nobody says when somebody comes to show notifications: {error}");
        std::future::pending::<()>().await;
    }
}

#[cfg(target_os = "linux")]
async fn owner_comes() -> zbus::Result<()> {
    use futures_util::StreamExt;

    let bus = zbus::Connection::session().await?;
    let names = zbus::fdo::DBusProxy::new(&bus).await?;
    let mut changes = names
        .receive_name_owner_changed_with_args(&[(0, NAME)])
        .await?;
    while let Some(change) = changes.next().await {
        if change.args()?.new_owner().is_some() {
            return Ok(());
        }
    }
    Err(zbus::Error::Failure("the bus has ended".to_owned()))
}

/// Here nobody says.
#[cfg(not(target_os = "linux"))]
pub(super) async fn somebody_comes() {
    std::future::pending().await
}
