//! The shell: the only code that names `tauri`. It starts the engine, translates commands and changes, and shows
//! notifications; what the product does is in the crates.

mod app;
mod changes;
#[cfg(test)]
mod command_list;
mod commands;
mod covers;
mod export;
mod front;
mod notifier;
mod window;
mod words;

use tauri::{AppHandle, Manager, RunEvent};

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
        window::show(handle);
    }));
    builder
        .plugin(tauri_plugin_notification::init())
        .plugin(tauri_plugin_opener::init())
        .register_asynchronous_uri_scheme_protocol(covers::SCHEME, covers::answer)
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
            commands::search::find_link,
            commands::room::set_draft,
            commands::room::set_place,
            commands::library::open_home,
            commands::library::check_library,
            commands::library::report,
            commands::room::set_room,
            commands::room::clear_room,
            commands::room::leave_room,
            commands::room::find_messages,
            commands::room::export_room,
            commands::room::clear_data,
            commands::saved::saved,
            commands::saved::set_book_saved,
            commands::saved::set_search_saved,
            commands::saved::set_settings,
            commands::queue::clear_ended,
        ])
        .setup(|tauri_app| app::set_up(tauri_app).map_err(Into::into))
        .build(tauri::generate_context!())
        .expect("the window could not be made")
        .run(hear);
}

/// What the system tells the app as a whole.
fn hear(handle: &AppHandle, event: RunEvent) {
    let Some(app) = handle.try_state::<App>() else {
        return;
    };
    match event {
        RunEvent::Exit => tauri::async_runtime::block_on(app.shut_down()),
        #[cfg(mobile)]
        RunEvent::WindowEvent {
            event: tauri::WindowEvent::Suspended,
            ..
        } => app.front.set(false),
        #[cfg(mobile)]
        RunEvent::WindowEvent {
            event: tauri::WindowEvent::Resumed,
            ..
        } => app.front.set(true),
        _ => {}
    }
}
