//! Everything below a folder, to be compared with what is there later.

use std::collections::BTreeMap;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::Path;

use anyhow::{Context, Result};

/// Where the system writes down what it does, whatever is installed.
const PASSED_OVER: [&str; 8] = [
    "dev",
    "proc",
    "run",
    "tmp",
    "var/cache",
    "var/lib/apt",
    "var/lib/dpkg",
    "var/log",
];

/// What was packaged must not be named there either.
const NAME: &str = "chaekbeot";

/// Paths and what stands for their contents.
pub(super) struct Listing(BTreeMap<String, u64>);

impl Listing {
    /// What is there now.
    pub(super) fn of(folder: &Path) -> Result<Self> {
        let mut listing = Self(BTreeMap::new());
        listing.add(folder, "")?;
        Ok(listing)
    }

    /// What came, went or became different.
    pub(super) fn changes(&self, later: &Self) -> Vec<String> {
        let paths = self.0.keys().chain(later.0.keys());
        let differs = |path: &&String| self.0.get(*path) != later.0.get(*path);
        let mut changes: Vec<String> = paths.filter(differs).cloned().collect();
        changes.sort();
        changes.dedup();
        changes
    }

    fn add(&mut self, folder: &Path, inside: &str) -> Result<()> {
        let entries =
            fs::read_dir(folder).with_context(|| format!("listing {}", folder.display()))?;
        let is_passed_over = PASSED_OVER.iter().any(|passed| is_below(inside, passed));
        for entry in entries {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            let inside = if inside.is_empty() {
                name.clone()
            } else {
                format!("{inside}/{name}")
            };
            if is_below(&inside, "dev") || is_below(&inside, "proc") {
                continue;
            }
            let kind = entry.file_type()?;
            if !is_passed_over && !PASSED_OVER.contains(&inside.as_str()) || name.contains(NAME) {
                self.0.insert(inside.clone(), mark(&entry.path(), kind)?);
            }
            if kind.is_dir() {
                self.add(&entry.path(), &inside)?;
            }
        }
        Ok(())
    }
}

/// Whether a path is this folder or in it.
pub(super) fn is_below(path: &str, folder: &str) -> bool {
    path.strip_prefix(folder)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

fn mark(path: &Path, kind: fs::FileType) -> Result<u64> {
    let mut hasher = DefaultHasher::new();
    if kind.is_symlink() {
        fs::read_link(path)?.hash(&mut hasher);
    } else if kind.is_file() {
        fs::read(path)
            .with_context(|| format!("reading {}", path.display()))?
            .hash(&mut hasher);
    }
    Ok(hasher.finish())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn below(folder: &Path, files: &[(&str, &str)]) -> Listing {
        for (path, text) in files {
            let path = folder.join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        Listing::of(folder).unwrap()
    }

    #[test]
    fn what_came_went_or_changed_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let before = below(
            folder.path(),
            &[("usr/a", "1"), ("usr/b", "1"), ("usr/c", "1")],
        );
        fs::remove_file(folder.path().join("usr/a")).unwrap();
        let after = below(folder.path(), &[("usr/b", "2"), ("usr/d/e", "1")]);
        let changes = ["usr/a", "usr/b", "usr/d", "usr/d/e"];
        assert_eq!(before.changes(&after), changes);
        assert!(after.changes(&after).is_empty());
    }

    #[test]
    fn logs_may_change_but_not_keep_our_name() {
        let folder = tempfile::tempdir().unwrap();
        let before = below(folder.path(), &[("var/log/dpkg.log", "1"), ("logs", "1")]);
        let files = [
            ("var/log/dpkg.log", "2"),
            ("var/lib/dpkg/info/other.list", ""),
            ("var/lib/dpkg/info/chaekbeot.list", ""),
            ("proc/1/chaekbeot", ""),
        ];
        let after = below(folder.path(), &files);
        let changes = before.changes(&after);
        assert!(changes.contains(&"var/lib/dpkg/info/chaekbeot.list".to_owned()));
        let of_system = |path: &&String| {
            path.contains("log") || path.contains("other") || path.contains("proc")
        };
        assert_eq!(changes.iter().filter(of_system).count(), 0, "{changes:?}");
    }
}
