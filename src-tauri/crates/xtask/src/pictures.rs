//! `cargo xtask pictures`: the app in pictures, for `docs/`, from the scripted page in a real browser.

use anyhow::Result;

use crate::project::{npm, root, tool, ui};
use crate::setup::{self, Purpose};
use crate::step::run as step;

/// Takes them anew.
pub(crate) fn pictures() -> Result<()> {
    setup::rust_and_node()?;
    setup::packages(&[Purpose::Test])?;
    setup::install_page_packages()?;
    step("Scripted page build", &mut npm(["run", "build:fake"]))?;
    let folder = root().join("docs/images");
    step(
        "Pictures",
        tool("node")
            .current_dir(ui())
            .arg("e2e/pictures.mjs")
            .arg(folder),
    )
}
