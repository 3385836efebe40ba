//! The figures as tables for the crate's README.

use super::entry::Entry;
use super::sitting::{Measured, Sizes};
use crate::step::say;

/// Prints what all systems needed.
pub(super) fn print(measured: &Measured, sizes: &Sizes) {
    say(&format!(
        "Medians of {} rounds in one sitting, files on disk, WAL, `synchronous=NORMAL`.\n",
        sizes.rounds
    ));
    say("| pick-up from an idle queue, call → handler | p50 | p99 |");
    say("| --- | ---: | ---: |");
    for entry in std::iter::once(&measured.pickup).chain(&measured.pickup_peers) {
        let figures = entry.pickup_ms(50).zip(entry.pickup_ms(99));
        row(
            entry,
            figures.map(|(p50, p99)| format!("{p50:.2} ms | {p99:.1} ms")),
            "| |",
        );
    }
    say("");
    say("| jobs that do nothing, 8 workers | waiting before | jobs/s |");
    say("| --- | ---: | ---: |");
    for entry in std::iter::once(&measured.throughput)
        .chain([&measured.with_past])
        .chain(&measured.throughput_peers)
    {
        let figure = entry.rate();
        row(
            entry,
            figure.map(|rate| format!("{} | {rate:.0}", entry.count)),
            "| |",
        );
    }
    say("");
    say("| adding one by one | jobs/s |");
    say("| --- | ---: |");
    for entry in [&measured.one_caller, &measured.many_callers] {
        row(entry, entry.rate().map(|rate| format!("{rate:.0}")), "|");
    }
    say("");
}

/// One system's row, or why it has none.
fn row(entry: &Entry, figures: Option<String>, none: &str) {
    match (&entry.trouble, figures) {
        (None, Some(figures)) => say(&format!("| {} | {figures} |", entry.name)),
        (trouble, _) => say(&format!(
            "| {}: {} {none}",
            entry.name,
            trouble.as_deref().unwrap_or("not measured")
        )),
    }
}
