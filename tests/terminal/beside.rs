//! Beside a running engine on the same data folder: it does the work, the terminal watches.

use engine::{Engine, Options};
use practice::Kind;
use support::library::in_time;
use support::terminal::{Output, Running, Terminal, chaekbeot, run};
use tokio::process::Command;

/// The window's engine, with this test's practice library as its own.
async fn window(terminal: &Terminal) -> Engine {
    let mut options = Options::new(terminal.folder().to_owned());
    options.practice = terminal.practice.base_url().parse().ok();
    Engine::start(options).await.expect("an engine")
}

fn search(terminal: &Terminal, options: &[&str]) -> Command {
    let mut command = chaekbeot(&["search", "토지", "--library", "practice", "--ndjson"]);
    command
        .arg("--data-dir")
        .arg(terminal.folder())
        .args(options);
    command
}

#[tokio::test]
async fn the_search_is_added_watched_and_completes() {
    let terminal = Terminal::new().await;
    let engine = window(&terminal).await;
    assert!(engine.is_runner(), "the first process works");
    let gate = terminal.practice.gate();
    gate.hold(Kind::Copies);
    let mut running = Running::start(search(&terminal, &[]));
    assert_eq!(
        running.until("list").await["n"],
        24,
        "it is seen while it goes on"
    );
    gate.release_all();
    let output = running.finish().await;
    assert_eq!(output.code, Some(0), "{}", output.complaints);
    assert_eq!(output.cids().len(), 24);
    assert_eq!(output.done()["requests"], 11);
    assert_eq!(
        terminal.asked(Kind::Copies),
        10,
        "by the window's engine, at its library"
    );
    assert!(engine.is_runner(), "it still does the work");
    in_time(
        "the engine stops",
        engine.shutdown(std::time::Duration::ZERO),
    )
    .await;
}

#[tokio::test]
async fn other_limits_cannot_be_told_to_it() {
    let terminal = Terminal::new().await;
    let engine = window(&terminal).await;
    for options in [["--in-flight", "3"], ["--gap-ms", "10"]] {
        let output = run(search(&terminal, &options)).await;
        assert_eq!(output.code, Some(2));
        assert!(
            output.complaints.contains("실행 중"),
            "{}",
            output.complaints
        );
        assert!(output.lines.is_empty());
    }
    assert!(terminal.practice.requests().is_empty(), "nothing was asked");
    in_time(
        "the engine stops",
        engine.shutdown(std::time::Duration::ZERO),
    )
    .await;
}

#[tokio::test]
async fn alone_other_limits_are_taken_every_time() {
    let terminal = Terminal::new().await;
    for round in 0..5 {
        let options = ["--copies", "1", "--no-cache", "--in-flight", "3"];
        let output = run(search(&terminal, &options)).await;
        assert_eq!(output.code, Some(0), "round {round}: {}", output.complaints);
    }
}

#[tokio::test]
async fn the_time_given_counts_beside_it_too() {
    let terminal = Terminal::new().await;
    let engine = window(&terminal).await;
    terminal.practice.gate().hold(Kind::List);
    let output = run(search(&terminal, &["--timeout", "1"])).await;
    assert_eq!(output.code, Some(4), "{}", output.complaints);
    assert_eq!(output.done()["code"], "timeout");
    in_time(
        "the engine stops",
        engine.shutdown(std::time::Duration::ZERO),
    )
    .await;
}

/// What this search says when the window deletes everything while its copies are awaited.
async fn deleted(command: impl FnOnce(&Terminal) -> Command) -> Output {
    let terminal = Terminal::new().await;
    let engine = window(&terminal).await;
    let gate = terminal.practice.gate();
    gate.hold(Kind::Copies);
    let running = Running::start(command(&terminal));
    in_time("copies are awaited", gate.wait_held(1)).await;
    engine.clear_data().await.expect("everything is deleted");
    gate.release_all();
    let output = running.finish().await;
    in_time(
        "the engine stops",
        engine.shutdown(std::time::Duration::ZERO),
    )
    .await;
    assert_eq!(output.code, Some(5), "{}", output.complaints);
    assert!(
        output.complaints.contains("창에서 이 검색을 지웠어요"),
        "{}",
        output.complaints
    );
    output
}

#[tokio::test]
async fn a_search_that_the_window_deletes_ends_as_deleted() {
    let output = deleted(|terminal| search(terminal, &[])).await;
    assert_eq!(output.done()["state"], "deleted");
    assert_eq!(output.done()["code"], serde_json::Value::Null);
    let readable = deleted(|terminal| {
        let mut command = chaekbeot(&["search", "토지", "--library", "practice", "--data-dir"]);
        command.arg(terminal.folder());
        command
    });
    assert!(
        !readable.await.complaints.contains("기록"),
        "it is no fault"
    );
}

#[tokio::test]
async fn whoever_watches_takes_over_from_a_process_that_dies() {
    let terminal = Terminal::new().await;
    let same = || {
        let mut command = chaekbeot(&["search", "토지", "--ndjson"]);
        command
            .args(["--base-url", &terminal.practice.base_url(), "--data-dir"])
            .arg(terminal.folder());
        command
    };
    let gate = terminal.practice.gate();
    gate.hold(Kind::Copies);
    gate.release(2);
    let mut first = Running::start(same());
    let mut checked = 0;
    while checked < 2 {
        checked += usize::from(first.until("card").await.get("items").is_some());
    }
    let mut second = Running::start(same());
    second.until("list").await;
    first.kill().await;
    gate.release_all();
    let output = second.finish().await;
    assert_eq!(output.code, Some(0), "{}", output.complaints);
    let mut cids = output.cids();
    cids.sort();
    cids.dedup();
    assert_eq!(cids.len(), 24, "every book is there");
    assert_eq!(output.cids().len(), 24, "and none twice");
    assert_eq!(
        terminal.asked(Kind::List),
        1,
        "the list was not asked for again"
    );
}
