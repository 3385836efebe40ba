//! `cargo xtask icons`: the app's icons from `icons/icon.svg`.

use std::fs;

use anyhow::{Context, Result};

use crate::project::{npm, root};
use crate::setup;
use crate::step::{run as step, say};
use crate::tauri::TAURI;

/// What the bundles of `tauri.conf.json` use. The Tauri CLI also draws store logos and mobile icons: they are left out.
const USED: [&str; 3] = ["icon.png", "icon.ico", "icon.icns"];

/// The sides of those a Linux desktop chooses from, beside `icon.png` with 512 dots and the drawing itself.
pub(crate) const SIDES: [u16; 12] = [16, 22, 24, 32, 36, 48, 64, 72, 96, 128, 192, 256];

/// Draws all sizes with the Tauri CLI and keeps the ones in use.
pub(crate) fn icons() -> Result<()> {
    setup::rust_and_node()?;
    let icons = root().join("icons");
    let drawn = std::env::temp_dir().join(format!("chaekbeot-icons-{}", std::process::id()));
    let draw = || {
        let mut command = npm(["exec", "--yes", TAURI, "--", "tauri", "icon"]);
        command
            .arg(icons.join("icon.svg"))
            .arg("--output")
            .arg(&drawn);
        command
    };
    step("Icons", &mut draw())?;
    let sides = SIDES.map(|side| side.to_string()).join(",");
    step("Icons of Linux", draw().args(["--png", &sides]))?;
    for name in names() {
        let name = name.as_str();
        fs::copy(drawn.join(name), icons.join(name)).with_context(|| format!("keeping {name}"))?;
    }
    fs::remove_dir_all(&drawn).with_context(|| format!("removing {}", drawn.display()))?;
    say("Kept in icons/: look at them before committing.");
    Ok(())
}

fn names() -> impl Iterator<Item = String> {
    let of_sides = SIDES.iter().map(|side| format!("{side}x{side}.png"));
    USED.into_iter().map(str::to_owned).chain(of_sides)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_icon_the_bundle_names_is_drawn_and_there() {
        let configuration = fs::read_to_string(root().join("tauri.conf.json")).unwrap();
        for name in names() {
            assert!(
                configuration.contains(&format!("\"icons/{name}\"")),
                "{name} is drawn but not bundled"
            );
            assert!(
                root().join("icons").join(&name).is_file(),
                "{name} is bundled but missing"
            );
        }
    }
}
