//! `cargo xtask workflows`: mistakes (actionlint) and holes (zizmor) in `.github`. Both are installed into the target folder, as
//! `.github/linters.txt` names them.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};

use crate::project::{root, tool};
use crate::step::{measured, run as step, say, succeeds};

/// Of Python's packages, with their hashes.
const LINTERS: &str = ".github/linters.txt";

const PYTHON: &str = if cfg!(windows) { "python" } else { "python3" };

/// Lints every workflow. A machine without Python is told so and goes on; continuous integration has one.
pub(crate) fn workflows() -> Result<()> {
    if !succeeds(PYTHON, &["-c", "import venv, ensurepip"]) {
        let reason = "the workflows are not linted: Python with venv is not there";
        if is_ci() {
            bail!("{reason}");
        }
        say(&format!("\n==> {reason} (Debian: python3-venv)"));
        return Ok(());
    }
    measured("The workflows are in order", || {
        let programs = installed(&root().join("target/linters"))?;
        step("Workflows", &mut tool(program(&programs, "actionlint")))?;
        let mut zizmor = tool(program(&programs, "zizmor"));
        // Without the network: what GitHub says of an action changes from one day to the next.
        zizmor.args([
            "--offline",
            "--no-progress",
            "--pedantic",
            ".github/workflows",
        ]);
        step("Holes in the workflows", &mut zizmor)
    })
}

fn is_ci() -> bool {
    env::var("CI").is_ok_and(|value| !value.is_empty() && value != "false")
}

/// Installs what is missing or of another version; says where Python's programs are.
fn installed(tools: &Path) -> Result<PathBuf> {
    let environment = tools.join("python");
    let programs = environment.join(if cfg!(windows) { "Scripts" } else { "bin" });
    let wanted = fs::read_to_string(root().join(LINTERS))?;
    let receipt = tools.join("installed");
    if fs::read_to_string(&receipt).is_ok_and(|there| there == wanted) {
        return Ok(programs);
    }
    let mut venv = tool(PYTHON);
    venv.args(["-m", "venv", "--clear"]).arg(&environment);
    step("Environment for the linters", &mut venv)?;
    let mut pip = tool(program(&programs, "python"));
    pip.args([
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
    ]);
    pip.args([
        "--require-hashes",
        "--only-binary",
        ":all:",
        "--requirement",
        LINTERS,
    ]);
    step("Linters", &mut pip)?;
    fs::write(receipt, wanted)?;
    Ok(programs)
}

fn program(folder: &Path, name: &str) -> PathBuf {
    folder.join(format!("{name}{}", env::consts::EXE_SUFFIX))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The jobs of a workflow: what stands below each name.
    fn jobs(file: &str) -> Vec<String> {
        let text = fs::read_to_string(root().join(".github/workflows").join(file)).unwrap();
        let (_, jobs) = text.split_once("\njobs:\n").unwrap();
        let mut bodies: Vec<String> = Vec::new();
        for line in jobs.lines() {
            let is_name = line.starts_with("  ") && !line.starts_with("   ");
            match bodies.last_mut() {
                Some(body) if !is_name => *body += &format!("{line}\n"),
                _ => bodies.push(String::new()),
            }
        }
        bodies
    }

    #[test]
    fn the_keys_and_the_release_are_where_nothing_of_others_runs() {
        let jobs = jobs("release.yml");
        let with = |words: &'static str| jobs.iter().filter(move |job| job.contains(words));
        assert_eq!(with("secrets.").count(), 1);
        assert_eq!(with("contents: write").count(), 1);
        for job in with("secrets.").chain(with("contents: write")) {
            for word in ["cargo ", "rustup ", "npx ", "npm run"] {
                assert!(!job.contains(word), "{word} in:\n{job}");
            }
            let installs = job.lines().filter(|line| line.contains("npm ci"));
            for line in installs {
                assert!(line.contains("--ignore-scripts"), "{line}");
            }
        }
        assert_eq!(with("cargo xtask release").count(), 1);
    }

    /// Every `uses:` of every workflow.
    fn used() -> Vec<String> {
        let folder = fs::read_dir(root().join(".github/workflows")).unwrap();
        let texts = folder.map(|entry| fs::read_to_string(entry.unwrap().path()).unwrap());
        let texts: Vec<String> = texts.collect();
        let lines = texts.iter().flat_map(|text| text.lines());
        let used = lines.filter_map(|line| line.split_once("uses: "));
        used.map(|(_, action)| action.to_owned()).collect()
    }

    #[test]
    fn actions_are_pinned_by_commit_and_say_their_version() {
        let used = used();
        assert!(used.len() > 5, "{used:?}");
        for action in used.iter().filter(|action| !action.starts_with("./")) {
            let (name, rest) = action.split_once('@').unwrap();
            let (commit, version) = rest.split_once(" # v").unwrap();
            let is_commit = commit.len() == 40 && commit.chars().all(|c| c.is_ascii_hexdigit());
            assert!(is_commit, "{action}");
            assert!(version.split('.').count() == 3, "{name}: {version}");
        }
    }
}
