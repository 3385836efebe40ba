//! The least a Tauri window can be, built like the app: what `cargo xtask bench ui` compares the app's start and memory with.

fn main() -> tauri::Result<()> {
    tauri::Builder::default().run(tauri::generate_context!(
        "src-tauri/examples/empty-window/tauri.conf.json"
    ))
}
