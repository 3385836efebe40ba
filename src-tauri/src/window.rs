//! The one window.

use std::path::Path;

use engine::Looks;
use engine::wire::Theme;
use tauri::{AppHandle, Manager, WebviewUrl, WebviewWindowBuilder};

use crate::words;

/// Opens it.
pub(crate) fn open(tauri_app: &tauri::App, folder: &Path, looks: Looks) -> anyhow::Result<()> {
    // The page speaks the language of the notifications; a web view may take another one for the system's.
    let page = format!("index.html?language={}", words::language(looks.speech));
    let mut builder = WebviewWindowBuilder::new(tauri_app, "main", WebviewUrl::App(page.into()));
    // A folder that cannot be used is told in the window, so the window must not need it.
    if folder.is_dir() {
        // The web view's own storage lies with the rest, closed to others like it.
        let storage = folder.join("webview");
        engine::prepare_folder(&storage)?;
        builder = builder.data_directory(storage);
    }
    #[cfg(desktop)]
    let builder = builder
        .title("책벗")
        .inner_size(1120.0, 780.0)
        .min_inner_size(360.0, 480.0)
        .theme(theme_of(looks.theme));
    let window = builder.build()?;
    #[cfg(target_os = "linux")]
    crate::graphics::spare(&window)?;
    // On Linux the builder takes the system's.
    if cfg!(target_os = "linux")
        && let Some(theme) = theme_of(looks.theme)
    {
        window.set_theme(Some(theme))?;
    }
    Ok(())
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
    #[cfg(desktop)]
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
