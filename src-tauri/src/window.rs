//! The one window.

use std::path::Path;

use engine::Looks;
use engine::wire::Theme;
#[cfg(target_os = "linux")]
use gtk::prelude::GtkWindowExt;
#[cfg(desktop)]
use tauri::WebviewWindow;
use tauri::{AppHandle, Manager, WebviewUrl, WebviewWindowBuilder};

#[cfg(desktop)]
use crate::place::{self, Place, SMALLEST};
use crate::words;

#[cfg(desktop)]
type Builder<'a> = WebviewWindowBuilder<'a, tauri::Wry, tauri::App>;

/// Opens it, or has it there unseen.
pub(crate) fn open(
    tauri_app: &tauri::App,
    folder: &Path,
    looks: Looks,
    is_hidden: bool,
) -> anyhow::Result<()> {
    // The page speaks the language of the notifications; a web view may take another one for the system's.
    let language = words::language(looks.speech);
    let page = format!("index.html?language={language}&text={}", looks.text_percent);
    let mut builder = WebviewWindowBuilder::new(tauri_app, "main", WebviewUrl::App(page.into()));
    // A folder that cannot be used is told in the window, so the window must not need it.
    if folder.is_dir() {
        // The web view's own storage lies with the rest, closed to others like it.
        let storage = folder.join("webview");
        engine::prepare_folder(&storage)?;
        builder = builder.data_directory(storage);
    }
    #[cfg(desktop)]
    let builder = put(builder, place::recall(folder, &place::screens(tauri_app)))
        .title("책벗")
        .visible(!is_hidden)
        .theme(theme_of(looks.theme));
    #[cfg(mobile)]
    let _ = is_hidden;
    let window = builder.build()?;
    #[cfg(target_os = "linux")]
    crate::graphics::spare(&window)?;
    #[cfg(target_os = "android")]
    crate::night::dress(&window, looks.theme)?;
    // On Linux the builder takes the system's.
    if cfg!(target_os = "linux")
        && let Some(theme) = theme_of(looks.theme)
    {
        window.set_theme(Some(theme))?;
    }
    Ok(())
}

#[cfg(desktop)]
fn put<'a>(builder: Builder<'a>, place: Place) -> Builder<'a> {
    let builder = builder
        .inner_size(place.size.0, place.size.1)
        .min_inner_size(SMALLEST.0, SMALLEST.1)
        .maximized(place.fills_screen);
    match place.position {
        Some((x, y)) => builder.position(x, y),
        None => builder,
    }
}

/// What the page takes for the system's: it is painted for the first time before any script could say otherwise.
fn theme_of(theme: Theme) -> Option<tauri::Theme> {
    match theme {
        Theme::System => None,
        Theme::Light => Some(tauri::Theme::Light),
        Theme::Dark => Some(tauri::Theme::Dark),
    }
}

/// Another theme was chosen: the system's would not be seen any more through one that the window began with.
pub(crate) fn dress(handle: &AppHandle, theme: Theme) -> tauri::Result<()> {
    let Some(window) = handle.get_webview_window("main") else {
        return Ok(());
    };
    #[cfg(target_os = "android")]
    crate::night::dress(&window, theme)?;
    window.set_theme(theme_of(theme))?;
    // Here none is taken for the light one; with none set the window knows the system's.
    #[cfg(target_os = "linux")]
    if theme == Theme::System {
        window.set_theme(Some(window.theme()?))?;
    }
    Ok(())
}

/// Brings the window to the front.
pub(crate) fn show(handle: &AppHandle) {
    let Some(window) = handle.get_webview_window("main") else {
        return;
    };
    #[cfg(target_os = "linux")]
    let shown = present(window);
    #[cfg(all(desktop, not(target_os = "linux")))]
    let shown = window
        .unminimize()
        .and_then(|()| window.show())
        .and_then(|()| window.set_focus());
    #[cfg(mobile)]
    let shown = window.set_focus();
    if let Err(error) = shown {
        tracing::warn!("the window could not be brought to the front: {error}");
    }
}

/// All of it as one: the toolkit leaves out the focus of a window that it takes for small or hidden, which it still does right after
/// having been asked to show it.
#[cfg(target_os = "linux")]
fn present(window: WebviewWindow) -> tauri::Result<()> {
    let presented = window.clone();
    window.run_on_main_thread(move || match presented.gtk_window() {
        Ok(window) => window.present(),
        Err(error) => tracing::warn!("the window could not be brought to the front: {error}"),
    })
}

/// Takes it from the screen; it is there all the same.
#[cfg(desktop)]
pub(crate) fn hide(handle: &AppHandle) {
    act(handle, "hidden", WebviewWindow::hide);
}

/// Makes it small, where the system keeps small windows.
#[cfg(desktop)]
pub(crate) fn minimise(handle: &AppHandle) {
    act(handle, "minimised", WebviewWindow::minimize);
}

/// One that is hidden is small from now on.
#[cfg(desktop)]
pub(crate) fn leave_no_hidden(handle: &AppHandle) {
    act(handle, "found again", |window| {
        match window.is_visible()? {
            true => Ok(()),
            false => window.minimize().and_then(|()| window.show()),
        }
    });
}

#[cfg(desktop)]
fn act(handle: &AppHandle, what: &str, act: impl FnOnce(&WebviewWindow) -> tauri::Result<()>) {
    if let Some(window) = handle.get_webview_window("main")
        && let Err(error) = act(&window)
    {
        tracing::warn!("the window could not be {what}: {error}");
    }
}
