//! A search that the person parks, and that goes on where it stood.

use queue::{Transaction, WriteError};

use super::publish::publish;
use crate::id::SearchId;
use crate::shared::Shared;
use crate::store::{pages, searches};
use crate::wire::SearchState;

/// Nothing more is begun for it; what is under way is still answered. Nothing happens to a search that has ended.
pub(crate) async fn hold(
    tx: &mut Transaction,
    shared: &Shared,
    id: SearchId,
) -> Result<(), WriteError> {
    if !searches::hold(tx.connection(), id).await? {
        return Ok(());
    }
    for batch in searches::batches(tx.connection(), id).await? {
        queue::hold_batch(tx, batch).await?;
    }
    publish(tx, shared, id, &[], Vec::new()).await
}

/// It goes on. Nothing happens to a search that is not parked.
pub(crate) async fn resume(
    tx: &mut Transaction,
    shared: &Shared,
    id: SearchId,
) -> Result<(), WriteError> {
    // Until its first page is there it is one in line.
    let state = match pages::missing(tx.connection(), id).await?.first() {
        Some(1) => SearchState::Waiting,
        _ => SearchState::Running,
    };
    if !searches::unhold(tx.connection(), id, state).await? {
        return Ok(());
    }
    for batch in searches::batches(tx.connection(), id).await? {
        queue::resume_batch(tx, batch).await?;
    }
    publish(tx, shared, id, &[], Vec::new()).await
}
