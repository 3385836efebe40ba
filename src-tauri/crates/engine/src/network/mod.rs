//! This device's way out: whether there is one, and what happens while there is none.
//!
//! "No way out" and "this library does not answer" are told apart here, because only one of them is over as soon as a cable is
//! plugged in. Nobody else asks the system about its networks.

mod system;
mod verdict;
mod watch;
mod way;

use std::io;
use std::net::IpAddr;

use queue::BoxFuture;

pub use system::SystemNetwork;
pub(crate) use verdict::Fault;
use verdict::{Surroundings, Verdict, verdict};
pub(crate) use watch::watch;
pub(crate) use way::{LATEST, SETTLING_WAIT_MS, Way};

/// The network as the system knows it.
pub trait Network: Send + Sync + 'static {
    /// Whether a request to the net would have a way at this moment. Asks nobody but the system, and does not wait.
    fn has_way(&self) -> bool;
    /// Ends when there is a way; at once if there is one already.
    fn way_back(&self) -> BoxFuture<'static, ()>;
    /// The addresses of a name.
    fn look_up(&self, name: String) -> BoxFuture<'static, io::Result<Vec<IpAddr>>>;
}
