//! Time that tests drive.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use queue::{BoxFuture, Clock};

/// Where the clock stands when a world begins.
pub const BEGINNING_MS: i64 = 1_800_000_000_000;

/// Time for tests: it stands still, moves when told to, and leaps to whatever moment the queue waits for, so that a pause
/// between two attempts costs nothing. Only to the queue's upkeep, which follows on every rest, it does not leap. Lengths of
/// time (a job's time-out) are real. Clones are the same clock.
#[derive(Clone, Debug)]
pub struct LeapClock {
    now_ms: Arc<AtomicI64>,
    /// When the queue will tidy up.
    upkeep_at_ms: Arc<AtomicI64>,
}

/// The queue tidies up when it has rested for so long. What waits longer than that is not leaped to.
const REST_MS: i64 = 30_000;

impl LeapClock {
    /// Moves it on.
    pub fn advance(&self, ms: i64) {
        self.now_ms.fetch_add(ms, Ordering::SeqCst);
    }
}

impl Default for LeapClock {
    fn default() -> Self {
        Self {
            now_ms: Arc::new(AtomicI64::new(BEGINNING_MS)),
            upkeep_at_ms: Arc::default(),
        }
    }
}

impl Clock for LeapClock {
    fn now_ms(&self) -> i64 {
        self.now_ms.load(Ordering::SeqCst)
    }

    fn sleep_until(&self, at_ms: i64) -> BoxFuture<'static, ()> {
        let now_ms = Arc::clone(&self.now_ms);
        if at_ms == now_ms.load(Ordering::SeqCst) + REST_MS {
            self.upkeep_at_ms.store(at_ms, Ordering::SeqCst);
        }
        let is_upkeep = at_ms == self.upkeep_at_ms.load(Ordering::SeqCst);
        Box::pin(async move {
            if is_upkeep && now_ms.load(Ordering::SeqCst) < at_ms {
                std::future::pending::<()>().await;
            }
            now_ms.fetch_max(at_ms, Ordering::SeqCst);
        })
    }

    fn sleep(&self, length: Duration) -> BoxFuture<'static, ()> {
        Box::pin(tokio::time::sleep(length))
    }
}
