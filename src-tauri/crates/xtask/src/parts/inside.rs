//! What is not a part itself, but lies inside one and has terms of its own.

use std::fs;

use anyhow::{Context, Result};

use super::Part;

/// It.
pub(crate) struct Inside {
    pub(crate) name: &'static str,
    pub(crate) version: String,
    pub(crate) licence: &'static str,
    /// The part in which it lies.
    pub(crate) of: String,
}

/// SQLite, in the crate that binds it.
pub(crate) fn inside(parts: &[Part]) -> Result<Inside> {
    let binding = parts.iter().find(|part| part.name == "libsqlite3-sys");
    let binding = binding.context("SQLite is not where it was")?;
    let header = fs::read_to_string(binding.folder.join("sqlite3/sqlite3.h"))?;
    let version = header.lines().find_map(|line| {
        let rest = line.strip_prefix("#define SQLITE_VERSION ")?;
        Some(rest.trim().trim_matches('"').to_owned())
    });
    Ok(Inside {
        name: "SQLite",
        version: version.context("SQLite's header has no version")?,
        licence: "blessing",
        of: binding.id(),
    })
}
