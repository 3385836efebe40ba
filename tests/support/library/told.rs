//! What an engine tells of its searches.

use engine::wire::{Change, Hit, Search, SearchState};
use engine::{Engine, SearchId};
use tokio::sync::broadcast;
use tokio::sync::broadcast::error::RecvError;

use super::in_time;

/// Waits until this engine shows the search as wanted.
///
/// # Panics
/// If it never does.
pub async fn until(engine: &Engine, id: SearchId, wanted: impl Fn(&Search) -> bool) -> Search {
    let mut changes = engine.changes();
    let seen = async {
        loop {
            let search = engine.search(id).await.expect("a search");
            if wanted(&search) {
                return search;
            }
            // Fallen behind is as good as told: the database is looked at again.
            if changes.recv().await == Err(RecvError::Closed) {
                return search;
            }
        }
    };
    in_time("a search gets where it should", seen).await
}

/// Whether it has ended.
#[must_use]
pub fn is_over(search: &Search) -> bool {
    matches!(
        search.state,
        SearchState::Complete | SearchState::Partial | SearchState::Failed | SearchState::Cancelled
    )
}

/// What a listener was told of one search.
#[derive(Clone, Debug)]
pub struct Told {
    /// The search at that moment.
    pub search: Search,
    /// New or changed hits.
    pub hits: Vec<Hit>,
    /// Hits that are no more.
    pub gone: Vec<i64>,
}

/// Everything that is told of a search until `last` is told.
///
/// # Panics
/// If the listener falls behind: then it cannot say what it was told.
pub async fn hear(
    changes: &mut broadcast::Receiver<Change>,
    id: SearchId,
    last: impl Fn(&Search) -> bool,
) -> Vec<Told> {
    let heard = async {
        let mut heard = Vec::new();
        loop {
            let change = changes.recv().await.expect("every change is heard");
            let Change::Search {
                search,
                hits,
                gone_hit_ids,
            } = change
            else {
                continue;
            };
            if search.id != id.0 {
                continue;
            }
            let is_last = last(&search);
            heard.push(Told {
                search,
                hits,
                gone: gone_hit_ids,
            });
            if is_last {
                return heard;
            }
        }
    };
    in_time("what is told of a search", heard).await
}
