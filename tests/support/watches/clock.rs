//! A clock with hands that can be set wrong.

#![expect(
    clippy::expect_used,
    reason = "a test that cannot be prepared fails with the sentence"
)]

use std::time::Duration;

use queue::{BoxFuture, Clock};
use tokio::sync::watch;

use crate::library::BEGINNING_MS;

/// Pauses between two requests cost nothing here: the clock leaps over them.
pub(super) const SHORT_MS: i64 = 1_500;

/// A clock with hands that can be set wrong: what it shows, and how much time has really passed. It moves when told to, and by itself
/// over what is short. Clones are the same clock.
#[derive(Clone, Debug)]
pub struct WrongClock(watch::Sender<Time>);

#[derive(Clone, Copy, Debug)]
struct Time {
    passed_ms: i64,
    ahead_ms: i64,
}

impl Time {
    fn shown_ms(self) -> i64 {
        BEGINNING_MS + self.passed_ms + self.ahead_ms
    }
}

impl Default for WrongClock {
    fn default() -> Self {
        Self(watch::Sender::new(Time {
            passed_ms: 0,
            ahead_ms: 0,
        }))
    }
}

impl WrongClock {
    /// How much time has passed.
    #[must_use]
    pub fn passed_ms(&self) -> i64 {
        self.0.borrow().passed_ms
    }

    /// Lets time pass.
    pub fn pass_until(&self, passed_ms: i64) {
        self.0
            .send_modify(|time| time.passed_ms = time.passed_ms.max(passed_ms));
    }

    /// Sets its hands by so much.
    pub fn set_by(&self, ms: i64) {
        self.0.send_modify(|time| time.ahead_ms += ms);
    }
}

impl Clock for WrongClock {
    fn now_ms(&self) -> i64 {
        self.0.borrow().shown_ms()
    }

    fn sleep_until(&self, at_ms: i64) -> BoxFuture<'static, ()> {
        let clock = self.clone();
        Box::pin(async move {
            let mut changes = clock.0.subscribe();
            loop {
                let time = *changes.borrow_and_update();
                let left_ms = at_ms - time.shown_ms();
                if left_ms <= SHORT_MS {
                    return clock.pass_until(time.passed_ms + left_ms);
                }
                changes.changed().await.expect("its own clock is held");
            }
        })
    }

    fn sleep(&self, length: Duration) -> BoxFuture<'static, ()> {
        let length_ms = i64::try_from(length.as_millis()).unwrap_or(i64::MAX);
        let (clock, until_ms) = (self.clone(), self.passed_ms().saturating_add(length_ms));
        Box::pin(async move {
            if length_ms <= SHORT_MS {
                return clock.pass_until(until_ms);
            }
            let mut changes = clock.0.subscribe();
            let passed = changes.wait_for(|time| time.passed_ms >= until_ms);
            passed.await.expect("its own clock is held");
        })
    }
}
