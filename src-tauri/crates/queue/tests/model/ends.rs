//! Steps that end attempts: by the test, by the time that passes, by another start that has taken the job up.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use queue::{Failure, JobId};

use crate::attempts::Ending;
use crate::handler::{Attempt, Brought};
use crate::known::new_job;
use crate::on_file;
use crate::step::End;
use crate::world::World;

/// As it should go.
pub(crate) fn done() -> End {
    End::Done {
        children: Vec::new(),
        fails_to_store: false,
    }
}

/// The test ends attempts.
pub(crate) async fn end(world: &mut World, ends: Vec<(u8, End)>) {
    let now_ms = world.time.now_ms();
    let mut endings = BTreeMap::new();
    let mut gone = Vec::new();
    // What ends together may be undone together: a result that cannot be stored comes alone.
    let alone = ends.iter().position(|(_, end)| end.cannot_be_stored());
    let ends = alone.map_or_else(|| ends.clone(), |alone| vec![ends[alone].clone()]);
    for (which, end) in ends {
        if world.attempts.is_empty() {
            break;
        }
        let attempt = world
            .attempts
            .remove(usize::from(which) % world.attempts.len());
        gone.push((attempt.id, attempt.attempt));
        endings.insert(attempt.id, Ending::By(end.clone()));
        attempt.end(result(&end, now_ms));
    }
    world.leave(gone).await;
    world.settle(endings).await;
}

fn result(end: &End, now_ms: i64) -> Result<Brought, Failure> {
    let message = "by the test".to_owned();
    match end {
        End::Done {
            children,
            fails_to_store,
        } => Ok(Brought {
            children: children
                .iter()
                .map(|child| new_job(child, now_ms))
                .collect(),
            fails_to_store: *fails_to_store,
        }),
        End::Retry => Err(Failure::Retry {
            code: "reset",
            message,
        }),
        End::TimedOut => Err(Failure::Retry {
            code: "timeout",
            message,
        }),
        End::Snooze(seconds) => Err(Failure::Snooze {
            code: "http_429",
            message,
            after: seconds.map(Duration::from_secs),
        }),
        End::Postpone(seconds) => Err(Failure::Postpone {
            code: "network",
            message,
            after: Duration::from_secs(*seconds),
        }),
        End::Fatal => Err(Failure::Fatal {
            code: "layout",
            message,
        }),
    }
}

/// Time passes: first what has taken too long ends, then what is due begins, so that it is certain which comes first.
pub(crate) async fn pass(world: &mut World, ms: i64) {
    world.time.pass(ms);
    let passed_ms = world.time.passed_ms();
    let live = world.model.live.iter();
    let late = live.filter(|(_, live)| live.ends_at_ms <= passed_ms);
    let late: BTreeSet<JobId> = late.map(|(id, _)| *id).collect();
    leave_with(world, &late, &Ending::TooLong).await;
    world.begin().await;
    world.time.set(ms);
}

/// Waits until the attempts at these jobs have ended in this way.
pub(crate) async fn leave_with(world: &mut World, jobs: &BTreeSet<JobId>, ending: &Ending) {
    let attempts = std::mem::take(&mut world.attempts).into_iter();
    let (gone, kept): (Vec<Attempt>, _) = attempts.partition(|attempt| jobs.contains(&attempt.id));
    world.attempts = kept;
    let gone: Vec<_> = gone
        .iter()
        .map(|attempt| (attempt.id, attempt.attempt))
        .collect();
    let endings = gone.iter().map(|(id, _)| (*id, ending.clone())).collect();
    world.leave(gone).await;
    world.settle(endings).await;
}

/// Another start takes a job up that is under way here.
pub(crate) async fn take_up(world: &mut World, which: u8, counts: bool) {
    if world.attempts.is_empty() {
        return;
    }
    let id = world.attempts[usize::from(which) % world.attempts.len()].id;
    let job = world.model.jobs.get_mut(&id).unwrap();
    if job.taken_up || (counts && job.attempt >= job.max_attempts()) {
        return;
    }
    job.taken_up = true;
    job.attempt += u32::from(counts);
    let database = world.active().unwrap().database.clone();
    on_file::take_up(&database, id, counts).await;
}
