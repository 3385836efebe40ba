//! Nothing is lost and nothing is doubled by kills: real crawls of the terminal, ended by SIGKILL at random moments.
//!
//! Every crawl has a library and a data folder of its own, and is killed at a moment drawn by a seeded generator: so many
//! microseconds after a request, an answer, a line of its output or its start. After each kill the file is read as it was
//! left; triggers in it have written down what happened to which row, so that a second time does not go unnoticed.
//!
//! `CHAEKBEOT_LONG=1` kills 200 crawls instead of 20, and more of the rest. A failure names its seed:
//! `CHAEKBEOT_SEED=<seed>` draws the same moments again.

#![expect(
    clippy::expect_used,
    clippy::print_stderr,
    reason = "a test that cannot be prepared fails with the sentence; a failure names its seed"
)]

#[path = "kills/aim.rs"]
mod aim;
#[path = "kills/answer.rs"]
mod answer;
#[path = "kills/asked.rs"]
mod asked;
#[path = "kills/beside.rs"]
mod beside;
#[path = "kills/chance.rs"]
mod chance;
#[path = "kills/crawl.rs"]
mod crawl;
#[path = "kills/ledger.rs"]
mod ledger;
#[path = "kills/moment.rs"]
mod moment;
#[path = "kills/often.rs"]
mod often;
#[path = "kills/once.rs"]
mod once;
#[path = "kills/rules.rs"]
mod rules;
#[path = "kills/series.rs"]
mod series;
