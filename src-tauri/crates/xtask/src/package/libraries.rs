//! Which libraries of the system our programs need, as each format's own tool says it.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

use crate::project::tool;

/// Where every system with rpm has it.
pub(super) const RPM: &str = "/usr/lib/rpm/elfdeps";

/// The packages of this Debian, with the versions they must at least have.
pub(super) fn of_deb(programs: &[PathBuf]) -> Result<Vec<String>> {
    let folder = tempfile::tempdir()?;
    fs::create_dir(folder.path().join("debian"))?;
    let source = "Source: chaekbeot\n\nPackage: chaekbeot\nArchitecture: any\n";
    fs::write(folder.path().join("debian/control"), source)?;
    let mut command = tool("dpkg-shlibdeps");
    // Without -O it would write into the folder; it warns that the programs are not installed yet.
    command.args(["-O", "--warnings=0"]).args(programs);
    let text = said(&mut command, folder.path(), "")?;
    let list = text.trim().strip_prefix("shlibs:Depends=");
    let list = list.with_context(|| format!("dpkg-shlibdeps said {text:?}"))?;
    Ok(list.split(", ").map(str::to_owned).collect())
}

/// The names of the libraries and of the versions of their symbols: every rpm system knows which package has them.
pub(super) fn of_rpm(programs: &[PathBuf]) -> Result<Vec<String>> {
    let paths: String = programs
        .iter()
        .map(|path| format!("{}\n", path.display()))
        .collect();
    let text = said(tool(RPM).arg("--requires"), Path::new("/"), &paths)?;
    let mut names: Vec<String> = text.lines().map(str::to_owned).collect();
    names.sort();
    names.dedup();
    Ok(names)
}

/// What a program says that hears this.
fn said(command: &mut Command, folder: &Path, input: &str) -> Result<String> {
    command.current_dir(folder).env("LC_ALL", "C");
    let name = command.get_program().to_string_lossy().into_owned();
    let started = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
    let mut child = started.with_context(|| format!("{name} could not be started"))?;
    if let Some(mut pipe) = child.stdin.take() {
        pipe.write_all(input.as_bytes())?;
    }
    let output = child.wait_with_output()?;
    if !output.status.success() {
        bail!("{name} ended with {}", output.status);
    }
    Ok(String::from_utf8(output.stdout)?)
}
