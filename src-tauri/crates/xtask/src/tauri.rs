//! `cargo xtask tauri ...`: the Tauri CLI in the project's own version, with whatever it is to do.

use anyhow::Result;

use crate::project::{npm, root};
use crate::setup;
use crate::step::run as step;

/// The same version as the crate's in Cargo.toml; npm fetches it into its cache when it is not there.
pub(crate) const TAURI: &str = "--package=@tauri-apps/cli@2.12.5";

/// Calls it at the top of the project, where it looks for tauri.conf.json.
pub(crate) fn tauri(arguments: &[String]) -> Result<()> {
    setup::rust_and_node()?;
    // It builds the page, or serves it.
    setup::install_page_packages()?;
    let mut command = npm(["exec", "--yes", TAURI, "--", "tauri"]);
    step("Tauri", command.args(arguments).current_dir(root()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cli_has_the_version_of_the_crate() {
        let manifest = std::fs::read_to_string(root().join("Cargo.toml")).unwrap();
        let (_, version) = TAURI.rsplit_once('@').unwrap();
        let pinned = format!("tauri = {{ version = \"={version}\"");
        assert!(manifest.contains(&pinned), "{pinned} is not in Cargo.toml");
        for (file, pinned) in [
            (
                ".github/signer/package.json",
                format!("\"@tauri-apps/cli\": \"{version}\""),
            ),
            (
                ".github/workflows/bundle.yml",
                format!("TAURI: \"@tauri-apps/cli@{version}\""),
            ),
        ] {
            let text = std::fs::read_to_string(root().join(file)).unwrap();
            assert!(text.contains(&pinned), "{pinned} is not in {file}");
        }
    }
}
