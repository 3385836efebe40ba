//! Whose work is in what we ship: the crates that are linked into the two programs on any system, the packages that are in the page, and
//! the libraries in the packages for Android.
//! The licences page and the bill of materials are made from this list.

mod crates;
mod inside;
mod maven;
mod page;

use std::path::PathBuf;

use anyhow::Result;

pub(crate) use inside::{Inside, inside};

/// A piece of software by others.
#[derive(Clone, Debug)]
pub(crate) struct Part {
    pub(crate) name: String,
    pub(crate) version: String,
    /// What it says of its licence, as an SPDX expression.
    pub(crate) licence: String,
    pub(crate) authors: Vec<String>,
    /// Where its code is developed, if it says so.
    pub(crate) repository: Option<String>,
    /// Where it lies on this machine.
    pub(crate) folder: PathBuf,
    pub(crate) from: From,
    /// Its archive's hash in hexadecimal digits, as the lock file has it.
    pub(crate) hash: Option<String>,
    /// The ids of the parts it is built upon.
    pub(crate) depends: Vec<String>,
}

/// Where a part comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum From {
    /// crates.io; its hashes are SHA-256.
    Crates,
    /// npm; its hashes are SHA-512.
    Npm,
    /// Maven's repositories, for Android; nothing here has their hashes.
    Maven,
}

impl Part {
    /// Its package URL (<https://github.com/package-url/purl-spec>), which no other part has.
    pub(crate) fn id(&self) -> String {
        let Self { name, version, .. } = self;
        match self.from {
            From::Crates => format!("pkg:cargo/{name}@{version}"),
            From::Npm => format!("pkg:npm/{}@{version}", name.replace('@', "%40")),
            From::Maven => maven::id(name, version),
        }
    }
}

/// Everything, by name and version; and what the app itself is built upon.
pub(crate) fn shipped() -> Result<(Vec<Part>, Vec<String>)> {
    let (mut parts, mut ours) = crates::linked()?;
    let libraries = maven::linked(&mut parts, &mut ours)?;
    let packages = page::bundled()?;
    ours.extend(packages.iter().map(Part::id));
    parts.extend(libraries);
    parts.extend(packages);
    parts.sort_by_cached_key(|part| {
        let version = part.version.clone();
        (part.name.to_lowercase(), part.from, version)
    });
    ours.sort();
    Ok((parts, ours))
}
