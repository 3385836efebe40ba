//! What the small numbers of a step stand for, and what statements answer.

use queue::{Added, BatchId, JobId, NewJob};

use crate::step::{SLOTS, Spec};

/// What a statement answered.
#[derive(Debug, Clone)]
pub(crate) enum Answer {
    Opened(BatchId),
    Added(Added),
    /// The numbers of those that are new.
    AddedAll(Vec<JobId>),
    Said(bool),
    Counted(usize),
    Nothing,
    Refused(BatchId),
}

/// What the small numbers of a step stand for.
#[derive(Clone)]
pub(crate) struct Known {
    pub(crate) batches: Vec<BatchId>,
    /// Those of them that take jobs.
    pub(crate) open: Vec<BatchId>,
    /// Those of these that are held.
    pub(crate) held: Vec<BatchId>,
    pub(crate) jobs: Vec<JobId>,
    pub(crate) now_ms: i64,
}

impl Known {
    /// Mostly one that takes jobs.
    pub(crate) fn batch(&self, which: u8) -> BatchId {
        let is_any = which >= 224 || self.open.is_empty();
        let among = if is_any { &self.batches } else { &self.open };
        among[usize::from(which) % among.len()]
    }

    /// Mostly one that is held.
    pub(crate) fn held(&self, which: u8) -> BatchId {
        let among = &self.held;
        if which >= 224 || among.is_empty() {
            return self.batch(which);
        }
        among[usize::from(which) % among.len()]
    }

    pub(crate) fn batches(&self, which: &[u8]) -> Vec<BatchId> {
        which.iter().map(|which| self.batch(*which)).collect()
    }

    pub(crate) fn jobs(&self, which: &[u8]) -> Vec<JobId> {
        let count = self.jobs.len().max(1);
        which
            .iter()
            .filter_map(|which| self.jobs.get(usize::from(*which) % count).copied())
            .collect()
    }
}

pub(crate) fn new_job(spec: &Spec, now_ms: i64) -> NewJob {
    let mut job = NewJob::new(&spec.chore)
        .unwrap()
        .slot(SLOTS[spec.slot])
        .priority(spec.priority)
        .rank(spec.rank);
    if let Some(key) = spec.key {
        job = job.unique(key.to_string());
    }
    match spec.in_ms {
        Some(in_ms) => job.run_at_ms(now_ms + in_ms),
        None => job,
    }
}
