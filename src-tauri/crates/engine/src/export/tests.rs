use super::*;
use crate::wire::{
    Author, Branch, CopiesState, Copy, Hit, QueryEcho, RefusalCode, SearchState, Status,
    WatchEvent, WatchNews,
};

fn line(at: &str, author: Author, body: MessageBody) -> Line {
    Line {
        at: at.to_owned(),
        message: Message {
            id: 1,
            room_id: 1,
            author,
            body,
            sent_at_ms: 0,
        },
        card: None,
    }
}

fn search(text: &str, state: SearchState, hit_count: u32) -> Search {
    Search {
        id: 7,
        room_id: Some(1),
        message_id: Some(2),
        library_id: "sejong".to_owned(),
        query: QueryEcho {
            text: text.to_owned(),
            ..QueryEcho::default()
        },
        state,
        version: 1,
        total_count: None,
        hit_count,
        planned_count: 0,
        checked_count: 0,
        failed_count: 0,
        available_count: 0,
        failed_page_count: 0,
        tried_count: 0,
        code: None,
        searched_as_title: false,
        ahead_count: 0,
        has_more: false,
        kept_from_ms: None,
        as_of_ms: None,
        resumed: false,
        created_at_ms: 0,
        finished_at_ms: None,
    }
}

fn copy(location: &str, raw_status: &str, raw_due: &str) -> Copy {
    Copy {
        registration_number: "E001".to_owned(),
        branch: String::new(),
        location: location.to_owned(),
        call_number: "811.4 이19ㅁ".to_owned(),
        status: Status::Unknown,
        raw_status: raw_status.to_owned(),
        due: None,
        raw_due: raw_due.to_owned(),
    }
}

fn hit(title: &str, copies: Vec<Copy>) -> Hit {
    Hit {
        id: 1,
        search_id: 7,
        position: 0,
        cid: "1".to_owned(),
        title: title.to_owned(),
        author: "이기주".to_owned(),
        publisher: String::new(),
        year: "2017".to_owned(),
        material_type: String::new(),
        branches: vec![Branch {
            name: "본관".to_owned(),
            call_number: "811".to_owned(),
            status: Status::OnLoan,
            raw_status: "대출중".to_owned(),
        }],
        copies_state: CopiesState::Checked,
        copies_code: None,
        copies_at_ms: (!copies.is_empty()).then_some(60_000),
        copies,
        has_cover: false,
        detail_state: CopiesState::Unplanned,
        detail_code: None,
        detail: None,
    }
}

/// A question and its answer, with a book whose copies are known and one without.
fn conversation(title: &str) -> (Vec<Line>, Vec<Hit>) {
    let question = MessageBody::Text {
        text: "말의\n품격".to_owned(),
        search_id: Some(7),
    };
    let copies = vec![
        copy("제2자료실(6층)", "대출가능", ""),
        copy("보존서고", "대출중", "2026.12.02"),
    ];
    let card = Card {
        library: "세종대".to_owned(),
        search: search("말의 품격", SearchState::Complete, 2),
    };
    let lines = vec![
        line("2026-11-22 15:02", Author::Me, question),
        Line {
            card: Some(card),
            ..line(
                "2026-11-22 15:03",
                Author::Library,
                MessageBody::Search { search_id: 7 },
            )
        },
    ];
    (lines, vec![hit(title, copies), hit("다른 책", Vec::new())])
}

/// These lines of the conversation with this library.
fn said(lines: &[Line], library: &str, is_korean: bool) -> String {
    let lines = lines.iter();
    lines
        .map(|line| text::line(line, library, is_korean))
        .collect()
}

#[test]
fn a_text_has_a_line_a_message_and_a_block_a_book() {
    let (lines, hits) = conversation("말의 품격");
    let written = said(&lines, "세종대", true) + &text::books(&hits);
    let expected = "[2026-11-22 15:02] 나: 말의 품격
[2026-11-22 15:03] 세종대: ‘말의 품격’ 2권을 찾았어요.
말의 품격 / 이기주 / 2017
  제2자료실(6층) · 811.4 이19ㅁ · 대출가능
  보존서고 · 811.4 이19ㅁ · 대출중 (2026.12.02)
다른 책 / 이기주 / 2017
  본관 · 811 · 대출중
";
    assert_eq!(written, expected);
}

#[test]
fn a_card_is_said_by_the_library_that_was_asked() {
    let mut lines = conversation("말의 품격").0;
    lines.push(line("", Author::Library, MessageBody::Guide));
    let written = said(&lines, "모든 도서관", true);
    let said: Vec<&str> = written.lines().collect();
    assert!(
        said[1].starts_with("[2026-11-22 15:03] 세종대: "),
        "{written}"
    );
    assert!(said[2].starts_with("[] 모든 도서관: "), "{written}");
}

#[test]
fn every_state_and_every_line_has_its_words() {
    let refused = |code| MessageBody::Refused { code };
    let bodies = [
        MessageBody::Greeting,
        MessageBody::Guide,
        refused(RefusalCode::TooLong),
        refused(RefusalCode::NothingToSearch),
    ];
    let mut lines: Vec<Line> = bodies
        .map(|body| line("", Author::Library, body))
        .into_iter()
        .collect();
    for (state, count) in [
        (SearchState::Waiting, 0),
        (SearchState::Running, 0),
        (SearchState::Held, 0),
        (SearchState::Complete, 0),
        (SearchState::Complete, 1),
        (SearchState::Partial, 1),
        (SearchState::Failed, 0),
        (SearchState::Cancelled, 1),
    ] {
        let card = Some(Card {
            library: "L".to_owned(),
            search: search("코스모스", state, count),
        });
        let body = MessageBody::Search { search_id: 7 };
        lines.push(Line {
            card,
            ..line("", Author::Library, body)
        });
    }
    for is_korean in [true, false] {
        let written = said(&lines, "L", is_korean);
        let said: Vec<&str> = written.lines().collect();
        assert_eq!(said.len(), lines.len());
        assert!(said.iter().all(|line| line.len() > "[] L: ".len()));
        assert!(said[4..].iter().all(|line| line.contains("코스모스")));
        let failed = said[10];
        assert!(
            !failed.contains("없어요") && !failed.contains("No results"),
            "an error is never nothing there: {failed}"
        );
    }
}

fn rows(title: &str, is_korean: bool) -> Vec<String> {
    let time = |at_ms: i64| format!("at {at_ms}");
    let (lines, hits) = conversation(title);
    let of_lines = lines.iter().map(|line| csv::rows(line, &hits, &time));
    let table = csv::header(is_korean) + &of_lines.collect::<String>();
    let table = table.strip_prefix('\u{feff}').expect("Excel looks for it");
    assert!(table.ends_with("\r\n"));
    let rows = table.split("\r\n").map(str::to_owned);
    rows.filter(|row| !row.is_empty()).collect()
}

#[test]
fn a_table_has_a_row_a_copy() {
    let rows = rows("말의 품격", true);
    assert!(rows[0].starts_with("찾은 때,도서관,검색어,제목,"));
    assert_eq!(
        rows[1..],
        [
            "2026-11-22 15:03,세종대,말의 품격,말의 품격,이기주,,2017,제2자료실(6층),811.4 이19ㅁ,대출가능,,E001,at 60000",
            "2026-11-22 15:03,세종대,말의 품격,말의 품격,이기주,,2017,보존서고,811.4 이19ㅁ,대출중,2026.12.02,E001,at 60000",
            "2026-11-22 15:03,세종대,말의 품격,다른 책,이기주,,2017,,,,,,",
        ]
    );
    let english = self::rows("말의 품격", false);
    assert!(english[0].starts_with("Searched,Library,"));
}

#[test]
fn a_cell_is_quoted_where_it_must_be() {
    let cell = |title: &str| {
        let row = rows(title, true).remove(1);
        let (_, rest) = row.split_once("말의 품격,").unwrap();
        rest.split_once(",이기주").unwrap().0.to_owned()
    };
    assert_eq!(cell("총, 균, 쇠"), "\"총, 균, 쇠\"");
    assert_eq!(cell("\"말\""), "\"\"\"말\"\"\"");
    assert_eq!(cell("두\n줄"), "두 줄");
    for formula in ["=1+1", "+1", "-1", "@SUM(A1)"] {
        assert_eq!(cell(formula), format!("'{formula}"), "no formula");
    }
    assert_eq!(cell("=A,B"), "\"'=A,B\"");
    assert_eq!(
        cell("봄; 여름"),
        "\"봄; 여름\"",
        "the end of a cell elsewhere"
    );
}

#[test]
fn a_cell_that_begins_like_a_formula_in_any_form_is_none() {
    for formula in [
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "＝1+1",
        "＋1",
        "－1",
        "＠SUM(A1)",
    ] {
        assert_eq!(csv::quoted(formula), format!("'{formula}"));
    }
    for blank in ['\t', '\r'] {
        let formula = format!("{blank}=1+1");
        assert_eq!(csv::quoted(&formula), format!("\"'{formula}\""));
    }
}

#[test]
fn what_was_told_of_a_watched_book_is_a_sentence() {
    let told = |event, due: Option<&str>, is_korean| {
        let is_available = event == WatchEvent::Available;
        let news = WatchNews {
            watch_id: 1,
            library_id: "sejong".to_owned(),
            cid: "7".to_owned(),
            title: "구토".to_owned(),
            place: is_available.then(|| "중앙도서관".to_owned()),
            event,
            location: if is_available {
                "제2자료실(6층)"
            } else {
                ""
            }
            .to_owned(),
            call_number: if is_available { "863 사27구" } else { "" }.to_owned(),
            due: due.map(str::to_owned),
        };
        let line = line("15:02", Author::Library, MessageBody::Watch { news });
        text::line(&line, "알림", is_korean)
    };
    assert_eq!(
        told(WatchEvent::Available, None, true),
        "[15:02] 알림: ‘구토’ 지금 빌릴 수 있어요. 제2자료실(6층) 863 사27구\n"
    );
    assert_eq!(
        told(WatchEvent::DueMoved, Some("2026-12-02"), true),
        "[15:02] 알림: ‘구토’ 반납 예정일이 바뀌었어요. 2026-12-02 반납 예정\n"
    );
    assert_eq!(
        told(WatchEvent::Unreadable, Some("2026-12-02"), false),
        "[15:02] 알림: “구토” couldn’t be read for days. Checking goes on. Due 2026-12-02\n"
    );
}

#[test]
fn the_page_says_the_same_of_a_watched_book() {
    let pages = [
        (true, include_str!("../../../../../ui/src/i18n/ko/room.ts")),
        (false, include_str!("../../../../../ui/src/i18n/en/room.ts")),
    ];
    for event in [
        WatchEvent::Began,
        WatchEvent::Available,
        WatchEvent::DueMoved,
        WatchEvent::Reserved,
        WatchEvent::Unavailable,
        WatchEvent::Gone,
        WatchEvent::NotLent,
        WatchEvent::Back,
        WatchEvent::Unreadable,
        WatchEvent::Expired,
    ] {
        let name = serde_json::to_value(event).unwrap();
        let name = name.as_str().unwrap();
        for (is_korean, page) in pages {
            let line = format!("{name}: '{}',", text::happened(event, is_korean));
            assert!(page.contains(&line), "{line}");
        }
    }
}
