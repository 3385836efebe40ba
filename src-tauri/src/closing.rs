//! Closing the window leaves the work running, if the person wants that and can come back.

use std::time::Duration;

use engine::Engine;
use engine::wire::Change;
use tauri::{AppHandle, Manager, Window, WindowEvent};
use tokio::time::timeout;

use crate::app::App;
use crate::wish::Wish;
use crate::{changes, place, window};

/// A window that a person closes must not wait for a file that does not answer.
const PATIENCE: Duration = Duration::from_secs(2);

/// What becomes of a window that is closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Closing {
    /// It stays, and the page explains.
    Ask,
    /// It goes; the tray brings it back.
    Hide,
    /// It goes to where the system keeps small windows, for there is no tray.
    Minimise,
    /// The app ends; unfinished work goes on at the next start.
    Quit,
}

/// Hears that the window is to be closed.
pub(crate) fn heard(window: &Window, event: &WindowEvent) {
    let WindowEvent::CloseRequested { api, .. } = event else {
        return place::heard(window, event);
    };
    place::remember(window.app_handle());
    let app = window.try_state::<App>();
    // Without an engine nothing runs that could go on: then the window closes, and the app ends with it.
    if app.is_some_and(|app| app.has_engine() && app.wish(Wish::Close)) {
        api.prevent_close();
    }
}

/// Does with the window what the person wants done.
pub(crate) async fn close(handle: &AppHandle, engine: &Engine) {
    let app = handle.state::<App>();
    let settings = timeout(PATIENCE, engine.settings()).await;
    let closing = match settings {
        // Asked once: who closes again without having answered wants it closed, and a page that hangs cannot keep its window.
        Ok(Ok(settings)) => decide(
            !settings.closing_told && app.may_ask(),
            settings.keeps_running,
            app.has_tray(),
        ),
        _ => Closing::Quit,
    };
    tracing::info!(?closing, "the window is closed");
    follow(handle, closing);
}

/// Does what was answered to the question.
pub(crate) fn answered(handle: &AppHandle, keeps_running: bool) {
    let has_tray = handle.state::<App>().has_tray();
    follow(handle, without_asking(keeps_running, has_tray));
}

fn follow(handle: &AppHandle, closing: Closing) {
    match closing {
        Closing::Ask => {
            // It may have been closed from where small windows are kept.
            window::show(handle);
            let has_tray = handle.state::<App>().has_tray();
            changes::emit(handle, &Change::Closing { has_tray });
        }
        Closing::Hide => window::hide(handle),
        Closing::Minimise => window::minimise(handle),
        Closing::Quit => handle.exit(0),
    }
}

fn decide(may_ask: bool, keeps_running: bool, has_tray: bool) -> Closing {
    match may_ask {
        true => Closing::Ask,
        false => without_asking(keeps_running, has_tray),
    }
}

fn without_asking(keeps_running: bool, has_tray: bool) -> Closing {
    match (keeps_running, has_tray) {
        (false, _) => Closing::Quit,
        (true, true) => Closing::Hide,
        (true, false) => Closing::Minimise,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_may_be_asked_is_asked_whatever_is_set() {
        for keeps_running in [true, false] {
            for has_tray in [true, false] {
                assert_eq!(decide(true, keeps_running, has_tray), Closing::Ask);
            }
        }
    }

    #[test]
    fn otherwise_the_setting_decides_and_no_window_hides_without_a_way_back() {
        assert_eq!(decide(false, true, true), Closing::Hide);
        assert_eq!(decide(false, true, false), Closing::Minimise);
        assert_eq!(decide(false, false, true), Closing::Quit);
        assert_eq!(decide(false, false, false), Closing::Quit);
    }
}
