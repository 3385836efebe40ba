//! Slots: what one library (or any other side that must not be pressed) can bear, and what trouble does to that.

use crate::backoff::MAX_SNOOZED_MS;
use crate::plan::WaitingSlot;
use crate::{Transaction, WriteError};

/// Jobs of this priority number and more are background work: they have their own, stricter limits, and start only when no other job
/// of their slot waits.
pub const BACKGROUND_PRIORITY: i64 = 90;

/// What a slot bears of the jobs that a person waits for. Background work in it: one at a time, at least a second apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SlotLimits {
    /// How many of its jobs may run at once; at least 1. After trouble it is fewer for a while.
    pub in_flight: u32,
    /// How far apart their starts are, in milliseconds.
    pub gap_ms: u64,
}

/// Sets the limits of a slot. What is known about it (until when it is blocked, its trouble) stays.
/// A slot that nobody has set bears one job at a time, a second apart.
///
/// # Errors
/// [`WriteError`] of the statement; also for the empty name, which has no limits.
pub async fn set_slot(
    transaction: &mut Transaction,
    slot: &str,
    limits: SlotLimits,
) -> Result<(), WriteError> {
    sqlx::query(
        "INSERT INTO slot(slot, in_flight, gap_ms) VALUES (?1, ?2, ?3)
         ON CONFLICT(slot) DO UPDATE SET in_flight = excluded.in_flight, gap_ms = excluded.gap_ms",
    )
    .bind(slot)
    .bind(limits.in_flight.max(1))
    .bind(i64::try_from(limits.gap_ms).unwrap_or(i64::MAX))
    .execute(transaction.connection())
    .await?;
    transaction.wake_runner();
    Ok(())
}

/// Forgets a slot, its limits and its trouble, unless a job that has not ended runs under them. Says whether it is gone.
///
/// # Errors
/// [`WriteError`] of the statement.
pub async fn remove_slot(transaction: &mut Transaction, slot: &str) -> Result<bool, WriteError> {
    let removed = sqlx::query(
        "DELETE FROM slot WHERE slot = ?1
           AND NOT EXISTS (SELECT 1 FROM job WHERE state = 0 AND job.slot = ?1)
           AND NOT EXISTS (SELECT 1 FROM job WHERE state = 1 AND job.slot = ?1)
           AND NOT EXISTS (SELECT 1 FROM job WHERE state = 2 AND job.slot = ?1)
           AND NOT EXISTS (SELECT 1 FROM job WHERE state = 3 AND job.slot = ?1)",
    )
    .bind(slot)
    .execute(transaction.connection())
    .await?;
    Ok(removed.rows_affected() == 1)
}

/// Keeps when the next jobs of the slot may start.
pub(crate) async fn keep_gap(
    transaction: &mut Transaction,
    slot: &WaitingSlot,
) -> Result<(), WriteError> {
    sqlx::query(
        "INSERT INTO slot(slot, in_flight, gap_ms, next_at_ms, background_next_at_ms) VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT(slot) DO UPDATE SET next_at_ms = excluded.next_at_ms,
                                         background_next_at_ms = excluded.background_next_at_ms",
    )
    .bind(&slot.slot)
    .bind(slot.in_flight)
    .bind(slot.gap_ms)
    .bind(slot.next_at_ms)
    .bind(slot.background_next_at_ms)
    .execute(transaction.connection())
    .await?;
    Ok(())
}

/// A job that was started at `started_at_ms` ran into trouble: half of the open lanes close, once for all that were under way then.
pub(crate) async fn close_lanes(
    transaction: &mut Transaction,
    slot: &str,
    started_at_ms: i64,
    now_ms: i64,
) -> Result<(), WriteError> {
    sqlx::query(
        "UPDATE slot SET lanes_closed = min(in_flight - 1, lanes_closed + max(0, in_flight - lanes_closed + 1) / 2),
                         troubled_at_ms = ?3
         WHERE slot = ?1 AND (troubled_at_ms < ?2 OR troubled_at_ms > ?3)",
    )
    .bind(slot)
    .bind(started_at_ms)
    .bind(now_ms)
    .execute(transaction.connection())
    .await?;
    Ok(())
}

/// A job that was started after the last trouble went well: one lane opens again. Trouble in the future was before the wall clock was
/// set back.
pub(crate) async fn open_lane(
    transaction: &mut Transaction,
    slot: &str,
    started_at_ms: i64,
    now_ms: i64,
) -> Result<(), WriteError> {
    sqlx::query(
        "UPDATE slot SET lanes_closed = lanes_closed - 1
         WHERE slot = ?1 AND lanes_closed > 0 AND (troubled_at_ms < ?2 OR troubled_at_ms > ?3)",
    )
    .bind(slot)
    .bind(started_at_ms)
    .bind(now_ms)
    .execute(transaction.connection())
    .await?;
    Ok(())
}

/// Nothing starts in the slot for so long. What it was blocked for already counts, unless that is from before the wall clock was set
/// back.
pub(crate) async fn block(
    transaction: &mut Transaction,
    slot: &str,
    wait_ms: i64,
    now_ms: i64,
) -> Result<(), WriteError> {
    if slot.is_empty() {
        return Ok(());
    }
    sqlx::query(
        "INSERT INTO slot(slot, in_flight, gap_ms, blocked_until_at_ms) VALUES (?1, 1, 1000, ?2)
         ON CONFLICT(slot) DO UPDATE SET blocked_until_at_ms =
           CASE WHEN blocked_until_at_ms > ?3 THEN excluded.blocked_until_at_ms
                ELSE max(blocked_until_at_ms, excluded.blocked_until_at_ms) END",
    )
    .bind(slot)
    .bind(now_ms.saturating_add(wait_ms))
    .bind(now_ms.saturating_add(MAX_SNOOZED_MS))
    .execute(transaction.connection())
    .await?;
    Ok(())
}
