//! The tray of Windows, and the menu bar of macOS, as Tauri has them.

use engine::wire::Target;
use tauri::menu::{Menu as SystemMenu, MenuBuilder, MenuItem};
use tauri::tray::{MouseButton, MouseButtonState, TrayIcon, TrayIconBuilder, TrayIconEvent};
use tauri::{AppHandle, Wry};
use tokio::sync::watch;

use super::icon::dotted;
use super::menu::{Act, Line, Menu};

/// The icon, as long as this is there.
pub(super) struct Tray(TrayIcon);

impl Tray {
    /// Shows the icon.
    #[expect(
        clippy::unused_async,
        reason = "elsewhere there is something to wait for"
    )]
    pub(super) async fn start(
        handle: &AppHandle,
        menu: &Menu,
        is_there: watch::Sender<bool>,
    ) -> tauri::Result<Self> {
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
        let tray = Self(icon);
        tray.put(menu)?;
        is_there.send_replace(true);
        Ok(tray)
    }

    /// Shows another menu.
    #[expect(
        clippy::unused_async,
        reason = "elsewhere there is something to wait for"
    )]
    pub(super) async fn show(&mut self, menu: &Menu) {
        if let Err(error) = self.put(menu) {
            tracing::warn!("the tray stays as it was: {error}");
        }
    }

    fn put(&self, menu: &Menu) -> tauri::Result<()> {
        let handle = self.0.app_handle();
        self.0.set_menu(Some(system_menu(handle, menu)?))?;
        self.0.set_tooltip(Some(&menu.title))?;
        let icon = handle.default_window_icon();
        self.0.set_icon(icon.map(|icon| match menu.has_unseen {
            true => dotted(icon),
            false => icon.clone().to_owned(),
        }))
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
