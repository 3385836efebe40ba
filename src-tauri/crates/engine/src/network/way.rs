//! Whether this device has a way out, as its requests have found it.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use queue::Clock;
use tokio::sync::watch;

use super::{Fault, Network, Surroundings, Verdict, verdict};

/// While there is no way out nothing waits longer than this, whatever becomes of whoever looks for the way. Longer than that one looks.
pub(crate) const LATEST: Duration = Duration::from_secs(600);

/// Names and routes may need so long after a way has come back. Milliseconds.
const SETTLING_MS: i64 = 30_000;

/// So long an answer proves a way that the system does not see. Milliseconds.
const UNSEEN_MS: i64 = 300_000;

/// The pause between two attempts while they settle.
pub(crate) const SETTLING_WAIT_MS: i64 = 5_000;
const SETTLING_WAIT: Duration = Duration::from_millis(5_000);

/// What is known of the way out. Shared by the requests, which find out, and by who waits for it.
pub(crate) struct Way {
    pub(crate) network: Arc<dyn Network>,
    clock: Arc<dyn Clock>,
    offline: watch::Sender<bool>,
    /// When it last came back.
    back_at_ms: AtomicI64,
    /// When an answer last came from outside although the system sees no way: through a proxy, say.
    unseen_at_ms: AtomicI64,
}

impl Way {
    pub(crate) fn new(network: Arc<dyn Network>, clock: Arc<dyn Clock>) -> Self {
        Self {
            network,
            clock,
            offline: watch::Sender::new(false),
            back_at_ms: AtomicI64::new(i64::MIN),
            unseen_at_ms: AtomicI64::new(i64::MIN),
        }
    }

    /// Whether there is none.
    pub(crate) fn is_offline(&self) -> bool {
        *self.offline.borrow()
    }

    /// Whether there is none, as it changes.
    pub(crate) fn offline(&self) -> watch::Receiver<bool> {
        self.offline.subscribe()
    }

    /// A request came to nothing. Says how long to wait before the next one, if that is not the library's fault. That there is a way
    /// again is seen here, too, before whoever looks for it by the clock.
    pub(crate) fn judge(&self, fault: Fault, is_loopback: bool) -> Option<Duration> {
        let is_seen = !is_loopback && self.network.has_way();
        if is_seen {
            self.found();
        }
        let around = Surroundings {
            is_loopback,
            has_way: is_seen || self.is_within(&self.unseen_at_ms, UNSEEN_MS),
            is_settling: self.is_settling(),
        };
        match verdict(fault, around) {
            Verdict::Library => None,
            Verdict::Settling => Some(SETTLING_WAIT),
            Verdict::Offline => {
                self.offline.send_if_modified(|is_offline| {
                    let is_news = !*is_offline;
                    *is_offline = true;
                    is_news
                });
                Some(LATEST)
            }
        }
    }

    /// An answer came from outside: there is a way, whatever the system sees of it.
    pub(crate) fn answered(&self) {
        let at_ms = match self.network.has_way() {
            true => i64::MIN,
            false => self.clock.now_ms(),
        };
        self.unseen_at_ms.store(at_ms, Ordering::SeqCst);
        self.found();
    }

    /// There is one.
    pub(crate) fn found(&self) {
        self.offline.send_if_modified(|is_offline| {
            if *is_offline {
                // Before anybody hears of it.
                let now_ms = self.clock.now_ms();
                self.back_at_ms.store(now_ms, Ordering::SeqCst);
            }
            std::mem::replace(is_offline, false)
        });
    }

    fn is_settling(&self) -> bool {
        self.is_offline() || self.is_within(&self.back_at_ms, SETTLING_MS)
    }

    /// A clock that was set back ends it, too.
    fn is_within(&self, at_ms: &AtomicI64, length_ms: i64) -> bool {
        let since_ms = self
            .clock
            .now_ms()
            .saturating_sub(at_ms.load(Ordering::SeqCst));
        (0..length_ms).contains(&since_ms)
    }
}

#[cfg(test)]
mod tests {
    use std::io;
    use std::net::IpAddr;
    use std::sync::atomic::AtomicBool;

    use futures_util::FutureExt;
    use queue::{BoxFuture, ManualClock};

    use super::*;

    #[derive(Default)]
    struct Cable(AtomicBool);

    impl Network for Cable {
        fn has_way(&self) -> bool {
            self.0.load(Ordering::SeqCst)
        }

        fn way_back(&self) -> BoxFuture<'static, ()> {
            std::future::pending().boxed()
        }

        fn look_up(&self, _: String) -> BoxFuture<'static, io::Result<Vec<IpAddr>>> {
            std::future::ready(Ok(Vec::new())).boxed()
        }
    }

    #[test]
    fn it_is_lost_and_found_once_and_then_needs_a_moment() {
        let (cable, clock) = (Arc::new(Cable::default()), ManualClock::default());
        let network: Arc<dyn Network> = Arc::<Cable>::clone(&cable);
        let way = Way::new(network, Arc::new(clock.clone()));
        let mut changes = way.offline();
        let lost = || way.judge(Fault::NoName, false);
        assert_eq!(way.judge(Fault::NoName, true), None);
        assert!(!way.is_offline(), "what is here needs no way out");
        for is_news in [true, false] {
            assert_eq!(lost(), Some(LATEST));
            assert_eq!(changes.has_changed().unwrap(), is_news);
            assert!(*changes.borrow_and_update());
        }
        cable.0.store(true, Ordering::SeqCst);
        for is_news in [true, false] {
            assert_eq!(lost(), Some(SETTLING_WAIT));
            assert_eq!(
                changes.has_changed().unwrap(),
                is_news,
                "the request saw it"
            );
            assert!(!*changes.borrow_and_update());
        }
        clock.advance(SETTLING_MS - 1);
        assert_eq!(lost(), Some(SETTLING_WAIT));
        clock.advance(1);
        assert_eq!(lost(), None, "now it is the library's fault");
        clock.advance(-3_600_000);
        assert_eq!(lost(), None);
    }

    #[test]
    fn an_answer_proves_a_way_that_the_system_does_not_see() {
        let (cable, clock) = (Arc::new(Cable::default()), ManualClock::default());
        let network: Arc<dyn Network> = Arc::<Cable>::clone(&cable);
        let way = Way::new(network, Arc::new(clock.clone()));
        way.answered();
        assert_eq!(way.judge(Fault::NoName, false), None, "a proxy knows one");
        clock.advance(UNSEEN_MS);
        assert_eq!(way.judge(Fault::NoName, false), Some(LATEST));
        way.answered();
        cable.0.store(true, Ordering::SeqCst);
        way.answered();
        cable.0.store(false, Ordering::SeqCst);
        clock.advance(SETTLING_MS);
        assert_eq!(
            way.judge(Fault::NoName, false),
            Some(LATEST),
            "it was seen, and is gone"
        );
    }
}
