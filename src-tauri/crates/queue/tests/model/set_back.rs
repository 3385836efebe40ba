//! A clock on the wall that is set back by hours: a laptop that keeps local time starts so, until it has asked a time server.

use queue::BatchState;

use crate::ends::{done, end, pass};
use crate::handler::Chore;
use crate::play::{play, set_up};
use crate::step::{By, End, Spec, Step, Work, Write};
use crate::writes::write_all;

const NINE_HOURS_MS: i64 = 9 * 3_600_000;

fn spec(slot: usize) -> Spec {
    Spec {
        chore: Chore::Steady,
        slot,
        priority: 50,
        rank: 0,
        key: None,
        in_ms: None,
    }
}

fn add(slot: usize) -> Write {
    Write::Add {
        batches: vec![0],
        job: spec(slot),
    }
}

fn works(writes: Vec<Write>) -> Step {
    let fails = false;
    Step::Write {
        by: By::Working,
        works: vec![Work { writes, fails }],
    }
}

fn in_a_runtime(what: impl Future<Output = ()>) {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    runtime.unwrap().block_on(what);
}

/// "When the other side asks to wait, all of the slot waits": also if the slot had been asked before the clock was set back.
#[test]
fn a_slot_that_was_asked_to_wait_in_the_other_time_can_be_asked_again() {
    in_a_runtime(play(vec![
        works(vec![
            Write::SetSlot {
                slot: 1,
                in_flight: 2,
                gap_ms: 0,
            },
            add(1),
            add(1),
        ]),
        Step::End(vec![(0, End::Snooze(Some(1)))]),
        Step::SetClock(-NINE_HOURS_MS),
        Step::Pass(1),
        Step::End(vec![(0, End::Snooze(Some(30)))]),
        works(vec![add(1)]),
    ]));
}

/// A job that was put off for half a second runs within the longest wait there is, also if nothing else happens.
#[test]
fn what_was_put_off_does_not_wait_for_the_other_time() {
    in_a_runtime(async {
        let mut world = set_up().await;
        write_all(&mut world, vec![add(0)]).await;
        world.begin().await;
        end(&mut world, vec![(0, End::Retry)]).await;
        world.probe().await;
        world.time.set(-NINE_HOURS_MS);
        pass(&mut world, 700_000).await;
        world.begin().await;
        end(&mut world, vec![(0, done())]).await;
        let batch = world.model.batches.values().next().unwrap();
        assert_eq!(batch.state, BatchState::Closed);
    });
}

/// What could not even be tried had no attempt, but was put off all the same.
#[test]
fn what_could_not_be_tried_does_not_wait_for_the_other_time() {
    in_a_runtime(async {
        let mut world = set_up().await;
        write_all(&mut world, vec![add(1)]).await;
        world.begin().await;
        end(&mut world, vec![(0, End::Postpone(15))]).await;
        world.probe().await;
        world.time.set(-NINE_HOURS_MS);
        pass(&mut world, 15_000).await;
        world.begin().await;
        assert_eq!(world.attempts.len(), 1, "it has waited as long as it said");
        end(&mut world, vec![(0, done())]).await;
    });
}

/// "One opens again with every success": also if the trouble was in the other time.
#[test]
fn lanes_that_were_closed_in_the_other_time_open_again() {
    in_a_runtime(play(vec![
        works(vec![
            Write::SetSlot {
                slot: 1,
                in_flight: 3,
                gap_ms: 0,
            },
            add(1),
        ]),
        Step::End(vec![(0, End::TimedOut)]),
        Step::SetClock(-NINE_HOURS_MS),
        Step::Pass(1_000),
        works(vec![add(1), add(1), add(1)]),
        Step::End(vec![(0, done())]),
        Step::End(vec![(0, done())]),
    ]));
}

/// A laptop that has slept for a night finds its clock far ahead. What was under way goes on, and nothing is run a second time.
#[test]
fn after_a_night_nothing_is_run_a_second_time() {
    in_a_runtime(play(vec![
        works(vec![add(0), add(1)]),
        Step::SetClock(NINE_HOURS_MS),
        Step::End(vec![(0, done()), (0, done())]),
    ]));
}
