//! Tauri's code generation; the paths differ from its defaults because the manifest sits at the root.

/// The commands of `src/commands`; each is refused unless a capability allows it.
const COMMANDS: &[&str] = &[
    "start",
    "start_chat",
    "open_room",
    "send_message",
    "show_guide",
    "mark_seen",
    "set_view",
    "cancel_search",
    "retry_search",
    "load_more",
    "list_hits",
    "check_copies",
    "check_detail",
    "show_hits",
    "hold_search",
    "resume_search",
    "pause_queue",
    "resume_queue",
    "queue_view",
    "open_link",
    "find_link",
    "set_draft",
    "set_place",
    "open_home",
    "check_library",
    "report",
    "set_room",
    "clear_room",
    "leave_room",
    "delete_message",
    "find_messages",
    "export_room",
    "clear_data",
    "clear_kept",
    "open_folder",
    "saved",
    "set_book_saved",
    "set_search_saved",
    "watch_book",
    "end_watch",
    "set_settings",
    "clear_ended",
    "close_window",
    "quit",
    "starts_at_login",
    "set_starts_at_login",
    "look_for_update",
    "load_update",
    "install_update",
    "open_releases",
    "set_looks_for_updates",
];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    export_nothing_for_gnu();
    let manifest = tauri_build::AppManifest::new().commands(COMMANDS);
    let attributes = tauri_build::Attributes::new()
        .capabilities_path_pattern("src-tauri/capabilities/**/*")
        .app_manifest(manifest);
    Ok(tauri_build::try_build(attributes)?)
}

/// GNU's linker exports everything of a library for Windows that names no export, and more than it can count.
fn export_nothing_for_gnu() {
    let is = |name: &str, value: &str| std::env::var(name).is_ok_and(|found| found == value);
    if is("CARGO_CFG_TARGET_OS", "windows") && is("CARGO_CFG_TARGET_ENV", "gnu") {
        println!("cargo::rustc-link-arg-cdylib=-Wl,--exclude-all-symbols");
    }
}
