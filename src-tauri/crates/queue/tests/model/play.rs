//! A history: each step is done, waits for its own consequences, and is compared with the model.

use queue::{BatchState, JobState};

use crate::compare::{compare, compare_closings};
use crate::ends::{done, end, pass, take_up};
use crate::model::Job;
use crate::on_file;
use crate::step::{Step, Write};
use crate::world::World;
use crate::writes::{add_together, again, write, write_all};

/// Plays a history to its end, and then lets everything come to its end.
pub(crate) async fn play(steps: Vec<Step>) {
    let mut world = set_up().await;
    for step in steps {
        play_one(&mut world, step).await;
    }
    end_everything(&mut world).await;
    compare_closings(&world.model, &world.closed, &world.closed_by_hand);
    for process in &mut world.processes {
        drop(process.runner.take());
        process.database.close().await;
    }
}

/// Three batches, two slots, a process that works and one that waits.
pub(crate) async fn set_up() -> World {
    let mut world = World::new().await;
    on_file::set_probe_slot(&world.processes[0].database).await;
    let slot = |slot, in_flight, gap_ms| Write::SetSlot {
        slot,
        in_flight,
        gap_ms,
    };
    let mut writes = vec![slot(1, 3, 0), slot(2, 2, 300)];
    writes.extend([Write::Open, Write::Open, Write::Open]);
    write_all(&mut world, writes).await;
    world.start(0).await;
    world.start(1).await;
    world
}

async fn play_one(world: &mut World, step: Step) {
    match step {
        Step::Write { by, works } => write(world, by, &works).await,
        Step::AddTogether { by, batches, jobs } => add_together(world, by, &batches, &jobs).await,
        Step::Again { from, into } => again(world, from, into).await,
        Step::End(ends) => end(world, ends).await,
        Step::Pass(ms) => pass(world, ms).await,
        Step::SetClock(by_ms) => {
            world.time.set(by_ms);
            if by_ms < 0 {
                // What is due because of that is found at the next turn.
                world.probe().await;
            }
        }
        Step::Start { second } => world.start(usize::from(second)).await,
        Step::Stop { second, graceful } => world.stop(usize::from(second), graceful).await,
        Step::TakenUp { which, counts } => take_up(world, which, counts).await,
    }
    see(world).await;
}

/// Waits for what begins because of the last step, and makes sure that nothing else has happened.
async fn see(world: &mut World) {
    world.begin().await;
    world.probe().await;
    world.sent.assert_empty();
    compare(world.processes[0].database.reader(), &world.model).await;
}

/// Nothing is left behind: once nothing is held and time goes by, every job ends.
async fn end_everything(world: &mut World) {
    let held = u8::try_from(world.known().held.len()).unwrap();
    let mut writes = vec![Write::Unpause];
    writes.extend((0..held).map(Write::Resume));
    write_all(world, writes).await;
    see(world).await;
    // What another start has taken up is taken up again at the next.
    world.stop(0, false).await;
    world.stop(1, false).await;
    world.start(0).await;
    for _ in 0..1_000 {
        let ends = (0..world.attempts.len()).map(|_| (0, done())).collect();
        end(world, ends).await;
        see(world).await;
        let jobs = world.model.jobs.values();
        let live: Vec<&Job> = jobs.filter(|job| !job.state.is_final()).collect();
        if live.is_empty() {
            let mut open = (world.model.batches.values()).filter(|batch| batch.takes_jobs());
            assert!(open.all(|batch| batch.state == BatchState::Open && batch.total == 0));
            return;
        }
        let is_due = live.iter().any(|job| job.state == JobState::Available);
        let next_ms = live.iter().map(|job| job.run_at_ms).min().unwrap_or(0);
        let wait_ms = (next_ms - world.time.now_ms()).max(1);
        pass(world, if is_due { 1_000 } else { wait_ms }).await;
        world.begin().await;
    }
    panic!("left behind: {:#?}", world.model);
}
