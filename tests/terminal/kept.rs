//! A young answer serves again.

use support::terminal::{Terminal, run};

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
