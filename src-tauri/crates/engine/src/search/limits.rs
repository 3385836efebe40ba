//! What a search may ask of its library at once, and how fast: the limits of its slot in the queue.

use catalog::Library;
use queue::{SlotLimits, Transaction, WriteError};

use crate::options::SearchOptions;
use crate::shared::Shared;
use crate::store::searches::{self, Record};
use crate::store::{settings, sources};

/// Puts the limits that are stored with the search into its slot. To be done before anything is asked for it: a slot of its own
/// ends with the search.
pub(super) async fn set(
    tx: &mut Transaction,
    shared: &Shared,
    record: &Record,
) -> Result<(), WriteError> {
    let source = sources::get(tx.connection(), record.source_id).await?;
    let Some(library) = source.and_then(|source| shared.library(&source.library_id)) else {
        return Ok(());
    };
    let set = settings::get(tx.connection()).await?.in_flight;
    queue::set_slot(tx, &record.slot, limits(&library, &record.options, set)).await
}

/// Puts a library's usual limits into its own slot, for what no search asks. A search that is under way keeps its own, which may be
/// gentler.
pub(crate) async fn set_usual(tx: &mut Transaction, library: &Library) -> Result<(), WriteError> {
    if searches::is_live_in(tx.connection(), &library.id).await? {
        return Ok(());
    }
    let set = settings::get(tx.connection()).await?.in_flight;
    let usual = limits(library, &SearchOptions::default(), set);
    queue::set_slot(tx, &library.id, usual).await
}

/// The person set another number of requests at once: what is under way keeps to it, too.
pub(crate) async fn set_all(tx: &mut Transaction, shared: &Shared) -> Result<(), WriteError> {
    for id in searches::unfinished(tx.connection()).await? {
        if let Some(record) = searches::get(tx.connection(), id).await? {
            set(tx, shared, &record).await?;
        }
    }
    Ok(())
}

/// At once no more than the library bears, than was asked for and than the person has `set`. Who names another address says what that
/// one bears.
fn limits(library: &Library, options: &SearchOptions, set: u32) -> SlotLimits {
    let most = library.in_flight.min(set);
    SlotLimits {
        in_flight: match options.in_flight {
            Some(asked) if options.has_own_slot() => asked,
            Some(asked) => asked.min(most),
            None => most,
        },
        gap_ms: options.gap_ms.unwrap_or(library.gap_ms),
    }
}

/// Forgets the slot of an ended search, if it was its own and nothing runs under it any more.
pub(super) async fn forget(tx: &mut Transaction, record: &Record) -> Result<(), WriteError> {
    if record.options.has_own_slot() {
        queue::remove_slot(tx, &record.slot).await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_least_counts_except_at_another_address() {
        let library = catalog::libraries().unwrap().remove(0);
        let library = Library {
            in_flight: 4,
            gap_ms: 100,
            ..library
        };
        let asked = |in_flight, address: Option<&str>, set| {
            let options = SearchOptions {
                in_flight,
                address: address.map(|address| address.parse().unwrap()),
                ..SearchOptions::default()
            };
            limits(&library, &options, set).in_flight
        };
        let elsewhere = Some("http://127.0.0.1:9/");
        for (in_flight, address, set, expected) in [
            (None, None, 6, 4),
            (None, None, 2, 2),
            (Some(3), None, 6, 3),
            (Some(3), None, 2, 2),
            (Some(8), None, 6, 4),
            (None, elsewhere, 2, 2),
            (Some(8), elsewhere, 2, 8),
        ] {
            assert_eq!(asked(in_flight, address, set), expected, "{in_flight:?}");
        }
    }
}
