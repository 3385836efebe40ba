//! The shell: the only code that names `tauri`. It starts the engine, translates commands and changes, and shows
//! notifications; what the product does is in the crates.

mod app;
mod arguments;
mod changes;
#[cfg(desktop)]
mod closing;
#[cfg(test)]
mod command_list;
mod commands;
mod covers;
mod export;
mod front;
#[cfg(target_os = "linux")]
mod graphics;
mod link;
#[cfg(target_os = "linux")]
mod log_in;
#[cfg(target_os = "macos")]
mod menu_bar;
#[cfg(target_os = "android")]
mod night;
mod notifier;
#[cfg(desktop)]
mod place;
#[cfg(desktop)]
mod remembered;
#[cfg(desktop)]
mod sparing;
mod start;
#[cfg(desktop)]
mod tray;
#[cfg(desktop)]
mod update;
mod window;
mod wish;
mod words;

use tauri::{AppHandle, Manager, RunEvent};

use app::App;

/// Opens the window and stays until the app is ended. An unfinished search goes on at the next start.
#[cfg_attr(mobile, tauri::mobile_entry_point)]
#[expect(
    clippy::expect_used,
    reason = "without a web view there is nobody to tell; the message goes to the terminal"
)]
#[expect(clippy::too_many_lines, reason = "every command has its line")]
pub fn run() {
    let (wishes, wished) = wish::wishes();
    let builder = tauri::Builder::default().manage(wishes);
    // First, so that a second start ends before it opens anything.
    #[cfg(desktop)]
    let builder = builder
        .plugin(tauri_plugin_single_instance::init(
            |handle, arguments, _| {
                start::started_again(handle, arguments);
            },
        ))
        .plugin(
            tauri_plugin_autostart::Builder::new()
                .arg(arguments::HIDDEN)
                .build(),
        )
        .plugin(tauri_plugin_updater::Builder::new().build())
        .on_window_event(closing::heard);
    // The app has its own, in the person's language.
    #[cfg(target_os = "macos")]
    let builder = builder
        .enable_macos_default_menu(false)
        .on_menu_event(menu_bar::chosen);
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
            commands::search::check_detail,
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
            commands::room::delete_message,
            commands::room::find_messages,
            commands::room::export_room,
            commands::room::clear_data,
            commands::room::clear_kept,
            commands::room::open_folder,
            commands::saved::saved,
            commands::saved::set_book_saved,
            commands::saved::set_search_saved,
            commands::watch::watch_book,
            commands::watch::end_watch,
            commands::saved::set_settings,
            commands::queue::clear_ended,
            commands::background::close_window,
            commands::background::quit,
            commands::background::starts_at_login,
            commands::background::set_starts_at_login,
            commands::update::look_for_update,
            commands::update::load_update,
            commands::update::install_update,
            commands::update::open_releases,
            commands::update::set_looks_for_updates,
        ])
        .setup(|tauri_app| start::set_up(tauri_app, wished).map_err(Into::into))
        .build(tauri::generate_context!())
        .expect("the window could not be made")
        .run(hear);
}

/// What the system tells the app as a whole.
fn hear(handle: &AppHandle, event: RunEvent) {
    match event {
        #[cfg(desktop)]
        RunEvent::ExitRequested { .. } => place::remember(handle),
        RunEvent::Exit => {
            if let Some(app) = handle.try_state::<App>() {
                tauri::async_runtime::block_on(app.shut_down());
            }
        }
        #[cfg(target_os = "macos")]
        RunEvent::Reopen { .. } => window::show(handle),
        // Elsewhere a link is an argument.
        #[cfg(any(target_os = "macos", target_os = "ios", target_os = "android"))]
        RunEvent::Opened { urls } => {
            for url in urls {
                start::open_link(handle, url.into());
            }
        }
        #[cfg(mobile)]
        RunEvent::WindowEvent { event, .. } => front::hear(handle, &event),
        _ => {}
    }
}
