//! One sitting: in every round each system has its turn, so that whatever else the machine does meets all of them.

use std::path::Path;

use anyhow::Result;
use tempfile::TempDir;

use super::entry::Entry;
use crate::project::target;
use crate::step::say;

/// How much is measured.
pub(super) struct Sizes {
    pub(super) rounds: usize,
    /// Jobs that are picked up one by one, in a round.
    pub(super) samples: u64,
    /// Jobs that wait.
    pub(super) jobs: u64,
    /// Jobs that have ended, for what a past costs.
    pub(super) finished: u64,
    /// Jobs that one caller adds one by one, and sixteen together.
    pub(super) added: [u64; 2],
    /// Rows in the file of the killed process.
    pub(super) rows: u64,
    pub(super) idle_seconds: u64,
}

impl Sizes {
    pub(super) const FULL: Self = Self {
        rounds: 5,
        samples: 300,
        jobs: 20_000,
        finished: 1_000_000,
        added: [5_000, 40_000],
        rows: 100_000,
        idle_seconds: 60,
    };
    pub(super) const QUICK: Self = Self {
        rounds: 1,
        samples: 100,
        jobs: 5_000,
        finished: 100_000,
        added: [1_000, 8_000],
        rows: 10_000,
        idle_seconds: 15,
    };
}

/// Who takes part. Files lie in the target folder: on a disk, where `/tmp` may be memory.
pub(super) struct Sitting {
    folder: TempDir,
    measured: Measured,
}

/// The figures.
pub(super) struct Measured {
    pub(super) pickup: Entry,
    pub(super) throughput: Entry,
    pub(super) with_past: Entry,
    pub(super) one_caller: Entry,
    pub(super) many_callers: Entry,
    pub(super) orphans: Entry,
    pub(super) idle: Entry,
    pub(super) pickup_peers: Vec<Entry>,
    pub(super) throughput_peers: Vec<Entry>,
}

impl Sitting {
    pub(super) fn new(ours: &Path, sizes: &Sizes) -> Result<Self> {
        let folder = tempfile::Builder::new()
            .prefix("bench")
            .tempdir_in(target()?)?;
        let entry = |name, words: &[&str], count| Entry::new(name, ours, words, count);
        let mut with_past = entry(
            "queue, after many finished jobs",
            &["throughput"],
            sizes.jobs,
        );
        with_past.file = Some(folder.path().join("past"));
        let measured = Measured {
            pickup: entry("**queue**", &["pickup"], sizes.samples),
            throughput: entry("**queue**", &["throughput"], sizes.jobs),
            with_past,
            one_caller: entry("queue, 1 caller", &["add", "1"], sizes.added[0]),
            many_callers: entry("queue, 16 callers", &["add", "16"], sizes.added[1]),
            orphans: entry("queue, killed", &["orphans"], sizes.rows),
            idle: entry("queue, idle", &["idle"], sizes.idle_seconds),
            pickup_peers: Vec::new(),
            throughput_peers: Vec::new(),
        };
        say("");
        say("    Filling a file with finished jobs");
        let mut past = entry("queue", &["finished"], sizes.finished);
        past.file.clone_from(&measured.with_past.file);
        past.measure(folder.path())?;
        Ok(Self { folder, measured })
    }

    pub(super) fn invite(&mut self, pickup: Vec<Entry>, throughput: Vec<Entry>) {
        self.measured.pickup_peers = pickup;
        self.measured.throughput_peers = throughput;
    }

    pub(super) fn measure(mut self, sizes: &Sizes) -> Result<Measured> {
        let folder = self.folder.path();
        for round in 1..=sizes.rounds {
            say(&format!("    Round {round} of {}{}", sizes.rounds, load()));
            self.measured.round(folder)?;
        }
        say(&format!("    Idle for {} s", sizes.idle_seconds));
        self.measured.idle.measure(folder)?;
        Ok(self.measured)
    }
}

impl Measured {
    fn round(&mut self, folder: &Path) -> Result<()> {
        self.pickup.measure(folder)?;
        for peer in &mut self.pickup_peers {
            peer.try_measure(folder);
        }
        // What is compared most closely is measured side by side: with the past, and (first of the peers) the limit.
        self.with_past.measure(folder)?;
        self.throughput.measure(folder)?;
        for peer in &mut self.throughput_peers {
            peer.try_measure(folder);
        }
        self.one_caller.measure(folder)?;
        self.many_callers.measure(folder)?;
        self.orphans.measure(folder)
    }
}

/// What else the machine has to do, where it says so: figures of a busy one are worth little.
fn load() -> String {
    let load = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    load.split(' ')
        .next()
        .filter(|load| !load.is_empty())
        .map(|load| format!(" (load {load})"))
        .unwrap_or_default()
}
