//! The time of a watch: that it is over, and that the clock was wrong when it began.
//!
//! A clock that has leaped says nothing by itself. Where it and the time of a watch do not fit together for a day, it is believed.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use queue::{BoxFuture, Database, Transaction, WriteError};

use super::plan::plan;
use super::tell::tell;
use super::{DAY_MS, pace};
use crate::shared::Shared;
use crate::store::watches::{self, Live};
use crate::wire::{Change, WatchEvent, WatchState};

/// How often it is looked whether something is over that nobody looks at.
const TEND_EVERY: Duration = Duration::from_secs(3_600);

/// Ends a watch whose time is over. Where the clock has leaped since the last look, the program was not there, or the time is wrong:
/// that is remembered, and one more look tells. Says whether it has ended.
pub(super) async fn expire(
    tx: &mut Transaction,
    shared: &Shared,
    watch: &Live,
    now_ms: i64,
) -> Result<bool, WriteError> {
    let is_over = now_ms >= watch.expires_at_ms;
    if !is_over && now_ms >= watch.began_at_ms {
        if watch.doubted_at_ms.is_some() {
            watches::trust(tx.connection(), watch.id).await?;
        }
        return Ok(false);
    }
    let is_sure = match watch.doubted_at_ms {
        Some(since_ms) => now_ms.saturating_sub(since_ms) >= DAY_MS,
        None => !is_doubtful(watch, now_ms),
    };
    if !is_sure {
        watches::doubt(tx.connection(), watch.id, now_ms).await?;
    } else if !is_over {
        watches::begin_anew(tx.connection(), watch.id, now_ms).await?;
    } else {
        let line = tell(tx, shared, watch, WatchEvent::Expired, None, None).await?;
        watches::end(tx.connection(), watch.id, WatchState::Expired, line, now_ms).await?;
    }
    Ok(is_sure && is_over)
}

/// The clock says what cannot be, or has leaped to where the watch is over.
pub(super) fn is_doubtful(watch: &Live, now_ms: i64) -> bool {
    let has_leaped = now_ms.saturating_sub(watch.planned_at_ms) > pace::FURTHEST_MS;
    now_ms < watch.began_at_ms || (now_ms >= watch.expires_at_ms && has_leaped)
}

/// Ends what is over while nothing can be looked at, which may be for ever.
pub(crate) async fn tend(database: Database, shared: Arc<Shared>, active: BoxFuture<'static, ()>) {
    active.await;
    loop {
        shared.clock.sleep(TEND_EVERY).await;
        let tending = Arc::clone(&shared);
        let tended =
            database.write(move |tx| Box::pin(async move { end_what_is_over(tx, &tending).await }));
        match tended.await {
            Ok(()) => {}
            Err(WriteError::Closed) => return,
            Err(error) => tracing::warn!("watches that are over could not be ended: {error}"),
        }
    }
}

async fn end_what_is_over(tx: &mut Transaction, shared: &Shared) -> Result<(), WriteError> {
    let is_cut_off = shared.is_spared.load(Ordering::SeqCst) || shared.way.is_offline();
    if !is_cut_off && queue::paused_since_ms(tx.connection()).await?.is_none() {
        return Ok(());
    }
    let now_ms = shared.clock.now_ms();
    for watch in watches::over(tx.connection(), now_ms).await? {
        if expire(tx, shared, &watch, now_ms).await? {
            plan(tx, shared, watch.source_id, &watch.library_id).await?;
            shared.tell_after(tx, Change::Saved);
        }
    }
    Ok(())
}
