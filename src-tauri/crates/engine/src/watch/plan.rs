//! The alarm clock of the watches: one recurring job per source, set to the earliest time at which one of its watches is due.
//!
//! A schedule of the queue bears what a lone job would not: a job that was given up is followed by the next, missed times come to
//! one, and a time decided in the future moves with a clock that was set back.

use std::time::Duration;

use queue::{BACKGROUND_PRIORITY, NewJob, Transaction, WriteError};

use super::{LISTED_MS, moment};
use crate::id::SourceId;
use crate::shared::Shared;
use crate::store::watches::{self, Live};
use crate::wire::Change;
use crate::work::Work;

/// Should a look ever end without planning the next one, there is one after this time all the same.
const AT_THE_LATEST: Duration = Duration::from_secs(6 * 3_600);

/// What has just begun to be watched is looked at at night, too: somebody waits for that.
const JUST_BEGUN_MS: i64 = 3_600_000;

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
    queue::set_schedule(tx, &name, job, AT_THE_LATEST, next_at_ms, now_ms).await
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

/// Whether a watch that is due is looked at now. At night only what has just begun is, however much was missed.
pub(crate) fn may_look(shared: &Shared, watch: &Live, now_ms: i64) -> bool {
    let has_just_begun = (0..JUST_BEGUN_MS).contains(&(now_ms - watch.began_at_ms));
    has_just_begun || moment(shared, now_ms).morning().is_none()
}

/// At night: what is due is looked at in the morning.
pub(crate) async fn put_off_until_morning(
    tx: &mut Transaction,
    shared: &Shared,
    source: SourceId,
) -> Result<(), WriteError> {
    let now_ms = shared.clock.now_ms();
    for watch in watches::due(tx.connection(), source, now_ms).await? {
        // Each at its own time.
        let morning_ms = moment(shared, now_ms).morning();
        if let Some(morning_ms) = morning_ms.filter(|_| !may_look(shared, &watch, now_ms)) {
            watches::put_off(tx.connection(), watch.id, now_ms, morning_ms).await?;
            shared.tell_after(tx, Change::Saved);
        }
    }
    Ok(())
}
