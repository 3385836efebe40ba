//! The crates that are linked into the two programs.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fs;

use anyhow::{Context, Result};
use cargo_metadata::{DependencyKind, Metadata, MetadataCommand, Node, Package, PackageId};

use super::{From, Part};
use crate::project::root;

/// The systems for which the app is released.
const SYSTEMS: [&str; 4] = [
    "x86_64-unknown-linux-gnu",
    "x86_64-pc-windows-msvc",
    "aarch64-apple-darwin",
    "aarch64-linux-android",
];

/// What we ship.
const PROGRAMS: [&str; 2] = ["chaekbeot-app", "chaekbeot-cli"];

/// The crates of others on any of our systems, and those of them that our own crates name.
pub(super) fn linked() -> Result<(Vec<Part>, Vec<String>)> {
    let hashes = hashes()?;
    let (mut parts, mut ours) = (BTreeMap::new(), BTreeSet::new());
    for system in SYSTEMS {
        let metadata = metadata(system)?;
        for (part, is_ours) in on_system(&metadata, &hashes) {
            let id = part.id();
            if is_ours {
                ours.insert(id.clone());
            }
            let known = parts.entry(id).or_insert_with(|| part.clone());
            known.depends.extend(part.depends);
        }
    }
    let parts = parts.into_values().map(|mut part: Part| {
        part.depends.sort();
        part.depends.dedup();
        part
    });
    Ok((parts.collect(), ours.into_iter().collect()))
}

fn metadata(system: &str) -> Result<Metadata> {
    let options = ["--locked", "--filter-platform", system];
    MetadataCommand::new()
        .manifest_path(root().join("Cargo.toml"))
        .other_options(options.map(str::to_owned))
        .exec()
        .with_context(|| format!("what is linked on {system}"))
}

/// Walks from our programs along what is linked. What only builds (build scripts, procedural macros) is not shipped.
fn on_system(metadata: &Metadata, hashes: &HashMap<(String, String), String>) -> Vec<(Part, bool)> {
    let packages: HashMap<&PackageId, &Package> = metadata
        .packages
        .iter()
        .map(|package| (&package.id, package))
        .collect();
    let nodes: HashMap<&PackageId, &Node> = metadata
        .resolve
        .iter()
        .flat_map(|resolve| &resolve.nodes)
        .map(|node| (&node.id, node))
        .collect();
    let linked_by = |id: &PackageId| -> Vec<&PackageId> {
        let depends = nodes.get(id).map_or(&[][..], |node| &node.deps);
        let linked = depends.iter().filter(|dependency| {
            let kinds = &dependency.dep_kinds;
            let is_linked = kinds.iter().any(|it| it.kind == DependencyKind::Normal);
            is_linked
                && packages
                    .get(&dependency.pkg)
                    .is_some_and(|it| !is_macro(it))
        });
        linked.map(|dependency| &dependency.pkg).collect()
    };
    let id_of = |id: &PackageId| packages.get(id).map(|it| part(it, hashes).id());
    let is_program = |package: &&Package| PROGRAMS.contains(&package.name.as_str());
    let mut waiting: Vec<&PackageId> = metadata
        .packages
        .iter()
        .filter(is_program)
        .map(|it| &it.id)
        .collect();
    let (mut seen, mut ours, mut parts) = (BTreeSet::new(), BTreeSet::new(), Vec::new());
    while let Some(id) = waiting.pop() {
        if !seen.insert(id) {
            continue;
        }
        let Some(package) = packages.get(id) else {
            continue;
        };
        let linked = linked_by(id);
        if package.source.is_none() {
            ours.extend(linked.iter().copied());
        } else {
            let mut part = part(package, hashes);
            part.depends = linked.iter().filter_map(|id| id_of(id)).collect();
            parts.push((id, part));
        }
        waiting.extend(linked);
    }
    let parts = parts.into_iter();
    parts.map(|(id, part)| (part, ours.contains(id))).collect()
}

fn is_macro(package: &Package) -> bool {
    package
        .targets
        .iter()
        .any(cargo_metadata::Target::is_proc_macro)
}

fn part(package: &Package, hashes: &HashMap<(String, String), String>) -> Part {
    let version = package.version.to_string();
    let key = (package.name.to_string(), version.clone());
    let folder = package.manifest_path.parent();
    Part {
        hash: hashes.get(&key).cloned(),
        name: key.0,
        version,
        licence: package.license.clone().unwrap_or_default(),
        authors: package.authors.clone(),
        repository: package.repository.clone(),
        folder: folder.map(Into::into).unwrap_or_default(),
        from: From::Crates,
        depends: Vec::new(),
    }
}

/// The hashes of Cargo.lock, by name and version.
fn hashes() -> Result<HashMap<(String, String), String>> {
    let lock: toml::Table = fs::read_to_string(root().join("Cargo.lock"))?
        .parse()
        .context("reading Cargo.lock")?;
    let packages = lock.get("package").and_then(toml::Value::as_array);
    let hashed = packages.into_iter().flatten().filter_map(|package| {
        let text = |name: &str| Some(package.get(name)?.as_str()?.to_owned());
        Some(((text("name")?, text("version")?), text("checksum")?))
    });
    Ok(hashed.collect())
}
