//! What watching costs a library, and how soon a book that came back is told: `cargo xtask bench watch`.

#![expect(clippy::print_stdout, reason = "its output is what it is for")]

use support::watches::{Figures, Weeks, delay_ms, weeks};

/// So many runs, each with its own chance.
const RUNS: u64 = 3;

/// Thirty days without trouble.
const QUIET: Weeks = Weeks {
    days: 30,
    books: 8,
    is_mixed: false,
    kills: 0,
    jumps: 0,
    failures: 0,
    seed: 0,
};

#[tokio::main]
async fn main() {
    println!(
        "| | days | alerts | missed, repeated, wrong | requests a book and day, mean; most | at once; least gap; at night | told after, median; 9 of 10; all | without a due day |"
    );
    println!("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
    let killed = Weeks {
        kills: 50,
        jumps: 10,
        ..QUIET
    };
    let mixed = Weeks {
        is_mixed: true,
        ..QUIET
    };
    let everything = Weeks {
        is_mixed: true,
        failures: 12,
        ..killed
    };
    for (name, how) in [
        ("quiet weeks", QUIET),
        ("kills and clock settings", killed),
        ("every kind of book", mixed),
        ("all of it, and failures", everything),
    ] {
        let mut runs = Vec::new();
        for seed in 1..=RUNS {
            let seed = seed * 0x9e37_79b9;
            runs.push(weeks(Weeks { seed, ..how }).await);
        }
        println!("| {name} | {} |", row(&runs));
    }
}

fn row(runs: &[Figures]) -> String {
    let mut all = Figures {
        least_gap_ms: i64::MAX,
        ..Figures::default()
    };
    for (place, run) in (0..).zip(runs) {
        all.days += run.days;
        all.missed += run.missed;
        all.repeated += run.repeated;
        all.wrong += run.wrong;
        all.at_night += run.at_night;
        all.delays_ms.extend(&run.delays_ms);
        all.dayless_delays_ms.extend(&run.dayless_delays_ms);
        all.in_flight = all.in_flight.max(run.in_flight);
        all.least_gap_ms = all.least_gap_ms.min(run.least_gap_ms);
        // Days of other weeks are other days.
        let days = run.requests.iter();
        all.requests
            .extend(days.map(|((book, day), count)| ((book.clone(), day + place * 1_000), *count)));
    }
    format!(
        "{} | {} | {}, {}, {} | {:.2}; {} | {}; {:.1} s; {} | {} | {}",
        all.days,
        all.told(),
        all.missed,
        all.repeated,
        all.wrong,
        all.mean_requests(),
        all.most_requests(),
        all.in_flight,
        all.least_gap_ms as f64 / 1_000.0,
        all.at_night,
        told_after(all.delays_ms),
        told_after(all.dayless_delays_ms),
    )
}

fn told_after(mut delays_ms: Vec<i64>) -> String {
    if delays_ms.is_empty() {
        return "–".to_owned();
    }
    delays_ms.sort_unstable();
    let hours = |percent| delay_ms(&delays_ms, percent) as f64 / 3_600_000.0;
    format!(
        "{:.1} h; {:.1} h; {:.1} h",
        hours(50),
        hours(90),
        hours(100)
    )
}
