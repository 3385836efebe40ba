//! The compilers and interpreters: new enough, or named with the way to update them.

use std::process::Command;

use anyhow::{Result, bail};

use crate::project::NPM;

/// `major.minor.patch`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Version(u32, u32, u32);

/// A program and what is asked of it.
struct Tool {
    program: &'static str,
    /// The versions that will do, in words.
    wanted: &'static str,
    is_enough: fn(Version) -> bool,
    update: &'static str,
}

/// The workspace's `rust-version`, which this package shares.
const RUST: &str = env!("CARGO_PKG_RUST_VERSION");
const RUST_UPDATE: &str = "update with `rustup update stable`, or see https://rustup.rs";
const NODE_UPDATE: &str = "get it from https://nodejs.org/en/download, or with `nvm install 22`";

const RUST_TOOLS: [Tool; 2] = [
    Tool {
        program: "rustc",
        wanted: RUST,
        is_enough: rust_is_enough,
        update: RUST_UPDATE,
    },
    Tool {
        program: "cargo",
        wanted: RUST,
        is_enough: rust_is_enough,
        update: RUST_UPDATE,
    },
];

const NODE_TOOLS: [Tool; 2] = [
    Tool {
        program: "node",
        wanted: "20.19 (of 20), or 22.12",
        is_enough: node_is_enough,
        update: NODE_UPDATE,
    },
    Tool {
        program: NPM,
        wanted: "10",
        is_enough: npm_is_enough,
        update: "update with `npm install --global npm@10`",
    },
];

/// Rust is new enough.
///
/// # Errors
/// Names every tool that is missing or too old, and how to update it.
pub(crate) fn rust() -> Result<()> {
    check(RUST_TOOLS.iter())
}

/// Rust, Node and npm are new enough.
///
/// # Errors
/// As [`rust`].
pub(crate) fn rust_and_node() -> Result<()> {
    check(RUST_TOOLS.iter().chain(&NODE_TOOLS))
}

fn check<'a>(tools: impl Iterator<Item = &'a Tool>) -> Result<()> {
    let complaints: Vec<String> = tools
        .filter_map(|tool| complaint(tool, answer(tool.program).as_deref()))
        .collect();
    if !complaints.is_empty() {
        bail!("{}", complaints.join("\n"));
    }
    Ok(())
}

/// What the program says to `--version`; nothing if it is not there.
fn answer(program: &str) -> Option<String> {
    let output = Command::new(program).arg("--version").output().ok()?;
    output
        .status
        .success()
        .then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// What is wrong with a tool that gave this answer.
fn complaint(tool: &Tool, answer: Option<&str>) -> Option<String> {
    let Tool {
        program,
        wanted,
        update,
        ..
    } = tool;
    let Some(answer) = answer else {
        return Some(format!(
            "{program} is not installed ({wanted} or newer is needed): {update}"
        ));
    };
    match parse(answer) {
        Some(version) if (tool.is_enough)(version) => None,
        _ => Some(format!(
            "{program} is too old: {wanted} or newer is needed, this is {answer:?}: {update}"
        )),
    }
}

/// The first version number in `rustc 1.95.0 (1234abcd 2026-01-01)`, `v20.20.2`, `10.8.2`, `1.95`.
fn parse(text: &str) -> Option<Version> {
    text.split_whitespace().find_map(|word| {
        let word = word.strip_prefix('v').unwrap_or(word);
        let end = word
            .find(|c: char| !c.is_ascii_digit() && c != '.')
            .unwrap_or(word.len());
        let mut numbers = word.get(..end)?.split('.').map(str::parse);
        let major = numbers.next()?.ok()?;
        let minor = numbers.next()?.ok()?;
        let patch = numbers.next().and_then(Result::ok).unwrap_or(0);
        Some(Version(major, minor, patch))
    })
}

fn rust_is_enough(version: Version) -> bool {
    parse(RUST).is_some_and(|minimum| version >= minimum)
}

/// What Vite 8 runs on: `^20.19.0 || >=22.12.0`.
fn node_is_enough(version: Version) -> bool {
    (version.0 == 20 && version >= Version(20, 19, 0)) || version >= Version(22, 12, 0)
}

fn npm_is_enough(version: Version) -> bool {
    version >= Version(10, 0, 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_found_in_what_the_tools_print() {
        let cases = [
            (
                "rustc 1.95.0 (a1b2c3d4e 2026-04-01)",
                Some(Version(1, 95, 0)),
            ),
            (
                "rustc 1.97.0-nightly (a1b2c3d4e 2026-04-01)",
                Some(Version(1, 97, 0)),
            ),
            ("cargo 1.95.1", Some(Version(1, 95, 1))),
            ("v20.20.2", Some(Version(20, 20, 2))),
            ("10.8.2", Some(Version(10, 8, 2))),
            ("1.95", Some(Version(1, 95, 0))),
            ("no number here", None),
            ("", None),
        ];
        for (text, expected) in cases {
            assert_eq!(parse(text), expected, "{text:?}");
        }
    }

    #[test]
    fn node_has_two_ranges_with_a_gap_between_them() {
        for good in ["20.19.0", "20.20.2", "22.12.0", "23.0.0", "24.1.0"] {
            assert!(node_is_enough(parse(good).unwrap()), "{good} runs Vite 8");
        }
        for bad in ["18.20.4", "20.18.3", "21.7.3", "22.11.0"] {
            assert!(
                !node_is_enough(parse(bad).unwrap()),
                "{bad} does not run Vite 8"
            );
        }
    }

    #[test]
    fn rust_is_measured_against_the_workspace_manifest() {
        let Version(major, minor, _) = parse(RUST).unwrap();
        assert!(rust_is_enough(Version(major, minor, 0)));
        assert!(!rust_is_enough(Version(major, minor - 1, 9)));
        assert!(rust_is_enough(Version(major + 1, 0, 0)));
    }

    #[test]
    fn a_complaint_names_the_tool_what_is_there_and_the_way_out() {
        let node = &NODE_TOOLS[0];
        assert_eq!(complaint(node, Some("v22.12.0")), None);
        let old = complaint(node, Some("v18.20.4")).unwrap();
        for part in ["node", "v18.20.4", "22.12", "nodejs.org"] {
            assert!(old.contains(part), "{part} is missing in {old:?}");
        }
        assert!(complaint(node, None).unwrap().contains("not installed"));
    }
}
