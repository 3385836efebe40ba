//! A file that is damaged, or cannot be written any more.

use std::path::Path;

use practice::Kind;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Connection};
#[cfg(target_os = "linux")]
use support::terminal::through;
use support::terminal::{Terminal, run};
#[cfg(target_os = "linux")]
use tokio::process::Command;

#[tokio::test]
async fn a_damaged_file_is_kept_aside_and_the_search_answered() {
    for (locale, words) in [("ko_KR.UTF-8", "손상"), ("en_US.UTF-8", "damaged")] {
        let terminal = Terminal::new().await;
        let text = "no database".repeat(1_000);
        std::fs::write(terminal.folder().join("chaekbeot.db"), &text).expect("a file");
        let mut command = terminal.search("토지", &["--copies", "1"]);
        command.env("LC_ALL", locale);
        let output = run(command).await;
        assert_eq!(output.code, Some(0), "{}", output.complaints);
        assert_eq!(output.done()["state"], "complete");
        assert_eq!(output.complaints.lines().count(), 1);
        let aside = terminal.folder().join("chaekbeot.db.damaged-1");
        for part in [words, &aside.display().to_string()] {
            assert!(output.complaints.contains(part), "{}", output.complaints);
        }
        assert_eq!(std::fs::read_to_string(aside).expect("it is kept"), text);
        let output = run(terminal.search("토지", &["--copies", "1"])).await;
        assert_eq!(output.complaints, "", "it is said once");
    }
}

#[tokio::test]
async fn damage_found_in_the_middle_ends_the_run_and_the_next_one_begins_anew() {
    let terminal = Terminal::new().await;
    run(terminal.search("데미안", &[])).await;
    let database = terminal.folder().join("chaekbeot.db");
    damage_table(&database, "copy").await;
    // What a killed process leaves: a log that was not brought home. Then the file is looked through.
    let log = terminal.folder().join("chaekbeot.db-wal");
    std::fs::write(log, "a log's head").expect("a file");
    terminal.practice.gate().hold(Kind::List);
    let output = run(terminal.search("토지", &[])).await;
    assert_eq!(output.code, Some(4), "{}", output.complaints);
    let told = output.lines.last().expect("a line");
    assert_eq!(told, r#"{"event":"trouble","code":"damaged"}"#);
    assert_eq!(output.complaints.lines().count(), 1);
    assert!(output.complaints.contains("다시 실행하면"));

    terminal.practice.gate().release_all();
    let output = run(terminal.search("토지", &[])).await;
    assert_eq!(output.code, Some(0), "{}", output.complaints);
    assert!(output.complaints.contains("chaekbeot.db.damaged-1"));
}

/// Overwrites the page in which a table begins.
async fn damage_table(path: &Path, table: &str) {
    let options = SqliteConnectOptions::new().filename(path);
    let mut connection = options.connect().await.expect("a database");
    let page: u32 = sqlx::query_scalar("SELECT rootpage FROM sqlite_schema WHERE name = ?")
        .bind(table)
        .fetch_one(&mut connection)
        .await
        .expect("a table");
    connection.close().await.expect("a closed database");
    let mut bytes = std::fs::read(path).expect("the file");
    let start = (page as usize - 1) * 4_096;
    bytes[start..start + 4_096].fill(0x5a);
    std::fs::write(path, bytes).expect("a damaged file");
}

/// No file of this program may grow beyond so many bytes: as near to a disk that fails as one gets without one.
#[cfg(target_os = "linux")]
fn limited(command: &Command, bytes: u32) -> Command {
    // Blocks of 512 bytes. Without the trap the program would be killed instead of refused.
    let script = format!("trap '' XFSZ; ulimit -f {}; exec \"$@\"", bytes / 512);
    through(&["sh", "-c", &script, "sh"], command)
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_file_that_cannot_be_written_any_more_is_told_and_what_was_found_is_kept() {
    let terminal = Terminal::new().await;
    let arguments = ["--copies", "all", "--timeout", "5"];
    // Room for the tables and the list, not for the copies of a hundred books.
    let output = run(limited(&terminal.search("호주", &arguments), 1_200_000)).await;
    assert_eq!(output.code, Some(4), "{}", output.complaints);
    let told: Vec<String> = output
        .of("trouble")
        .iter()
        .map(ToString::to_string)
        .collect();
    assert_eq!(
        told[0], r#"{"code":"failed","event":"trouble"}"#,
        "{told:?}"
    );
    let complaint = output.complaints.lines().next().expect("a sentence");
    for part in ["저장하지 못해서", "그대로 있어요", "디스크"] {
        assert!(complaint.contains(part), "{complaint}");
    }
    let found = output.cids().len();
    assert!(found > 0, "some had been found");

    let again = run(terminal.search("호주", &["--copies", "all"])).await;
    assert_eq!(again.code, Some(0), "{}", again.complaints);
    assert_eq!(again.cids().len(), 104, "and it goes on with the rest");
    assert!(again.of("trouble").is_empty());
}
