//! Which hosts are being asked for pages: what can wait lets those go first.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::watch;
use url::Url;

/// The pages on their way, by host. Clones speak of the same pages.
#[derive(Clone, Debug, Default)]
pub(crate) struct Traffic {
    pages: Arc<Mutex<HashMap<String, usize>>>,
    changed: watch::Sender<()>,
}

/// A page on its way; it is there, or given up, when this is dropped.
#[derive(Debug)]
pub(super) struct OnTheWay {
    traffic: Traffic,
    host: String,
}

impl Traffic {
    /// A page is asked for.
    pub(super) fn enter(&self, url: &Url) -> OnTheWay {
        let host = url.host_str().unwrap_or_default().to_owned();
        let mut pages = self.pages.lock().unwrap_or_else(PoisonError::into_inner);
        *pages.entry(host.clone()).or_default() += 1;
        drop(pages);
        OnTheWay {
            traffic: self.clone(),
            host,
        }
    }

    /// Waits for a moment without a page of this host on its way.
    pub(crate) async fn quiet(&self, host: &str) {
        let mut changes = self.changed.subscribe();
        while self.is_busy(host) {
            // The sender is our own and lives as long as we do.
            if changes.changed().await.is_err() {
                return;
            }
        }
    }

    fn is_busy(&self, host: &str) -> bool {
        let pages = self.pages.lock().unwrap_or_else(PoisonError::into_inner);
        pages.contains_key(host)
    }
}

impl Drop for OnTheWay {
    fn drop(&mut self) {
        let pages = &self.traffic.pages;
        let mut pages = pages.lock().unwrap_or_else(PoisonError::into_inner);
        match pages.get_mut(&self.host) {
            Some(count) if *count > 1 => *count -= 1,
            _ => {
                pages.remove(&self.host);
            }
        }
        drop(pages);
        self.traffic.changed.send_replace(());
    }
}

#[cfg(test)]
mod tests {
    use futures_util::FutureExt;

    use super::*;

    #[tokio::test]
    async fn a_host_is_quiet_when_its_last_page_is_home() {
        let traffic = Traffic::default();
        let [one, other] = ["https://a.kr/1", "https://b.kr/"].map(|url| Url::parse(url).unwrap());
        let pages = [traffic.enter(&one), traffic.enter(&one)];
        let elsewhere = traffic.enter(&other);
        let [first, second] = pages;
        let mut quiet = Box::pin(traffic.quiet("a.kr"));
        assert!(quiet.as_mut().now_or_never().is_none());
        drop(first);
        assert!(quiet.as_mut().now_or_never().is_none());
        drop(second);
        quiet.await;
        assert!(traffic.quiet("b.kr").now_or_never().is_none());
        drop(elsewhere);
        traffic.quiet("b.kr").await;
    }
}
