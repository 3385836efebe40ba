//! What a search may ask of its library at once, and how fast: the limits of its slot in the queue.

use queue::{SlotLimits, Transaction, WriteError};

use crate::shared::Shared;
use crate::store::searches::Record;
use crate::store::sources;

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
    let limits = SlotLimits {
        in_flight: record.options.in_flight.unwrap_or(library.in_flight),
        gap_ms: record.options.gap_ms.unwrap_or(library.gap_ms),
    };
    queue::set_slot(tx, &record.slot, limits).await
}

/// Forgets the slot of an ended search, if it was its own and nothing runs under it any more.
pub(super) async fn forget(tx: &mut Transaction, record: &Record) -> Result<(), WriteError> {
    if record.options.has_own_slot() {
        queue::remove_slot(tx, &record.slot).await?;
    }
    Ok(())
}
