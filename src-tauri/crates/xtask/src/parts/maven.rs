//! The libraries that Gradle puts into the APK and the AAB: those that our project names, and those of the crates with an Android side.
//! What these are built upon in turn only Gradle knows, which docs/adr/0015-what-is-shipped.md says.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use super::{From, Part};
use crate::project::root;

/// Under which licence a group is, and who its makers are; each was read before it came here.
const GROUPS: [(&str, &str, &str); 4] = [
    ("androidx.", "Apache-2.0", "The Android Open Source Project"),
    (
        "com.google.android.material",
        "Apache-2.0",
        "The Android Open Source Project",
    ),
    (
        "com.fasterxml.jackson.",
        "Apache-2.0",
        "the authors of Jackson",
    ),
    (
        "org.jetbrains.kotlin",
        "Apache-2.0",
        "JetBrains s.r.o. and the contributors of Kotlin",
    ),
];

/// Where a crate keeps its Android side.
const SIDES: [&str; 2] = ["mobile/android", "android"];

/// Everything, each in its newest version as Gradle takes it; notes with the crates what they need of it, and with us what we name.
pub(super) fn linked(crates: &mut [Part], ours: &mut Vec<String>) -> Result<Vec<Part>> {
    let project = root().join("gen/android");
    // The plugin brings its library in its own version.
    let plugin = read(&project.join("build.gradle.kts"))?;
    let plugin = between(&plugin, "kotlin-gradle-plugin:", "\"").context("no Kotlin")?;
    let kotlin = (
        "org.jetbrains.kotlin:kotlin-stdlib".to_owned(),
        plugin.to_owned(),
    );
    let ours_named: Vec<(String, String)> = named(&read(&project.join("app/build.gradle.kts"))?)
        .into_iter()
        .chain([kotlin])
        .collect();
    let mut newest: BTreeMap<String, String> = BTreeMap::new();
    let mut take = |found: &[(String, String)]| {
        for (name, version) in found {
            let known = newest.entry(name.clone()).or_default();
            if order(version) > order(known) {
                known.clone_from(version);
            }
        }
    };
    take(&ours_named);
    let mut of_crates = Vec::new();
    for part in crates.iter() {
        let sides = SIDES.map(|side| part.folder.join(side).join("build.gradle.kts"));
        let side = sides.iter().find(|file| file.is_file());
        let found = side.map(|file| Ok::<_, anyhow::Error>(named(&read(file)?)));
        let found = found.transpose()?.unwrap_or_default();
        take(&found);
        of_crates.push(found);
    }
    let id = |name: &str| Some(id(name, newest.get(name)?));
    for (part, found) in crates.iter_mut().zip(of_crates) {
        part.depends
            .extend(found.iter().filter_map(|(name, _)| id(name)));
        part.depends.sort();
        part.depends.dedup();
    }
    ours.extend(ours_named.iter().filter_map(|(name, _)| id(name)));
    newest
        .into_iter()
        .map(|(name, version)| part(name, version, &project))
        .collect()
}

/// Its package URL.
pub(super) fn id(name: &str, version: &str) -> String {
    format!("pkg:maven/{}@{version}", name.replace(':', "/"))
}

fn part(name: String, version: String, project: &Path) -> Result<Part> {
    let group = GROUPS.iter().find(|(start, ..)| name.starts_with(start));
    let (_, licence, authors) = group
        .with_context(|| format!("the licence of {name} has not been read yet: see GROUPS"))?;
    Ok(Part {
        name,
        version,
        licence: (*licence).to_owned(),
        authors: vec![(*authors).to_owned()],
        repository: None,
        folder: project.to_owned(),
        from: From::Maven,
        hash: None,
        depends: Vec::new(),
    })
}

/// What a build file puts into a package: `group:name`, and the version.
fn named(build: &str) -> Vec<(String, String)> {
    let lines = build.lines().map(str::trim);
    let libraries = lines.filter_map(|line| {
        let (library, _) = line.strip_prefix("implementation(\"")?.split_once('"')?;
        let (name, version) = library.rsplit_once(':')?;
        Some((name.to_owned(), version.to_owned()))
    });
    libraries.collect()
}

fn between<'t>(text: &'t str, start: &str, end: &str) -> Option<&'t str> {
    Some(text.split_once(start)?.1.split_once(end)?.0)
}

fn order(version: &str) -> Vec<u32> {
    let numbers = version.split(['.', '-']);
    numbers.map(|number| number.parse().unwrap_or(0)).collect()
}

fn read(file: &Path) -> Result<String> {
    fs::read_to_string(file).with_context(|| file.display().to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_in_the_package_is_named() {
        let build = "dependencies {\n    implementation(\"a.b:c-d:1.2.3\")\n    testImplementation(\"junit:junit:4.13.2\")\n\
            \x20   implementation(project(\":tauri-android\"))\n    implementation(\"a:e:2.15.3\") {\n        exclude(group = \"x\", module = \"y\")\n";
        let name = |name: &str, version: &str| (name.to_owned(), version.to_owned());
        assert_eq!(
            named(build),
            [name("a.b:c-d", "1.2.3"), name("a:e", "2.15.3")]
        );
    }

    #[test]
    fn a_version_is_newer_by_its_numbers() {
        assert!(order("1.10.1") > order("1.9.0"));
        assert!(order("1.7.0") > order(""));
    }

    #[test]
    fn each_is_there_once_in_its_newest_version_and_needed_by_somebody() {
        let (mut crates, mut ours) = super::super::crates::linked().unwrap();
        let parts = linked(&mut crates, &mut ours).unwrap();
        let version = |name: &str| {
            let found = parts.iter().filter(|part| part.name == name);
            found.map(|part| part.version.as_str()).collect::<Vec<_>>()
        };
        assert_eq!(version("androidx.appcompat:appcompat").len(), 1);
        assert_ne!(version("androidx.appcompat:appcompat"), ["1.6.0"]);
        assert_eq!(
            version("com.fasterxml.jackson.core:jackson-databind").len(),
            1
        );
        assert_eq!(version("org.jetbrains.kotlin:kotlin-stdlib").len(), 1);
        let needed: Vec<&String> = crates
            .iter()
            .flat_map(|part| &part.depends)
            .chain(&ours)
            .collect();
        for part in &parts {
            assert!(needed.contains(&&part.id()), "{}", part.id());
        }
    }

    #[test]
    fn a_licence_that_nobody_has_read_stops_the_release() {
        let unread = part(
            "com.example:thing".to_owned(),
            "1.0".to_owned(),
            Path::new("."),
        );
        assert!(unread.is_err());
    }
}
