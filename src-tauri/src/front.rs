//! Whether the app is in front: a phone suspends it behind others, so its work rests there. Desktops never say so.

use std::sync::Arc;
use std::time::Duration;

use engine::Engine;
use tauri::{AppHandle, Manager};
use tokio::sync::watch;
use tokio::time::timeout;

use crate::app::App;

/// How long a job that runs may take to end: both systems give about five seconds before nothing runs any more.
const GRACE: Duration = Duration::from_secs(2);

/// Work that does not go on, for instance because the disk is full, is tried again after pauses that grow.
const FIRST_PAUSE: Duration = Duration::from_secs(1);
const LONGEST_PAUSE: Duration = Duration::from_secs(60);

/// Where it is; in front until somebody says otherwise.
pub(crate) struct Front(watch::Sender<bool>);

impl Default for Front {
    fn default() -> Self {
        Self(watch::Sender::new(true))
    }
}

impl Front {
    /// It came to the front, or went behind.
    #[cfg(mobile)]
    fn set(&self, is_in_front: bool) {
        self.0.send_replace(is_in_front);
    }

    /// For [`follow`].
    pub(crate) fn subscribe(&self) -> watch::Receiver<bool> {
        self.0.subscribe()
    }
}

/// What the system says of the window.
#[cfg(mobile)]
pub(crate) fn hear(handle: &AppHandle, event: &tauri::WindowEvent) {
    use tauri::WindowEvent;

    let Some(app) = handle.try_state::<App>() else {
        return;
    };
    match event {
        WindowEvent::Suspended => app.front.set(false),
        WindowEvent::Resumed => app.front.set(true),
        _ => {}
    }
}

/// Has the work rest behind, and go on in front. What changed back before it was looked at changes nothing.
pub(crate) async fn follow(handle: AppHandle, engine: Arc<Engine>) {
    let app = handle.state::<App>();
    let mut front = app.front.subscribe();
    // It may have gone behind while the engine started.
    front.mark_changed();
    while front.changed().await.is_ok() {
        let is_in_front = *front.borrow_and_update();
        if !is_in_front {
            engine.rest(GRACE).await;
            continue;
        }
        let mut pause = FIRST_PAUSE;
        while let Err(error) = engine.wake().await {
            tracing::error!("the work does not go on: {error}");
            if pause == FIRST_PAUSE {
                app.failed(error);
            }
            // Behind again it need not go on.
            let behind = front.wait_for(|is_in_front| !is_in_front);
            if timeout(pause, behind).await.is_ok() {
                front.mark_changed();
                break;
            }
            pause = LONGEST_PAUSE.min(pause * 2);
        }
    }
}
