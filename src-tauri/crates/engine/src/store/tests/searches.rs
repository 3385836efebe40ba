//! `search`, by what becomes of it.

mod asked;
mod standing;
mod told;

use super::fixture::Store;
use crate::id::SearchId;
use crate::options::{Amount, SearchOptions};
use crate::store::searches::{self, Record};

async fn get(store: &mut Store, id: SearchId) -> Record {
    searches::get(store, id).await.unwrap().unwrap()
}

/// Options that make it another search than the default ones.
fn all_copies() -> SearchOptions {
    SearchOptions {
        copies: Amount::All,
        ..SearchOptions::default()
    }
}

/// Sent to another address than the library's own.
fn elsewhere() -> SearchOptions {
    SearchOptions {
        address: Some("http://127.0.0.1:1/".parse().unwrap()),
        ..SearchOptions::default()
    }
}
