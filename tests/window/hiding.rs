//! A window that hides when it is closed, and the tray that brings it back.

use support::window::{Desktop, Panel, Window};

use crate::away::settle_closing;

/// The window is open, and a panel shows the icon.
pub(crate) struct Hiding {
    pub(crate) desktop: Desktop,
    pub(crate) panel: Panel,
    pub(crate) window: Window,
}

impl Hiding {
    pub(crate) async fn open() -> Self {
        let desktop = Desktop::start().await;
        let panel = desktop.panel().await;
        let window = desktop.open().await;
        settle_closing(&window, true).await;
        panel.item().await;
        Self {
            desktop,
            panel,
            window,
        }
    }

    /// Closes the window, which is hidden then.
    pub(crate) async fn hide(&self) {
        self.desktop.close_window();
        self.desktop.window_is_shown(false).await;
    }
}
