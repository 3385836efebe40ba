//! What must hold: ratios to what others need in the same sitting, and three figures of our own.

use super::entry::Entry;
use super::peers::{CELERY, PLAIN};
use super::sitting::{Measured, Sizes};
use crate::step::say;

/// One thing that must hold.
struct Limit {
    what: String,
    measured: Option<f64>,
    bound: Bound,
    /// What the figure is counted in.
    unit: &'static str,
}

enum Bound {
    AtMost(f64),
    AtLeast(f64),
}

/// Prints every limit, and whether it holds.
pub(super) fn print(measured: &Measured, sizes: &Sizes) {
    say("| must hold | measured | limit | holds |");
    say("| --- | ---: | ---: | --- |");
    for limit in pickup(measured)
        .into_iter()
        .chain(throughput(measured))
        .chain(own(measured, sizes))
    {
        say(&limit.row());
    }
}

fn pickup(measured: &Measured) -> Vec<Limit> {
    let ratio = |percent| {
        let ours = measured.pickup.pickup_ms(percent)?;
        let peers = measured.pickup_peers.iter();
        let best = best(
            peers.filter(|peer| peer.name != PLAIN),
            |peer| peer.pickup_ms(percent),
            f64::min,
        )?;
        Some(ours / best)
    };
    vec![
        Limit::new(
            "pick-up p50, of the best peer's",
            ratio(50),
            Bound::AtMost(0.5),
            "x",
        ),
        Limit::new(
            "pick-up p99, of the best peer's",
            ratio(99),
            Bound::AtMost(1.2),
            "x",
        ),
    ]
}

fn throughput(measured: &Measured) -> Vec<Limit> {
    let ours = measured.throughput.rate();
    let peers = |prefix: &str| {
        let peers = measured.throughput_peers.iter();
        best(
            peers.filter(|peer| peer.name.starts_with(prefix)),
            Entry::rate,
            f64::max,
        )
    };
    let of = |ours: Option<f64>, other: Option<f64>| Some(ours? / other?);
    vec![
        Limit::new(
            "jobs/s, of Celery + Redis (its better setting)",
            of(ours, peers(CELERY)),
            Bound::AtLeast(7.0),
            "x",
        ),
        Limit::new(
            "jobs/s, of plain rusqlite",
            of(ours, peers(PLAIN)),
            Bound::AtLeast(0.6),
            "x",
        ),
        Limit::new(
            "jobs/s after many finished jobs, of our own without",
            of(measured.with_past.rate(), ours),
            Bound::AtLeast(0.8),
            "x",
        ),
        Limit::new(
            "jobs added/s by 16 callers, of one caller's",
            of(measured.many_callers.rate(), measured.one_caller.rate()),
            Bound::AtLeast(6.0),
            "x",
        ),
    ]
}

fn own(measured: &Measured, sizes: &Sizes) -> Vec<Limit> {
    #[expect(clippy::cast_precision_loss, reason = "two digits")]
    let idle_limit = 30.0 * sizes.idle_seconds as f64 / 60.0;
    let orphan = &measured.orphans;
    vec![
        Limit::new(
            format!(
                "SIGKILL with 8 running and {} rows: new process → first orphan runs",
                sizes.rows
            ),
            orphan.value("orphan_ms"),
            Bound::AtMost(50.0),
            " ms",
        ),
        Limit::new(
            "the same, the slowest of the rounds",
            orphan.worst("orphan_ms"),
            Bound::AtMost(50.0),
            " ms",
        ),
        Limit::new(
            format!(
                "processor time of an idle process in {} s",
                sizes.idle_seconds
            ),
            measured.idle.value("idle_ms"),
            Bound::AtMost(idle_limit),
            " ms",
        ),
    ]
}

/// The best of those that were measured.
fn best<'e>(
    entries: impl IntoIterator<Item = &'e Entry>,
    figure: impl Fn(&Entry) -> Option<f64>,
    better: fn(f64, f64) -> f64,
) -> Option<f64> {
    entries.into_iter().filter_map(figure).reduce(better)
}

impl Limit {
    fn new(
        what: impl Into<String>,
        measured: Option<f64>,
        bound: Bound,
        unit: &'static str,
    ) -> Self {
        Self {
            what: what.into(),
            measured,
            bound,
            unit,
        }
    }

    fn row(&self) -> String {
        let unit = self.unit;
        let limit = match self.bound {
            Bound::AtMost(most) => format!("≤ {most}{unit}"),
            Bound::AtLeast(least) => format!("≥ {least}{unit}"),
        };
        match self.measured {
            Some(measured) => format!(
                "| {} | {measured:.2}{unit} | {limit} | {} |",
                self.what,
                if self.bound.holds(measured) {
                    "yes"
                } else {
                    "**no**"
                }
            ),
            None => format!("| {} | | {limit} | not measured |", self.what),
        }
    }
}

impl Bound {
    fn holds(&self, measured: f64) -> bool {
        match self {
            Bound::AtMost(most) => measured <= *most,
            Bound::AtLeast(least) => measured >= *least,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_limit_says_whether_it_holds() {
        let row = |measured, bound| Limit::new("it", measured, bound, "x").row();
        assert_eq!(
            row(Some(0.5), Bound::AtMost(0.5)),
            "| it | 0.50x | ≤ 0.5x | yes |"
        );
        assert_eq!(
            row(Some(6.99), Bound::AtLeast(7.0)),
            "| it | 6.99x | ≥ 7x | **no** |"
        );
        assert_eq!(
            row(None, Bound::AtLeast(7.0)),
            "| it | | ≥ 7x | not measured |"
        );
    }
}
