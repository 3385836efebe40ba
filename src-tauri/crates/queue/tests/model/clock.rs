//! Two times that the test owns: the clock on the wall, which can be set, and the length of time that has passed, which only grows.
//! The look at another process's commits (every 250 ms) is a step of the test, too: nothing happens by itself.

use std::sync::Arc;
use std::time::Duration;

use queue::{BoxFuture, Clock, ManualClock};
use tokio::sync::{Notify, watch};

use crate::handler::soon;

/// What all processes of a test have in common.
#[derive(Clone)]
pub(crate) struct Time {
    wall: ManualClock,
    passed: ManualClock,
}

impl Time {
    pub(crate) fn new() -> Time {
        Time {
            wall: ManualClock::new(1_000_000_000),
            passed: ManualClock::new(0),
        }
    }

    pub(crate) fn now_ms(&self) -> i64 {
        self.wall.now_ms()
    }

    pub(crate) fn passed_ms(&self) -> i64 {
        self.passed.now_ms()
    }

    /// Time passes, but the clock on the wall stands still.
    pub(crate) fn pass(&self, ms: i64) {
        self.passed.advance(ms);
    }

    /// The clock on the wall goes on, or somebody sets it.
    pub(crate) fn set(&self, by_ms: i64) {
        self.wall.advance(by_ms);
    }
}

/// How long the watchers of another process's commits sleep.
const LOOK: Duration = Duration::from_millis(250);

#[derive(Clone, Copy, Default)]
struct Naps {
    begun: u64,
    sleeps: bool,
}

/// The clock of one start of a runner.
#[derive(Clone)]
pub(crate) struct RunnerClock {
    time: Time,
    naps: Arc<watch::Sender<Naps>>,
    wake: Arc<Notify>,
}

impl RunnerClock {
    pub(crate) fn new(time: &Time) -> RunnerClock {
        RunnerClock {
            time: time.clone(),
            naps: Arc::new(watch::Sender::default()),
            wake: Arc::default(),
        }
    }

    /// Waits until the runner has noticed that there is another process.
    pub(crate) async fn sees_another(&self) {
        soon(self.naps.subscribe().wait_for(|naps| naps.sleeps))
            .await
            .unwrap();
    }

    /// Has the runner look once at what another process has committed, and waits until it has.
    pub(crate) async fn look(&self) {
        self.sees_another().await;
        let begun = self.naps.borrow().begun;
        self.wake.notify_one();
        soon(self.naps.subscribe().wait_for(|naps| naps.begun > begun))
            .await
            .unwrap();
    }
}

/// Falls asleep when made, and is awake when dropped.
struct Nap(Arc<watch::Sender<Naps>>);

impl Nap {
    fn begin(naps: Arc<watch::Sender<Naps>>) -> Nap {
        naps.send_modify(|naps| {
            naps.begun += 1;
            naps.sleeps = true;
        });
        Nap(naps)
    }
}

impl Drop for Nap {
    fn drop(&mut self) {
        self.0.send_modify(|naps| naps.sleeps = false);
    }
}

impl Clock for RunnerClock {
    fn now_ms(&self) -> i64 {
        self.time.now_ms()
    }

    fn sleep_until(&self, at_ms: i64) -> BoxFuture<'static, ()> {
        self.time.wall.sleep_until(at_ms)
    }

    fn sleep(&self, length: Duration) -> BoxFuture<'static, ()> {
        if length != LOOK {
            return self.time.passed.sleep(length);
        }
        let (naps, wake) = (Arc::clone(&self.naps), Arc::clone(&self.wake));
        Box::pin(async move {
            let _nap = Nap::begin(naps);
            wake.notified().await;
        })
    }
}
