//! Where downloads are kept: `$CHAEKBEOT_CROSS_CACHE`, or `chaekbeot-cross` in the person's cache folder.

use std::env;
use std::fs::{self, File};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::step::say;

/// Names another folder.
const FOLDER: &str = "CHAEKBEOT_CROSS_CACHE";

/// The folder, for this process alone while it fills it.
pub(super) struct Cache {
    folder: PathBuf,
}

impl Cache {
    /// Makes the folder if there is none.
    pub(super) fn open() -> Result<Self> {
        let named = env::var_os(FOLDER).filter(|folder| !folder.is_empty());
        let folder = match named {
            Some(folder) => folder.into(),
            None => dirs::cache_dir()
                .with_context(|| format!("no folder for downloads: set {FOLDER}"))?
                .join("chaekbeot-cross"),
        };
        fs::create_dir_all(&folder).with_context(|| format!("making {}", folder.display()))?;
        Ok(Self { folder })
    }

    /// The folder of this part, made by `fill` if nobody has filled it to the end. Two processes do not fill at once.
    pub(super) fn part(
        &self,
        name: &str,
        fill: impl FnOnce(&Path) -> Result<()>,
    ) -> Result<PathBuf> {
        let folder = self.folder.join(name);
        let lock = File::create(self.folder.join("lock")).context("locking the downloads")?;
        lock.lock()
            .context("waiting for the downloads of another")?;
        let complete = folder.join(".complete");
        if complete.exists() {
            return Ok(folder);
        }
        say(&format!("Kept in {}", folder.display()));
        // What an earlier run left unfinished.
        if folder.exists() {
            fs::remove_dir_all(&folder)?;
        }
        fs::create_dir_all(&folder)?;
        fill(&folder)?;
        File::create(complete)?;
        Ok(folder)
    }
}
