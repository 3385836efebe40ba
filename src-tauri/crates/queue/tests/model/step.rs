//! What can happen to a queue, and how it is drawn. A small number stands for "the so-manieth of those there are", so that every
//! history is possible and a shorter one of the same kind can be tried.

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;

use crate::handler::Chore;

/// Slots of the tests. The empty one has no limits, and nobody sets the last one.
pub(crate) const SLOTS: [&str; 4] = ["", "a", "b", "unset"];

/// A job to be added.
#[derive(Debug, Clone)]
pub(crate) struct Spec {
    pub(crate) chore: Chore,
    pub(crate) slot: usize,
    pub(crate) priority: i64,
    pub(crate) rank: i64,
    pub(crate) key: Option<u8>,
    /// From now; `None`: at once.
    pub(crate) in_ms: Option<i64>,
}

/// A statement of the application.
#[derive(Debug, Clone)]
pub(crate) enum Write {
    Open,
    Add {
        batches: Vec<u8>,
        job: Spec,
    },
    AddAll {
        batches: Vec<u8>,
        jobs: Vec<Spec>,
    },
    Cancel(u8),
    CloseIfEmpty(u8),
    Hold(u8),
    Resume(u8),
    RetryFailed {
        from: u8,
        into: u8,
    },
    SetPriority {
        jobs: Vec<u8>,
        priority: i64,
    },
    SetSlot {
        slot: usize,
        in_flight: u32,
        gap_ms: u64,
    },
    Pause,
    Unpause,
    /// What was missing is there again, or may be.
    BringForward {
        all: bool,
    },
}

/// Statements in one transaction, which may fail in the end.
#[derive(Debug, Clone)]
pub(crate) struct Work {
    pub(crate) writes: Vec<Write>,
    pub(crate) fails: bool,
}

/// Which process writes; without a second one always the first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum By {
    Working,
    /// The other one looks at once what was written.
    Waiting,
    /// The other one sees it when something else makes it take a turn.
    Unseen,
}

/// How an attempt ends.
#[derive(Debug, Clone)]
pub(crate) enum End {
    Done {
        children: Vec<Spec>,
        fails_to_store: bool,
    },
    Retry,
    /// As if the other side had not answered in time.
    TimedOut,
    /// In seconds; `None`: it did not say how long.
    Snooze(Option<u64>),
    /// It could not even be made; in seconds.
    Postpone(u64),
    Fatal,
}

impl End {
    pub(crate) fn cannot_be_stored(&self) -> bool {
        matches!(
            self,
            End::Done {
                fails_to_store: true,
                ..
            }
        )
    }
}

/// Something that happens.
#[derive(Debug, Clone)]
pub(crate) enum Step {
    /// By the process that works, or by the one that waits. Works of one step arrive together.
    Write {
        by: By,
        works: Vec<Work>,
    },
    /// Jobs that as many callers add at the same time.
    AddTogether {
        by: By,
        batches: Vec<u8>,
        jobs: Vec<Spec>,
    },
    /// A batch is cancelled, and what it wanted is wanted again by another one, in one transaction.
    Again {
        from: u8,
        into: u8,
    },
    /// Of the attempts that are under way.
    End(Vec<(u8, End)>),
    /// Time passes.
    Pass(i64),
    /// The clock on the wall is set.
    SetClock(i64),
    Start {
        second: bool,
    },
    /// Gracefully, or as a kill would leave the file.
    Stop {
        second: bool,
        graceful: bool,
    },
    /// Another start has taken the job up: what the attempt brings comes too late.
    TakenUp {
        which: u8,
        counts: bool,
    },
}

fn spec() -> impl Strategy<Value = Spec> {
    (
        prop_oneof![5 => Just(Chore::Steady), 2 => Just(Chore::Once), 1 => Just(Chore::Brief)],
        prop_oneof![3 => Just(0), 3 => Just(1), 1 => Just(2), 1 => Just(3)],
        prop_oneof![3 => Just(50), 1 => Just(0), 2 => Just(90)],
        0..3_i64,
        option::weighted(0.5, 0..2_u8),
        option::weighted(
            0.2,
            prop_oneof![Just(1), Just(700), Just(60_000), Just(7_200_000)],
        ),
    )
        .prop_map(|(chore, slot, priority, rank, key, in_ms)| Spec {
            chore,
            slot,
            priority,
            rank,
            key,
            in_ms,
        })
}

fn add() -> impl Strategy<Value = Write> {
    let batches = prop_oneof![1 => vec(any::<u8>(), 0), 4 => vec(any::<u8>(), 1..3)];
    // Now and then more than run at once.
    let local = spec().prop_map(|job| Spec {
        slot: 0,
        key: None,
        in_ms: None,
        ..job
    });
    let specs = prop_oneof![6 => vec(spec(), 0..4), 1 => vec(local, 17..20)];
    prop_oneof![
        3 => (batches.clone(), spec()).prop_map(|(batches, job)| Write::Add { batches, job }),
        1 => (batches, specs).prop_map(|(batches, jobs)| Write::AddAll { batches, jobs }),
    ]
}

/// What changes the fate of jobs that are there.
fn steer() -> impl Strategy<Value = Write> {
    let batch = any::<u8>();
    prop_oneof![
        4 => batch.prop_map(Write::Cancel),
        4 => batch.prop_map(Write::Hold),
        5 => batch.prop_map(Write::Resume),
        2 => (batch, batch).prop_map(|(from, into)| Write::RetryFailed { from, into }),
        3 => (vec(any::<u8>(), 1..4), prop_oneof![Just(0), Just(50), Just(90)])
            .prop_map(|(jobs, priority)| Write::SetPriority { jobs, priority }),
        3 => (1..3_usize, 1..5_u32, prop_oneof![2 => Just(0), 1 => Just(300)])
            .prop_map(|(slot, in_flight, gap_ms)| Write::SetSlot { slot, in_flight, gap_ms }),
        1 => Just(Write::Pause),
        3 => Just(Write::Unpause),
        2 => any::<bool>().prop_map(|all| Write::BringForward { all }),
    ]
}

fn write() -> impl Strategy<Value = Write> {
    prop_oneof![
        2 => Just(Write::Open),
        1 => any::<u8>().prop_map(Write::CloseIfEmpty),
        12 => add(),
        8 => steer(),
    ]
}

fn work() -> impl Strategy<Value = Work> {
    let writes = prop_oneof![2 => vec(add(), 1), 4 => vec(steer(), 1), 2 => vec(write(), 2..4)];
    (writes, prop::bool::weighted(0.1)).prop_map(|(writes, fails)| Work { writes, fails })
}

fn end() -> impl Strategy<Value = End> {
    prop_oneof![
        6 => (vec(spec(), 0..3), prop::bool::weighted(0.1))
            .prop_map(|(children, fails_to_store)| End::Done { children, fails_to_store }),
        3 => Just(End::Retry),
        1 => Just(End::TimedOut),
        2 => option::of(prop_oneof![Just(1), Just(30), Just(400), Just(601)]).prop_map(End::Snooze),
        2 => prop_oneof![Just(0), Just(15), Just(601)].prop_map(End::Postpone),
        1 => Just(End::Fatal),
    ]
}

fn by() -> impl Strategy<Value = By> {
    prop_oneof![3 => Just(By::Working), 1 => Just(By::Waiting), 1 => Just(By::Unseen)]
}

/// One thing that happens.
pub(crate) fn step() -> impl Strategy<Value = Step> {
    let works = prop_oneof![3 => vec(work(), 1), 1 => vec(work(), 2)];
    prop_oneof![
        10 => (by(), works).prop_map(|(by, works)| Step::Write { by, works }),
        2 => (by(), vec(any::<u8>(), 0..3), vec(spec(), 1..6))
            .prop_map(|(by, batches, jobs)| Step::AddTogether { by, batches, jobs }),
        1 => any::<(u8, u8)>().prop_map(|(from, into)| Step::Again { from, into }),
        8 => vec((any::<u8>(), end()), 1..4).prop_map(Step::End),
        5 => prop_oneof![Just(1), Just(300), Just(1_000), Just(5_000), Just(60_000), Just(700_000), Just(3_600_000)]
            .prop_map(Step::Pass),
        2 => prop_oneof![Just(-300), Just(-20_000), Just(-700_000), Just(-86_400_000), Just(3_600_000)]
            .prop_map(Step::SetClock),
        3 => any::<bool>().prop_map(|second| Step::Start { second }),
        2 => any::<(bool, bool)>().prop_map(|(second, graceful)| Step::Stop { second, graceful }),
        3 => (any::<u8>(), any::<bool>()).prop_map(|(which, counts)| Step::TakenUp { which, counts }),
    ]
}
