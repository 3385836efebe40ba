//! Broken off in the middle: the same command goes on, prints everything from the start and asks nothing twice.

use std::collections::HashMap;

use practice::{Kind, Seen};
use support::library::in_time;
use support::terminal::{Running, Terminal, run};

/// How often each book's copies were answered.
fn answered(requests: &[Seen]) -> HashMap<String, usize> {
    let mut counts = HashMap::new();
    for seen in requests.iter().filter(|seen| seen.kind == Kind::Copies) {
        if let (Some(cid), Some(200)) = (&seen.cid, seen.status) {
            *counts.entry(cid.clone()).or_default() += 1;
        }
    }
    counts
}

/// Starts a search of ten books' copies, waits until four are printed, and leaves two on their way.
async fn half_done(terminal: &Terminal, options: &[&str]) -> Running {
    let gate = terminal.practice.gate();
    gate.hold(Kind::Copies);
    gate.release(4);
    let mut running = Running::start(terminal.search("토지", options));
    let mut checked = 0;
    while checked < 4 {
        let card = running.until("card").await;
        checked += usize::from(card.get("items").is_some());
    }
    in_time("two more are asked", gate.wait_held(2)).await;
    running
}

/// The second run finishes what the first one left.
async fn goes_on(terminal: &Terminal, options: &[&str]) {
    // A system may close what a killed process had open a little after its end.
    let all_over = |seen: &[Seen]| seen.iter().all(|seen| seen.ended_micros.is_some());
    let noticed = terminal.practice.wait_until(all_over);
    in_time("the library sees that nobody listens any more", noticed).await;
    terminal.practice.gate().release_all();
    let before = answered(&terminal.practice.requests());
    assert_eq!(
        before.len(),
        4,
        "four books were answered before: {before:?}"
    );
    let output = run(terminal.search("토지", options)).await;
    assert_eq!(output.code, Some(0), "{}", output.complaints);
    assert_eq!(output.done()["state"], "complete");
    let mut cids = output.cids();
    assert_eq!(cids.len(), 24, "every card is printed from the start");
    cids.sort();
    cids.dedup();
    assert_eq!(cids.len(), 24, "and none twice");
    let items = |card: &serde_json::Value| card.get("items").is_some();
    assert_eq!(
        output.of("card").iter().filter(|card| items(card)).count(),
        10
    );
    assert_eq!(output.of("list").len(), 1, "the page is told again");
    assert_eq!(terminal.asked(Kind::List), 1, "but not asked for again");
    for (cid, count) in answered(&terminal.practice.requests()) {
        assert_eq!(count, 1, "the copies of {cid} were answered once");
    }
}

#[tokio::test]
async fn a_killed_search_goes_on() {
    let terminal = Terminal::new().await;
    let options = ["--in-flight", "2"];
    half_done(&terminal, &options).await.kill().await;
    goes_on(&terminal, &options).await;
}

#[tokio::test]
async fn a_killed_search_goes_on_without_the_cache_too() {
    let terminal = Terminal::new().await;
    half_done(&terminal, &["--in-flight", "2"])
        .await
        .kill()
        .await;
    goes_on(&terminal, &["--in-flight", "2", "--no-cache"]).await;
}

#[cfg(unix)]
#[tokio::test]
async fn an_interrupted_search_ends_with_130_and_goes_on() {
    let terminal = Terminal::new().await;
    let options = ["--in-flight", "2"];
    let running = half_done(&terminal, &options).await;
    running.interrupt().await;
    let output = running.finish().await;
    assert_eq!(output.code, Some(130));
    assert_eq!(
        output.done()["state"],
        "cancelled",
        "this run was broken off"
    );
    assert!(
        output.complaints.contains("이어서"),
        "{}",
        output.complaints
    );
    goes_on(&terminal, &options).await;
}

#[tokio::test]
async fn another_question_does_not_go_on_with_it() {
    let terminal = Terminal::new().await;
    half_done(&terminal, &["--in-flight", "2"])
        .await
        .kill()
        .await;
    terminal.practice.gate().release_all();
    let output = run(terminal.search("토지사전", &[])).await;
    assert_eq!(output.code, Some(0), "{}", output.complaints);
    assert_eq!(output.cids(), ["1600167"]);
}
