//! What is said about work that waits, runs, or cannot go on.

use std::path::Path;

use engine::Kind;
use engine::wire::{LibraryJobs, Trouble};

use super::choose;

/// A kind of job and its limits.
pub(crate) fn job_kind(kind: &Kind) -> String {
    let (name, attempts, seconds) = (kind.name, kind.max_attempts, kind.timeout.as_secs());
    choose(
        format!("{name:<10} 최대 {attempts}번 시도, 한 번에 {seconds}초까지"),
        format!("{name:<10} up to {attempts} attempts of {seconds} s"),
    )
}

/// How much there is to do, by library.
pub(crate) fn job_counts(libraries: &[LibraryJobs]) -> String {
    if libraries.is_empty() {
        return choose("남은 작업이 없어요.", "Nothing is left to do.");
    }
    let lines: Vec<String> = libraries.iter().map(counts_of).collect();
    lines.join(" | ")
}

fn counts_of(jobs: &LibraryJobs) -> String {
    let LibraryJobs {
        library_id,
        waiting,
        running,
        held,
        failed,
    } = jobs;
    choose(
        format!("{library_id}: 대기 {waiting}, 실행 {running}, 멈춤 {held}, 실패 {failed}"),
        format!("{library_id}: {waiting} waiting, {running} running, {held} held, {failed} failed"),
    )
}

/// Everything waits for a network.
pub(crate) fn offline() -> String {
    choose(
        "인터넷에 연결되어 있지 않아요. 연결되면 자동으로 다시 찾을게요.",
        "This device is offline. The search goes on by itself once it is connected.",
    )
}

/// Nothing is begun until somebody goes on.
pub(crate) fn all_paused() -> String {
    choose(
        "모든 작업이 잠시 멈춰 있어요. 책벗 창에서 [계속]을 누르면 이어서 찾아요.",
        "All work is paused: press Continue in the window of chaekbeot to go on.",
    )
}

/// Nothing can be stored: what happened, what is kept, what to do.
pub(crate) fn trouble(trouble: Trouble) -> String {
    let (korean, english) = match trouble {
        Trouble::DiskFull => (
            "저장 공간이 부족해서 잠시 멈췄어요. 지금까지 찾은 것은 그대로 있어요. 공간을 비우면 이어서 찾을게요.",
            "The disk is full, so the search waits. What was found is kept. Free some space and it goes on.",
        ),
        Trouble::Busy => (
            "다른 프로그램이 저장 파일을 쓰고 있어서 잠시 멈췄어요. 지금까지 찾은 것은 그대로 있어요. 그 프로그램을 끝내면 이어서 찾을게요.",
            "Another program holds the data file, so the search waits. What was found is kept. End that program and it goes on.",
        ),
        Trouble::Damaged => (
            "저장 파일이 손상됐어요. 다시 실행하면 그 파일을 지우지 않고 옆에 두고 새로 시작해요.",
            "The data file is damaged. Run this again: the file is kept aside and a new one begun.",
        ),
        Trouble::Failed => (
            "저장하지 못해서 잠시 멈췄어요. 지금까지 찾은 것은 그대로 있어요. 저장 폴더가 있는 디스크를 확인해 주세요. 저장되면 이어서 찾을게요.",
            "Nothing can be stored, so the search waits. What was found is kept. Check the disk of the data folder; it goes on as soon as it can.",
        ),
    };
    choose(korean, english)
}

/// It can be stored again.
pub(crate) fn trouble_over() -> String {
    choose(
        "다시 저장할 수 있어요. 이어서 찾을게요.",
        "Storing works again: the search goes on.",
    )
}

/// A damaged file was set aside.
pub(crate) fn set_aside(path: &Path) -> String {
    let path = path.display();
    choose(
        format!(
            "저장 파일이 손상되어 새로 시작했어요. 예전 파일은 지우지 않고 옆에 두었어요: {path}. 필요한 것은 다시 찾아 주세요."
        ),
        format!(
            "The data file was damaged, so a new one was begun. The old one is kept: {path}. Search again for what you need."
        ),
    )
}
