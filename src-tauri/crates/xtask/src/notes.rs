//! `cargo xtask notes`: what is new in a version, as CHANGELOG.md has it; for the page of its release and for the app that offers it.

use std::fs;

use anyhow::{Context, Result, bail};

use crate::project::root;
use crate::step::say;

/// Prints them.
pub(crate) fn notes(version: &str) -> Result<()> {
    say(&of(version)?);
    Ok(())
}

/// What is written of this version, without its heading.
pub(crate) fn of(version: &str) -> Result<String> {
    let changelog = fs::read_to_string(root().join("CHANGELOG.md"))?;
    section(&changelog, version.trim_start_matches('v'))
}

fn section(changelog: &str, version: &str) -> Result<String> {
    let heading = |line: &str| {
        let name = line.strip_prefix("## [")?.split_once(']')?.0;
        Some(name.eq_ignore_ascii_case(version))
    };
    let mut lines = changelog.lines();
    lines
        .find(|line| heading(line) == Some(true))
        .with_context(|| format!("CHANGELOG.md has no section [{version}]"))?;
    let section: Vec<&str> = lines.take_while(|line| heading(line).is_none()).collect();
    let text = section.join("\n").trim().to_owned();
    if !text.lines().any(|line| line.starts_with("- ")) {
        bail!("CHANGELOG.md says nothing of [{version}]");
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    const CHANGELOG: &str = "# Changelog\n\nWords.\n\n## [Unreleased]\n\n## [0.2.0] - 2026-12-01\n\n### Added\n\n- One.\n- Two.\n\n\
        ## [0.1.0] - 2026-11-01\n\n- Zero.\n";

    #[test]
    fn a_section_ends_where_the_next_begins() {
        let new = section(CHANGELOG, "0.2.0").unwrap();
        assert_eq!(new, "### Added\n\n- One.\n- Two.");
        assert_eq!(section(CHANGELOG, "0.1.0").unwrap(), "- Zero.");
    }

    #[test]
    fn a_version_without_notes_is_not_released() {
        for version in ["unreleased", "0.3.0", "0.2", ""] {
            assert!(section(CHANGELOG, version).is_err(), "{version}");
        }
    }

    #[test]
    fn the_changelog_has_the_form_that_is_read() {
        // With a release what was unreleased gets a name, and the section stays empty above it.
        let changelog = fs::read_to_string(root().join("CHANGELOG.md")).unwrap();
        let names = changelog.lines().filter_map(|line| {
            let (name, _) = line.strip_prefix("## [")?.split_once(']')?;
            Some(name)
        });
        let newest = names
            .filter_map(|name| section(&changelog, name).ok())
            .next();
        let newest = newest.unwrap();
        assert!(
            newest.lines().any(|line| line.starts_with("### ")),
            "{newest}"
        );
    }
}
