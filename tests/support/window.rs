//! The real window, on a desktop of its own: a display, a bus, somebody who shows notifications, and a driver.
//!
//! Needs the packages xvfb, dbus and webkit2gtk-driver, and the page inside the program (`npm run build` in `ui/` before
//! the program is built).

mod desktop;
mod group;
mod notifications;
mod png;
mod watch;
mod window;

pub use desktop::Desktop;
pub use notifications::Shown;
pub use png::Png;
pub use watch::{CardSight, Watch};
pub use window::{BACK, ENTER, Window};

use std::time::Duration;

/// Whatever is waited for is there long before, or never comes.
pub(crate) const PATIENCE: Duration = Duration::from_secs(30);
