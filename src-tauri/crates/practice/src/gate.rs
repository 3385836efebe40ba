//! The gate: hold answers of a kind, watch them pile up, let them go. This is how a test stops a search in the middle.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::{oneshot, watch};

use crate::asked::Kind;

/// A handle on the gate of a practice library. Handles are cheap to clone and speak of the same gate.
///
/// A request of a held kind is in the log and counts as in flight; its answer waits until it is released. Requests whose
/// client went away are forgotten: they are not counted and use up no release.
#[derive(Clone, Debug)]
pub struct Gate {
    state: Arc<Mutex<State>>,
    changed: watch::Sender<()>,
}

#[derive(Debug, Default)]
struct State {
    held_kinds: Vec<Kind>,
    waiting: VecDeque<oneshot::Sender<()>>,
    /// Releases that found nobody waiting: for the next to come.
    spare: usize,
}

impl Gate {
    pub(crate) fn new() -> Gate {
        Gate {
            state: Arc::default(),
            changed: watch::Sender::new(()),
        }
    }

    /// From now on answers of this kind wait. Several kinds can be held at once.
    pub fn hold(&self, kind: Kind) {
        let mut state = self.lock();
        if !state.held_kinds.contains(&kind) {
            state.held_kinds.push(kind);
        }
    }

    /// Lets `count` answers go, the longest waiting first; when fewer wait, the next to come are let through.
    /// The kinds stay held.
    pub fn release(&self, count: usize) {
        let mut state = self.lock();
        for _ in 0..count {
            if !state.let_one_go() {
                state.spare += 1;
            }
        }
        drop(state);
        self.changed.send_replace(());
    }

    /// Lets everything go and holds nothing any more.
    pub fn release_all(&self) {
        let mut state = self.lock();
        state.held_kinds.clear();
        state.spare = 0;
        while state.let_one_go() {}
        drop(state);
        self.changed.send_replace(());
    }

    /// How many answers wait at this moment.
    pub fn held(&self) -> usize {
        self.lock()
            .waiting
            .iter()
            .filter(|answer| !answer.is_closed())
            .count()
    }

    /// Waits until at least `count` answers wait at the same time.
    pub async fn wait_held(&self, count: usize) {
        let mut changes = self.changed.subscribe();
        while self.held() < count {
            if changes.changed().await.is_err() {
                return;
            }
        }
    }

    /// Passes the gate: at once, or when released.
    pub(crate) async fn pass(&self, kind: Kind) {
        let Some(go) = self.queue(kind) else { return };
        self.changed.send_replace(());
        // An error means that the gate itself is gone: nobody is left to hold this answer.
        go.await.unwrap_or_default();
    }

    fn queue(&self, kind: Kind) -> Option<oneshot::Receiver<()>> {
        let mut state = self.lock();
        if !state.held_kinds.contains(&kind) {
            return None;
        }
        if state.spare > 0 {
            state.spare -= 1;
            return None;
        }
        let (answer, go) = oneshot::channel();
        state.waiting.retain(|answer| !answer.is_closed());
        state.waiting.push_back(answer);
        Some(go)
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    /// Lets the longest waiting answer go whose client is still there; false when there is none.
    fn let_one_go(&mut self) -> bool {
        while let Some(answer) = self.waiting.pop_front() {
            if answer.send(()).is_ok() {
                return true;
            }
        }
        false
    }
}
