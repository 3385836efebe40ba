//! The alarm clock of the watches: one recurring job per source, set to the earliest time at which one of its watches is due.
//!
//! A schedule of the queue bears what a lone job would not: a job that was given up is followed by the next, missed times come to
//! one, and a time decided in the future moves with a clock that was set back.

use std::time::Duration;

use queue::{BACKGROUND_PRIORITY, NewJob, Transaction, WriteError};

use super::time::is_doubtful;
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
            // What is planned now hides that the clock has leaped.
            if is_doubtful(&watch, now_ms) {
                watches::doubt(tx.connection(), watch.id, now_ms).await?;
            }
            watches::put_off(tx.connection(), watch.id, now_ms, morning_ms).await?;
            shared.tell_after(tx, Change::Saved);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use queue::{Database, ManualClock};

    use super::*;
    use crate::network::{SystemNetwork, Way};
    use crate::store;

    /// Whoever starts a moment later must not put it off once more.
    #[tokio::test]
    async fn the_alarm_of_what_was_missed_is_not_put_off_by_a_start() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("test.db");
        let database = Database::open(&file, store::migrator()).await.unwrap();
        let clock: Arc<dyn queue::Clock> = Arc::new(ManualClock::new(100_000));
        let way = Way::new(Arc::new(SystemNetwork), Arc::clone(&clock));
        let shared = Shared::new(
            Vec::new(),
            None,
            clock,
            Arc::new(|_| 0),
            Arc::new(way),
            Arc::new(|| 0.5),
            false,
        );
        let taken_up = database.write(move |tx| {
            Box::pin(async move {
                sqlx::query(
                    "INSERT INTO source(id, library_id) VALUES (1, 'sejong');
                     INSERT INTO book(id, source_id, cid) VALUES (1, 1, 'A');
                     INSERT INTO watch(book_id, title, author, began_at_ms, expires_at_ms, planned_at_ms, next_at_ms)
                       VALUES (1, '', '', 1, 900000, 1, 5000)",
                )
                .execute(tx.connection())
                .await?;
                take_up(tx, &shared).await
            })
        });
        taken_up.await.unwrap();
        let mut reader = database.reader().acquire().await.unwrap();
        let alarms = queue::schedules(&mut reader).await.unwrap();
        assert_eq!(alarms[0].next_at_ms, 5_000);
    }
}
