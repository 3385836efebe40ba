//! What a notification says. What could not be read is never called missing.

use engine::wire::{ErrorCode, Search, SearchState, WatchNews};
use engine::{Alert, Ended, News, Notification};

/// The button that opens what is told, in Korean and in English.
pub(crate) const LOOK: (&str, &str) = ("보기", "View");

/// The button that searches again.
pub(crate) const AGAIN: (&str, &str) = ("다시 찾기", "Search again");

/// Title and text. `library`: how a library is called, by its id.
pub(crate) fn notification(
    notification: &Notification,
    library: impl Fn(&str) -> String,
    is_korean: bool,
) -> (String, String) {
    match notification {
        Notification::Search(ended) => {
            let search = &ended.search;
            (library(&search.library_id), end(search, is_korean))
        }
        Notification::Searches(ends) if is_one_question(ends) => {
            (library(engine::EVERYONE), question(ends, is_korean))
        }
        Notification::Searches(ends) => ("책벗".to_owned(), several(ends, is_korean)),
        Notification::Alert(alert) => (alerts_name(is_korean), available(&alert.news, is_korean)),
        Notification::Alerts(alerts) => (alerts_name(is_korean), books(alerts, is_korean)),
    }
}

/// One of the things that happened last, in a line of its own.
pub(crate) fn news(news: &News, is_korean: bool) -> String {
    match news {
        News::Search(ended) => end(&ended.search, is_korean),
        News::Alert(alert) => available(&alert.news, is_korean),
    }
}

fn alerts_name(is_korean: bool) -> String {
    let (korean, english) = ("대출가능 알림", "Availability alerts");
    if is_korean { korean } else { english }.to_owned()
}

/// The same words, sent to every friend at once.
fn is_one_question(ends: &[Ended]) -> bool {
    let asked = |ended: &Ended| (ended.target.room_id, ended.search.created_at_ms);
    ends.iter().all(|ended| ended.of_everyone)
        && ends.windows(2).all(|pair| {
            let [one, other] = pair else { return true };
            asked(one) == asked(other) && one.search.query.text == other.search.query.text
        })
}

/// One question to several libraries: what they have together, and how many could not be read to the end.
fn question(ends: &[Ended], is_korean: bool) -> String {
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
        (1, false) => format!("{answer} 1 library could not be read to the end."),
        (_, false) => format!("{answer} {unread} libraries could not be read to the end."),
    }
}

/// Several questions: the newest is named.
fn several(ends: &[Ended], is_korean: bool) -> String {
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
        (unread, false) => format!("{answer} · {unread} could not be checked to the end."),
    }
}

fn unread(ends: &[Ended]) -> usize {
    let is_unread = |ended: &&Ended| ended.search.state != SearchState::Complete;
    ends.iter().filter(is_unread).count()
}

fn available(news: &WatchNews, is_korean: bool) -> String {
    let what = subject(&news.title);
    let answer = if is_korean {
        format!("‘{what}’ 지금 빌릴 수 있어요.")
    } else {
        format!("“{what}” is available.")
    };
    let place = [answer.as_str(), &news.location, &news.call_number];
    let place = place.into_iter().filter(|part| !part.is_empty());
    place.collect::<Vec<_>>().join(" ")
}

fn books(alerts: &[Alert], is_korean: bool) -> String {
    let what = alerts.last().map(|alert| subject(&alert.news.title));
    let (what, count) = (what.unwrap_or_default(), alerts.len());
    let others = count.saturating_sub(1);
    if is_korean {
        format!("책 {count}권을 지금 빌릴 수 있어요. {what} 외 {others}권")
    } else {
        format!("{count} books are available: {what} and {others} more")
    }
}

fn counted(count: u32, one: &str, more: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { more })
}

/// What is said about an ended search.
fn end(search: &Search, is_korean: bool) -> String {
    let what = subject(&search.query.text);
    if is_korean {
        korean(search, &what)
    } else {
        english(search, &what)
    }
}

/// The words to quote: as they were sent, or as a book is called, in one line.
fn subject(text: &str) -> String {
    const LONGEST: usize = 60;
    let words = text.split_whitespace();
    let line = words.collect::<Vec<_>>().join(" ");
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
    use engine::wire::{QueryEcho, Target, WatchEvent};

    fn ended(text: &str, library_id: &str, state: SearchState, hit_count: u32) -> Ended {
        let code = (state != SearchState::Complete).then_some(ErrorCode::Timeout);
        let search = Search {
            id: 7,
            room_id: Some(1),
            message_id: Some(2),
            library_id: library_id.to_owned(),
            query: QueryEcho {
                text: text.to_owned(),
                ..QueryEcho::default()
            },
            state,
            version: 1,
            total_count: None,
            hit_count,
            planned_count: 8,
            checked_count: 6,
            failed_count: 2,
            available_count: hit_count / 3,
            failed_page_count: 0,
            tried_count: 0,
            code,
            searched_as_title: false,
            ahead_count: 0,
            has_more: false,
            kept_from_ms: None,
            as_of_ms: None,
            resumed: false,
            created_at_ms: 5,
            finished_at_ms: Some(9),
        };
        let target = Target {
            room_id: 1,
            message_id: 2,
        };
        Ended {
            search,
            target,
            of_everyone: false,
            is_seen: false,
        }
    }

    fn to_everyone(text: &str, library_id: &str, state: SearchState, hit_count: u32) -> Ended {
        Ended {
            of_everyone: true,
            ..ended(text, library_id, state, hit_count)
        }
    }

    fn alert(title: &str, location: &str, call_number: &str) -> Alert {
        let news = WatchNews {
            watch_id: 1,
            library_id: "sejong".to_owned(),
            cid: "1".to_owned(),
            title: title.to_owned(),
            place: None,
            event: WatchEvent::Available,
            location: location.to_owned(),
            call_number: call_number.to_owned(),
            due: None,
        };
        let target = Target {
            room_id: 3,
            message_id: 4,
        };
        Alert {
            news,
            target,
            at_ms: 1,
            is_seen: false,
        }
    }

    /// Title and text in both languages.
    fn said(told: &Notification) -> [(String, String); 2] {
        let library = |id: &str| format!("[{id}]");
        [true, false].map(|is_korean| notification(told, library, is_korean))
    }

    fn assert_said(told: &Notification, title: &str, korean: &str, english: &str) {
        let [in_korean, in_english] = said(told);
        assert_eq!(in_korean, (title.to_owned(), korean.to_owned()));
        assert_eq!(in_english.1, english);
    }

    use SearchState::{Complete, Failed, Partial};

    #[test]
    fn every_way_to_end_is_said() {
        for (state, hits, korean, english) in [
            (
                Complete,
                12,
                "‘코스모스’ 12권을 찾았어요. 지금 4권을 빌릴 수 있어요.",
                "12 books found for “코스모스”. 4 available now.",
            ),
            (
                Complete,
                1,
                "‘코스모스’ 1권을 찾았어요.",
                "1 book found for “코스모스”.",
            ),
            (
                Complete,
                0,
                "‘코스모스’ 결과가 없어요.",
                "No results for “코스모스”.",
            ),
            (
                Partial,
                8,
                "‘코스모스’ 8권 중 6권을 확인했어요.",
                "Checked 6 of 8 for “코스모스”.",
            ),
            (
                Failed,
                0,
                "‘코스모스’ 찾지 못했어요. 도서관이 응답하지 않아요.",
                "Couldn’t finish “코스모스”. The library isn’t responding.",
            ),
        ] {
            let told = Notification::Search(ended("코스모스", "sejong", state, hits));
            assert_said(&told, "[sejong]", korean, english);
        }
    }

    #[test]
    fn several_name_the_newest_and_do_not_hide_what_failed() {
        let mut ends = vec![
            ended("토지", "sejong", Complete, 3),
            ended("호주", "sejong", Complete, 0),
            ended("코스모스", "ut", Complete, 9),
        ];
        let told = Notification::Searches(ends.clone());
        let korean = "검색 3개가 끝났어요. ‘코스모스’ 외 2개";
        let english = "3 searches have ended: “코스모스” and 2 more";
        assert_said(&told, "책벗", korean, english);
        ends[0].search.state = Failed;
        assert_said(
            &Notification::Searches(ends),
            "책벗",
            &format!("{korean} · 1개는 다 확인하지 못했어요."),
            &format!("{english} · 1 could not be checked to the end."),
        );
    }

    #[test]
    fn one_question_to_all_libraries_is_one_answer() {
        let answers = |answers: &[(SearchState, u32)]| {
            let ends = answers.iter();
            Notification::Searches(
                ends.map(|(state, hits)| to_everyone("코스모스", "ut", *state, *hits))
                    .collect(),
            )
        };
        for (told, korean, english) in [
            (
                answers(&[(Complete, 4), (Complete, 0), (Complete, 8)]),
                "‘코스모스’ 2곳에서 12권을 찾았어요.",
                "12 books found for “코스모스” in 2 libraries.",
            ),
            (
                answers(&[(Complete, 0), (Complete, 0)]),
                "‘코스모스’ 결과가 없어요.",
                "No results for “코스모스”.",
            ),
            (
                answers(&[(Complete, 0), (Failed, 0), (Partial, 1)]),
                "‘코스모스’ 1곳에서 1권을 찾았어요. 2곳은 다 확인하지 못했어요.",
                "1 book found for “코스모스” in 1 library. 2 libraries could not be read to the end.",
            ),
            (
                answers(&[(Complete, 0), (Failed, 0)]),
                "‘코스모스’ 찾지 못했어요. 1곳은 다 확인하지 못했어요.",
                "Couldn’t finish “코스모스”. 1 library could not be read to the end.",
            ),
        ] {
            assert_said(&told, "[everyone]", korean, english);
        }
        let two = vec![
            to_everyone("코스모스", "ut", Complete, 4),
            to_everyone("토지", "ut", Complete, 4),
        ];
        let [(title, text), _] = said(&Notification::Searches(two));
        assert_eq!(
            (title.as_str(), text.as_str()),
            ("책벗", "검색 2개가 끝났어요. ‘토지’ 외 1개")
        );
    }

    #[test]
    fn a_book_to_borrow_is_named_with_its_place() {
        let told = Notification::Alert(alert("구토", "제2자료실(6층)", "863 사27구"));
        assert_said(
            &told,
            "대출가능 알림",
            "‘구토’ 지금 빌릴 수 있어요. 제2자료실(6층) 863 사27구",
            "“구토” is available. 제2자료실(6층) 863 사27구",
        );
        let several = ["토지", "호주", "구토"]
            .map(|title| alert(title, "", ""))
            .to_vec();
        assert_said(
            &Notification::Alerts(several),
            "대출가능 알림",
            "책 3권을 지금 빌릴 수 있어요. 구토 외 2권",
            "3 books are available: 구토 and 2 more",
        );
        let [(_, text), _] = said(&Notification::Alert(alert("구토", "", "")));
        assert_eq!(text, "‘구토’ 지금 빌릴 수 있어요.");
    }

    #[test]
    fn long_words_are_cut_and_stay_in_one_line() {
        let told = Notification::Search(ended(&"가 나\n".repeat(40), "ut", Complete, 0));
        let [(_, text), _] = said(&told);
        assert!(text.ends_with("…’ 결과가 없어요."), "{text}");
        assert!(!text.contains('\n') && text.chars().count() < 80, "{text}");
    }
}
