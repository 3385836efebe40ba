//! The alarm clock of the watches: one recurring job per source, set to the earliest time at which one of its watches is due.
//!
//! A schedule of the queue bears what a lone job would not: a job that was given up is followed by the next, missed times come to
//! one, and a time decided in the future moves with a clock that was set back.

use std::time::Duration;

use queue::{BACKGROUND_PRIORITY, NewJob, Transaction, WriteError};

use super::LISTED_MS;
use crate::id::SourceId;
use crate::shared::Shared;
use crate::store::watches;
use crate::work::Work;

/// Should a look ever end without planning the next one, there is one after this time all the same.
const AT_THE_LATEST: Duration = Duration::from_secs(6 * 3_600);

/// Two looks at books of one library are at least so far apart.
const GAP_MS: i64 = 1_000;

/// Sets the alarm of a source to its next watch, or takes it away with its last one. To be done whenever one of its watches has
/// changed.
pub(crate) async fn plan(
    tx: &mut Transaction,
    shared: &Shared,
    source: SourceId,
    library_id: &str,
) -> Result<(), WriteError> {
    let name = format!("watch:{source}");
    let now_ms = shared.clock.now_ms();
    let Some(next_at_ms) = watches::next_at_ms(tx.connection(), source, now_ms).await? else {
        queue::remove_schedule(tx, &name).await?;
        return Ok(());
    };
    let job = NewJob::new(&Work::Watch { source })?
        .slot(library_id)
        .priority(BACKGROUND_PRIORITY);
    let first_at_ms = next_at_ms.max(now_ms.saturating_add(GAP_MS));
    queue::set_schedule(tx, &name, job, AT_THE_LATEST, first_at_ms, now_ms).await
}

/// At a start: every source with a watch has its alarm, and what ended long ago is forgotten.
pub(crate) async fn take_up(tx: &mut Transaction, shared: &Shared) -> Result<(), WriteError> {
    let now_ms = shared.clock.now_ms();
    watches::forget(tx.connection(), now_ms.saturating_sub(LISTED_MS)).await?;
    for (source, library_id) in watches::sources(tx.connection()).await? {
        plan(tx, shared, source, &library_id).await?;
    }
    Ok(())
}
