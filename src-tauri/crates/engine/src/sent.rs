//! Requests of attempts that are not stored yet: what is cut off was sent all the same.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use queue::JobId;

/// How many requests each job has sent since it was last counted.
#[derive(Default)]
pub(crate) struct Sent(Mutex<HashMap<JobId, Arc<AtomicU32>>>);

impl Sent {
    /// The count of a job, to be raised with every request.
    pub(crate) fn of(&self, id: JobId) -> Arc<AtomicU32> {
        let mut counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(counts.entry(id).or_default())
    }

    /// What a job has sent so far; it stays to be counted for whoever waits on.
    pub(crate) fn so_far(&self, id: JobId) -> u32 {
        let counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        counts
            .get(&id)
            .map_or(0, |count| count.load(Ordering::Relaxed))
    }

    /// What an ended attempt has sent.
    pub(crate) fn take(&self, id: JobId) -> u32 {
        let mut counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        counts
            .remove(&id)
            .map_or(0, |count| count.load(Ordering::Relaxed))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_count_is_seen_while_it_grows_and_taken_once() {
        let sent = Sent::default();
        let id = JobId(7);
        sent.of(id).fetch_add(2, Ordering::Relaxed);
        assert_eq!(sent.so_far(id), 2);
        sent.of(id).fetch_add(1, Ordering::Relaxed);
        assert_eq!((sent.take(id), sent.take(id)), (3, 0));
    }
}
