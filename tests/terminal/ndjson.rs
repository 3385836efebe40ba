//! `--ndjson`, the contract with scripts: exact keys, exact types, order.

use std::collections::HashSet;

use practice::{Fault, Kind, What};
use serde_json::{Value, json};
use support::terminal::{Running, Terminal, run};

/// The keys of an event, in the order they stand.
fn keys(line: &str) -> Vec<String> {
    let value: Value = serde_json::from_str(line).expect("one JSON object a line");
    let object = value.as_object().expect("an object");
    let mut keys: Vec<String> = object.keys().cloned().collect();
    keys.sort_by_key(|key| line.find(&format!("\"{key}\":")));
    keys
}

#[tokio::test]
async fn a_search_says_start_the_list_every_book_once_and_done() {
    let terminal = Terminal::new().await;
    let output = run(terminal.search("토지", &["--copies", "3"])).await;
    assert_eq!(output.code, Some(0), "{}", output.complaints);
    let names: Vec<Value> = output.events().iter().map(|e| e["event"].clone()).collect();
    assert_eq!(
        names[..2],
        ["start", "list"],
        "the list comes before its books"
    );
    assert_eq!(names.last(), Some(&json!("done")), "done comes last");
    let cids = output.cids();
    assert_eq!(cids.len(), 24, "every book of the list has a card");
    assert_eq!(
        cids.iter().collect::<HashSet<_>>().len(),
        24,
        "and one only"
    );
    assert_eq!(names.len(), 1 + 1 + 24 + 1, "there is nothing else");
}

#[tokio::test]
async fn the_events_have_exactly_these_keys_in_this_order() {
    let terminal = Terminal::new().await;
    let output = run(terminal.search("토지", &["--copies", "1", "--details"])).await;
    let lines = |event: &str| {
        let start = format!("{{\"event\":\"{event}\"");
        let of_event = output
            .lines
            .iter()
            .filter(move |line| line.starts_with(&start));
        of_event.cloned().collect::<Vec<_>>()
    };
    assert_eq!(lines("start"), [r#"{"event":"start"}"#]);
    assert_eq!(
        lines("list"),
        [r#"{"event":"list","library":"sejong","page":1,"n":24,"total":24}"#]
    );
    assert_eq!(
        lines("done"),
        [r#"{"event":"done","state":"complete","code":null,"hits":24,"requests":3}"#]
    );
    let listed = [
        "event",
        "library",
        "cid",
        "title",
        "author",
        "publisher",
        "year",
        "branches",
    ];
    for line in lines("card") {
        let mut expected = listed.to_vec();
        if line.contains("\"1600013\"") {
            expected.extend(["items", "detail"]);
        }
        expected.push("error");
        assert_eq!(keys(&line), expected, "{line}");
    }
}

#[tokio::test]
async fn a_card_holds_the_texts_of_the_library() {
    let terminal = Terminal::new().await;
    let output = run(terminal.search("토지 2", &["--copies", "all", "--details"])).await;
    let cards = output.of("card");
    let card = cards.iter().find(|card| card["cid"] == "1600020");
    let expected = json!({
        "event": "card",
        "library": "sejong",
        "cid": "1600020",
        "title": "토지 2",
        "author": "박경리",
        "publisher": "마로니에북스",
        "year": "2012",
        "branches": [
            {"name": "중앙도서관", "call_number": "813.6 박96ㅌ v.2", "status": "대출가능"},
            {"name": "과학기술분관", "call_number": "813.6 박96ㅌ v.2 c.2", "status": "대출가능"},
        ],
        "items": [
            ["000600020000", "제1자료실(5층)", "813.6 박96ㅌ v.2", "대출가능", ""],
            ["000600020001", "과학자료실(1층)", "813.6 박96ㅌ v.2 c.2", "대출가능", ""],
        ],
        "detail": {
            "자료유형": "동양서단행본",
            "서명/저자": "토지 2 / 박경리",
            "개인저자": "박경리",
            "발행사항": "마로니에북스, 2012",
            "청구기호": "813.6 박96ㅌ v.2",
        },
        "error": null,
    });
    assert_eq!(card, Some(&expected));
}

#[tokio::test]
async fn every_copy_is_five_texts() {
    let terminal = Terminal::new().await;
    let output = run(terminal.search("토지", &["--copies", "all"])).await;
    let mut due_count = 0;
    for card in output.of("card") {
        for item in card["items"].as_array().expect("copies were asked for") {
            let texts: Vec<&str> = item
                .as_array()
                .expect("an array")
                .iter()
                .map(|text| text.as_str().expect("a text, also when missing"))
                .collect();
            assert_eq!(texts.len(), 5, "{item}");
            due_count += usize::from(!texts[4].is_empty());
        }
    }
    assert!(due_count > 0, "a due date is kept as the library writes it");
}

#[tokio::test]
async fn the_list_comes_while_the_copies_are_still_awaited() {
    let terminal = Terminal::new().await;
    let gate = terminal.practice.gate();
    gate.hold(Kind::Copies);
    let mut running = Running::start(terminal.search("토지", &["--copies", "4"]));
    let list = running.until("list").await;
    assert_eq!(list["n"], 24, "the line is flushed, not kept back for more");
    for _ in 4..24 {
        let card = running.until("card").await;
        assert_eq!(
            card.get("items"),
            None,
            "nothing else was asked of this book: {card}"
        );
    }
    gate.release_all();
    let output = running.finish().await;
    assert_eq!(output.code, Some(0));
    assert_eq!(output.cids().len(), 24);
}

#[tokio::test]
async fn a_long_list_has_a_line_for_every_page() {
    let faults = vec![Fault::new(Kind::List, What::ManyHits)];
    let terminal = Terminal::with(faults).await;
    let output = run(terminal.search("토지", &["--pages", "3", "--copies", "0"])).await;
    let mut pages: Vec<Value> = output
        .of("list")
        .iter()
        .map(|e| e["page"].clone())
        .collect();
    pages.sort_by_key(Value::as_u64);
    assert_eq!(pages, [1, 2, 3]);
    assert!(
        output
            .of("list")
            .iter()
            .all(|list| list["n"] == 50 && list["total"] == 500)
    );
    assert_eq!(output.cids().len(), 150);
    assert_eq!(output.done()["hits"], 150);
}

#[tokio::test]
async fn several_libraries_answer_into_one_stream() {
    let terminal = Terminal::new().await;
    // The program's own practice library: it needs no network.
    let mut command = support::terminal::chaekbeot(&["search", "토지사전", "--ndjson"]);
    command.args([
        "--library",
        "practice",
        "--library",
        "practice",
        "--data-dir",
    ]);
    command.arg(terminal.folder());
    let output = run(command).await;
    assert_eq!(output.code, Some(0), "{}", output.complaints);
    assert_eq!(output.of("start").len(), 1);
    assert_eq!(
        output.cids(),
        ["1600167"],
        "a library named twice is asked once"
    );
    assert_eq!(output.of("done").len(), 1);
}
