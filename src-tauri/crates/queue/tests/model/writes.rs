//! Steps that write: statements of the application, by the process that works or by the one that waits.

use std::collections::BTreeSet;

use futures_util::future::join_all;
use queue::JobId;

use crate::attempts::Ending;
use crate::ends::leave_with;
use crate::known::{Answer, Known};
use crate::model::Model;
use crate::on_file::{on_file, together_on_file};
use crate::on_model::on_model;
use crate::step::{By, Spec, Work, Write};
use crate::world::World;

/// Statements of the process that works, in one transaction.
pub(crate) async fn write_all(world: &mut World, writes: Vec<Write>) {
    let fails = false;
    write(world, By::Working, &[Work { writes, fails }]).await;
}

/// Works that arrive together.
pub(crate) async fn write(world: &mut World, by: By, works: &[Work]) {
    let (which, by) = writer(world, by);
    let known = world.known();
    let database = world.processes[which].database.clone();
    let written = join_all(works.iter().map(|work| on_file(&database, work, &known))).await;
    let mut unwanted = BTreeSet::new();
    for (work, (answers, is_committed)) in works.iter().zip(written) {
        let mut trial = world.model.clone();
        let mut dropped = BTreeSet::new();
        for (write, answer) in work.writes.iter().zip(&answers) {
            let before = cancelled(&trial);
            on_model(&mut trial, write, answer, &known);
            // A token fires once for all, also if the job is wanted again in the same transaction.
            dropped.extend(cancelled(&trial).difference(&before));
        }
        if is_committed {
            note_closed(world, work, &answers, &known);
            world.model = trial;
            unwanted.append(&mut dropped);
        }
    }
    if by == By::Working && world.active.is_some() {
        leave_with(world, &unwanted, &Ending::Stopped).await;
    }
    notice(world, by).await;
}

fn note_closed(world: &mut World, work: &Work, answers: &[Answer], known: &Known) {
    for (write, answer) in work.writes.iter().zip(answers) {
        if let (Write::CloseIfEmpty(which), Answer::Said(true)) = (write, answer) {
            world.closed_by_hand.insert(known.batch(*which));
        }
    }
}

/// Who writes, as far as there is a process that waits.
fn writer(world: &World, by: By) -> (usize, By) {
    match world.waiting() {
        Some(waiting) if by != By::Working => (waiting, by),
        _ => (world.active.unwrap_or(0), By::Working),
    }
}

/// Has the process that works notice what the other one has committed, one way or another.
async fn notice(world: &mut World, by: By) {
    match by {
        By::Working => {}
        By::Waiting => {
            let unwanted = cancelled(&world.model);
            let (_, clock) = world.active().unwrap().runner.as_ref().unwrap();
            clock.look().await;
            leave_with(world, &unwanted, &Ending::Stopped).await;
        }
        By::Unseen => world.probe().await,
    }
}

/// Each job by a caller of its own.
pub(crate) async fn add_together(world: &mut World, by: By, batches: &[u8], jobs: &[Spec]) {
    let (which, by) = writer(world, by);
    let known = world.known();
    let database = &world.processes[which].database;
    let answers = together_on_file(database, &known.batches(batches), jobs, &known).await;
    let mut trial = world.model.clone();
    for (job, answer) in jobs.iter().zip(&answers) {
        let write = Write::Add {
            batches: batches.to_vec(),
            job: job.clone(),
        };
        on_model(&mut trial, &write, answer, &known);
    }
    if answers
        .iter()
        .all(|answer| matches!(answer, Answer::Added(_)))
    {
        world.model = trial;
    }
    notice(world, by).await;
}

/// What a batch wants is wanted by another one instead.
pub(crate) async fn again(world: &mut World, from: u8, into: u8) {
    let wanted = world.model.live_of(world.known().batch(from)).into_iter();
    let add = |job| Write::Add {
        batches: vec![into],
        job,
    };
    let mut writes = vec![Write::Cancel(from)];
    writes.extend(wanted.map(add));
    write_all(world, writes).await;
}

/// Attempts under way whose jobs nobody wants.
fn cancelled(model: &Model) -> BTreeSet<JobId> {
    let live = model.live.keys().copied();
    live.filter(|id| model.jobs[id].cancel).collect()
}
