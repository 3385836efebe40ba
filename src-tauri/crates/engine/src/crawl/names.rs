//! Looking up the names of libraries, as the network of this start does it.

use std::net::SocketAddr;
use std::sync::Arc;

use reqwest::dns::{Addrs, Name, Resolve, Resolving};

use crate::network::Network;

/// Asks the network.
pub(super) struct Names(pub(super) Arc<dyn Network>);

/// A name for which no address was found.
#[derive(Debug, thiserror::Error)]
#[error("{host} was not found: {source}")]
pub(super) struct NoName {
    pub(super) host: String,
    pub(super) source: std::io::Error,
}

impl Resolve for Names {
    fn resolve(&self, name: Name) -> Resolving {
        let host = name.as_str().to_owned();
        let found = self.0.look_up(host.clone());
        Box::pin(async move {
            let found = found.await.map_err(|source| NoName { host, source })?;
            let found = found.into_iter().map(|address| SocketAddr::new(address, 0));
            Ok(Box::new(found) as Addrs)
        })
    }
}
