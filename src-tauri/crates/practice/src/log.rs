//! What this library was asked, when, and how busy it was: the log that tests and measurements read. It keeps the last
//! 10,000 requests, because the app's own library may run for weeks.

use std::collections::VecDeque;
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

/// Requests that are kept; the oldest go first.
const KEPT: usize = 10_000;

/// The log of one library. Clones speak of the same log.
#[derive(Clone, Debug)]
pub(crate) struct Log {
    state: Arc<Mutex<State>>,
    changed: watch::Sender<()>,
}

#[derive(Debug, Default)]
struct State {
    seen: VecDeque<Seen>,
    /// Requests before the ones in `seen`: cleared, or too old to be kept.
    forgotten: usize,
    in_flight: usize,
    max_in_flight: usize,
}

/// A request in flight. It is over when it is dropped: answered, or left by its client.
#[derive(Debug)]
pub(crate) struct InFlight {
    log: Log,
    /// Counted from the start of the library.
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
        if state.seen.len() == KEPT {
            state.forget(1);
        }
        let flight = InFlight {
            log: self.clone(),
            place: state.forgotten + state.seen.len(),
            status: None,
        };
        state.seen.push_back(seen);
        drop(state);
        self.changed.send_replace(());
        flight
    }

    pub(crate) fn seen(&self) -> Vec<Seen> {
        self.lock().seen.iter().cloned().collect()
    }

    pub(crate) fn max_in_flight(&self) -> usize {
        self.lock().max_in_flight
    }

    /// Forgets all requests; what is in flight stays in flight.
    pub(crate) fn clear(&self) {
        let mut state = self.lock();
        let all = state.seen.len();
        state.forget(all);
        state.max_in_flight = state.in_flight;
    }

    /// Waits until the log satisfies `enough`.
    pub(crate) async fn wait_until(&self, enough: impl Fn(&[Seen]) -> bool) {
        let mut changes = self.changed.subscribe();
        while !enough(self.lock().seen.make_contiguous()) {
            if changes.changed().await.is_err() {
                return;
            }
        }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    /// Forgets the oldest `count` requests; those still in flight write nothing any more.
    fn forget(&mut self, count: usize) {
        self.seen.drain(..count);
        self.forgotten += count;
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
        if let Some(place) = self.place.checked_sub(state.forgotten)
            && let Some(seen) = state.seen.get_mut(place)
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

#[cfg(test)]
mod tests {
    use axum::body::Body;
    use axum::extract::Request;

    use super::*;

    #[tokio::test]
    async fn the_oldest_requests_are_forgotten() {
        let log = Log::new();
        let mut first = None;
        for cid in 0..=KEPT {
            let address = format!("/search/DetailView.ax?cid={cid}");
            let request = Request::get(address).body(Body::empty()).unwrap();
            let asked = Asked::read(request).await;
            let mut flight = log.begin(Kind::Detail, &asked);
            flight.answering(if cid == 0 { 500 } else { 200 });
            first.get_or_insert(flight);
        }
        drop(first);
        let seen = log.seen();
        let cids = [seen.first(), seen.last()].map(|seen| seen.unwrap().cid.clone().unwrap());
        assert_eq!(seen.len(), KEPT);
        assert_eq!(cids, ["1".to_owned(), KEPT.to_string()]);
        assert!(
            seen.iter()
                .all(|seen| seen.in_flight == 2 && seen.status == Some(200)),
            "the forgotten request ends in nobody else's line"
        );
    }
}
