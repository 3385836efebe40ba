//! Twenty books with copies and details, eight requests in flight, against the ideal schedule.

use std::collections::HashSet;

use anyhow::Result;

use super::library::{Library, Seen};
use super::search::{Search, ms_between};
use super::{Programs, RUNS, median_of};
use crate::step::say;

const LIST_MS: u64 = 400;
const DETAIL_MS: u64 = 200;
const COPIES_MS: u64 = 250;
const BOOKS: u64 = 20;
const LANES: u64 = 8;

/// 400 + 20 x (200 + 250) / 8: the list, then all work spread evenly over eight lanes, at no cost of its own.
fn ideal_ms() -> f64 {
    let work_ms = BOOKS * (DETAIL_MS + COPIES_MS);
    #[expect(clippy::cast_precision_loss, reason = "four digits")]
    let spread_ms = work_ms as f64 / LANES as f64;
    #[expect(clippy::cast_precision_loss, reason = "three digits")]
    let list_ms = LIST_MS as f64;
    list_ms + spread_ms
}

struct Figures {
    list_line_ms: f64,
    all_ms: f64,
    cpu_seconds: f64,
    requests: usize,
    repeated: usize,
    cards: usize,
}

/// Measures and prints the table.
pub(super) fn bench(programs: &Programs) -> Result<()> {
    let library = Library::start(programs, [LIST_MS, DETAIL_MS, COPIES_MS])?;
    let runs = (0..RUNS)
        .map(|_| one(programs, &library))
        .collect::<Result<Vec<_>>>()?;
    let ideal_ms = ideal_ms();
    let all_ms = median_of(&runs, |run| run.all_ms);
    let most_requests = runs.iter().map(|run| run.requests).max().unwrap_or(0);
    let repeated: usize = runs.iter().map(|run| run.repeated).sum();
    let cards = runs.iter().map(|run| run.cards).min().unwrap_or(0);
    say(&format!(
        "List {LIST_MS} ms, detail {DETAIL_MS} ms, copies {COPIES_MS} ms; {BOOKS} books with copies and details, {LANES} in flight; medians of {RUNS}."
    ));
    say("");
    say("| figure | measured | limit |");
    say("| --- | --- | --- |");
    say(&format!(
        "| last byte of the list answer → its line can be read | {:.1} ms | 15 ms |",
        median_of(&runs, |run| run.list_line_ms)
    ));
    say(&format!(
        "| process start → last line | {all_ms:.0} ms = {:.3} x ideal | 1.08 x |",
        all_ms / ideal_ms
    ));
    say(&format!(
        "| ideal: {LIST_MS} + {BOOKS} x ({DETAIL_MS} + {COPIES_MS}) / {LANES} | {ideal_ms:.0} ms | |"
    ));
    say(&format!(
        "| requests (1 page + {BOOKS} details + {BOOKS} copies), repeated, books complete | {most_requests}, {repeated}, {cards} | {}, 0, {BOOKS} |",
        1 + 2 * BOOKS
    ));
    say(&format!(
        "| processor time of the process | {:.3} s | 0.12 s |",
        median_of(&runs, |run| run.cpu_seconds)
    ));
    Ok(())
}

fn one(programs: &Programs, library: &Library) -> Result<Figures> {
    library.clear()?;
    let (books, lanes) = (BOOKS.to_string(), LANES.to_string());
    let arguments = [
        "토지",
        "--pages",
        "1",
        "--copies",
        &books,
        "--details",
        "--in-flight",
        &lanes,
        "--gap-ms",
        "0",
    ];
    let search = Search::run(programs, library, &arguments)?;
    let log = library.log()?;
    let answered = |seen: &&Seen| seen.kind == "list";
    let list_end = log
        .iter()
        .find(answered)
        .map_or(0, |seen| seen.ended_micros);
    let list_line = search.of("list").next().map_or(0, |line| line.at_micros);
    let distinct: HashSet<&str> = log.iter().map(|seen| seen.what.as_str()).collect();
    let complete =
        |value: &serde_json::Value| value["items"].is_array() && value["detail"].is_object();
    Ok(Figures {
        list_line_ms: ms_between(list_end, list_line),
        all_ms: search.ms_to_last("done"),
        cpu_seconds: search.cpu_seconds,
        requests: log.len(),
        repeated: log.len() - distinct.len(),
        cards: search
            .of("card")
            .filter(|line| complete(&line.value))
            .count(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ideal_is_the_list_and_the_work_spread_evenly() {
        assert!((ideal_ms() - 1_525.0).abs() < f64::EPSILON);
    }
}
