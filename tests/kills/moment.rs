//! When a crawl is killed: after something that can be waited for, and a little chance.

use std::fmt;
use std::process::ExitStatus;
use std::time::Duration;

use practice::Seen;
use support::terminal::{Running, Terminal};
use tokio::time::Instant;

use crate::chance::Chance;
use crate::ledger;

/// Something that happens in a crawl.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Event {
    /// The process was started.
    Started,
    /// The library has seen so many requests.
    Request(usize),
    /// It has answered so many.
    Answer(usize),
    /// The process has told so many lines more.
    Line(usize),
}

impl Event {
    fn has_come(self, seen: &[Seen]) -> bool {
        match self {
            Self::Started => true,
            Self::Request(count) => seen.len() >= count,
            Self::Answer(count) => answered(seen) >= count,
            Self::Line(_) => false,
        }
    }

    /// How many lines are to be read at most.
    fn lines(self) -> usize {
        match self {
            Self::Line(count) => count,
            _ => usize::MAX,
        }
    }
}

/// How many requests were answered.
pub(crate) fn answered(seen: &[Seen]) -> usize {
    seen.iter().filter(|seen| seen.status.is_some()).count()
}

/// So many commits, then so many microseconds after an event.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Moment {
    after: Event,
    commits: usize,
    micros: u64,
}

/// How long a commit or the way of an answer into the file takes, and more.
const SOON_MICROS: u64 = 4_000;

impl Moment {
    /// Soon after this.
    pub(crate) fn soon(after: Event, chance: &mut Chance) -> Self {
        Self {
            after,
            commits: 0,
            micros: chance.of(0..=SOON_MICROS),
        }
    }

    /// From then until the process has ended.
    pub(crate) fn late(after: Event, chance: &mut Chance) -> Self {
        let micros = chance.of(0..=10 * SOON_MICROS);
        Self {
            micros,
            ..Self::soon(after, chance)
        }
    }

    /// At one of the commits that follow: what belongs to it and is not in it is lost. Not for a folder without a file, nor
    /// where no commit may follow.
    pub(crate) fn at_commit(after: Event, chance: &mut Chance) -> Self {
        Self {
            after,
            commits: chance.small(1..=3),
            micros: chance.of(0..=SOON_MICROS / 10),
        }
    }

    /// While the process starts: that takes some 100 ms.
    pub(crate) fn at_start(chance: &mut Chance) -> Self {
        Self {
            after: Event::Started,
            commits: 0,
            micros: chance.of(0..=120_000),
        }
    }

    /// Waits for it, or for the end of the process. Gives what the process told until then: it is read, so that no full pipe
    /// stops it.
    pub(crate) async fn comes(self, running: &mut Running, terminal: &Terminal) -> Vec<String> {
        let happens = terminal
            .practice
            .wait_until(|seen| self.after.has_come(seen));
        let mut told = read_until(running, self.after.lines(), happens).await;
        if self.commits > 0 {
            let commits = ledger::commits(terminal.folder(), self.commits);
            told.extend(read_until(running, usize::MAX, commits).await);
        }
        let until = Instant::now() + Duration::from_micros(self.micros);
        while Instant::now() < until {
            // Not asleep: that is too coarse, and would stop the library, which runs on these threads.
            tokio::task::yield_now().await;
        }
        told
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            after,
            commits,
            micros,
        } = self;
        write!(
            out,
            "killed {micros} µs after {commits} commits after {after:?}"
        )
    }
}

/// Reads until this happens, at most so many lines.
async fn read_until(
    running: &mut Running,
    count: usize,
    happens: impl Future<Output = ()>,
) -> Vec<String> {
    tokio::pin!(happens);
    let mut lines = Vec::new();
    while lines.len() < count {
        tokio::select! {
            biased;
            () = &mut happens => break,
            line = running.line() => match line {
                Some(line) => lines.push(line),
                None => break,
            },
        }
    }
    lines
}

/// SIGKILL. False: it had ended by itself.
///
/// # Panics
/// If it had ended badly.
pub(crate) async fn kill(running: Running) -> bool {
    let status: ExitStatus = running.kill().await;
    // Where there are no signals, a killed process ends with 1.
    let was_killed = matches!(status.code(), None | Some(1));
    assert!(was_killed || status.success(), "it ended with {status}");
    was_killed
}
