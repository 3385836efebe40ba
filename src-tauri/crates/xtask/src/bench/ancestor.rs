//! The ancestor's three questions: first answer, all listed, all checked.

use anyhow::Result;

use super::library::Library;
use super::search::Search;
use super::{Programs, RUNS, median_of};
use crate::step::say;

/// The word; seconds of the ancestor before its queue (everything in one reply), and after (the first reply; what was
/// found later never reached the reader). Measured by its author at Sejong University in 2018.
const QUESTIONS: [(&str, f64, f64); 3] = [
    ("호주", 46.3, 1.06),
    ("파이썬", 4.0, 0.92),
    ("토지", 7.5, 2.05),
];

/// The practice library's own delays: list, detail, copies.
const DELAYS_MS: [u64; 3] = [400, 200, 250];

struct Figures {
    first_ms: f64,
    listed_ms: f64,
    checked_ms: f64,
    hits: u64,
}

/// Measures and prints the table.
pub(super) fn bench(programs: &Programs) -> Result<()> {
    let library = Library::start(programs, DELAYS_MS)?;
    say(&format!(
        "The ancestor's questions, at the pace Sejong's file allows (list {}, copies {} ms; seconds, medians of {RUNS}).",
        DELAYS_MS[0], DELAYS_MS[2]
    ));
    say("");
    say(
        "| question | ancestor, before its queue | ancestor, after | first answer | all listed | all checked | books |",
    );
    say("| --- | --- | --- | --- | --- | --- | --- |");
    for (word, before, after) in QUESTIONS {
        let runs = (0..RUNS)
            .map(|_| one(programs, &library, word))
            .collect::<Result<Vec<_>>>()?;
        let seconds = |figure: fn(&Figures) -> f64| median_of(&runs, figure) / 1_000.0;
        say(&format!(
            "| {word} | {before:.1} | {after:.2} | {:.2} | {:.2} | {:.2} | {} |",
            seconds(|run| run.first_ms),
            seconds(|run| run.listed_ms),
            seconds(|run| run.checked_ms),
            runs.first().map_or(0, |run| run.hits),
        ));
    }
    Ok(())
}

fn one(programs: &Programs, library: &Library, word: &str) -> Result<Figures> {
    library.clear()?;
    let search = Search::run(programs, library, &[word, "--copies", "all"])?;
    let done = search.of("done").next_back();
    Ok(Figures {
        first_ms: search
            .of("list")
            .next()
            .map_or(f64::NAN, |line| search.ms_to(line)),
        listed_ms: search.ms_to_last("list"),
        checked_ms: search.ms_to_last("done"),
        hits: done
            .and_then(|line| line.value["hits"].as_u64())
            .unwrap_or(0),
    })
}
