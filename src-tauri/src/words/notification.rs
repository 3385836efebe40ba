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
            let text = alerts::said_there(alert, &there, is_korean);
            (library(engine::ALERTS), text)
        }
        Notification::Alerts(books) => {
            let text = alerts::books(books, &library, is_korean);
            (library(engine::ALERTS), text)
        }
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
        News::Alert(alert) => (alerts::said(alert, is_korean), &alert.news.library_id),
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
    use engine::{Alert, Ended, WallTime};

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
            written_at: None,
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
            "책 3권을 지금 빌릴 수 있어요. ‘구토’ 외 2권 · [sejong]",
            "3 books are available: “구토” and 2 more · [sejong]",
        );
        let mut elsewhere = alert("토지", "", "");
        elsewhere.news.library_id = "ut".to_owned();
        assert_said(
            &Notification::Alerts(vec![elsewhere, alert("구토", "", "")]),
            "[alerts]",
            "책 2권을 지금 빌릴 수 있어요. ‘구토’ 외 1권 · 도서관 2곳",
            "2 books are available: “구토” and 1 more · 2 libraries",
        );
        let [(_, text), _] = said(&Notification::Alert(alert("구토", "", "")));
        assert_eq!(text, "‘구토’ 지금 빌릴 수 있어요. [sejong]");
    }

    /// An alert of five past ten in the evening.
    fn of_evening(alert: Alert, is_today: bool) -> Alert {
        let written_at = WallTime {
            month: 11,
            day: 22,
            hour: 22,
            minute: 5,
            is_today,
        };
        Alert {
            written_at: Some(written_at),
            ..alert
        }
    }

    #[test]
    fn what_was_read_hours_ago_says_when_and_not_that_it_is_so_now() {
        let told = |is_today| {
            let alert = alert("구토", "제2자료실(6층)", "863 사27구");
            Notification::Alert(of_evening(alert, is_today))
        };
        assert_said(
            &told(false),
            "[alerts]",
            "‘구토’ 빌릴 수 있어요. 11월 22일 오후 10:05에 확인했어요. [sejong] · 제2자료실(6층) 863 사27구",
            "“구토” was available on Nov 22, 22:05. [sejong] · 제2자료실(6층) 863 사27구",
        );
        let [(_, korean), (_, english)] = said(&told(true));
        assert!(korean.contains("어요. 오후 10:05에"), "{korean}");
        assert!(english.contains("available at 22:05."), "{english}");
        let several = vec![
            of_evening(alert("토지", "", ""), false),
            alert("구토", "", ""),
        ];
        assert_said(
            &Notification::Alerts(several),
            "[alerts]",
            "책 2권을 빌릴 수 있어요. ‘구토’ 외 1권 · 11월 22일 오후 10:05부터 확인 · [sejong]",
            "2 books were available: “구토” and 1 more, checked from Nov 22, 22:05 on · [sejong]",
        );
    }

    #[test]
    fn what_else_happens_to_a_watched_book_is_not_called_available() {
        let about = |title: &str, event| {
            let mut alert = alert(title, "", "");
            alert.news.event = event;
            alert
        };
        for (event, korean, english) in [
            (
                WatchEvent::Expired,
                "‘구토’ 알림 기간이 끝났어요. [sejong]",
                "“구토” is not watched any more: its time is over. [sejong]",
            ),
            (
                WatchEvent::Unreadable,
                "‘구토’ 며칠째 확인하지 못했어요. 계속 확인할게요. [sejong]",
                "“구토” could not be checked for days. It is still being watched. [sejong]",
            ),
            (
                WatchEvent::Gone,
                "‘구토’ 기다릴 책이 목록에서 사라졌어요. [sejong]",
                "“구토” is not on the list any more. [sejong]",
            ),
            (
                WatchEvent::NotLent,
                "‘구토’ 빌려주지 않는 책이에요. [sejong]",
                "“구토” is not lent. [sejong]",
            ),
        ] {
            let told = Notification::Alert(about("구토", event));
            assert_said(&told, "[alerts]", korean, english);
        }
        let silent = ["토지", "구토"].map(|title| about(title, WatchEvent::Unreadable));
        assert_said(
            &Notification::Alerts(silent.to_vec()),
            "[alerts]",
            "기다리는 책 소식 2개가 있어요. ‘구토’ 외 1권 · [sejong]",
            "2 alerts about watched books: “구토” and 1 more · [sejong]",
        );
        let mut mixed = silent.to_vec();
        mixed.push(about("호주", WatchEvent::Available));
        assert_said(
            &Notification::Alerts(mixed.clone()),
            "[alerts]",
            "‘호주’ 지금 빌릴 수 있어요. · 다른 소식 2개 · [sejong]",
            "“호주” is available. · 2 other alerts · [sejong]",
        );
        mixed.push(about("데미안", WatchEvent::Available));
        let [(_, korean), _] = said(&Notification::Alerts(mixed));
        assert_eq!(
            korean,
            "책 2권을 지금 빌릴 수 있어요. ‘데미안’ 외 1권 · 다른 소식 2개 · [sejong]"
        );
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
