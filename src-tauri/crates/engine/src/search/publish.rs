//! A change of a search, told to everyone who listens, after it is stored.

use queue::{Transaction, WriteError};

use crate::id::{HitId, RoomId, SearchId};
use crate::shared::Shared;
use crate::store::{hits, rooms, search_view, searches};
use crate::wire::Change;

/// Gives the search its next version and tells it, with these hits, after the commit.
pub(crate) async fn publish(
    tx: &mut Transaction,
    shared: &Shared,
    id: SearchId,
    changed: &[HitId],
    gone: Vec<HitId>,
) -> Result<(), WriteError> {
    searches::touch(tx.connection(), id).await?;
    let Some(search) = search_view::view(tx.connection(), id).await? else {
        return Ok(());
    };
    let hits = hits::some(tx.connection(), changed).await?;
    let gone_hit_ids = gone.into_iter().map(|id| id.0).collect();
    shared.tell_after(
        tx,
        Change::Search {
            search,
            hits,
            gone_hit_ids,
        },
    );
    Ok(())
}

/// Tells a room as it is now, after the commit.
pub(crate) async fn publish_room(
    tx: &mut Transaction,
    shared: &Shared,
    id: RoomId,
) -> Result<(), WriteError> {
    if let Some(room) = rooms::view(tx.connection(), id, shared.clock.now_ms()).await? {
        shared.tell_after(tx, Change::Room { room });
    }
    Ok(())
}
