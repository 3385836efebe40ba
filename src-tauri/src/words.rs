//! The few sentences that the system shows instead of the page: notifications.

use engine::wire::{ErrorCode, Search, SearchState, Speech};

/// Whether the person reads Korean: as they have set, else as the system has it.
pub(crate) fn is_korean(speech: Speech) -> bool {
    match speech {
        Speech::Korean => true,
        Speech::English => false,
        Speech::System => is_system_korean(),
    }
}

/// Yes, unless the locale names another language.
fn is_system_korean() -> bool {
    sys_locale::get_locale().is_none_or(|locale| {
        let locale = locale.to_lowercase();
        locale.starts_with("ko") || locale == "c" || locale.starts_with("c.") || locale == "posix"
    })
}

/// The language the person reads, as the page names it.
pub(crate) fn language(speech: Speech) -> &'static str {
    if is_korean(speech) { "ko" } else { "en" }
}

/// What is said about an ended search. What could not be checked is never called missing.
pub(crate) fn notification(search: &Search, is_korean: bool) -> String {
    let what = subject(search);
    if is_korean {
        korean(search, &what)
    } else {
        english(search, &what)
    }
}

/// The words to quote: as they were sent, in one line.
pub(crate) fn subject(search: &Search) -> String {
    const LONGEST: usize = 60;
    let text = search.query.text.split_whitespace();
    let line = text.collect::<Vec<_>>().join(" ");
    if line.chars().count() <= LONGEST {
        return line;
    }
    line.chars().take(LONGEST).chain(['…']).collect()
}

fn korean(search: &Search, what: &str) -> String {
    let (hits, available) = (hit_count(search), search.available_count);
    match search.state {
        SearchState::Complete if hits == 0 => format!("‘{what}’ 결과가 없어요."),
        SearchState::Complete if available > 0 => {
            format!("‘{what}’ {hits}권을 찾았어요. 지금 {available}권을 빌릴 수 있어요.")
        }
        SearchState::Complete => format!("‘{what}’ {hits}권을 찾았어요."),
        SearchState::Partial if search.failed_page_count > 0 => {
            format!(
                "‘{what}’ 목록의 일부를 읽지 못했어요. 찾은 {}권은 그대로 있어요.",
                search.hit_count
            )
        }
        SearchState::Partial => {
            let (planned, checked) = (search.planned_count, search.checked_count);
            format!("‘{what}’ {planned}권 중 {checked}권을 확인했어요.")
        }
        _ => format!("‘{what}’ 찾지 못했어요. {}", reason(search.code).0),
    }
}

fn english(search: &Search, what: &str) -> String {
    let (hits, available) = (hit_count(search), search.available_count);
    let books = if hits == 1 { "book" } else { "books" };
    match search.state {
        SearchState::Complete if hits == 0 => format!("No results for “{what}”."),
        SearchState::Complete if available > 0 => {
            format!("{hits} {books} found for “{what}”. {available} available now.")
        }
        SearchState::Complete => format!("{hits} {books} found for “{what}”."),
        SearchState::Partial if search.failed_page_count > 0 => {
            let kept = search.hit_count;
            format!("Part of the list for “{what}” could not be read. The {kept} found are kept.")
        }
        SearchState::Partial => {
            let (planned, checked) = (search.planned_count, search.checked_count);
            format!("Checked {checked} of {planned} for “{what}”.")
        }
        _ => format!("Couldn’t finish “{what}”. {}", reason(search.code).1),
    }
}

/// As many as the card says: what the catalogue counts, or what was listed.
fn hit_count(search: &Search) -> u32 {
    search.total_count.unwrap_or(0).max(search.hit_count)
}

/// Why, in Korean and in English.
fn reason(code: Option<ErrorCode>) -> (&'static str, &'static str) {
    match code {
        Some(ErrorCode::Network | ErrorCode::NoAddress) => (
            "도서관에 연결하지 못했어요.",
            "The library cannot be reached.",
        ),
        Some(ErrorCode::Timeout) => ("도서관이 응답하지 않아요.", "The library isn’t responding."),
        Some(ErrorCode::Tls) => (
            "안전하게 연결하지 못했어요.",
            "The secure connection was refused.",
        ),
        Some(ErrorCode::Upstream | ErrorCode::ErrorPage) => (
            "도서관이 오류를 보냈어요.",
            "The library answered with an error.",
        ),
        Some(ErrorCode::Blocked) => (
            "도서관이 요청을 막았어요.",
            "The library turned the request away.",
        ),
        Some(ErrorCode::LogIn) => (
            "도서관이 로그인을 요구해요.",
            "The library asks for a log-in.",
        ),
        Some(
            ErrorCode::LayoutUnknown | ErrorCode::CutPage | ErrorCode::Decode | ErrorCode::TooLarge,
        ) => (
            "도서관 화면을 읽지 못했어요.",
            "The library’s page could not be read.",
        ),
        Some(ErrorCode::Crashed) | None => (
            "작업이 끝나지 못했어요.",
            "The work did not get to its end.",
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_set_decides_over_the_system() {
        assert_eq!(language(Speech::Korean), "ko");
        assert_eq!(language(Speech::English), "en");
        let system = if is_system_korean() { "ko" } else { "en" };
        assert_eq!(language(Speech::System), system);
    }
}
