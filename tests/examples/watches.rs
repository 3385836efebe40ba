//! What watching costs a library, and how soon a book that came back is told: `cargo xtask bench watch`.

#![expect(clippy::print_stdout, reason = "its output is what it is for")]

use support::watches::{Figures, Weeks, weeks};

/// So many runs, each with its own chance.
const RUNS: u64 = 5;

#[tokio::main]
async fn main() {
    println!(
        "| | days | alerts | missed, repeated, wrong | requests a book and day, mean; most | at once; least gap | told after, median; 9 of 10; all |"
    );
    println!("| --- | ---: | ---: | ---: | ---: | ---: | ---: |");
    for (name, kills, jumps) in [
        ("quiet weeks", 0, 0),
        ("50 kills, 20 clock settings", 50, 10),
    ] {
        let mut runs = Vec::new();
        for seed in 1..=RUNS {
            let seed = seed * 0x9e37_79b9;
            runs.push(
                weeks(Weeks {
                    days: 30,
                    books: 8,
                    kills,
                    jumps,
                    seed,
                })
                .await,
            );
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
        all.delays_ms.extend(&run.delays_ms);
        all.in_flight = all.in_flight.max(run.in_flight);
        all.least_gap_ms = all.least_gap_ms.min(run.least_gap_ms);
        // Days of other weeks are other days.
        let days = run.requests.iter();
        all.requests
            .extend(days.map(|((cid, day), count)| ((cid.clone(), day + place * 1_000), *count)));
    }
    all.delays_ms.sort_unstable();
    let hours = |percent| all.delay_ms(percent) as f64 / 3_600_000.0;
    format!(
        "{} | {} | {}, {}, {} | {:.2}; {} | {}; {:.1} s | {:.1} h; {:.1} h; {:.1} h",
        all.days,
        all.delays_ms.len(),
        all.missed,
        all.repeated,
        all.wrong,
        all.mean_requests(),
        all.most_requests(),
        all.in_flight,
        all.least_gap_ms as f64 / 1_000.0,
        hours(50),
        hours(90),
        hours(100),
    )
}
