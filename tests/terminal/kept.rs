//! A young answer serves again.

use practice::Kind;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Connection};
use support::terminal::{Running, Terminal, run};

#[tokio::test]
async fn the_same_question_within_a_minute_asks_nothing() {
    let terminal = Terminal::new().await;
    let first = run(terminal.search("토지", &["--details"])).await;
    let count = terminal.practice.requests().len();
    let second = run(terminal.search("토지", &["--details"])).await;
    assert_eq!(second.code, Some(0));
    assert_eq!(
        terminal.practice.requests().len(),
        count,
        "the kept answer serves"
    );
    assert_eq!(second.done()["requests"], 0);
    let sorted = |output: &support::terminal::Output| {
        let mut lines = output.lines.clone();
        lines.retain(|line| line.contains("\"card\"") || line.contains("\"list\""));
        lines.sort();
        lines
    };
    assert_eq!(
        sorted(&second),
        sorted(&first),
        "it says the same, copies and details too"
    );
}

#[tokio::test]
async fn no_cache_asks_again() {
    let terminal = Terminal::new().await;
    let first = run(terminal.search("토지", &["--no-cache"])).await;
    let count = terminal.practice.requests().len();
    let second = run(terminal.search("토지", &["--no-cache"])).await;
    assert_eq!(
        terminal.practice.requests().len(),
        2 * count,
        "everything is asked again"
    );
    assert_eq!(second.done(), first.done());
    assert_eq!(second.sorted_cids(), first.sorted_cids());
}

#[tokio::test]
async fn other_options_are_another_question() {
    let terminal = Terminal::new().await;
    run(terminal.search("토지", &["--copies", "0"])).await;
    let output = run(terminal.search("토지", &["--copies", "2"])).await;
    let with_items = output
        .of("card")
        .iter()
        .filter(|card| card.get("items").is_some())
        .count();
    assert_eq!(with_items, 2);
}

#[tokio::test]
async fn the_list_over_an_old_answer_is_told_when_it_is_read() {
    let terminal = Terminal::new().await;
    run(terminal.search("토지", &[])).await;
    grow_old(&terminal.folder().join("chaekbeot.db"))
        .await
        .unwrap();
    let gate = terminal.practice.gate();
    gate.hold(Kind::Copies);
    let mut running = Running::start(terminal.search("토지", &[]));
    let list = running.until("list").await;
    assert_eq!(list["n"], 24, "as many as before, and told at once");
    gate.release_all();
    let output = running.finish().await;
    assert_eq!(output.code, Some(0));
}

/// Makes everything that is kept two minutes older.
async fn grow_old(database: &std::path::Path) -> Result<(), sqlx::Error> {
    let options = SqliteConnectOptions::new().filename(database);
    let mut connection = options.connect().await?;
    for sql in [
        "UPDATE search SET as_of_ms = as_of_ms - 120000",
        "UPDATE book SET copies_at_ms = copies_at_ms - 120000",
    ] {
        sqlx::query(sql).execute(&mut connection).await?;
    }
    connection.close().await
}
