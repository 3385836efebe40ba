//! Who else is measured, in which settings.

use std::path::Path;

use super::entry::Entry;
use super::install::There;
use super::sitting::Sizes;

/// The name of the fastest thing that SQLite allows; it is a limit, not a peer.
pub(super) const PLAIN: &str = "plain rusqlite, one thread";
/// What the names of its settings begin with.
pub(super) const CELERY: &str = "Celery";

/// For the pick-up from an idle queue.
pub(super) fn pickup(there: &There, sizes: &Sizes) -> Vec<Entry> {
    let all = [
        (PLAIN, "plain", "default"),
        ("apalis-sqlite 1.0.0, update hook", "apalis", "hook"),
        ("apalis-sqlite 1.0.0, told after the push", "apalis", "told"),
        ("riverqueue 0.5.0", "river", "default"),
        ("riverqueue 0.5.0, cooldown 1 ms", "river", "quick"),
        ("Celery 5.7.0 + Redis, prefork", "celery", "prefork"),
        ("Celery 5.7.0 + Redis, threads", "celery", "threads"),
        ("SqliteHuey 3.5.4", "huey", "default"),
        ("SqliteHuey 3.5.4, `-d .01 -m .01`", "huey", "quick"),
    ];
    all.into_iter()
        .filter_map(|(name, program, setting)| {
            there.entry(name, program, &["pickup", setting], sizes.samples)
        })
        .collect()
}

/// For jobs that do nothing. Where a peer is too slow for as many jobs as ours has, it gets fewer.
pub(super) fn throughput(there: &There, sizes: &Sizes) -> Vec<Entry> {
    let jobs = sizes.jobs;
    let all = [
        (PLAIN, "plain", "default", jobs),
        ("apalis-sqlite 1.0.0", "apalis", "batch", jobs.min(2_000)),
        (
            "apalis-sqlite 1.0.0, batches of 100, no second lock",
            "apalis",
            "large",
            jobs.min(2_000),
        ),
        ("riverqueue 0.5.0", "river", "default", jobs.min(200)),
        ("riverqueue 0.5.0, cooldown 1 ms", "river", "quick", jobs),
        ("Celery 5.7.0 + Redis, prefork", "celery", "prefork", jobs),
        ("Celery 5.7.0 + Redis, threads", "celery", "threads", jobs),
        ("SqliteHuey 3.5.4", "huey", "default", jobs),
        ("SqliteHuey 3.5.4, `-d .01 -m .01`", "huey", "quick", jobs),
    ];
    all.into_iter()
        .filter_map(|(name, program, setting, count)| {
            there.entry(name, program, &["throughput", setting], count)
        })
        .collect()
}

impl There {
    /// Nothing if that peer cannot be run here.
    fn entry(
        &self,
        name: &'static str,
        program: &str,
        words: &[&str],
        count: u64,
    ) -> Option<Entry> {
        let script = |python: &Path| {
            let script = self.scripts.join(format!("{program}_peer.py"));
            let script = script.to_string_lossy().into_owned();
            let words: Vec<&str> = [script.as_str()]
                .into_iter()
                .chain(words.iter().copied())
                .collect();
            Entry::new(name, python, &words, count)
        };
        match program {
            "celery" => self.celery.as_deref().map(script),
            "huey" => self.huey.as_deref().map(script),
            program => {
                let programs = self.programs.as_ref()?;
                Some(Entry::new(name, &programs.join(program), words, count))
            }
        }
    }
}
