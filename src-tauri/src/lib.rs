//! The shell: the only code that names `tauri`. It starts the engine, translates commands and changes, and shows
//! notifications; what the product does is in the crates.

mod app;
mod changes;
#[cfg(test)]
mod command_list;
mod commands;
mod notifier;
mod words;

use tauri::{Manager, RunEvent};

use app::App;

/// Opens the window and stays until it is closed. An unfinished search goes on at the next start.
#[cfg_attr(mobile, tauri::mobile_entry_point)]
#[expect(
    clippy::expect_used,
    reason = "without a web view there is nobody to tell; the message goes to the terminal"
)]
pub fn run() {
    let builder = tauri::Builder::default();
    // First, so that a second start ends before it opens anything.
    #[cfg(desktop)]
    let builder = builder.plugin(tauri_plugin_single_instance::init(|handle, _, _| {
        app::show_window(handle);
    }));
    builder
        .plugin(tauri_plugin_notification::init())
        .plugin(tauri_plugin_opener::init())
        .invoke_handler(tauri::generate_handler![
            commands::chat::start,
            commands::chat::start_chat,
            commands::chat::open_room,
            commands::chat::send_message,
            commands::chat::show_guide,
            commands::chat::mark_seen,
            commands::chat::set_view,
            commands::search::cancel_search,
            commands::search::retry_search,
            commands::search::load_more,
            commands::search::list_hits,
            commands::search::check_copies,
            commands::search::show_hits,
            commands::search::hold_search,
            commands::search::resume_search,
            commands::queue::pause_queue,
            commands::queue::resume_queue,
            commands::queue::queue_view,
            commands::search::open_link,
        ])
        .setup(|tauri_app| app::set_up(tauri_app).map_err(Into::into))
        .build(tauri::generate_context!())
        .expect("the window could not be made")
        .run(|handle, event| {
            if let RunEvent::Exit = event
                && let Some(app) = handle.try_state::<App>()
            {
                tauri::async_runtime::block_on(app.shut_down());
            }
        });
}
