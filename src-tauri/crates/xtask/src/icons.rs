//! `cargo xtask icons`: the app's icons from `icons/icon.svg`.

use std::fs;

use anyhow::{Context, Result};

use crate::project::{npm, root};
use crate::setup;
use crate::step::{run as step, say};
use crate::tauri::TAURI;

/// What the bundles of `tauri.conf.json` use. The Tauri CLI also draws store logos and mobile icons: they are left out.
const USED: [&str; 6] = [
    "32x32.png",
    "128x128.png",
    "128x128@2x.png",
    "icon.png",
    "icon.ico",
    "icon.icns",
];

/// Draws all sizes with the Tauri CLI and keeps the ones in use.
pub(crate) fn icons() -> Result<()> {
    setup::rust_and_node()?;
    let icons = root().join("icons");
    let drawn = std::env::temp_dir().join(format!("chaekbeot-icons-{}", std::process::id()));
    let mut command = npm(["exec", "--yes", TAURI, "--", "tauri", "icon"]);
    step(
        "Icons",
        command
            .arg(icons.join("icon.svg"))
            .arg("--output")
            .arg(&drawn),
    )?;
    for name in USED {
        fs::copy(drawn.join(name), icons.join(name)).with_context(|| format!("keeping {name}"))?;
    }
    fs::remove_dir_all(&drawn).with_context(|| format!("removing {}", drawn.display()))?;
    say("Kept in icons/: look at them before committing.");
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_icon_the_bundle_names_is_drawn_and_there() {
        let configuration = fs::read_to_string(root().join("tauri.conf.json")).unwrap();
        for name in USED {
            assert!(
                configuration.contains(&format!("\"icons/{name}\"")),
                "{name} is drawn but not bundled"
            );
            assert!(
                root().join("icons").join(name).is_file(),
                "{name} is bundled but missing"
            );
        }
    }
}
