//! The real window, on a desktop of its own: a display, a bus, somebody who shows notifications, and a driver.
//!
//! Needs the packages xvfb, dbus and webkit2gtk-driver, and the page inside the program (`npm run build` in `ui/` before
//! the program is built).

#![expect(
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot be prepared fails with the sentence"
)]

mod desktop;
mod driven;
mod group;
mod notifications;
mod panel;
mod picture;
mod png;
mod screen;
mod watch;

pub use desktop::Desktop;
pub use driven::{BACK, ENTER, Window};
pub use notifications::Shown;
pub use panel::Panel;
pub use png::Png;
pub use screen::Frame;
pub use watch::{CardSight, Watch};

use std::time::Duration;

/// Whatever is waited for is there long before, or never comes.
pub(crate) const PATIENCE: Duration = Duration::from_secs(30);
