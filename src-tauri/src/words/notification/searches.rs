//! What is said of ended searches.

use engine::Ended;
use engine::wire::{ErrorCode, Search, SearchState};

use super::{counted, subject};

/// The same words, sent to every friend at once.
pub(super) fn is_one_question(ends: &[Ended]) -> bool {
    let asked = |ended: &Ended| (ended.target.room_id, ended.search.created_at_ms);
    ends.iter().all(|ended| ended.of_everyone)
        && ends.windows(2).all(|pair| {
            let [one, other] = pair else { return true };
            asked(one) == asked(other) && one.search.query.text == other.search.query.text
        })
}

/// One question to several libraries: what they have together, and how many could not be checked to the end.
pub(super) fn question(ends: &[Ended], is_korean: bool) -> String {
    let what = ends.first().map(|ended| subject(&ended.search.query.text));
    let what = what.unwrap_or_default();
    let found = || ends.iter().filter(|ended| hit_count(&ended.search) > 0);
    let places = u32::try_from(found().count()).unwrap_or(u32::MAX);
    let hits: u32 = found().map(|ended| hit_count(&ended.search)).sum();
    let unread = unread(ends);
    let answer = match (is_korean, places) {
        (true, 0) if unread == 0 => format!("‘{what}’ 결과가 없어요."),
        (true, 0) => format!("‘{what}’ 찾지 못했어요."),
        (true, _) => format!("‘{what}’ {places}곳에서 {hits}권을 찾았어요."),
        (false, 0) if unread == 0 => format!("No results for “{what}”."),
        (false, 0) => format!("Couldn’t finish “{what}”."),
        (false, _) => format!(
            "{} found for “{what}” in {}.",
            counted(hits, "book", "books"),
            counted(places, "library", "libraries")
        ),
    };
    match (unread, is_korean) {
        (0, _) => answer,
        (_, true) => format!("{answer} {unread}곳은 다 확인하지 못했어요."),
        (1, false) => format!("{answer} 1 library couldn’t be fully checked."),
        (_, false) => format!("{answer} {unread} libraries couldn’t be fully checked."),
    }
}

/// Several questions: the newest is named.
pub(super) fn several(ends: &[Ended], is_korean: bool) -> String {
    let what = ends.last().map(|ended| subject(&ended.search.query.text));
    let (what, count) = (what.unwrap_or_default(), ends.len());
    let others = count.saturating_sub(1);
    let answer = if is_korean {
        format!("검색 {count}개가 끝났어요. ‘{what}’ 외 {others}개")
    } else {
        format!("{count} searches have ended: “{what}” and {others} more")
    };
    match (unread(ends), is_korean) {
        (0, _) => answer,
        (unread, true) => format!("{answer} · {unread}개는 다 확인하지 못했어요."),
        (unread, false) => format!("{answer} · {unread} couldn’t be fully checked."),
    }
}

fn unread(ends: &[Ended]) -> usize {
    let is_unread = |ended: &&Ended| ended.search.state != SearchState::Complete;
    ends.iter().filter(is_unread).count()
}

/// What is said about an ended search.
pub(super) fn end(search: &Search, is_korean: bool) -> String {
    let what = subject(&search.query.text);
    if is_korean {
        korean(search, &what)
    } else {
        english(search, &what)
    }
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
        Some(ErrorCode::Crashed) | None => ("작업이 끝나지 못했어요.", "The search didn’t finish."),
    }
}
