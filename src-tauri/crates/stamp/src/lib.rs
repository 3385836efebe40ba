//! Which version this is: the workspace's, and the commit it was built from with the day of that commit.
//!
//! No clock is read: two builds of one commit say the same. A crate of its own, because it is built anew after every commit.

/// The version, e.g. `0.1.0`.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// The commit, shortened, and its day in UTC, e.g. `a1b2c3d4e 2026-11-23`; none where neither was known.
pub const BUILD: Option<&str> = option_env!("CHAEKBEOT_BUILD");

/// Both on a line, as `--version` says them: `0.1.0 (a1b2c3d4e 2026-11-23)`.
pub const LONG: &str = env!("CHAEKBEOT_LONG_VERSION");

#[cfg(test)]
#[path = "../source.rs"]
mod source;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_long_version_begins_with_the_version_and_has_the_build() {
        match BUILD {
            Some(build) => assert_eq!(LONG, format!("{VERSION} ({build})")),
            None => assert_eq!(LONG, VERSION),
        }
    }
}
