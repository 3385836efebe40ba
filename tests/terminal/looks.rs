//! Commands that only look: `libraries`, `jobs`, `parse`, `--version`.

use std::path::PathBuf;

use serde_json::{Value, json};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Connection};
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

/// What git says of a commit: its day in UTC. None where there is no git, as under Wine.
fn day_of(commit: &str) -> Option<String> {
    let mut git = std::process::Command::new("git");
    git.args(["show", "--no-patch", "--format=%cd"]);
    git.args(["--date=format-local:%Y-%m-%d", commit]);
    let output = git.env("TZ", "UTC").output().ok()?;
    assert!(output.status.success(), "{commit} is a commit");
    Some(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

#[tokio::test]
async fn the_version_is_the_packages_with_its_commit_and_that_ones_day() {
    let output = run(chaekbeot(&["--version"])).await;
    assert_eq!(output.code, Some(0));
    let [line] = &output.lines[..] else {
        panic!("{:?}", output.lines)
    };
    let version = format!("chaekbeot {}", env!("CARGO_PKG_VERSION"));
    let rest = line.strip_prefix(&version).expect("the version");
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../.git");
    if !root.exists() {
        assert!(rest.is_empty() || rest.starts_with(" ("), "{line}");
        return;
    }
    let stamp = rest.strip_prefix(" (").and_then(|it| it.strip_suffix(')'));
    let (commit, day) = stamp.and_then(|it| it.split_once(' ')).expect("a stamp");
    assert!(commit.len() >= 7 && commit.chars().all(|letter| letter.is_ascii_hexdigit()));
    assert_eq!(day.len(), "2026-11-22".len(), "{line}");
    if let Some(known) = day_of(commit) {
        assert_eq!(day, known, "{line}");
    }
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
async fn help_speaks_the_language_of_the_locale() {
    for (locale, has, has_not) in [
        ("ko_KR.UTF-8", ["사용법:", "선택 사항:"], "Usage:"),
        ("en_US.UTF-8", ["Usage:", "Options:"], "사용법"),
    ] {
        for arguments in [["search", "--help"], ["help", "search"]] {
            let mut command = chaekbeot(&arguments);
            command.env("LC_ALL", locale);
            let output = run(command).await;
            assert_eq!(output.code, Some(0));
            let text = output.lines.join("\n");
            assert!(has.iter().all(|part| text.contains(part)), "{text}");
            assert!(!text.contains(has_not), "{text}");
            assert!(text.contains("--no-cache"), "{text}");
        }
    }
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

async fn jobs(terminal: &Terminal, options: &[&str]) -> Output {
    let mut command = chaekbeot(&["jobs", "--data-dir"]);
    command.arg(terminal.folder()).args(options);
    run(command).await
}

#[tokio::test]
async fn the_queue_is_shown_as_it_stands() {
    let terminal = Terminal::new().await;
    assert_eq!(
        as_json(&jobs(&terminal, &["--json"]).await),
        json!([]),
        "nothing was ever asked"
    );
    assert!(
        !terminal.folder().join("chaekbeot.db").exists(),
        "looking makes no file"
    );
    run(terminal.search("토지", &["--copies", "2"])).await;
    let list = as_json(&jobs(&terminal, &["--json"]).await);
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
}

/// `chaekbeot jobs` on a database that these statements make.
async fn jobs_of(terminal: &Terminal, statements: &str) -> Output {
    let path = terminal.folder().join("chaekbeot.db");
    let options = SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(true);
    let mut connection = options.connect().await.expect("a database");
    let sql = sqlx::AssertSqlSafe(statements);
    sqlx::raw_sql(sql)
        .execute(&mut connection)
        .await
        .expect("SQL");
    connection.close().await.expect("a written database");
    jobs(terminal, &[]).await
}

#[tokio::test]
async fn a_queue_that_was_never_made_has_no_jobs() {
    for statements in [
        // A file without a byte, one without a table, one whose making was cut off.
        "",
        "PRAGMA user_version = 1",
        "CREATE TABLE _sqlx_migrations(version INTEGER PRIMARY KEY)",
    ] {
        let terminal = Terminal::new().await;
        let output = jobs_of(&terminal, statements).await;
        assert_eq!(output.code, Some(0), "{}", output.complaints);
        assert_eq!(output.lines, ["작업이 없어요."], "{statements}");
    }
}

#[tokio::test]
async fn the_queue_of_another_program_is_left_alone() {
    let foreign = Terminal::new().await;
    let statements = "CREATE TABLE job(id INTEGER PRIMARY KEY, title TEXT)";
    let of_a_foreigner = jobs_of(&foreign, statements).await;
    let damaged = Terminal::new().await;
    std::fs::write(damaged.folder().join("chaekbeot.db"), "no database").expect("a file");
    for output in [of_a_foreigner, jobs(&damaged, &[]).await] {
        assert_eq!(output.code, Some(4));
        assert_eq!(
            output.complaints.lines().count(),
            1,
            "{}",
            output.complaints
        );
        for part in ["폴더", "--data-dir"] {
            assert!(output.complaints.contains(part), "{}", output.complaints);
        }
        assert!(
            !output.complaints.contains("no such"),
            "{}",
            output.complaints
        );
        assert!(output.lines.is_empty());
    }
}
