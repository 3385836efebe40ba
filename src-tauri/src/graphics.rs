//! A web view that draws by itself where there is no graphics card.

use tauri::WebviewWindow;
use webkit2gtk::{HardwareAccelerationPolicy, SettingsExt, WebViewExt};

/// Without a graphics card WebKit would have Mesa compute one: that costs 70 MB and a third of the start, and scrolls no better.
/// To be told before the page is painted for the first time.
pub(crate) fn spare(window: &WebviewWindow) -> tauri::Result<()> {
    if has_graphics_card() {
        return Ok(());
    }
    window.with_webview(|webview| {
        if let Some(settings) = webview.inner().settings() {
            settings.set_hardware_acceleration_policy(HardwareAccelerationPolicy::Never);
        }
    })
}

/// The kernel names a device to draw with.
fn has_graphics_card() -> bool {
    let devices = std::fs::read_dir("/dev/dri");
    let mut names = devices
        .into_iter()
        .flatten()
        .flatten()
        .map(|device| device.file_name());
    names.any(|name| name.to_string_lossy().starts_with("renderD"))
}
