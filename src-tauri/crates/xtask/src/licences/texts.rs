//! The texts of a part's licence: what its makers put beside it, otherwise the words that SPDX has for it.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use spdx::{Expression, LicenseId, Licensee, ParseMode};

use crate::parts::Part;

/// What we can ship under; where there is a choice, the first of these. Each was read before it came here: all let the app be shipped
/// as it is, with their texts. MPL-2.0 asks for the source of its own files, which crates.io has.
const ACCEPTED: [&str; 15] = [
    "MIT",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-3-Clause",
    "BSD-2-Clause",
    "ISC",
    "Zlib",
    "0BSD",
    "MIT-0",
    "BSL-1.0",
    "Unicode-3.0",
    "CC0-1.0",
    "Unlicense",
    "CDLA-Permissive-2.0",
    "MPL-2.0",
];

/// Beginnings of the names of files with a licence in them.
const NAMES: [&str; 6] = [
    "license",
    "licence",
    "copying",
    "unlicense",
    "notice",
    "copyright",
];

/// No licence is said in fewer bytes.
pub(super) const SHORTEST: usize = 100;

/// The texts, in the order of their files.
pub(super) fn of(part: &Part) -> Result<Vec<String>> {
    let chosen = chosen(&part.licence)?;
    let files = files(&part.folder)?;
    let texts = fitting(&files, &chosen).into_iter().map(|path| read(path));
    let mut texts: Vec<String> = texts.collect::<Result<_>>()?;
    // Where a link lay in the repository, some archives have only where it leads.
    texts.retain(|text| text.len() > SHORTEST);
    if !texts.is_empty() {
        return Ok(texts);
    }
    Ok(chosen.iter().map(|id| standard(*id, part)).collect())
}

/// The licences under which we ship something of this expression.
fn chosen(expression: &str) -> Result<Vec<LicenseId>> {
    let parsed = Expression::parse_mode(expression, ParseMode::LAX).map_err(|error| {
        anyhow::anyhow!("the licence {expression:?} is not understood: {error}")
    })?;
    let accepted = ACCEPTED.iter().map(|name| Licensee::parse(name));
    let accepted: Vec<Licensee> = accepted
        .collect::<Result<_, _>>()
        .context("the accepted licences")?;
    let required = parsed.minimized_requirements(&accepted);
    let required = required.map_err(|_| {
        anyhow::anyhow!("the licence {expression:?} has not been read yet: see ACCEPTED in xtask")
    })?;
    let ids = required.iter().filter_map(|it| it.license.id());
    Ok(ids.collect())
}

fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let in_folder = |name: &str| name.eq_ignore_ascii_case("licenses");
    for entry in fs::read_dir(folder).with_context(|| folder.display().to_string())? {
        let path = entry?.path();
        let name = name_of(&path);
        if path.is_dir() {
            if in_folder(&name) {
                let inner = fs::read_dir(&path)?.map(|entry| Ok(entry?.path()));
                found.extend(inner.collect::<Result<Vec<_>>>()?);
            }
        } else if NAMES.iter().any(|start| name.starts_with(start)) && !name.ends_with(".rs") {
            found.push(path);
        }
    }
    found.retain(|path| path.is_file());
    found.sort();
    Ok(found)
}

fn name_of(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default();
    name.to_string_lossy().to_lowercase()
}

/// The files of the one licence that was chosen; all of them where several hold at once, or where the names say nothing.
fn fitting<'f>(files: &'f [PathBuf], chosen: &[LicenseId]) -> Vec<&'f PathBuf> {
    let [only] = chosen else {
        return files.iter().collect();
    };
    let mark = match only.name {
        "Apache-2.0" => "apache".to_owned(),
        name => name.split('-').next().unwrap_or(name).to_lowercase(),
    };
    // A notice belongs to the Apache licence.
    let notice = |path: &Path| mark == "apache" && name_of(path).starts_with("notice");
    let named = |path: &Path| name_of(path).contains(&mark);
    if files.iter().any(|path| named(path)) {
        let ours = files.iter().filter(|path| named(path) || notice(path));
        return ours.collect();
    }
    files.iter().collect()
}

fn read(path: &Path) -> Result<String> {
    let text = fs::read(path).with_context(|| path.display().to_string())?;
    let text = String::from_utf8_lossy(&text).replace("\r\n", "\n");
    let lines = text
        .trim_start_matches('\u{feff}')
        .lines()
        .map(str::trim_end);
    let text = lines.collect::<Vec<_>>().join("\n");
    Ok(text.trim_matches('\n').to_owned())
}

/// For the few that put no text beside their code.
fn standard(id: LicenseId, part: &Part) -> String {
    let authors = match part.authors.join(", ") {
        none if none.is_empty() => format!("the authors of {}", part.name),
        authors => authors,
    };
    let text = id.text().trim();
    format!("Copyright (c) {authors}\n\n{text}")
}

/// The words that SPDX has for the licence of something that lies inside a part.
pub(super) fn of_inside(licence: &str) -> Result<String> {
    let id = spdx::license_id(licence).with_context(|| format!("SPDX does not know {licence}"))?;
    Ok(id.text().trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(expression: &str) -> Vec<&'static str> {
        let chosen = chosen(expression).unwrap();
        chosen.iter().map(|id| id.name).collect()
    }

    #[test]
    fn of_a_choice_one_is_taken_and_of_a_sum_all() {
        assert_eq!(names("MIT OR Apache-2.0"), ["MIT"]);
        assert_eq!(names("Apache-2.0/MIT"), ["MIT"]);
        assert_eq!(names("Apache-2.0 OR BSL-1.0"), ["Apache-2.0"]);
        assert_eq!(names("Apache-2.0 AND ISC").len(), 2);
        assert_eq!(
            names("(MIT OR Apache-2.0) AND Unicode-3.0"),
            ["MIT", "Unicode-3.0"]
        );
    }

    #[test]
    fn a_licence_that_nobody_has_read_stops_the_release() {
        for expression in ["GPL-3.0-only", "MIT AND AGPL-3.0-only", "", "nonsense"] {
            assert!(chosen(expression).is_err(), "{expression}");
        }
    }

    #[test]
    fn the_files_are_those_of_the_licence_that_was_taken() {
        let files = ["COPYRIGHT", "LICENSE-APACHE", "LICENSE-MIT", "NOTICE"].map(PathBuf::from);
        let of = |expression: &str| -> Vec<String> {
            let fitting = fitting(&files, &chosen(expression).unwrap());
            fitting.into_iter().map(|path| name_of(path)).collect()
        };
        assert_eq!(of("MIT OR Apache-2.0"), ["license-mit"]);
        assert_eq!(of("Apache-2.0"), ["license-apache", "notice"]);
        assert_eq!(of("MIT AND ISC").len(), 4);
        assert_eq!(of("Zlib").len(), 4, "the names do not tell");
    }
}
