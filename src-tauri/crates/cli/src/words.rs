//! The sentences of the terminal, in the language of its locale.

mod failure;
mod help;
mod work;

use std::path::Path;

use catalog::{Library, Standing};
use engine::wire::{ErrorCode, Search, SearchState};

pub(crate) use failure::{failure, mistake};
pub(crate) use help::explained;
pub(crate) use work::{
    all_paused, job_counts, job_kind, offline, set_aside, trouble, trouble_over,
};

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Language {
    Korean,
    English,
}

/// Korean, unless the locale names another language.
pub(crate) fn language() -> Language {
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"]
        .into_iter()
        .find_map(|name| std::env::var(name).ok().filter(|value| !value.is_empty()))
        // Where the language is no variable.
        .or_else(sys_locale::get_locale);
    of_locale(locale.as_deref())
}

fn of_locale(locale: Option<&str>) -> Language {
    match locale {
        None => Language::Korean,
        Some(locale) if locale.to_lowercase().starts_with("ko") => Language::Korean,
        // No language at all: Korean comes first.
        Some(locale) if locale == "C" || locale.starts_with("C.") || locale == "POSIX" => {
            Language::Korean
        }
        Some(_) => Language::English,
    }
}

/// The one of the two that the locale asks for.
pub(crate) fn choose(korean: impl Into<String>, english: impl Into<String>) -> String {
    match language() {
        Language::Korean => korean.into(),
        Language::English => english.into(),
    }
}

pub(crate) fn name(library: &Library) -> &str {
    match language() {
        Language::Korean => &library.name,
        Language::English => &library.name_en,
    }
}

/// What must be known before believing a library's answer.
pub(crate) fn about(library: &Library) -> Option<String> {
    match library.standing {
        Standing::Friend => None,
        Standing::Practice => Some(choose(
            "체험 도서관: 책은 실제로 있지만 소장 정보는 만든 것이에요.",
            "Practice library: the books exist, their copies are made up.",
        )),
        Standing::Unconfirmed => Some(choose(
            "아직 확인하지 못한 도서관이에요. 결과가 맞지 않을 수 있어요.",
            "This library has not been checked yet: its answers may be wrong.",
        )),
    }
}

/// The first line of a conversation.
pub(crate) fn greeting(library: &Library) -> String {
    let name = name(library);
    let end = if cfg!(windows) { "Ctrl+Z" } else { "Ctrl+D" };
    choose(
        format!("안녕하세요, {name}이에요. 책 제목을 보내 주세요. (사용법: ?  끝내기: {end})"),
        format!("Hello, this is {name}. Send a title. (Help: ?  End: {end})"),
    )
}

/// What can be sent, with examples.
pub(crate) fn guide() -> String {
    choose(
        "책 제목만 보내면 돼요.  예) 말의 품격\n더 정확히: 제목,출판사,저자  예) 말의품격,,이기주\nISBN도 보낼 수 있어요.",
        "Send a title.  e.g. 말의 품격\nMore exactly: title,publisher,author  e.g. 말의품격,,이기주\nAn ISBN works too.",
    )
}

pub(crate) fn unknown_library(id: &str) -> String {
    choose(
        format!("‘{id}’ 도서관을 몰라요. `chaekbeot libraries`로 목록을 볼 수 있어요."),
        format!("There is no library “{id}”: see `chaekbeot libraries`."),
    )
}

/// A conversation in the terminal has one other side.
pub(crate) fn one_at_a_time() -> String {
    choose(
        "여기서는 도서관 한 곳과만 대화할 수 있어요. 모든 도서관에 물어보려면 `chaekbeot search 책제목 --library everyone`을 쓰세요.",
        "Here you chat with one library at a time. To ask every friend: `chaekbeot search TITLE --library everyone`.",
    )
}

/// Nobody talks to a library before somebody has compared its answers with its own pages.
pub(crate) fn not_a_friend_yet(library: &Library) -> String {
    let (name, id) = (name(library), &library.id);
    choose(
        format!(
            "아직 확인하지 못한 도서관과는 대화할 수 없어요: {name}. 찾아보기만 하려면 `chaekbeot search 책제목 --library {id}`를 쓰세요."
        ),
        format!(
            "{name} has not been confirmed yet, so you cannot chat with it. To search only: `chaekbeot search TITLE --library {id}`."
        ),
    )
}

pub(crate) fn unreadable_file(path: &Path, error: &std::io::Error) -> String {
    let path = path.display();
    choose(
        format!("{path} 파일을 읽을 수 없어요. ({error})"),
        format!("{path} cannot be read. ({error})"),
    )
}

pub(crate) fn no_copies() -> String {
    choose(
        "도서관에 등록된 소장 자료가 없어요.",
        "The library records no copies.",
    )
}

pub(crate) fn progress(ended: u32, planned: u32, hits: u32) -> String {
    choose(
        format!("{hits}권을 찾았어요. {planned}권 중 {ended}권의 소장 정보를 확인했어요."),
        format!("{hits} found, checked {ended} of {planned}."),
    )
}

pub(crate) fn searching() -> String {
    choose("찾는 중이에요…", "Searching…")
}

pub(crate) fn due(date: &str) -> String {
    choose(format!("{date} 반납"), format!("due {date}"))
}

/// Where to read more.
pub(crate) fn log_in(folder: &Path) -> String {
    let folder = folder.display();
    choose(format!("(기록: {folder})"), format!("(log: {folder})"))
}

pub(crate) fn interrupted() -> String {
    choose(
        "멈췄어요. 같은 것을 다시 찾으면 이어서 찾아요.",
        "Stopped. Ask the same again to go on from here.",
    )
}

/// The window deleted what this terminal waited for.
pub(crate) fn deleted() -> String {
    choose(
        "창에서 이 검색을 지웠어요. 같은 것을 다시 찾으면 처음부터 찾아요.",
        "This search was deleted in the window. Ask the same again to begin anew.",
    )
}

/// How a search ended, in a line or a few. `has_options`: whether the person can add some.
pub(crate) fn ended(search: &Search, hits: u32, has_options: bool) -> String {
    let mut lines = Vec::new();
    if search.searched_as_title {
        let title = &search.query.title;
        lines.push(choose(
            format!("제목·출판사·저자로는 없어서 ‘{title}’ 전체를 제목으로 찾았어요."),
            format!("Nothing by title, publisher and author: searched “{title}” as one title."),
        ));
    }
    lines.push(outcome(search, hits));
    let is_kept = search.state == SearchState::Complete && search.kept_from_ms.is_some();
    if search.has_more {
        lines.push(match has_options {
            true => choose(
                "더 있어요. `--pages all`로 모두 볼 수 있어요.",
                "There are more: `--pages all` lists them.",
            ),
            false => choose(
                "더 있어요. 제목을 더 자세히 보내 보세요.",
                "There are more: try a longer title.",
            ),
        });
    }
    if is_kept {
        lines.push(match has_options {
            true => choose(
                "조금 전에 찾은 결과예요. `--no-cache`로 새로 찾을 수 있어요.",
                "This was found a moment ago: `--no-cache` asks again.",
            ),
            false => choose("조금 전에 찾은 결과예요.", "This was found a moment ago."),
        });
    }
    lines.join("\n")
}

fn outcome(search: &Search, hits: u32) -> String {
    match search.state {
        SearchState::Complete if hits == 0 => choose(
            "결과가 없어요. 띄어쓰기를 바꾸거나 제목 일부만 입력해 보세요.",
            "No results. Try other spacing, or a part of the title.",
        ),
        SearchState::Complete => choose(format!("{hits}권을 찾았어요."), format!("{hits} found.")),
        SearchState::Partial => choose(
            format!("일부만 확인했어요. 찾은 {hits}권은 그대로 있어요."),
            format!("Only a part could be checked. The {hits} found are kept."),
        ),
        SearchState::Cancelled => choose("찾기를 그만뒀어요.", "Search stopped."),
        _ => choose("찾지 못했어요.", "The search failed."),
    }
}

/// What happened, and what to do next.
pub(crate) fn reason(code: ErrorCode) -> String {
    let (korean, english) = match code {
        ErrorCode::Network => (
            "도서관에 연결하지 못했어요. 인터넷 연결을 확인하고 다시 찾아 보세요.",
            "The library cannot be reached: check the connection and try again.",
        ),
        ErrorCode::Timeout => (
            "도서관 응답이 늦어 확인하지 못했어요. 잠시 뒤에 다시 찾아 주세요.",
            "The library was too slow: try again later.",
        ),
        ErrorCode::Tls => (
            "도서관과 안전하게 연결하지 못했어요. 네트워크나 시계가 맞는지 확인해 보세요.",
            "The secure connection was refused: check the network and the clock.",
        ),
        ErrorCode::Upstream | ErrorCode::ErrorPage => (
            "도서관이 오류를 보냈어요. 잠시 뒤에 다시 찾아 주세요.",
            "The library answered with an error: try again later.",
        ),
        ErrorCode::Blocked => (
            "도서관이 요청을 막았어요. 잠시 뒤에 다시 찾아 주세요.",
            "The library does not let this request through: try again later.",
        ),
        ErrorCode::LogIn => (
            "도서관이 로그인을 요구해요. 누리집에서 직접 확인해 주세요.",
            "The library asks for a log-in: look on its own site.",
        ),
        ErrorCode::CutPage => (
            "도서관 화면이 중간에 끊겼어요. 다시 찾아 주세요.",
            "The page was cut off: try again.",
        ),
        ErrorCode::LayoutUnknown | ErrorCode::Decode | ErrorCode::TooLarge => (
            "도서관 화면이 바뀌어 읽지 못했어요. 업데이트하면 해결될 수 있어요.",
            "The library's page changed and could not be read: an update may help.",
        ),
        ErrorCode::NoAddress => (
            "도서관 주소를 몰라요.",
            "The library's address is not known.",
        ),
        ErrorCode::Crashed => (
            "작업이 끝나지 못했어요. 다시 찾아 주세요.",
            "The work did not get to its end: try again.",
        ),
    };
    choose(korean, english)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn korean_comes_first() {
        assert!(of_locale(None) == Language::Korean);
        assert!(of_locale(Some("ko_KR.UTF-8")) == Language::Korean);
        assert!(of_locale(Some("C.UTF-8")) == Language::Korean);
        assert!(of_locale(Some("en_US.UTF-8")) == Language::English);
    }
}
