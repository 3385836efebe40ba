//! The terminal as a person of Windows meets it: in a console, with Korean letters in the name of the folder.

use std::path::Path;

use anyhow::{Result, ensure};

use super::wine::Wine;
use crate::step::say;

/// Where the data of somebody called 홍길동 could be.
const FOLDER: &str = r"C:\users\홍길동\책벗";
/// Data of the practice library.
const QUESTION: &str = "토지사전";
const ANSWER: &str = "1권을 찾았어요.";

/// Asks the practice library, with the answer going to a pipe and to a console.
pub(super) fn try_out(wine: &Wine, program: &Path) -> Result<()> {
    say("\n==> Terminal with a Korean folder, in a pipe and in a console");
    wine.remove(FOLDER)?;
    let question = [
        "search",
        QUESTION,
        "--library",
        "practice",
        "--data-dir",
        FOLDER,
    ];
    let piped = wine.piped(program, &question)?;
    ensure!(piped.contains(ANSWER), "the pipe got: {piped}");
    ensure!(
        wine.path(FOLDER).join("chaekbeot.db").is_file(),
        "there is no {FOLDER}\\chaekbeot.db"
    );
    let shown = wine.shown(program, &question)?;
    ensure!(shown.contains(ANSWER), "the console showed: {shown}");
    Ok(())
}
