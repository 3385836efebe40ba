//! What this library was asked, when, and how busy it was: the log that tests and measurements read.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Serialize};
use tokio::sync::watch;

use crate::asked::{Asked, Kind};

/// One request, as it was seen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seen {
    /// What was asked for; [`Kind::Gate`] when the cookie gate sent the request back.
    pub kind: Kind,
    /// `GET`, `POST`.
    pub method: String,
    /// The path, from its first slash.
    pub path: String,
    /// The `q` of a search, decoded.
    pub query: Option<String>,
    /// The 1-based page of a search.
    pub page: Option<usize>,
    /// The content number, as it was sent.
    pub cid: Option<String>,
    /// When the request was read, in microseconds since 1970.
    pub started_micros: u64,
    /// When the answer was handed to the network, or the client went away; `None` while neither has happened.
    pub ended_micros: Option<u64>,
    /// The HTTP status of the answer; `None` when there was none (yet).
    pub status: Option<u16>,
    /// Requests in flight when this one began, itself included.
    pub in_flight: usize,
}

/// The log of one library. Clones speak of the same log.
#[derive(Clone, Debug)]
pub(crate) struct Log {
    state: Arc<Mutex<State>>,
    changed: watch::Sender<()>,
}

#[derive(Debug, Default)]
struct State {
    seen: Vec<Seen>,
    /// Raised by every clear, so that requests from before write nothing into the new log.
    volume: u64,
    in_flight: usize,
    max_in_flight: usize,
}

/// A request in flight. It is over when it is dropped: answered, or left by its client.
#[derive(Debug)]
pub(crate) struct InFlight {
    log: Log,
    volume: u64,
    place: usize,
    status: Option<u16>,
}

impl Log {
    pub(crate) fn new() -> Log {
        Log {
            state: Arc::default(),
            changed: watch::Sender::new(()),
        }
    }

    /// Writes down a request that begins now.
    pub(crate) fn begin(&self, kind: Kind, asked: &Asked) -> InFlight {
        let mut state = self.lock();
        state.in_flight += 1;
        state.max_in_flight = state.max_in_flight.max(state.in_flight);
        let seen = Seen {
            kind,
            method: asked.method.to_string(),
            path: asked.uri.path().to_owned(),
            query: asked.text("q").map(str::to_owned),
            page: (asked.kind == Kind::List).then(|| asked.page()),
            cid: asked.text("cid").map(str::to_owned),
            started_micros: now_micros(),
            ended_micros: None,
            status: None,
            in_flight: state.in_flight,
        };
        state.seen.push(seen);
        let flight = InFlight {
            log: self.clone(),
            volume: state.volume,
            place: state.seen.len() - 1,
            status: None,
        };
        drop(state);
        self.changed.send_replace(());
        flight
    }

    pub(crate) fn seen(&self) -> Vec<Seen> {
        self.lock().seen.clone()
    }

    pub(crate) fn max_in_flight(&self) -> usize {
        self.lock().max_in_flight
    }

    /// Forgets all requests; what is in flight stays in flight.
    pub(crate) fn clear(&self) {
        let mut state = self.lock();
        state.seen.clear();
        state.volume += 1;
        state.max_in_flight = state.in_flight;
    }

    /// Waits until the log satisfies `enough`.
    pub(crate) async fn wait_until(&self, enough: impl Fn(&[Seen]) -> bool) {
        let mut changes = self.changed.subscribe();
        while !enough(&self.lock().seen) {
            if changes.changed().await.is_err() {
                return;
            }
        }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl InFlight {
    /// The answer's head is on its way; the request is over when this value is dropped.
    pub(crate) fn answering(&mut self, status: u16) {
        self.status = Some(status);
    }
}

impl Drop for InFlight {
    fn drop(&mut self) {
        let mut state = self.log.lock();
        state.in_flight -= 1;
        if state.volume == self.volume
            && let Some(seen) = state.seen.get_mut(self.place)
        {
            seen.ended_micros = Some(now_micros());
            seen.status = self.status;
        }
        drop(state);
        self.log.changed.send_replace(());
    }
}

/// Microseconds since 1970; 0 on a machine whose clock is before that.
#[expect(
    clippy::disallowed_methods,
    reason = "the log's own clock: it is only compared with itself and with other processes of the machine"
)]
fn now_micros() -> u64 {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .ok()
        .and_then(|since| u64::try_from(since.as_micros()).ok())
        .unwrap_or(0)
}
