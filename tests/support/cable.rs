//! What is between this device and every library.

#![expect(
    clippy::expect_used,
    reason = "a test that cannot be prepared fails with the sentence"
)]

use std::io;
use std::net::{IpAddr, Ipv4Addr};
use std::sync::Arc;

use engine::Network;
use queue::BoxFuture;
use tokio::sync::watch;
use url::Url;

/// A cable that can be pulled. Every name leads to loopback while it is plugged. Clones are the same cable.
#[derive(Clone)]
pub struct Cable {
    is_plugged: Arc<watch::Sender<bool>>,
}

impl Cable {
    /// One that is plugged.
    #[must_use]
    pub fn plugged() -> Self {
        Self {
            is_plugged: Arc::new(watch::Sender::new(true)),
        }
    }

    /// Takes the way away.
    pub fn pull(&self) {
        self.is_plugged.send_replace(false);
    }

    /// Gives it back.
    pub fn plug(&self) {
        self.is_plugged.send_replace(true);
    }

    /// The same address at its other end: by a name that only it can look up.
    ///
    /// # Panics
    /// If the address takes no name.
    #[must_use]
    pub fn beyond(mut address: Url) -> Url {
        let named = address.set_host(Some("library.example"));
        named.expect("an address that takes a name");
        address
    }
}

impl Network for Cable {
    fn has_way(&self) -> bool {
        *self.is_plugged.borrow()
    }

    fn way_back(&self) -> BoxFuture<'static, ()> {
        let mut plugged = self.is_plugged.subscribe();
        Box::pin(async move {
            if plugged.wait_for(|is_plugged| *is_plugged).await.is_err() {
                std::future::pending::<()>().await;
            }
        })
    }

    fn look_up(&self, _: String) -> BoxFuture<'static, io::Result<Vec<IpAddr>>> {
        let found = match self.has_way() {
            true => Ok(vec![IpAddr::V4(Ipv4Addr::LOCALHOST)]),
            false => Err(io::Error::other("no server for names answers")),
        };
        Box::pin(std::future::ready(found))
    }
}
