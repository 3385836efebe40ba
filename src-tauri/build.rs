//! Tauri's code generation; the paths differ from its defaults because the manifest sits at the root.

fn main() -> Result<(), Box<dyn std::error::Error>> {
    Ok(tauri_build::try_build(
        tauri_build::Attributes::new()
            .capabilities_path_pattern("src-tauri/capabilities/**/*"),
    )?)
}
