//! The tray of Windows, and the menu bar of macOS, as Tauri has them.

use engine::wire::Target;
#[cfg(target_os = "macos")]
use tauri::Manager;
use tauri::menu::{Menu as SystemMenu, MenuBuilder, MenuItem};
use tauri::tray::{MouseButton, MouseButtonState, TrayIcon, TrayIconBuilder, TrayIconEvent};
use tauri::{AppHandle, Wry};
use tokio::sync::{oneshot, watch};

use super::icon::counted;
use super::menu::{Act, Line, Menu};

/// The icon, as long as this is there.
pub(super) struct Tray(TrayIcon);

impl Tray {
    /// Shows the icon.
    pub(super) async fn start(
        handle: &AppHandle,
        menu: &Menu,
        is_there: watch::Sender<bool>,
    ) -> tauri::Result<Self> {
        let (built, icon) = oneshot::channel();
        let (app, menu) = (handle.clone(), menu.clone());
        handle.run_on_main_thread(move || {
            // Nobody waits for it any more: the app ends, and the icon goes with this.
            drop(built.send(build(&app, &menu)));
        })?;
        let icon = icon
            .await
            .map_err(|_| tauri::Error::FailedToReceiveMessage)??;
        is_there.send_replace(true);
        Ok(Self(icon))
    }

    /// Shows another menu. Nobody waits for it: the main thread may be waiting for the task that asks.
    #[expect(
        clippy::unused_async,
        reason = "elsewhere there is something to wait for"
    )]
    pub(super) async fn show(&mut self, menu: &Menu) {
        let (icon, menu) = (self.0.clone(), menu.clone());
        let asked = self.0.app_handle().run_on_main_thread(move || {
            if let Err(error) = put(&icon, &menu) {
                tracing::warn!("the tray stays as it was: {error}");
            }
        });
        if let Err(error) = asked {
            tracing::warn!("the tray stays as it was: {error}");
        }
    }
}

/// On the main thread, as [`put`]: from any other these calls wait for it.
fn build(handle: &AppHandle, menu: &Menu) -> tauri::Result<TrayIcon> {
    let icon = TrayIconBuilder::with_id("tray")
        // A click shows the window, as other chats do it; on macOS it opens the menu.
        .show_menu_on_left_click(cfg!(target_os = "macos"))
        .on_menu_event(|handle, event| {
            if let Some(act) = act(event.id().as_ref()) {
                super::act(handle, act);
            }
        })
        .on_tray_icon_event(|icon, event| {
            if let TrayIconEvent::Click {
                button: MouseButton::Left,
                button_state: MouseButtonState::Up,
                ..
            } = event
                && cfg!(not(target_os = "macos"))
            {
                super::act(icon.app_handle(), Act::Show);
            }
        })
        .build(handle)?;
    put(&icon, menu)?;
    Ok(icon)
}

fn put(tray: &TrayIcon, menu: &Menu) -> tauri::Result<()> {
    let handle = tray.app_handle();
    tray.set_menu(Some(system_menu(handle, menu)?))?;
    tray.set_tooltip(Some(&menu.title))?;
    let icon = handle.default_window_icon();
    tray.set_icon(icon.map(|icon| counted(icon, menu.unseen_count)))?;
    // The menu bar has room for a number beside the icon.
    #[cfg(target_os = "macos")]
    {
        let count = (menu.unseen_count > 0).then(|| menu.unseen_count.to_string());
        tray.set_title(count)?;
        badge(handle, menu.unseen_count)?;
    }
    Ok(())
}

/// The number on the icon in the Dock.
#[cfg(target_os = "macos")]
fn badge(handle: &AppHandle, unseen_count: u32) -> tauri::Result<()> {
    match handle.get_webview_window("main") {
        Some(window) => window.set_badge_count(Some(i64::from(unseen_count))),
        None => Ok(()),
    }
}

fn system_menu(handle: &AppHandle, menu: &Menu) -> tauri::Result<SystemMenu<Wry>> {
    let mut built = MenuBuilder::new(handle);
    for line in &menu.lines {
        built = match line {
            Line::Between => built.separator(),
            Line::Text(words) => {
                built.item(&MenuItem::new(handle, label(words), false, None::<&str>)?)
            }
            Line::Choice(words, act) => built.text(id(*act), label(words)),
        };
    }
    built.build()
}

/// In a label one ampersand stands before the letter of a key.
fn label(words: &str) -> String {
    words.replace('&', "&&")
}

/// What a choice does, in the name the system gives back.
fn id(act: Act) -> String {
    match act {
        Act::Show => "show".to_owned(),
        Act::Line => "line".to_owned(),
        Act::Pause => "pause".to_owned(),
        Act::Resume => "resume".to_owned(),
        Act::Quit => "quit".to_owned(),
        Act::Open(target) => format!("{} {}", target.room_id, target.message_id),
    }
}

fn act(id: &str) -> Option<Act> {
    Some(match id {
        "show" => Act::Show,
        "line" => Act::Line,
        "pause" => Act::Pause,
        "resume" => Act::Resume,
        "quit" => Act::Quit,
        target => {
            let (room_id, message_id) = target.split_once(' ')?;
            Act::Open(Target {
                room_id: room_id.parse().ok()?,
                message_id: message_id.parse().ok()?,
            })
        }
    })
}
