//! The model's attempts: which begin, and what becomes of their jobs.

use std::collections::BTreeSet;

use queue::{Added, BatchId, BatchState, Job as _, JobId, JobState};

use crate::handler::Told;
use crate::model::{Job, Live, Model};
use crate::slots::LONGEST_WAIT_MS;
use crate::step::End;

/// A wait after a failure is never longer than this; a longer one comes from a clock that was set back.
const FURTHEST_MS: i64 = LONGEST_WAIT_MS + 45_000;

/// How an attempt ends, with what the queue itself adds.
#[derive(Debug, Clone)]
pub(crate) enum Ending {
    By(End),
    /// It took too long.
    TooLong,
    /// Its process died in its last attempt.
    Crashed,
    /// It was dropped.
    Stopped,
}

impl Model {
    /// Whether what this attempt brings is still wanted.
    pub(crate) fn is_wanted(&self, id: JobId) -> bool {
        let job = &self.jobs[&id];
        job.state == JobState::Running && !job.taken_up && !job.cancel
    }

    /// What the application hears. `added` says what became of the follow-up jobs, and `with` which attempts end in the same step:
    /// those that went well may be over before the first of them adds a job.
    pub(crate) fn settle(
        &mut self,
        id: JobId,
        ending: &Ending,
        now_ms: i64,
        added: &[Added],
        with: &BTreeSet<JobId>,
    ) -> Vec<Told> {
        let live = self.live.remove(&id);
        let job = self.jobs.get_mut(&id).unwrap();
        if job.state != JobState::Running || job.taken_up {
            return Vec::new();
        }
        if job.cancel {
            job.state = JobState::Cancelled;
            return Vec::new();
        }
        match ending {
            Ending::Stopped => {
                job.state = JobState::Available;
                job.attempt -= 1;
                Vec::new()
            }
            Ending::By(End::Done {
                children: specs,
                fails_to_store: false,
            }) => {
                job.state = JobState::Completed;
                if let Some(live) = live.filter(|live| live.after_trouble) {
                    self.slots.success(live.slot, live.started_at_ms, now_ms);
                }
                self.finish(id, None, |model| {
                    let batches = model.batches_of(id);
                    for (spec, added) in specs.iter().zip(added) {
                        let alone = batches.is_empty();
                        let twin = model.twin(spec);
                        let id = if added.is_new {
                            assert!(twin.is_none_or(|twin| with.contains(&twin)));
                            model.insert(added.id, spec, alone, now_ms)
                        } else {
                            assert_eq!(twin, Some(added.id));
                            model.join(added.id, spec, alone, now_ms)
                        };
                        assert_eq!(model.link(&batches, id), Ok(added.is_linked_anew));
                    }
                })
            }
            Ending::By(End::Postpone(seconds)) => {
                let wait_ms =
                    (i64::try_from(*seconds).unwrap() * 1_000).clamp(500, LONGEST_WAIT_MS);
                job.state = JobState::Scheduled;
                job.attempt -= 1;
                job.is_postponed = true;
                job.run_at_ms = now_ms + wait_ms;
                let (until_ms, code) = (job.run_at_ms, "network".to_owned());
                vec![Told::PutOff { id, code, until_ms }]
            }
            failure => self.fail(id, live, failure, now_ms),
        }
    }

    fn fail(&mut self, id: JobId, live: Option<Live>, failure: &Ending, now_ms: i64) -> Vec<Told> {
        let (code, snooze_s) = match failure {
            Ending::By(End::Done { .. }) => ("store", None),
            Ending::By(End::Retry) => ("reset", None),
            Ending::By(End::TimedOut) | Ending::TooLong => ("timeout", None),
            Ending::By(End::Snooze(seconds)) => ("http_429", Some(*seconds)),
            Ending::By(End::Fatal) => ("layout", None),
            Ending::Crashed => ("crashed", None),
            Ending::By(End::Postpone(_)) | Ending::Stopped => unreachable!("not a failure"),
        };
        let job = &self.jobs[&id];
        let wait_ms = match snooze_s {
            Some(Some(seconds)) => i64::try_from(seconds).unwrap() * 1_000,
            Some(None) => 5_000 << job.snoozes,
            None => 500 << (job.attempt - 1),
        };
        let slot = job.slot();
        if snooze_s.is_some() {
            self.slots.block(slot, wait_ms, now_ms);
        }
        if let Some(live) = live.filter(|_| snooze_s.is_some() || code == "timeout") {
            self.slots.trouble(slot, live.started_at_ms, now_ms);
        }
        let job = self.jobs.get_mut(&id).unwrap();
        let given_up = match failure {
            Ending::By(End::Fatal) => Some(code),
            Ending::By(End::Snooze(_)) => (job.snoozes == 3
                || job.snoozed_ms + wait_ms > LONGEST_WAIT_MS)
                .then_some("blocked"),
            _ => (job.attempt >= job.max_attempts()).then_some(code),
        };
        if given_up.is_some() {
            job.state = JobState::Discarded;
            return self.finish(id, given_up, |_| {});
        }
        job.state = JobState::Scheduled;
        job.is_postponed = false;
        job.run_at_ms = now_ms + wait_ms;
        if snooze_s.is_some() {
            job.attempt -= 1;
            job.snoozes += 1;
            job.snoozed_ms += wait_ms;
        }
        let until_ms = job.run_at_ms;
        let code = code.to_owned();
        vec![Told::PutOff { id, code, until_ms }]
    }

    /// The application's part, then the batches'.
    fn finish(
        &mut self,
        id: JobId,
        code: Option<&str>,
        store: impl FnOnce(&mut Model),
    ) -> Vec<Told> {
        let attempt = self.jobs[&id].attempt;
        let batches = self.batches_of(id);
        store(self);
        let code = code.map(str::to_owned);
        let has_failed = code.is_some();
        let mut told = vec![Told::Finished {
            id,
            attempt,
            code,
            batches: batches.clone(),
        }];
        told.extend(
            batches
                .into_iter()
                .filter_map(|batch| self.count_down(batch, has_failed)),
        );
        told
    }

    fn count_down(&mut self, id: BatchId, has_failed: bool) -> Option<Told> {
        let batch = self.batches.get_mut(&id).unwrap();
        batch.pending -= 1;
        batch.failed += i64::from(has_failed);
        if batch.pending > 0 {
            return None;
        }
        batch.state = BatchState::Closed;
        let (total, failed) = (batch.total, batch.failed);
        Some(Told::Closed {
            batch: id,
            total,
            failed,
        })
    }

    /// Takes up what a dead runner left; says which jobs had died in their last attempt.
    pub(crate) fn rescue(&mut self) -> Vec<JobId> {
        self.live.clear();
        let mut crashed = Vec::new();
        for (id, job) in &mut self.jobs {
            if job.state != JobState::Running {
                continue;
            }
            job.taken_up = false;
            if job.cancel {
                job.state = JobState::Cancelled;
            } else if job.attempt < job.max_attempts() {
                job.state = JobState::Available;
            } else {
                crashed.push(*id);
            }
        }
        crashed
    }

    /// What begins now, with the number of the attempt.
    pub(crate) fn claim(&mut self, now_ms: i64, passed_ms: i64) -> BTreeSet<(JobId, u32)> {
        let mut begun = BTreeSet::new();
        if self.is_paused {
            return begun;
        }
        for job in self.jobs.values_mut() {
            let was_put_off = job.attempt + job.snoozes > 0 || job.is_postponed;
            let is_too_far = job.run_at_ms > now_ms + FURTHEST_MS && was_put_off;
            if job.state == JobState::Scheduled && (job.run_at_ms <= now_ms || is_too_far) {
                job.state = JobState::Available;
            }
        }
        self.hold_waiting();
        let waiting = self
            .jobs
            .values()
            .filter(|job| job.state == JobState::Available);
        let slots: BTreeSet<&'static str> = waiting.map(Job::slot).collect();
        for slot in slots {
            while let Some(id) = self.next_in(slot, now_ms) {
                begun.insert((id, self.begin(id, now_ms, passed_ms)));
            }
        }
        begun
    }

    /// The job of the slot that may start now.
    fn next_in(&self, slot: &str, now_ms: i64) -> Option<JobId> {
        let waiting = self
            .jobs
            .iter()
            .filter(|(_, job)| job.slot() == slot && job.state == JobState::Available);
        // Priorities put background work last, so it comes only when no person's job waits.
        let (id, job) = waiting.min_by_key(|(id, job)| (job.priority, job.rank, **id))?;
        let running: Vec<&Live> = self
            .live
            .values()
            .filter(|live| live.slot == slot)
            .collect();
        let background = running.iter().filter(|live| live.is_background).count();
        self.slots
            .may_start(slot, job.is_background(), running.len(), background, now_ms)
            .then_some(*id)
    }

    fn begin(&mut self, id: JobId, now_ms: i64, passed_ms: i64) -> u32 {
        let job = self.jobs.get_mut(&id).unwrap();
        job.state = JobState::Running;
        job.attempt += 1;
        let (slot, is_background) = (job.slot(), job.is_background());
        let timeout_ms = i64::try_from(job.spec.chore.kind().timeout.as_millis()).unwrap();
        let live = Live {
            attempt: job.attempt,
            slot,
            is_background,
            started_at_ms: now_ms,
            after_trouble: self.slots.started(slot, is_background, now_ms),
            ends_at_ms: passed_ms + timeout_ms,
        };
        let attempt = live.attempt;
        self.live.insert(id, live);
        attempt
    }
}
