//! Time and chance from outside, so that tests own both.

use std::hash::{BuildHasher, RandomState};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use futures_util::future::BoxFuture;
use tokio::sync::watch;

/// The only source of time. Points in time are wall-clock milliseconds since 1970, because they outlive the process;
/// lengths of time are measured by a clock that never jumps.
pub trait Clock: Send + Sync + 'static {
    /// Now, in milliseconds since 1970 (UTC).
    fn now_ms(&self) -> i64;
    /// Ends when [`now_ms`](Clock::now_ms) has reached `at_ms`, also if the wall clock was set meanwhile.
    fn sleep_until(&self, at_ms: i64) -> BoxFuture<'static, ()>;
    /// Ends after this length of time.
    fn sleep(&self, length: Duration) -> BoxFuture<'static, ()>;
}

/// The clock of the machine.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

/// The monotonic clock stands still while a laptop sleeps, so a long wait looks at the wall clock now and then.
const LONGEST_NAP: Duration = Duration::from_secs(30);

impl Clock for SystemClock {
    fn now_ms(&self) -> i64 {
        #[expect(
            clippy::disallowed_methods,
            reason = "the one place that reads the wall clock"
        )]
        let now = SystemTime::now();
        let since_1970 = now
            .duration_since(SystemTime::UNIX_EPOCH)
            .unwrap_or_default();
        i64::try_from(since_1970.as_millis()).unwrap_or(i64::MAX)
    }

    fn sleep_until(&self, at_ms: i64) -> BoxFuture<'static, ()> {
        Box::pin(async move {
            loop {
                let left_ms =
                    u64::try_from(at_ms.saturating_sub(SystemClock.now_ms())).unwrap_or(0);
                if left_ms == 0 {
                    return;
                }
                tokio::time::sleep(Duration::from_millis(left_ms).min(LONGEST_NAP)).await;
            }
        })
    }

    fn sleep(&self, length: Duration) -> BoxFuture<'static, ()> {
        Box::pin(tokio::time::sleep(length))
    }
}

/// A clock for tests: it moves only when told to. Clones are the same clock.
#[derive(Debug, Clone)]
pub struct ManualClock {
    now_ms: Arc<watch::Sender<i64>>,
}

impl ManualClock {
    /// A clock that stands at `now_ms`.
    #[must_use]
    pub fn new(now_ms: i64) -> Self {
        ManualClock {
            now_ms: Arc::new(watch::Sender::new(now_ms)),
        }
    }

    /// Moves the clock on and wakes those whose time has come.
    pub fn advance(&self, ms: i64) {
        self.now_ms.send_modify(|now| *now = now.saturating_add(ms));
    }
}

impl Default for ManualClock {
    fn default() -> Self {
        ManualClock::new(1_000_000)
    }
}

impl Clock for ManualClock {
    fn now_ms(&self) -> i64 {
        *self.now_ms.borrow()
    }

    fn sleep_until(&self, at_ms: i64) -> BoxFuture<'static, ()> {
        let mut now_ms = self.now_ms.subscribe();
        // The sender is kept so that the clock outlives its last handle while somebody sleeps by it.
        let sender = Arc::clone(&self.now_ms);
        Box::pin(async move {
            // An error would mean that the sender is gone, and it is held here.
            drop(now_ms.wait_for(|now| *now >= at_ms).await);
            drop(sender);
        })
    }

    fn sleep(&self, length: Duration) -> BoxFuture<'static, ()> {
        let ms = i64::try_from(length.as_millis()).unwrap_or(i64::MAX);
        self.sleep_until(self.now_ms().saturating_add(ms))
    }
}

/// A number from 0 up to, not including, 1: spreads retries so that they do not come back all together.
pub type Jitter = Arc<dyn Fn() -> f64 + Send + Sync>;

/// Chance from the operating system.
#[must_use]
pub fn system_jitter() -> Jitter {
    Arc::new(|| {
        // 53 bits are what an f64 holds exactly.
        (random() >> 11) as f64 / (1_u64 << 53) as f64
    })
}

/// A random number. The standard library's hash keys are random per process and differ per instance.
pub(crate) fn random() -> u64 {
    RandomState::new().hash_one(0_u8)
}
