//! Killed again and again, each time further on: the same search goes on every time and loses nothing.

use std::collections::{HashMap, HashSet};

use practice::{Gate, Kind, Practice, Seen};
use support::library::in_time;
use support::terminal::{Running, Terminal, chaekbeot, run};

/// So many books have their copies when it is killed, two more being on their way. Those two come first the next time: a job
/// that dies three times is given up.
const CHECKED: [usize; 8] = [2, 4, 6, 10, 12, 14, 18, 20];

const OPTIONS: [&str; 4] = ["--copies", "all", "--in-flight", "2"];

/// Kills it, and returns when the library has noticed.
async fn kill(running: Running, practice: &Practice) {
    running.kill().await;
    let all_over = |seen: &[Seen]| seen.iter().all(|seen| seen.ended_micros.is_some());
    in_time("its requests end", practice.wait_until(all_over)).await;
}

/// Lets this many pairs of answers go.
async fn release_pairs(gate: &Gate, count: usize) {
    for _ in 0..count {
        in_time("two are asked", gate.wait_held(2)).await;
        gate.release(2);
    }
}

/// Waits until so many books are told with their copies, and two more are on their way.
async fn get_to(running: &mut Running, gate: &Gate, checked: usize) {
    let mut told = HashSet::new();
    while told.len() < checked {
        let card = running.until("card").await;
        if card.get("items").is_some() {
            let is_new = told.insert(card["cid"].to_string());
            assert!(is_new, "a book is told once in a run: {card}");
        }
    }
    in_time("two more are asked", gate.wait_held(2)).await;
}

#[tokio::test]
async fn a_search_survives_ten_deaths() {
    let terminal = Terminal::new().await;
    let practice = &terminal.practice;
    let gate = practice.gate();
    let start = || Running::start(terminal.search("토지", &OPTIONS));

    gate.hold(Kind::List);
    let running = start();
    in_time("the list is asked", gate.wait_held(1)).await;
    kill(running, practice).await;

    gate.release_all();
    gate.hold(Kind::Copies);
    let mut running = start();
    running.until("list").await;
    get_to(&mut running, &gate, 0).await;
    kill(running, practice).await;

    let mut checked = 0;
    for count in CHECKED {
        let mut running = start();
        release_pairs(&gate, (count - checked) / 2).await;
        checked = count;
        get_to(&mut running, &gate, checked).await;
        kill(running, practice).await;
        let answered = answers(&practice.requests(), Kind::Copies);
        assert_eq!(answered.len(), checked, "it got just as far");
    }

    gate.release_all();
    let output = run(terminal.search("토지", &OPTIONS)).await;
    assert_eq!(output.code, Some(0), "{}", output.complaints);
    assert_eq!(output.done()["state"], "complete");
    let cards = output.of("card");
    let cids: HashSet<String> = output.cids().into_iter().collect();
    assert_eq!((cards.len(), cids.len()), (24, 24), "every book once");
    assert!(
        cards.iter().all(|card| card.get("items").is_some()),
        "all with their copies"
    );
    let requests = practice.requests();
    let lists = answers(&requests, Kind::List);
    assert_eq!(lists.into_values().collect::<Vec<_>>(), [1]);
    let copies = answers(&requests, Kind::Copies);
    assert_eq!(copies.len(), 24);
    assert!(
        copies.values().all(|count| *count == 1),
        "nothing that was answered is asked again: {copies:?}"
    );
    assert_eq!(job_count(&terminal).await, 25, "it was one search");
}

/// How often each thing was answered: a book's copies by its number, the list by none.
fn answers(requests: &[Seen], kind: Kind) -> HashMap<Option<String>, usize> {
    let mut counts = HashMap::new();
    for seen in requests.iter().filter(|seen| seen.kind == kind) {
        if seen.status == Some(200) {
            *counts.entry(seen.cid.clone()).or_default() += 1;
        }
    }
    counts
}

/// Jobs in the queue: one for the list, one for each book's copies.
async fn job_count(terminal: &Terminal) -> usize {
    let mut command = chaekbeot(&["jobs", "--json", "--data-dir"]);
    command.arg(terminal.folder());
    let output = run(command).await;
    let jobs: Vec<serde_json::Value> =
        serde_json::from_str(&output.lines.join("\n")).expect("JSON");
    jobs.len()
}
