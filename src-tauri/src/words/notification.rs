//! What a notification says. What could not be read is never called missing.

mod alerts;
mod searches;

#[cfg(desktop)]
use engine::News;
use engine::Notification;

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
            (
                library(&search.library_id),
                searches::end(search, is_korean),
            )
        }
        Notification::Searches(ends) if searches::is_one_question(ends) => (
            library(engine::EVERYONE),
            searches::question(ends, is_korean),
        ),
        Notification::Searches(ends) => (
            super::name(is_korean).to_owned(),
            searches::several(ends, is_korean),
        ),
        Notification::Alert(alert) => {
            let there = library(&alert.news.library_id);
            let text = alerts::available_there(&alert.news, &there, is_korean);
            (library(engine::ALERTS), text)
        }
        Notification::Alerts(books) => (library(engine::ALERTS), alerts::books(books, is_korean)),
    }
}

/// One of the things that happened last, and the id of its library.
#[cfg(desktop)]
pub(crate) fn news(news: &News, is_korean: bool) -> (String, &str) {
    match news {
        News::Search(ended) => {
            let search = &ended.search;
            (searches::end(search, is_korean), &search.library_id)
        }
        News::Alert(alert) => {
            let news = &alert.news;
            (alerts::available(news, is_korean), &news.library_id)
        }
    }
}

fn counted(count: u32, one: &str, more: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { more })
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

#[cfg(test)]
mod tests {
    use super::*;
    use engine::wire::{ErrorCode, QueryEcho, Search, SearchState, Target, WatchEvent, WatchNews};
    use engine::{Alert, Ended};

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
        let [_, (title, _)] = said(&told);
        assert_eq!(title, "chaekbeot");
        ends[0].search.state = Failed;
        assert_said(
            &Notification::Searches(ends),
            "책벗",
            &format!("{korean} · 1개는 다 확인하지 못했어요."),
            &format!("{english} · 1 couldn’t be fully checked."),
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
                "1 book found for “코스모스” in 1 library. 2 libraries couldn’t be fully checked.",
            ),
            (
                answers(&[(Complete, 0), (Failed, 0)]),
                "‘코스모스’ 찾지 못했어요. 1곳은 다 확인하지 못했어요.",
                "Couldn’t finish “코스모스”. 1 library couldn’t be fully checked.",
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
            "[alerts]",
            "‘구토’ 지금 빌릴 수 있어요. [sejong] · 제2자료실(6층) 863 사27구",
            "“구토” is available. [sejong] · 제2자료실(6층) 863 사27구",
        );
        let several = ["토지", "호주", "구토"]
            .map(|title| alert(title, "", ""))
            .to_vec();
        assert_said(
            &Notification::Alerts(several),
            "[alerts]",
            "책 3권을 지금 빌릴 수 있어요. ‘구토’ 외 2권",
            "3 books are available: “구토” and 2 more",
        );
        let [(_, text), _] = said(&Notification::Alert(alert("구토", "", "")));
        assert_eq!(text, "‘구토’ 지금 빌릴 수 있어요. [sejong]");
    }

    #[test]
    fn the_tray_says_the_same_and_names_the_library_itself() {
        let told = News::Alert(alert("구토", "제2자료실(6층)", "863 사27구"));
        assert_eq!(
            news(&told, true),
            ("‘구토’ 지금 빌릴 수 있어요.".to_owned(), "sejong")
        );
        let told = News::Search(ended("코스모스", "ut", Complete, 0));
        assert_eq!(
            news(&told, false),
            ("No results for “코스모스”.".to_owned(), "ut")
        );
    }

    #[test]
    fn long_words_are_cut_and_stay_in_one_line() {
        let told = Notification::Search(ended(&"가 나\n".repeat(40), "ut", Complete, 0));
        let [(_, text), _] = said(&told);
        assert!(text.ends_with("…’ 결과가 없어요."), "{text}");
        assert!(!text.contains('\n') && text.chars().count() < 80, "{text}");
    }
}
