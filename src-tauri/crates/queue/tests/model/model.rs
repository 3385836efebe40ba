//! The rules of the README over plain structs: jobs, batches, and who wants what. It knows no SQL and no task.

use std::collections::{BTreeMap, BTreeSet};

use queue::{BatchId, BatchState, Job as _, JobId, JobState};

use crate::slots::Slots;
use crate::step::{SLOTS, Spec};

/// A job of the model.
#[derive(Debug, Clone)]
pub(crate) struct Job {
    pub(crate) spec: Spec,
    pub(crate) state: JobState,
    pub(crate) priority: i64,
    pub(crate) rank: i64,
    pub(crate) run_at_ms: i64,
    pub(crate) attempt: u32,
    pub(crate) snoozes: u32,
    pub(crate) snoozed_ms: i64,
    /// The latest attempt that came to an end could not even be made.
    pub(crate) is_postponed: bool,
    pub(crate) standalone: bool,
    /// It runs, and nobody wants it any more.
    pub(crate) cancel: bool,
    /// It runs, as far as the file knows, under another start.
    pub(crate) taken_up: bool,
}

impl Job {
    pub(crate) fn slot(&self) -> &'static str {
        SLOTS[self.spec.slot]
    }

    pub(crate) fn max_attempts(&self) -> u32 {
        self.spec.chore.kind().max_attempts
    }

    pub(crate) fn is_background(&self) -> bool {
        self.priority >= queue::BACKGROUND_PRIORITY
    }

    /// Whether it was never tried nor put off.
    fn is_fresh(&self) -> bool {
        self.attempt == 0 && self.snoozes == 0
    }
}

/// A batch of the model.
#[derive(Debug, Clone)]
pub(crate) struct Batch {
    pub(crate) state: BatchState,
    pub(crate) total: i64,
    pub(crate) pending: i64,
    pub(crate) failed: i64,
}

impl Batch {
    pub(crate) fn takes_jobs(&self) -> bool {
        matches!(self.state, BatchState::Open | BatchState::Held)
    }
}

/// An attempt that is under way.
#[derive(Debug, Clone)]
pub(crate) struct Live {
    pub(crate) attempt: u32,
    pub(crate) slot: &'static str,
    pub(crate) is_background: bool,
    pub(crate) started_at_ms: i64,
    pub(crate) after_trouble: bool,
    /// In time that has passed, not on the wall.
    pub(crate) ends_at_ms: i64,
}

/// Everything.
#[derive(Debug, Clone, Default)]
pub(crate) struct Model {
    pub(crate) jobs: BTreeMap<JobId, Job>,
    pub(crate) batches: BTreeMap<BatchId, Batch>,
    pub(crate) links: BTreeSet<(BatchId, JobId)>,
    pub(crate) slots: Slots,
    pub(crate) is_paused: bool,
    pub(crate) live: BTreeMap<JobId, Live>,
}

impl Model {
    pub(crate) fn batches_of(&self, job: JobId) -> Vec<BatchId> {
        let links = self.links.iter().filter(|link| link.1 == job);
        links.map(|link| link.0).collect()
    }

    pub(crate) fn open(&mut self, id: BatchId) {
        let batch = Batch {
            state: BatchState::Open,
            total: 0,
            pending: 0,
            failed: 0,
        };
        assert!(
            self.batches.insert(id, batch).is_none(),
            "a batch's number was used twice"
        );
    }

    /// The live job that does the same.
    pub(crate) fn twin(&self, spec: &Spec) -> Option<JobId> {
        let of = |spec: &Spec| (spec.chore.kind().name, spec.slot, spec.key);
        let live = self.jobs.iter().filter(|(_, job)| !job.state.is_final());
        let twin = live
            .filter(|(_, job)| spec.key.is_some() && of(&job.spec) == of(spec))
            .map(|(id, _)| *id);
        twin.min()
    }

    /// Adds the job under the number that `new_id` says, or joins its twin.
    pub(crate) fn add(
        &mut self,
        spec: &Spec,
        wanted_alone: bool,
        now_ms: i64,
        new_id: impl FnOnce() -> JobId,
    ) -> JobId {
        match self.twin(spec) {
            Some(id) => self.join(id, spec, wanted_alone, now_ms),
            None => self.insert(new_id(), spec, wanted_alone, now_ms),
        }
    }

    pub(crate) fn join(
        &mut self,
        id: JobId,
        spec: &Spec,
        wanted_alone: bool,
        now_ms: i64,
    ) -> JobId {
        let run_at_ms = now_ms + spec.in_ms.unwrap_or(0);
        let job = self.jobs.get_mut(&id).unwrap();
        job.priority = job.priority.min(spec.priority);
        job.rank = job.rank.min(spec.rank);
        job.cancel = false;
        job.standalone |= wanted_alone;
        if job.is_fresh() {
            job.run_at_ms = job.run_at_ms.min(run_at_ms);
        }
        if job.state == JobState::Held {
            job.state = JobState::Scheduled;
        } else if job.state == JobState::Scheduled && job.is_fresh() && run_at_ms <= now_ms {
            job.state = JobState::Available;
        }
        id
    }

    pub(crate) fn insert(
        &mut self,
        id: JobId,
        spec: &Spec,
        wanted_alone: bool,
        now_ms: i64,
    ) -> JobId {
        let last = self.jobs.last_key_value().map(|(id, _)| *id);
        let is_used = last.is_some_and(|last| last >= id);
        assert!(!is_used, "a job's number was used twice");
        let run_at_ms = now_ms + spec.in_ms.unwrap_or(0);
        let job = Job {
            state: if run_at_ms <= now_ms {
                JobState::Available
            } else {
                JobState::Scheduled
            },
            priority: spec.priority,
            rank: spec.rank,
            run_at_ms,
            attempt: 0,
            snoozes: 0,
            snoozed_ms: 0,
            is_postponed: false,
            standalone: wanted_alone,
            cancel: false,
            taken_up: false,
            spec: spec.clone(),
        };
        self.jobs.insert(id, job);
        id
    }

    /// Says whether one of the batches had not wanted it before, or which takes no more jobs.
    pub(crate) fn link(&mut self, batches: &[BatchId], job: JobId) -> Result<bool, BatchId> {
        let mut is_new = false;
        for id in batches {
            let batch = self.batches.get_mut(id).unwrap();
            if !batch.takes_jobs() {
                return Err(*id);
            }
            if self.links.insert((*id, job)) {
                batch.total += 1;
                batch.pending += 1;
                is_new = true;
            }
        }
        Ok(is_new)
    }

    /// Says whether it was open.
    pub(crate) fn cancel(&mut self, id: BatchId) -> bool {
        let batch = self.batches.get_mut(&id).unwrap();
        if !batch.takes_jobs() {
            return false;
        }
        batch.state = BatchState::Cancelled;
        batch.pending = 0;
        let wanted: Vec<JobId> = self
            .links
            .iter()
            .filter(|link| link.0 == id)
            .map(|link| link.1)
            .collect();
        self.links.retain(|link| link.0 != id);
        for id in wanted {
            let is_wanted = !self.batches_of(id).is_empty();
            let job = self.jobs.get_mut(&id).unwrap();
            if job.state.is_final() || job.standalone || is_wanted {
                continue;
            }
            if job.state == JobState::Running {
                job.cancel = true;
            } else {
                job.state = JobState::Cancelled;
            }
        }
        true
    }

    pub(crate) fn close_if_empty(&mut self, id: BatchId) -> bool {
        let batch = self.batches.get_mut(&id).unwrap();
        let closes = batch.takes_jobs() && batch.pending == 0;
        if closes {
            batch.state = BatchState::Closed;
        }
        closes
    }

    pub(crate) fn hold(&mut self, id: BatchId) -> bool {
        let batch = self.batches.get_mut(&id).unwrap();
        let holds = batch.state == BatchState::Open;
        if holds {
            batch.state = BatchState::Held;
        }
        self.hold_waiting();
        holds
    }

    pub(crate) fn resume(&mut self, id: BatchId) -> bool {
        let batch = self.batches.get_mut(&id).unwrap();
        if batch.state != BatchState::Held {
            return false;
        }
        batch.state = BatchState::Open;
        let links = &self.links;
        for (job_id, job) in &mut self.jobs {
            if job.state == JobState::Held && links.contains(&(id, *job_id)) {
                job.state = JobState::Scheduled;
            }
        }
        true
    }

    /// What only held batches want does not wait any more.
    pub(crate) fn hold_waiting(&mut self) {
        let ids: Vec<JobId> = self.jobs.keys().copied().collect();
        for id in ids {
            let batches = self.batches_of(id);
            let is_held = !batches.is_empty()
                && batches
                    .iter()
                    .all(|batch| self.batches[batch].state == BatchState::Held);
            let job = self.jobs.get_mut(&id).unwrap();
            if is_held
                && !job.standalone
                && matches!(job.state, JobState::Scheduled | JobState::Available)
            {
                job.state = JobState::Held;
            }
        }
    }

    /// The given-up jobs of a batch, as they would be added anew.
    pub(crate) fn failed_of(&self, id: BatchId) -> Vec<Spec> {
        let linked = self
            .links
            .iter()
            .filter(|link| link.0 == id)
            .map(|link| &self.jobs[&link.1]);
        let failed = linked.filter(|job| job.state == JobState::Discarded);
        let anew = |job: &Job| Spec {
            priority: job.priority,
            rank: job.rank,
            in_ms: None,
            ..job.spec.clone()
        };
        failed.map(anew).collect()
    }

    /// The jobs of a batch that have not ended, as they were added.
    pub(crate) fn live_of(&self, id: BatchId) -> Vec<Spec> {
        let links = self.links.iter().filter(|link| link.0 == id);
        let jobs = links.map(|link| &self.jobs[&link.1]);
        let live = jobs.filter(|job| !job.state.is_final());
        live.map(|job| job.spec.clone()).collect()
    }

    /// Says how many had to wait longer.
    pub(crate) fn bring_forward(&mut self, all: bool, now_ms: i64) -> usize {
        let mut firsts = BTreeMap::new();
        for (id, job) in &self.jobs {
            let waits = matches!(job.state, JobState::Scheduled | JobState::Available);
            if waits && job.is_postponed {
                let place = (job.priority, job.rank, *id);
                let first = firsts.entry(job.slot()).or_insert(place);
                *first = place.min(*first);
            }
        }
        let mut changed = 0;
        for (id, job) in &mut self.jobs {
            let is_first = firsts.get(job.slot()).is_some_and(|first| first.2 == *id);
            let is_meant = is_first || (all && !job.state.is_final());
            let runs = job.state == JobState::Running;
            if is_meant && !runs && job.is_postponed && job.run_at_ms > now_ms {
                job.run_at_ms = now_ms;
                changed += 1;
            }
        }
        changed
    }

    pub(crate) fn set_priority(&mut self, jobs: &[JobId], priority: i64) -> usize {
        let mut changed = 0;
        for (id, job) in &mut self.jobs {
            let waits = !job.state.is_final() && job.state != JobState::Running;
            if jobs.contains(id) && waits && job.priority != priority {
                job.priority = priority;
                changed += 1;
            }
        }
        changed
    }
}
