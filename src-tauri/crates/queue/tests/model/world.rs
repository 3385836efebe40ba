//! Two processes and one file, beside the model. A process is a handle of the file with or without a runner; what a kill leaves is
//! what a dropped runner leaves.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use queue::{Added, BatchId, BatchState, Database, JobId, Runner, RunnerOptions};
use tempfile::TempDir;
use tokio::sync::mpsc;

use crate::attempts::Ending;
use crate::clock::{RunnerClock, Time};
use crate::handler::{Attempt, Brought, Script, Told, migrator, soon};
use crate::inbox::Inbox;
use crate::known::Known;
use crate::model::{Batch, Model};
use crate::on_file;

pub(crate) struct Process {
    pub(crate) database: Database,
    pub(crate) runner: Option<(Runner, RunnerClock)>,
}

pub(crate) struct World {
    pub(crate) time: Time,
    pub(crate) processes: [Process; 2],
    /// The one that works.
    pub(crate) active: Option<usize>,
    pub(crate) model: Model,
    pub(crate) attempts: Vec<Attempt>,
    /// How often the application was told that each batch closed.
    pub(crate) closed: BTreeMap<BatchId, u32>,
    /// Batches that the application closed itself.
    pub(crate) closed_by_hand: BTreeSet<BatchId>,
    script: Arc<Script>,
    pub(crate) sent: Inbox,
    _folder: TempDir,
}

impl World {
    pub(crate) async fn new() -> World {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("model.sqlite");
        let (sender, receiver) = mpsc::unbounded_channel();
        let processes = [Process::open(&path).await, Process::open(&path).await];
        World {
            time: Time::new(),
            processes,
            active: None,
            model: Model::default(),
            attempts: Vec::new(),
            closed: BTreeMap::new(),
            closed_by_hand: BTreeSet::new(),
            script: Arc::new(Script(sender)),
            sent: Inbox::new(receiver),
            _folder: folder,
        }
    }

    pub(crate) fn known(&self) -> Known {
        let that = |of: &dyn Fn(&Batch) -> bool| {
            let batches = self.model.batches.iter();
            batches
                .filter(|(_, batch)| of(batch))
                .map(|(id, _)| *id)
                .collect()
        };
        Known {
            batches: that(&|_| true),
            open: that(&Batch::takes_jobs),
            held: that(&|batch| batch.state == BatchState::Held),
            jobs: self.model.jobs.keys().copied().collect(),
            now_ms: self.time.now_ms(),
        }
    }

    pub(crate) fn active(&self) -> Option<&Process> {
        self.active.map(|active| &self.processes[active])
    }

    /// The process that waits for the other one to go.
    pub(crate) fn waiting(&self) -> Option<usize> {
        (0..2).find(|other| {
            self.active.is_some_and(|active| active != *other)
                && self.processes[*other].runner.is_some()
        })
    }

    /// Starts a runner; it works, or waits and is noticed by the one that works.
    pub(crate) async fn start(&mut self, which: usize) {
        if self.processes[which].runner.is_some() {
            return;
        }
        let clock = RunnerClock::new(&self.time);
        let options = RunnerOptions {
            clock: Arc::new(clock.clone()),
            jitter: Arc::new(|| 0.5),
        };
        let process = &mut self.processes[which];
        let runner =
            Runner::start(process.database.clone(), Arc::clone(&self.script), options).unwrap();
        process.runner = Some((runner, clock));
        match self.active() {
            None => self.take_over(which).await,
            Some(Process {
                runner: Some((_, clock)),
                ..
            }) => clock.sees_another().await,
            Some(_) => unreachable!("the one that works has a runner"),
        }
    }

    /// Waits until this process works, and takes up in the model what it took up in the file.
    async fn take_over(&mut self, which: usize) {
        let (runner, _) = self.processes[which].runner.as_ref().unwrap();
        soon(runner.active()).await;
        self.active = Some(which);
        let crashed = self.model.rescue();
        let endings = crashed
            .into_iter()
            .map(|id| (id, Ending::Crashed))
            .collect();
        self.settle(endings).await;
        self.begin().await;
    }

    /// Stops a runner; if it worked and another one waits, that takes over.
    pub(crate) async fn stop(&mut self, which: usize, graceful: bool) {
        let Some((runner, _)) = self.processes[which].runner.take() else {
            return;
        };
        let is_active = self.active == Some(which);
        let next = self.waiting();
        let live = std::mem::take(&mut self.attempts);
        if graceful {
            let cut_off = soon(runner.shutdown(Duration::ZERO)).await;
            assert_eq!(cut_off, if is_active { live.len() } else { 0 });
        } else {
            self.flush(which).await;
            drop(runner);
        }
        if !is_active {
            self.attempts = live;
            return;
        }
        self.leave(
            live.iter()
                .map(|attempt| (attempt.id, attempt.attempt))
                .collect(),
        )
        .await;
        if graceful {
            let endings = live
                .iter()
                .map(|attempt| (attempt.id, Ending::Stopped))
                .collect();
            self.settle(endings).await;
        }
        self.active = None;
        if let Some(next) = next {
            self.take_over(next).await;
        }
    }

    /// Waits until these attempts are no longer under way.
    pub(crate) async fn leave(&mut self, attempts: Vec<(JobId, u32)>) {
        for gone in attempts {
            let what = format!("{gone:?} leaves");
            self.sent
                .until(&what, |inbox| {
                    let index = inbox.left.iter().position(|left| *left == gone)?;
                    inbox.left.swap_remove(index);
                    Some(())
                })
                .await;
        }
    }

    /// Waits for what the application is told of these ends, and compares it with what the model tells. The order is the file's.
    pub(crate) async fn settle(&mut self, mut endings: BTreeMap<JobId, Ending>) {
        let now_ms = self.time.now_ms();
        let brings = |id: &JobId, ending: &Ending| {
            !matches!(ending, Ending::Stopped) && self.model.is_wanted(*id)
        };
        let mut ends_to_come = endings
            .iter()
            .filter(|(id, ending)| brings(id, ending))
            .count();
        let mut closings_to_come = Vec::new();
        while ends_to_come > 0 || !closings_to_come.is_empty() {
            let (told, added) = self.told().await;
            let (Told::Finished { id, .. } | Told::PutOff { id, .. }) = told else {
                let expected = closings_to_come.iter().position(|closing| *closing == told);
                closings_to_come.swap_remove(expected.expect("a batch that should not close"));
                self.note_closed(&told);
                continue;
            };
            let ending = endings.remove(&id).expect("a job that did not end");
            let with = endings.keys().copied().collect();
            let mut expected = self.model.settle(id, &ending, now_ms, &added, &with);
            assert_eq!(expected.remove(0), told, "{ending:?}");
            closings_to_come.append(&mut expected);
            ends_to_come -= 1;
        }
        for (id, ending) in endings {
            let told = self
                .model
                .settle(id, &ending, now_ms, &[], &BTreeSet::new());
            assert_eq!(told, [], "nobody wants it");
        }
    }

    fn note_closed(&mut self, told: &Told) {
        if let Told::Closed { batch, .. } = told {
            *self.closed.entry(*batch).or_default() += 1;
        }
    }

    async fn told(&mut self) -> (Told, Vec<Added>) {
        self.sent
            .until("something is told", |inbox| inbox.told.pop_front())
            .await
    }

    /// Waits for the attempts that begin by the model's rules.
    pub(crate) async fn begin(&mut self) {
        if self.active.is_none() {
            return;
        }
        let expected = self.model.claim(self.time.now_ms(), self.time.passed_ms());
        for begun in expected {
            let what = format!("{begun:?} begins");
            let attempt = self
                .sent
                .until(&what, |inbox| {
                    let index = inbox
                        .began
                        .iter()
                        .position(|began| (began.id, began.attempt) == begun)?;
                    Some(inbox.began.swap_remove(index))
                })
                .await;
            self.attempts.push(attempt);
        }
    }

    /// Has the runner take a turn of which it is certain that it came after everything so far.
    pub(crate) async fn probe(&mut self) {
        let Some(which) = self.active else { return };
        if self.model.is_paused {
            return self.flush(which).await;
        }
        on_file::add_probe(&self.processes[which].database, self.time.now_ms()).await;
        let probe = self
            .sent
            .until("a turn", |inbox| inbox.probe_began.take())
            .await;
        probe.end(Ok(Brought::default()));
        self.sent
            .until("a second turn", |inbox| {
                std::mem::take(&mut inbox.probe_ended).then_some(())
            })
            .await;
    }

    /// Lets every task say what it has to say to the writer, and the writer do it.
    async fn flush(&self, which: usize) {
        for _ in 0..2 {
            for _ in 0..8 {
                tokio::task::yield_now().await;
            }
            on_file::nothing(&self.processes[which].database).await;
        }
    }
}

impl Process {
    async fn open(path: &Path) -> Process {
        Process {
            database: Database::open(path, migrator()).await.unwrap(),
            runner: None,
        }
    }
}
