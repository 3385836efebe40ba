//! What the person looks at comes first.

use queue::{Transaction, WriteError};

use super::priority;
use crate::id::{HitId, SearchId};
use crate::store::{hits, searches};
use crate::wire::CopiesState;
use crate::work;

/// These hits are on the screen now, and no others of this search: of the copies that are asked for and wait, theirs come first.
/// Nothing is asked for that was not. What is in view is kept nowhere but in the queue, so the next look sets it right.
pub(crate) async fn bring_forward(
    tx: &mut Transaction,
    id: SearchId,
    ids: &[HitId],
) -> Result<(), WriteError> {
    let Some(record) = searches::get(tx.connection(), id).await? else {
        return Ok(());
    };
    let (mut near, mut far) = (Vec::new(), Vec::new());
    for hit in hits::candidates(tx.connection(), id).await? {
        if hit.copies_state == CopiesState::Planned {
            let place = if ids.contains(&hit.id) {
                &mut near
            } else {
                &mut far
            };
            place.push(hit.book_id.to_string());
        }
    }
    for (keys, priority) in [(near, priority::IN_VIEW), (far, priority::COPIES)] {
        if keys.is_empty() {
            continue;
        }
        let kind = work::COPIES.name;
        let jobs = queue::live_by_key(tx.connection(), kind, &record.slot, &keys).await?;
        queue::set_priority(tx, &jobs, priority).await?;
    }
    Ok(())
}
