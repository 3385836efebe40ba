//! The page's packages and its build, each made again only when it is older than what it is made from.

use std::fs;
use std::io;
use std::path::Path;
use std::time::SystemTime;

use anyhow::{Context, Result};

use crate::project::{npm, ui};
use crate::step::run as step;

/// Installs `ui/node_modules` as the lock file says, unless that has been done since the lock file changed.
pub(crate) fn install() -> Result<()> {
    let lock = changed(&ui().join("package-lock.json"))?;
    // npm writes this file last, so an interrupted installation leaves none.
    let installed = changed(&ui().join("node_modules/.package-lock.json"))?;
    if is_stale(lock, installed) {
        step("Page packages", &mut npm(["ci", "--no-audit", "--no-fund"]))?;
    }
    Ok(())
}

/// Builds `ui/dist`, unless nothing has changed since.
pub(crate) fn build() -> Result<()> {
    install()?;
    let sources = newest_below(&ui()).context("looking for changes in ui/")?;
    let built = changed(&ui().join("dist/index.html"))?;
    if is_stale(sources, built) {
        step("Page build", &mut npm(["run", "build"]))?;
    }
    Ok(())
}

/// Whether a product must be made again. Without a product: yes, so that a missing source is complained about by its tool.
fn is_stale(source: Option<SystemTime>, product: Option<SystemTime>) -> bool {
    match (source, product) {
        (_, None) => true,
        (source, Some(product)) => source.is_some_and(|source| source > product),
    }
}

/// When a file was last changed; nothing if there is none.
fn changed(path: &Path) -> Result<Option<SystemTime>> {
    match fs::metadata(path) {
        Ok(metadata) => Ok(Some(metadata.modified()?)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error).with_context(|| format!("looking at {}", path.display())),
    }
}

/// The last change of anything the page is built from below this folder. Folders count, too: a removed file changes its folder.
fn newest_below(folder: &Path) -> io::Result<Option<SystemTime>> {
    let mut newest = None;
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if !entry.file_name().to_str().is_some_and(is_source) {
            continue;
        }
        newest = newest.max(Some(entry.metadata()?.modified()?));
        if entry.file_type()?.is_dir() {
            newest = newest.max(newest_below(&entry.path())?);
        }
    }
    Ok(newest)
}

/// Products, packages, hidden files and the browser script are not part of the page.
fn is_source(name: &str) -> bool {
    !(name.starts_with('.')
        || name.starts_with("dist")
        || matches!(name, "node_modules" | "e2e" | "coverage"))
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn a_product_is_stale_when_missing_or_older_than_its_source() {
        let early = SystemTime::UNIX_EPOCH;
        let late = early + Duration::from_secs(1);
        assert!(is_stale(Some(early), None));
        assert!(is_stale(None, None));
        assert!(is_stale(Some(late), Some(early)));
        assert!(!is_stale(Some(early), Some(late)));
        assert!(!is_stale(Some(early), Some(early)));
        assert!(!is_stale(None, Some(early)));
    }

    #[test]
    fn products_and_packages_are_not_sources() {
        for source in [
            "src",
            "index.html",
            "vite.config.ts",
            "package-lock.json",
            "public",
        ] {
            assert!(is_source(source), "{source}");
        }
        for other in ["node_modules", "dist", "dist-fake", ".vite", "e2e"] {
            assert!(!is_source(other), "{other}");
        }
    }

    // Windows does not let a test set the time of a folder.
    #[cfg(unix)]
    #[test]
    fn the_newest_source_is_found_however_deep_and_products_are_passed_over() {
        let folder = tempfile::tempdir().unwrap();
        let at = |seconds| SystemTime::UNIX_EPOCH + Duration::from_secs(seconds);
        for (path, seconds) in [
            ("src/deep/App.svelte", 300),
            ("index.html", 200),
            ("dist/index.html", 400),
            ("e2e/smoke.mjs", 400),
        ] {
            let path = folder.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::File::create(&path)
                .unwrap()
                .set_modified(at(seconds))
                .unwrap();
        }
        for (path, seconds) in [("src/deep", 100), ("src", 100)] {
            fs::File::open(folder.path().join(path))
                .unwrap()
                .set_modified(at(seconds))
                .unwrap();
        }
        assert_eq!(newest_below(folder.path()).unwrap(), Some(at(300)));

        let changed_folder = fs::File::open(folder.path().join("src/deep")).unwrap();
        changed_folder.set_modified(at(350)).unwrap();
        assert_eq!(
            newest_below(folder.path()).unwrap(),
            Some(at(350)),
            "a removed file changes only its folder"
        );
    }
}
