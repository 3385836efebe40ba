//! Weeks of watching in seconds: books of two practice libraries go out and come back, the program is killed, the clock is set wrong and
//! right again, a library fails, the network goes, a person searches beside it all. What is asked and told meanwhile is written down, in
//! time that does not jump.

mod chance;
mod clock;
mod figures;
mod plan;
mod run;
mod town;

pub use clock::WrongClock;
pub use figures::{Figures, delay_ms};
use run::Run;

const SECOND_MS: i64 = 1_000;
const HOUR_MS: i64 = 3_600 * SECOND_MS;
const DAY_MS: i64 = 24 * HOUR_MS;

/// Where the libraries are.
const OFFSET_MINUTES: i32 = 540;
const OFFSET_MS: i64 = 540 * 60 * SECOND_MS;

/// How it goes.
#[derive(Clone, Copy, Debug, Default)]
pub struct Weeks {
    /// For how many days books are lent.
    pub days: i64,
    /// How many books are watched at once.
    pub books: usize,
    /// Books of every kind: every third has no due day, every fourth is watched in one place, every second is of the other library.
    /// A person searches beside them, three times a day.
    pub is_mixed: bool,
    /// How often the program is killed.
    pub kills: usize,
    /// How often the clock is set wrong; it is set right again some hours later.
    pub jumps: usize,
    /// How often something fails for some hours, up to a day and a half: a library, the network, or the system wants to be spared.
    pub failures: usize,
    /// What chance begins with.
    pub seed: u64,
}

/// Lets the weeks pass.
///
/// # Panics
/// If anything waits for ever.
pub async fn weeks(weeks: Weeks) -> Figures {
    let mut run = Run::new(weeks).await;
    run.go().await;
    run.figures().await
}
