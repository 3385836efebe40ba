//! Commands that cannot be meant so: exit code 2 and one sentence, Korean or English, before anything is asked.

use std::path::Path;

use support::terminal::{Output, Terminal, chaekbeot, run};
use tokio::process::Command;

/// One sentence, the code, and nothing printed.
fn refused(output: &Output, code: i32, part: &str) {
    assert_eq!(output.code, Some(code), "{}", output.complaints);
    assert_eq!(
        output.complaints.lines().count(),
        1,
        "one sentence: {}",
        output.complaints
    );
    assert!(output.complaints.contains(part), "{}", output.complaints);
    assert!(
        output.lines.is_empty(),
        "nothing is an answer: {:?}",
        output.lines
    );
}

fn english(mut command: Command) -> Command {
    command.env("LC_ALL", "en_US.UTF-8");
    command
}

#[tokio::test]
async fn an_address_is_for_one_library_only() {
    let terminal = Terminal::new().await;
    let more = ["--library", "practice"];
    refused(&run(terminal.search("토지", &more)).await, 2, "하나일 때만");
    let output = run(english(terminal.search("토지", &more))).await;
    refused(&output, 2, "one library only");
    assert!(terminal.practice.requests().is_empty(), "nothing was asked");
}

#[tokio::test]
async fn nobody_presses_somebody_elses_library() {
    let terminal = Terminal::new().await;
    let folder = terminal.folder().join("unused");
    for limits in [["--in-flight", "7"], ["--gap-ms", "0"]] {
        for library in ["sejong", "ut"] {
            let mut command = chaekbeot(&["search", "토지", "--library", library, "--ndjson"]);
            command.args(limits).arg("--data-dir").arg(&folder);
            refused(&run(command).await, 2, "루프백");
        }
    }
    assert!(
        !folder.exists(),
        "refused before anything was opened or sent"
    );
    let mut command = chaekbeot(&["search", "토지", "--in-flight", "7"]);
    command.args(["--base-url", "http://127.0.0.1.example.org/"]);
    refused(&run(english(command)).await, 2, "loopback");
}

#[tokio::test]
async fn mistyped_commands_get_one_sentence() {
    for (arguments, korean, in_english) in [
        (
            ["search", "토지", "--library", "nowhere"].as_slice(),
            "몰라요",
            "no library",
        ),
        (&["search", "토지", "--pages", "0"], "--pages", "--pages"),
        (&["search", "토지", "--copies", "many"], "‘many’", "many"),
        (
            &["search", "토지", "--base-url", "file:///etc/passwd"],
            "--base-url",
            "http",
        ),
        (
            &["search", "토지", "--timeout", "0"],
            "--timeout",
            "--timeout",
        ),
        (&["search", "토지", "--wat"], "--wat", "--wat"),
        (&["search"], "<QUERY>", "Missing"),
        (&["serch", "토지"], "serch", "serch"),
        (
            &["parse", "--library", "ut", "--kind", "list", "no-such.html"],
            "no-such.html",
            "no-such.html",
        ),
        (
            &["parse", "--library", "nowhere", "--kind", "list", "x"],
            "몰라요",
            "no library",
        ),
        (&["chat", "--library", "nowhere"], "몰라요", "no library"),
        (
            &["chat", "--library", "everyone"],
            "한 곳과만",
            "one library",
        ),
    ] {
        refused(&run(chaekbeot(arguments)).await, 2, korean);
        let output = run(english(chaekbeot(arguments))).await;
        refused(&output, 2, in_english);
        let is_hangul = |c: char| ('가'..='힣').contains(&c);
        assert!(
            !output.complaints.contains(is_hangul),
            "{}",
            output.complaints
        );
    }
}

#[tokio::test]
async fn an_address_holds_nothing_but_the_place() {
    let terminal = Terminal::new().await;
    let base = terminal.practice.base_url();
    let place = base.trim_start_matches("http://").trim_end_matches('/');
    for address in [
        format!("http://me:word@{place}/"),
        format!("http://me@{place}/"),
        format!("http://{place}/?q=1"),
        format!("http://{place}/#top"),
    ] {
        let command = || {
            let mut command = chaekbeot(&["search", "토지", "--base-url", &address, "--data-dir"]);
            command.arg(terminal.folder());
            command
        };
        refused(&run(command()).await, 2, "없는 주소여야 해요");
        refused(&run(english(command())).await, 2, "without user name");
    }
    assert!(terminal.practice.requests().is_empty(), "nothing was asked");
}

#[tokio::test]
async fn words_that_are_no_question_are_refused() {
    let terminal = Terminal::new().await;
    for text in ["", " ", ",", ",,,", "，，", "\u{1}\u{2}", "|"] {
        refused(
            &run(terminal.search(text, &[])).await,
            2,
            "찾을 말이 없어요",
        );
    }
    let long = "가".repeat(10_000);
    refused(&run(terminal.search(&long, &[])).await, 2, "너무 길어요");
    assert!(terminal.practice.requests().is_empty(), "nothing was asked");
}

#[tokio::test]
async fn strange_words_are_a_question_like_any_other() {
    let terminal = Terminal::new().await;
    for text in [
        "📚",
        "100%",
        "토지|TITL:총",
        "\"토지\"",
        "'; DROP TABLE hit; --",
        "a&b=c#d?",
    ] {
        let output = run(terminal.search(text, &["--copies", "0"])).await;
        assert_eq!(output.code, Some(0), "{text}: {}", output.complaints);
        assert_eq!(output.done()["state"], "complete", "{text}");
    }
    // 토지 in single letters, as some keyboards and file names have it.
    let decomposed = "\u{1110}\u{1169}\u{110c}\u{1175}";
    let output = run(terminal.search(decomposed, &["--copies", "0"])).await;
    assert_eq!(output.cids().len(), 24, "it is the same word");
}

#[tokio::test]
async fn data_of_a_newer_version_is_left_alone() {
    let terminal = Terminal::new().await;
    let database = terminal.folder().join("chaekbeot.db");
    write_newer_data(&database).await;
    let before = std::fs::read(&database).expect("the database");
    let output = run(terminal.search("토지", &[])).await;
    refused(&output, 4, "업데이트");
    assert!(
        output.complaints.contains("log"),
        "it names the log: {}",
        output.complaints
    );
    refused(
        &run(english(terminal.search("토지", &[]))).await,
        4,
        "newer version",
    );
    assert_eq!(std::fs::read(&database).expect("the database"), before);
    assert!(terminal.practice.requests().is_empty(), "nothing was asked");
}

/// A database with migrations that this version does not know.
async fn write_newer_data(path: &Path) {
    let mut migrations = queue::migrations();
    for migration in &mut migrations {
        migration.version += 900_000;
    }
    let migrator = queue::join(migrations, Vec::new());
    let database = queue::Database::open(path, migrator)
        .await
        .expect("a new database");
    database.close().await;
}

#[tokio::test]
async fn a_folder_that_cannot_be_used_is_named() {
    let terminal = Terminal::new().await;
    // A file where the folder should be: nobody can write there, not even an administrator.
    let file = terminal.folder().join("file");
    std::fs::write(&file, "not a folder").expect("a file");
    let command = || {
        let mut command = chaekbeot(&["search", "토지", "--library", "practice", "--ndjson"]);
        command.arg("--data-dir").arg(&file);
        command
    };
    refused(&run(command()).await, 4, "--data-dir");
    let output = run(english(command())).await;
    refused(&output, 4, "data folder");
    assert!(output.complaints.contains(&file.display().to_string()));
}
