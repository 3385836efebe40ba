//! The engine's changes as the one event `change`. A search that changes fast is told at most ten times a second: the
//! first change at once, what follows within a tenth of a second together.

use std::collections::HashMap;
use std::time::Duration;

use engine::wire::Change;
use tauri::{AppHandle, Emitter};
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::RecvError;
use tokio::time::{Instant, sleep_until};

/// The event's name; the page listens for it in `ipc/events.ts`.
const CHANGE: &str = "change";

const PAUSE: Duration = Duration::from_millis(100);

/// Carries changes until the engine ends.
pub(crate) async fn carry(handle: AppHandle, mut changes: Receiver<Change>) {
    let mut pauses = Pauses::default();
    loop {
        tokio::select! {
            change = changes.recv() => match change {
                Ok(change) => {
                    for change in pauses.pass(change, now()) {
                        emit(&handle, &change);
                    }
                }
                Err(RecvError::Lagged(count)) => {
                    tracing::info!(count, "changes were missed: the page rebuilds");
                    emit(&handle, &Change::Resync);
                }
                Err(RecvError::Closed) => return,
            },
            () = wait(pauses.next_end()) => {
                for change in pauses.take_ended(now()) {
                    emit(&handle, &change);
                }
            }
        }
    }
}

/// Tokio's clock, which measures pauses and is never stored or decided upon.
fn now() -> Instant {
    Instant::now()
}

async fn wait(until: Option<Instant>) {
    match until {
        Some(until) => sleep_until(until).await,
        None => std::future::pending().await,
    }
}

/// Tells a change that only the shell knows of.
pub(crate) fn emit(handle: &AppHandle, change: &Change) {
    if let Err(error) = handle.emit(CHANGE, change) {
        tracing::warn!("a change did not reach the page: {error}");
    }
}

/// Searches that were told a moment ago, each with what came since.
#[derive(Default)]
struct Pauses(HashMap<i64, (Instant, Option<Change>)>);

impl Pauses {
    /// What is to be told now that this change came.
    fn pass(&mut self, change: Change, now: Instant) -> Vec<Change> {
        let Change::Search { search, .. } = &change else {
            return vec![change];
        };
        let (id, is_final) = (search.id, search.state.is_final());
        match self.0.remove(&id) {
            Some((end, waiting)) if !is_final => {
                self.0.insert(id, (end, Some(merge(waiting, change))));
                Vec::new()
            }
            Some((_, waiting)) => vec![merge(waiting, change)],
            None => {
                if !is_final {
                    self.0.insert(id, (now + PAUSE, None));
                }
                vec![change]
            }
        }
    }

    fn next_end(&self) -> Option<Instant> {
        self.0.values().map(|(end, _)| *end).min()
    }

    /// What waited for the end of its pause; telling it begins the next one.
    fn take_ended(&mut self, now: Instant) -> Vec<Change> {
        let mut ended = Vec::new();
        self.0.retain(|_, (end, waiting)| {
            if *end > now {
                return true;
            }
            let change = waiting.take();
            *end = now + PAUSE;
            let goes_on = change.is_some();
            ended.extend(change);
            goes_on
        });
        ended
    }
}

/// Two changes of one search as one: the later search, every hit in its latest form.
fn merge(earlier: Option<Change>, later: Change) -> Change {
    let (
        Some(Change::Search {
            hits: old_hits,
            gone_hit_ids: old_gone,
            ..
        }),
        Change::Search {
            search,
            mut hits,
            mut gone_hit_ids,
        },
    ) = (earlier, later.clone())
    else {
        return later;
    };
    for hit in old_hits {
        if !hits.iter().any(|newer| newer.id == hit.id) && !gone_hit_ids.contains(&hit.id) {
            hits.push(hit);
        }
    }
    gone_hit_ids.extend(old_gone);
    hits.sort_by_key(|hit| hit.position);
    Change::Search {
        search,
        hits,
        gone_hit_ids,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use engine::wire::{QueryEcho, Search, SearchState};

    fn search(version: i64, state: SearchState) -> Search {
        Search {
            id: 7,
            room_id: Some(1),
            message_id: Some(2),
            library_id: "practice".to_owned(),
            query: QueryEcho::default(),
            state,
            version,
            total_count: None,
            hit_count: 0,
            planned_count: 0,
            checked_count: 0,
            failed_count: 0,
            available_count: 0,
            failed_page_count: 0,
            tried_count: 0,
            code: None,
            searched_as_title: false,
            ahead_count: 0,
            has_more: false,
            kept_from_ms: None,
            as_of_ms: None,
            resumed: false,
            created_at_ms: 0,
            finished_at_ms: None,
        }
    }

    fn change(version: i64, state: SearchState, gone: &[i64]) -> Change {
        Change::Search {
            search: search(version, state),
            hits: Vec::new(),
            gone_hit_ids: gone.to_vec(),
        }
    }

    #[test]
    fn the_first_goes_at_once_and_the_rest_together() {
        let start = now();
        let mut pauses = Pauses::default();
        let running = SearchState::Running;
        assert_eq!(pauses.pass(change(1, running, &[]), start).len(), 1);
        assert!(pauses.pass(change(2, running, &[5]), start).is_empty());
        assert!(pauses.pass(change(3, running, &[6]), start).is_empty());
        assert!(pauses.take_ended(start).is_empty());
        let told = pauses.take_ended(start + PAUSE);
        assert_eq!(told, [change(3, running, &[6, 5])]);
        // The pause that follows with nothing in it ends quietly.
        assert!(pauses.take_ended(start + PAUSE * 2).is_empty());
        assert_eq!(pauses.next_end(), None);
    }

    #[test]
    fn an_end_is_told_at_once_with_what_waited() {
        let start = now();
        let mut pauses = Pauses::default();
        pauses.pass(change(1, SearchState::Running, &[]), start);
        pauses.pass(change(2, SearchState::Running, &[5]), start);
        let told = pauses.pass(change(3, SearchState::Complete, &[]), start);
        assert_eq!(told, [change(3, SearchState::Complete, &[5])]);
        assert_eq!(pauses.next_end(), None);
    }

    #[test]
    fn other_changes_pass() {
        let mut pauses = Pauses::default();
        assert_eq!(pauses.pass(Change::Resync, now()), [Change::Resync]);
    }
}
