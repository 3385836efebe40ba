//! Turns: at most two covers are on their way, one a host, with a gap between; a host that is busy is left alone.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::{OwnedMutexGuard, Semaphore, SemaphorePermit};

/// Covers on their way at the same time, over all hosts.
const IN_FLIGHT: usize = 2;

/// Everything covers know of the hosts they are on. Gone with the process.
pub(super) struct Hosts {
    lanes: Semaphore,
    hosts: Mutex<HashMap<String, Arc<tokio::sync::Mutex<Host>>>>,
}

/// What is known of one host by whoever has its turn.
#[derive(Debug, Default)]
pub(super) struct Host {
    /// When the last cover was home.
    asked_at_ms: i64,
    /// Since when it is left alone, because it did not answer or asked to be spared.
    rests_from_ms: i64,
    rests_for: Duration,
}

impl Host {
    /// Leaves it alone from now on.
    pub(super) fn rest(&mut self, now_ms: i64, length: Duration) {
        self.rests_from_ms = now_ms;
        self.rests_for = length;
    }

    /// Whether it is left alone now. A clock that was set back ends that.
    pub(super) fn rests(&self, now_ms: i64) -> bool {
        (0..millis(self.rests_for)).contains(&(now_ms - self.rests_from_ms))
    }

    /// A cover was asked for, and is home now.
    pub(super) fn asked(&mut self, now_ms: i64) {
        self.asked_at_ms = now_ms;
    }

    /// When the next may be asked for: after this gap, whatever happened to the clock.
    pub(super) fn free_at_ms(&self, now_ms: i64, gap: Duration) -> i64 {
        self.asked_at_ms.min(now_ms).saturating_add(millis(gap))
    }
}

fn millis(length: Duration) -> i64 {
    i64::try_from(length.as_millis()).unwrap_or(i64::MAX)
}

impl Hosts {
    pub(super) fn new() -> Self {
        Self {
            lanes: Semaphore::new(IN_FLIGHT),
            hosts: Mutex::default(),
        }
    }

    /// The turn at this host, in the order it was asked for.
    pub(super) async fn turn(&self, host: &str) -> OwnedMutexGuard<Host> {
        let known = {
            let mut hosts = self.hosts.lock().unwrap_or_else(PoisonError::into_inner);
            Arc::clone(hosts.entry(host.to_owned()).or_default())
        };
        known.lock_owned().await
    }

    /// One of the two lanes; none is left only if nobody wants one any more.
    pub(super) async fn lane(&self) -> Option<SemaphorePermit<'_>> {
        self.lanes.acquire().await.ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LENGTH: Duration = Duration::from_millis(100);

    #[test]
    fn a_host_rests_for_its_time_and_no_longer_when_the_clock_is_set_back() {
        let mut host = Host::default();
        assert!(!host.rests(1_000));
        host.rest(1_000, LENGTH);
        assert!(host.rests(1_000) && host.rests(1_099));
        assert!(!host.rests(1_100) && !host.rests(10));
    }

    #[test]
    fn the_next_cover_waits_for_the_gap_and_never_longer() {
        let mut host = Host::default();
        assert!(host.free_at_ms(1_000, LENGTH) <= 1_000);
        host.asked(1_000);
        assert_eq!(host.free_at_ms(1_000, LENGTH), 1_100);
        assert_eq!(host.free_at_ms(1_050, LENGTH), 1_100);
        assert_eq!(host.free_at_ms(10, LENGTH), 110);
    }
}
