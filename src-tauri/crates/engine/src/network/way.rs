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
}

impl Way {
    pub(crate) fn new(network: Arc<dyn Network>, clock: Arc<dyn Clock>) -> Self {
        Self {
            network,
            clock,
            offline: watch::Sender::new(false),
            back_at_ms: AtomicI64::new(i64::MIN),
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

    /// A request came to nothing. Says how long to wait before the next one, if that is not the library's fault.
    pub(crate) fn judge(&self, fault: Fault, is_loopback: bool) -> Option<Duration> {
        let around = Surroundings {
            is_loopback,
            has_way: self.network.has_way(),
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

    /// There is one: the system says so, or an answer came from outside.
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

    /// A clock that was set back ends it, too.
    fn is_settling(&self) -> bool {
        let back_at_ms = self.back_at_ms.load(Ordering::SeqCst);
        let since_ms = self.clock.now_ms().saturating_sub(back_at_ms);
        self.is_offline() || (0..SETTLING_MS).contains(&since_ms)
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
        assert_eq!(lost(), Some(SETTLING_WAIT), "nobody has seen it yet");
        for is_news in [true, false] {
            way.found();
            assert_eq!(changes.has_changed().unwrap(), is_news);
            assert!(!*changes.borrow_and_update());
        }
        clock.advance(SETTLING_MS - 1);
        assert_eq!(lost(), Some(SETTLING_WAIT));
        clock.advance(1);
        assert_eq!(lost(), None, "now it is the library's fault");
        clock.advance(-3_600_000);
        assert_eq!(lost(), None);
    }
}
