//! `hit`, by what is done with it.

mod listed;
mod parts;
mod shown;

use super::fixture::Store;
use crate::id::{HitId, SearchId};
use crate::store::hits::{self, Part};
use crate::wire::CopiesState;

const CIDS: [&str; 3] = ["1", "2", "3"];

/// A search with three hits, in order.
async fn three_hits(store: &mut Store) -> (SearchId, Vec<HitId>) {
    let search = store.search_with("소년이 온다", &CIDS).await;
    let ids = ids(store, search).await;
    (search, ids)
}

async fn ids(store: &mut Store, search: SearchId) -> Vec<HitId> {
    let hits = store.hits(search).await;
    hits.iter().map(|hit| HitId(hit.id)).collect()
}

async fn set(store: &mut Store, hit: HitId, part: Part, state: CopiesState) {
    hits::set_part(store, &[hit], part, state).await.unwrap();
}

/// Copies and detail of every listed hit, in order.
async fn states(store: &mut Store, search: SearchId) -> Vec<(CopiesState, CopiesState)> {
    let candidates = hits::candidates(store, search).await.unwrap();
    let states = candidates.iter();
    states
        .map(|hit| (hit.copies_state, hit.detail_state))
        .collect()
}

/// Catalogue numbers and places as they are shown.
async fn places(store: &mut Store, search: SearchId) -> Vec<(String, u32)> {
    let hits = store.hits(search).await;
    hits.into_iter()
        .map(|hit| (hit.cid, hit.position))
        .collect()
}

fn place(cid: &str, position: u32) -> (String, u32) {
    (cid.to_owned(), position)
}
