//! Turns: at most two covers are on their way, one a host, with a gap between.

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
}

impl Host {
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
    fn the_next_cover_waits_for_the_gap_and_never_longer() {
        let mut host = Host::default();
        assert!(host.free_at_ms(1_000, LENGTH) <= 1_000);
        host.asked(1_000);
        assert_eq!(host.free_at_ms(1_000, LENGTH), 1_100);
        assert_eq!(host.free_at_ms(1_050, LENGTH), 1_100);
        assert_eq!(host.free_at_ms(10, LENGTH), 110);
    }
}
