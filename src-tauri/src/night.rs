//! The theme of what Android draws beside the page: the ground under the system's bars, and the signs in them. Tauri's own setting of a theme
//! does nothing there.

use engine::wire::Theme;
use tauri::WebviewWindow;

/// Has the activity take this theme (`MainActivity.setNight`), as soon as there is one.
pub(crate) fn dress(window: &WebviewWindow, theme: Theme) -> tauri::Result<()> {
    // The numbers of AppCompatDelegate.
    let mode: i32 = match theme {
        Theme::System => -1,
        Theme::Light => 1,
        Theme::Dark => 2,
    };
    window.with_webview(move |webview| {
        webview.jni_handle().exec(move |java, activity, _| {
            let set = java.call_method(activity, "setNight", "(I)V", &[mode.into()]);
            if let Err(error) = set {
                tracing::warn!("the theme of the bars stays as it is: {error}");
                // What Java throws stays with the thread until somebody takes it.
                drop(java.exception_clear());
            }
        });
    })
}
