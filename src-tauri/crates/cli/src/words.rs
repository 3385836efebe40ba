//! The sentences of the terminal, in the language of its locale.

use catalog::{Library, QueryError, Standing};
use engine::wire::{ErrorCode, SearchState};
use engine::{AskError, Error};

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Language {
    Korean,
    English,
}

/// Korean, unless the locale names another language.
pub(crate) fn language() -> Language {
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"]
        .into_iter()
        .find_map(|name| std::env::var(name).ok().filter(|value| !value.is_empty()));
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

fn choose(korean: String, english: String) -> String {
    match language() {
        Language::Korean => korean,
        Language::English => english,
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
            "체험 도서관: 책은 실제로 있지만 소장 정보는 만든 것이에요.".to_owned(),
            "Practice library: the books exist, their copies are made up.".to_owned(),
        )),
        Standing::Unconfirmed => Some(choose(
            "아직 확인하지 못한 도서관이에요. 결과가 맞지 않을 수 있어요.".to_owned(),
            "This library has not been checked yet: its answers may be wrong.".to_owned(),
        )),
    }
}

pub(crate) fn unknown_library(id: &str) -> String {
    choose(
        format!("‘{id}’ 도서관을 몰라요. `chaekbeot libraries`로 목록을 볼 수 있어요."),
        format!("There is no library “{id}”: see `chaekbeot libraries`."),
    )
}

pub(crate) fn no_copies() -> String {
    choose(
        "도서관에 등록된 소장 자료가 없어요.".to_owned(),
        "The library records no copies.".to_owned(),
    )
}

pub(crate) fn progress(ended: u32, planned: u32, hits: u32) -> String {
    choose(
        format!("{hits}권을 찾았어요. {planned}권 중 {ended}권의 소장 정보를 확인했어요."),
        format!("{hits} found, checked {ended} of {planned}."),
    )
}

pub(crate) fn ended(state: SearchState, hits: u32) -> String {
    match state {
        SearchState::Complete if hits == 0 => choose(
            "결과가 없어요. 띄어쓰기를 바꾸거나 제목 일부만 입력해 보세요.".to_owned(),
            "No results. Try other spacing, or a part of the title.".to_owned(),
        ),
        SearchState::Complete => choose(
            format!("{hits}권을 찾았어요."),
            format!("{hits} books found."),
        ),
        SearchState::Partial => choose(
            format!("일부만 확인했어요. 찾은 {hits}권은 그대로 있어요."),
            format!("Only a part could be checked. The {hits} books found are kept."),
        ),
        SearchState::Cancelled => choose(
            "찾기를 그만뒀어요.".to_owned(),
            "Search stopped.".to_owned(),
        ),
        _ => choose("찾지 못했어요.".to_owned(), "The search failed.".to_owned()),
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
            "도서관 응답이 늦어 확인하지 못했어요. 같은 명령을 다시 실행하면 빠진 것만 찾아요.",
            "The library was too slow: try again.",
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
    choose(korean.to_owned(), english.to_owned())
}

/// One clear sentence for an error that ends the run, and where to read more.
pub(crate) fn failure(error: &anyhow::Error) -> String {
    if let Some(AskError::Query(error)) = error.downcast_ref() {
        return match error {
            QueryError::Nothing => choose(
                "찾을 말이 없어요. 책 제목을 입력해 주세요.".to_owned(),
                "There is nothing to search for: give a title.".to_owned(),
            ),
            QueryError::TooLong { limit } => choose(
                format!("검색어가 너무 길어요. {limit}자까지 찾을 수 있어요."),
                format!("The query is too long: at most {limit} characters."),
            ),
        };
    }
    if error.is::<crate::exit::UsageError>() {
        return error.to_string();
    }
    let cause = error.downcast_ref::<Error>().map_or_else(
        || format!("{error:#}"),
        |error| match error {
            Error::Open(queue_error) if error.code() == engine::wire::CommandErrorCode::NewerData => {
                choose(
                    format!("데이터가 더 새로운 책벗의 것이에요. 책벗을 업데이트해 주세요. ({queue_error})"),
                    format!("The data is of a newer version: update chaekbeot. ({queue_error})"),
                )
            }
            Error::Open(_) | Error::Folder { .. } => choose(
                format!("저장 폴더를 쓸 수 없어요. 권한을 확인하거나 --data-dir로 다른 폴더를 쓰세요. ({error})"),
                format!("The data folder cannot be used: check its permissions or name another one with --data-dir. ({error})"),
            ),
            _ => error.to_string(),
        },
    );
    cause
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
