//! What is on its way to which host. Never more than its library's file allows, pages and pictures together; pictures let pages go
//! first, and leave a host alone that asked for it.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::watch;

/// How long a host is left alone at most, and if it does not say how long.
const LONGEST_REST: Duration = Duration::from_secs(600);

/// Everything on its way, by host. Clones speak of the same. Gone with the process.
#[derive(Clone, Debug, Default)]
pub(crate) struct Traffic {
    hosts: Arc<Mutex<HashMap<String, Host>>>,
    changed: watch::Sender<()>,
}

#[derive(Debug, Default)]
struct Host {
    pages: u32,
    pictures: u32,
    rests_from_ms: i64,
    rests_for: Duration,
}

#[derive(Clone, Copy, Debug)]
enum What {
    Page,
    Picture,
}

impl Host {
    fn count(&mut self, what: What) -> &mut u32 {
        match what {
            What::Page => &mut self.pages,
            What::Picture => &mut self.pictures,
        }
    }
}

/// Something on its way; it is there, or given up, when this is dropped.
#[derive(Debug)]
pub(crate) struct OnTheWay {
    traffic: Traffic,
    host: String,
    what: What,
}

impl Traffic {
    /// A page may be asked for. How many pages there are is the queue's to say; a picture among them counts, and is waited for if there
    /// would be more than `most`.
    pub(super) async fn page(&self, host: &str, most: u32) -> OnTheWay {
        let fits = |known: &Host| known.pictures == 0 || known.pages + known.pictures < most;
        self.enter(host, What::Page, fits).await
    }

    /// A picture may be asked for: no page of this host is on its way.
    pub(crate) async fn picture(&self, host: &str) -> OnTheWay {
        self.enter(host, What::Picture, |known| known.pages == 0)
            .await
    }

    /// No picture is to be asked for from now on, for so long and no longer than ten minutes.
    pub(crate) fn rest(&self, host: &str, now_ms: i64, length: Option<Duration>) {
        let mut hosts = self.hosts();
        let known = hosts.entry(host.to_owned()).or_default();
        known.rests_from_ms = now_ms;
        known.rests_for = length.unwrap_or(LONGEST_REST).min(LONGEST_REST);
    }

    /// Whether it is left alone now. A clock that was set back ends that.
    pub(crate) fn rests(&self, host: &str, now_ms: i64) -> bool {
        self.hosts().get(host).is_some_and(|known| {
            let length = i64::try_from(known.rests_for.as_millis()).unwrap_or(i64::MAX);
            (0..length).contains(&now_ms.saturating_sub(known.rests_from_ms))
        })
    }

    async fn enter(&self, host: &str, what: What, fits: impl Fn(&Host) -> bool) -> OnTheWay {
        let mut changes = self.changed.subscribe();
        loop {
            {
                let mut hosts = self.hosts();
                let known = hosts.entry(host.to_owned()).or_default();
                if fits(known) {
                    *known.count(what) += 1;
                    return OnTheWay {
                        traffic: self.clone(),
                        host: host.to_owned(),
                        what,
                    };
                }
            }
            // The sender is our own and lives as long as we do: this is no error.
            if changes.changed().await.is_err() {
                tracing::error!("nobody tells any more what is on its way");
            }
        }
    }

    fn hosts(&self) -> MutexGuard<'_, HashMap<String, Host>> {
        self.hosts.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for OnTheWay {
    fn drop(&mut self) {
        if let Some(known) = self.traffic.hosts().get_mut(&self.host) {
            let count = known.count(self.what);
            *count = count.saturating_sub(1);
        }
        self.traffic.changed.send_replace(());
    }
}

#[cfg(test)]
mod tests {
    use futures_util::FutureExt;

    use super::*;

    #[tokio::test]
    async fn a_picture_waits_until_the_last_page_of_its_host_is_home() {
        let traffic = Traffic::default();
        let first = traffic.page("a.kr", 6).await;
        let second = traffic.page("a.kr", 6).await;
        let elsewhere = traffic.page("b.kr", 6).await;
        let mut picture = Box::pin(traffic.picture("a.kr"));
        assert!(picture.as_mut().now_or_never().is_none());
        drop(first);
        assert!(picture.as_mut().now_or_never().is_none());
        drop(second);
        drop(picture.await);
        assert!(traffic.picture("b.kr").now_or_never().is_none());
        drop(elsewhere);
        drop(traffic.picture("b.kr").await);
    }

    #[tokio::test]
    async fn a_page_waits_for_a_picture_only_when_there_would_be_too_many() {
        let traffic = Traffic::default();
        let picture = traffic.picture("a.kr").await;
        let page = traffic.page("a.kr", 2).await;
        let mut other = Box::pin(traffic.page("a.kr", 2));
        assert!(other.as_mut().now_or_never().is_none());
        drop(picture);
        drop((other.await, page));
    }

    #[test]
    fn a_host_rests_for_its_time_and_no_longer_when_the_clock_is_set_back() {
        let traffic = Traffic::default();
        assert!(!traffic.rests("a.kr", 1_000));
        traffic.rest("a.kr", 1_000, Some(Duration::from_millis(100)));
        let rests = [10, 1_000, 1_099, 1_100].map(|now_ms| traffic.rests("a.kr", now_ms));
        assert_eq!(rests, [false, true, true, false]);
        assert!(!traffic.rests("b.kr", 1_000));
        traffic.rest("a.kr", 1_000, None);
        let rests = [600_999, 601_000].map(|now_ms| traffic.rests("a.kr", now_ms));
        assert_eq!(rests, [true, false]);
    }
}
