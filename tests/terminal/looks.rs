//! Commands that only look: `libraries`, `jobs`, `parse`, `--version`.

use std::path::PathBuf;

use serde_json::{Value, json};
use support::terminal::{Output, Terminal, chaekbeot, run};

fn as_json(output: &Output) -> Value {
    assert_eq!(output.code, Some(0), "{}", output.complaints);
    serde_json::from_str(&output.lines.join("\n")).expect("JSON")
}

fn recorded(name: &str) -> String {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("recorded/ut")
        .join(name);
    path.display().to_string()
}

#[tokio::test]
async fn the_version_is_the_packages() {
    let output = run(chaekbeot(&["--version"])).await;
    assert_eq!(output.code, Some(0));
    assert_eq!(
        output.lines,
        [format!("chaekbeot {}", env!("CARGO_PKG_VERSION"))]
    );
}

#[tokio::test]
async fn help_is_no_mistake_and_nothing_at_all_is() {
    let output = run(chaekbeot(&["search", "--help"])).await;
    assert_eq!(output.code, Some(0));
    assert!(output.lines.join("\n").contains("--no-cache"));
    let output = run(chaekbeot(&[])).await;
    assert_eq!(output.code, Some(2));
    assert!(
        output.complaints.contains("search"),
        "it says what there is"
    );
}

#[tokio::test]
async fn the_libraries_are_listed_with_their_standing() {
    let list = as_json(&run(chaekbeot(&["libraries", "--json"])).await);
    let standing = |id: &str| {
        let libraries = list.as_array().expect("a list");
        let library = libraries.iter().find(|library| library["id"] == id);
        library.map(|library| library["standing"].clone())
    };
    assert_eq!(standing("sejong"), Some(json!("friend")));
    assert_eq!(standing("practice"), Some(json!("practice")));
    for id in ["ut", "cbnul", "skuniv", "hufs", "skhu", "snue"] {
        assert_eq!(standing(id), Some(json!("unconfirmed")), "{id}");
    }
    let output = run(chaekbeot(&["libraries"])).await;
    let line = output.lines.iter().find(|line| line.starts_with("hufs"));
    assert!(line.is_some_and(|line| line.contains("아직 확인하지 못한 도서관")));
}

#[tokio::test]
async fn a_saved_list_says_what_the_rules_read() {
    let page = recorded("ax_search_result_idid.excerpt.html");
    let arguments = ["parse", "--library", "ut", "--kind", "list", &page];
    let read = as_json(&run(chaekbeot(&[&arguments[..], &["--json"]].concat())).await);
    assert_eq!((&read["total"], &read["page"]), (&json!(1), &json!(1)));
    assert_eq!(read["hits"][0]["cid"], "728530");
    assert_eq!(
        read["hits"][0]["branches"][0]["call_number"],
        "809.1 신94ㅇ"
    );
    let output = run(chaekbeot(&arguments)).await;
    assert!(output.lines.iter().any(|line| line.trim() == "cid: 728530"));
}

#[tokio::test]
async fn saved_copies_say_what_the_rules_read() {
    let page = recorded("ax_item_detail.html");
    let arguments = [
        "parse",
        "--library",
        "ut",
        "--kind",
        "copies",
        &page,
        "--json",
    ];
    let read = as_json(&run(chaekbeot(&arguments)).await);
    let numbers: Vec<&Value> = read
        .as_array()
        .expect("a list")
        .iter()
        .map(|copy| &copy["registration_number"])
        .collect();
    assert_eq!(numbers, ["EM00510342", "EM00510343"]);
}

#[tokio::test]
async fn a_page_of_another_kind_is_refused() {
    let page = recorded("ax_item_detail.html");
    let output = run(chaekbeot(&[
        "parse",
        "--library",
        "ut",
        "--kind",
        "list",
        &page,
    ]))
    .await;
    assert_eq!(output.code, Some(4));
    assert!(
        output.complaints.contains("읽지 못했어요"),
        "{}",
        output.complaints
    );
    assert_eq!(output.complaints.lines().count(), 1);
}

#[tokio::test]
async fn the_queue_is_shown_as_it_stands() {
    let terminal = Terminal::new().await;
    let jobs = |more: &[&str]| {
        let mut command = chaekbeot(&["jobs"]);
        command.arg("--data-dir").arg(terminal.folder()).args(more);
        command
    };
    assert_eq!(
        as_json(&run(jobs(&["--json"])).await),
        json!([]),
        "nothing was ever asked"
    );
    assert!(
        !terminal.folder().join("chaekbeot.db").exists(),
        "looking makes no file"
    );
    run(terminal.search("토지", &["--copies", "2"])).await;
    let list = as_json(&run(jobs(&["--json"])).await);
    let kinds: Vec<&Value> = list
        .as_array()
        .expect("a list")
        .iter()
        .map(|job| &job["kind"])
        .collect();
    assert_eq!(kinds, ["copies", "copies", "list_page"], "newest first");
    assert!(
        list.as_array()
            .is_some_and(|jobs| jobs.iter().all(|job| job["state"] == "completed"))
    );
    assert_eq!(run(jobs(&[])).await.lines.len(), 3, "a line each");
}
