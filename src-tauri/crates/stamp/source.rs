//! Where the commit and its day come from: the environment if it names them, otherwise git. Used by the build script, and tested.

use std::path::{Path, PathBuf};
use std::process::Command;

/// Names the commit where there is no git, in a source archive for instance.
pub(crate) const COMMIT: &str = "CHAEKBEOT_COMMIT";

/// The time of the commit in seconds since 1970: <https://reproducible-builds.org/specs/source-date-epoch/>.
pub(crate) const EPOCH: &str = "SOURCE_DATE_EPOCH";

/// So many characters of a commit's name are shown.
const SHORT: usize = 9;

const DAY_SECONDS: i64 = 86_400;

/// `commit day`, or whichever of the two is known. Nothing here depends on when it is built.
pub(crate) fn build(root: &Path, variable: impl Fn(&str) -> Option<String>) -> Option<String> {
    let given = |name| variable(name).filter(|value: &String| !value.trim().is_empty());
    let is_ours = is_top_of_repository(root);
    let asked = |format: &str| {
        is_ours
            .then(|| git(root, &["show", "--no-patch", format, "HEAD"]))
            .flatten()
    };
    let commit = given(COMMIT).or_else(|| asked("--format=%H"));
    let seconds = given(EPOCH).or_else(|| asked("--format=%ct"));
    let commit = commit.as_deref().and_then(short);
    let day = seconds.and_then(|text| text.trim().parse().ok()).map(day);
    let parts: Vec<String> = commit.into_iter().chain(day).collect();
    (!parts.is_empty()).then(|| parts.join(" "))
}

/// The files that change when another commit is there.
pub(crate) fn watched(root: &Path) -> Vec<PathBuf> {
    if !is_top_of_repository(root) {
        return Vec::new();
    }
    // The log has a line for every commit and every checkout; without one, HEAD and the branch it names are what there is.
    let names = ["logs/HEAD", "HEAD", "packed-refs"];
    let paths = names.iter().filter_map(|name| {
        let path = git(root, &["rev-parse", "--git-path", name])?;
        Some(root.join(path))
    });
    // Cargo builds every time when a watched file is not there.
    paths.filter(|path| path.is_file()).collect()
}

/// An archive that was unpacked inside another repository is not of its commit.
fn is_top_of_repository(root: &Path) -> bool {
    let top = git(root, &["rev-parse", "--show-toplevel"]).map(PathBuf::from);
    let same = |top: PathBuf| Some(top.canonicalize().ok()? == root.canonicalize().ok()?);
    top.and_then(same).unwrap_or(false)
}

/// What git answers; none without git, or where it refuses.
fn git(root: &Path, arguments: &[&str]) -> Option<String> {
    let output = Command::new("git")
        .arg("-C")
        .arg(root)
        .args(arguments)
        .output()
        .ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    let text = text.trim();
    (output.status.success() && !text.is_empty()).then(|| text.to_owned())
}

/// A commit's name as it is shown; none if it is no such name, so that nothing else gets into the version.
fn short(commit: &str) -> Option<String> {
    let commit = commit.trim();
    let is_name = commit.len() >= 7 && commit.chars().all(|c| c.is_ascii_hexdigit());
    is_name.then(|| commit.chars().take(SHORT).collect())
}

/// The day of this second in UTC, as `2026-11-23` (Howard Hinnant, `civil_from_days`).
fn day(seconds: i64) -> String {
    let days = seconds.div_euclid(DAY_SECONDS) + 719_468;
    let era = days.div_euclid(146_097);
    let of_era = days.rem_euclid(146_097);
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let shifted_month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 {
        shifted_month + 3
    } else {
        shifted_month - 9
    };
    let year = year + era * 400 + i64::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02}")
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    const NAME: &str = "0123456789abcdef0123456789abcdef01234567";

    fn nothing(_: &str) -> Option<String> {
        None
    }

    fn run(root: &Path, arguments: &[&str]) {
        let mut command = Command::new("git");
        command.arg("-C").arg(root).args(["-c", "user.name=Test"]);
        command.args([
            "-c",
            "user.email=test@localhost",
            "-c",
            "commit.gpgsign=false",
        ]);
        // A quarter to midnight in Honolulu is the next day in UTC.
        command.env("GIT_AUTHOR_DATE", "2026-11-22T23:45:00-10:00");
        command.env("GIT_COMMITTER_DATE", "2026-11-22T23:45:00-10:00");
        assert!(command.args(arguments).output().unwrap().status.success());
    }

    fn repository() -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        run(folder.path(), &["init", "--quiet"]);
        fs::write(folder.path().join("a"), "1").unwrap();
        run(folder.path(), &["add", "a"]);
        run(folder.path(), &["commit", "--quiet", "--message=One"]);
        folder
    }

    #[test]
    fn the_same_commit_gives_the_same_stamp_and_another_another() {
        let folder = repository();
        let first = build(folder.path(), nothing).unwrap();
        assert_eq!(build(folder.path(), nothing), Some(first.clone()));
        let (commit, day) = first.split_once(' ').unwrap();
        assert_eq!((commit.len(), day), (SHORT, "2026-11-23"));
        // What is not committed is no other version.
        fs::write(folder.path().join("a"), "2").unwrap();
        assert_eq!(build(folder.path(), nothing), Some(first.clone()));
        run(
            folder.path(),
            &["commit", "--quiet", "--all", "--message=Two"],
        );
        let second = build(folder.path(), nothing).unwrap();
        assert_ne!(second, first);
        assert!(!watched(folder.path()).is_empty());
    }

    #[test]
    fn the_environment_comes_before_git() {
        let folder = repository();
        let given = |name: &str| {
            let value = if name == COMMIT { NAME } else { "1700000000" };
            Some(value.to_owned())
        };
        let expected = Some("012345678 2023-11-14".to_owned());
        assert_eq!(build(folder.path(), given), expected);
        let outside = tempfile::tempdir().unwrap();
        assert_eq!(build(outside.path(), given), expected);
    }

    #[test]
    fn without_git_and_environment_there_is_no_stamp() {
        let folder = repository();
        let inside = folder.path().join("unpacked");
        fs::create_dir(&inside).unwrap();
        assert_eq!(build(&inside, nothing), None, "another project's commit");
        assert!(watched(&inside).is_empty());
        let odd = |_: &str| Some("v1\ncargo::warning=x".to_owned());
        assert_eq!(build(&inside, odd), None, "neither a commit nor a time");
    }

    #[test]
    fn days_are_those_of_the_calendar() {
        for (seconds, expected) in [
            (0, "1970-01-01"),
            (-1, "1969-12-31"),
            (951_782_399, "2000-02-28"),
            (951_782_400, "2000-02-29"),
            (1_709_251_200, "2024-03-01"),
            (4_107_542_399, "2100-02-28"),
            (4_107_542_400, "2100-03-01"),
        ] {
            assert_eq!(day(seconds), expected, "{seconds}");
        }
    }
}
