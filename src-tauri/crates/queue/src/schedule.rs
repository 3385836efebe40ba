//! Recurring jobs. However many times one was missed (the program was closed, the laptop slept), it runs once and then keeps its pace.

use std::time::Duration;

use serde::Serialize;
use sqlx::{FromRow, SqliteConnection};

use crate::add::add;
use crate::{NewJob, Transaction, WriteError};

/// A job that recurs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, FromRow)]
pub struct Schedule {
    /// Its name: there is one of each.
    pub name: String,
    /// The name of the job's kind.
    pub kind: String,
    /// What is to be done each time, as JSON.
    pub args: String,
    /// How far apart, in milliseconds.
    pub every_ms: i64,
    /// When it is due, in milliseconds since 1970.
    pub next_at_ms: i64,
}

/// Has `job` added every so often, from `first_at_ms` on, for itself (without a batch). A schedule of the same name is replaced, also
/// its time. While one of its jobs is alive no other is added; the key of `job` and its time are not used. A wall clock that is set
/// back later moves the next time with it.
///
/// # Errors
/// [`WriteError`] of the statement; also for an empty name and for a length of less than a millisecond.
pub async fn set_schedule(
    transaction: &mut Transaction,
    name: &str,
    job: NewJob,
    every: Duration,
    first_at_ms: i64,
    now_ms: i64,
) -> Result<(), WriteError> {
    sqlx::query(
        "INSERT INTO schedule(name, kind, args, slot, priority, rank, max_attempts, every_ms, next_at_ms, set_at_ms)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
         ON CONFLICT(name) DO UPDATE SET kind = excluded.kind, args = excluded.args, slot = excluded.slot,
           priority = excluded.priority, rank = excluded.rank, max_attempts = excluded.max_attempts,
           every_ms = excluded.every_ms, next_at_ms = excluded.next_at_ms, set_at_ms = excluded.set_at_ms",
    )
    .bind(name)
    .bind(&job.kind)
    .bind(&job.args)
    .bind(&job.slot)
    .bind(job.priority)
    .bind(job.rank)
    .bind(job.max_attempts)
    .bind(i64::try_from(every.as_millis()).unwrap_or(i64::MAX))
    .bind(first_at_ms)
    .bind(now_ms)
    .execute(transaction.connection())
    .await?;
    transaction.wake_runner();
    Ok(())
}

/// Adds no more of these. What was added already stays. Says whether there was such a schedule.
///
/// # Errors
/// [`WriteError`] of the statement.
pub async fn remove_schedule(
    transaction: &mut Transaction,
    name: &str,
) -> Result<bool, WriteError> {
    let removed = sqlx::query("DELETE FROM schedule WHERE name = ?1")
        .bind(name)
        .execute(transaction.connection())
        .await?;
    Ok(removed.rows_affected() == 1)
}

/// All recurring jobs, the next one first.
///
/// # Errors
/// What SQLite says.
pub async fn schedules(connection: &mut SqliteConnection) -> Result<Vec<Schedule>, sqlx::Error> {
    sqlx::query_as(
        "SELECT name, kind, args, every_ms, next_at_ms FROM schedule ORDER BY next_at_ms, name",
    )
    .fetch_all(connection)
    .await
}

#[derive(FromRow)]
struct Due {
    name: String,
    kind: String,
    args: String,
    slot: String,
    priority: i64,
    rank: i64,
    max_attempts: u32,
    every_ms: i64,
    next_at_ms: i64,
}

/// Adds what is due, and says when the next one will be.
pub(crate) async fn add_due(
    transaction: &mut Transaction,
    now_ms: i64,
) -> Result<Option<i64>, WriteError> {
    sqlx::query(
        "UPDATE schedule SET next_at_ms = ?1 + (next_at_ms - set_at_ms), set_at_ms = ?1 WHERE set_at_ms > ?1",
    )
    .bind(now_ms)
    .execute(transaction.connection())
    .await?;
    let due: Vec<Due> = sqlx::query_as(
        "SELECT name, kind, args, slot, priority, rank, max_attempts, every_ms, next_at_ms FROM schedule
         WHERE next_at_ms <= ?1 ORDER BY next_at_ms, name",
    )
    .bind(now_ms)
    .fetch_all(transaction.connection())
    .await?;
    for schedule in due {
        let next_at_ms = following(schedule.next_at_ms, schedule.every_ms, now_ms);
        sqlx::query("UPDATE schedule SET next_at_ms = ?2, set_at_ms = ?3 WHERE name = ?1")
            .bind(&schedule.name)
            .bind(next_at_ms)
            .bind(now_ms)
            .execute(transaction.connection())
            .await?;
        let job = NewJob {
            kind: schedule.kind,
            max_attempts: schedule.max_attempts,
            args: schedule.args,
            slot: schedule.slot,
            priority: schedule.priority,
            rank: schedule.rank,
            unique_key: Some(format!("schedule:{}", schedule.name)),
            run_at_ms: None,
        };
        add(transaction, &[], job, now_ms).await?;
    }
    let next_at_ms = sqlx::query_scalar("SELECT min(next_at_ms) FROM schedule")
        .fetch_one(transaction.connection())
        .await?;
    Ok(next_at_ms)
}

/// The first time after now that keeps the pace.
fn following(at_ms: i64, every_ms: i64, now_ms: i64) -> i64 {
    let missed = now_ms.saturating_sub(at_ms) / every_ms;
    at_ms.saturating_add(every_ms.saturating_mul(missed.saturating_add(1)))
}

#[cfg(test)]
mod tests {
    use super::following;

    #[test]
    fn missed_times_are_left_out_and_the_pace_is_kept() {
        assert_eq!(following(1_000, 100, 1_000), 1_100);
        assert_eq!(following(1_000, 100, 1_099), 1_100);
        assert_eq!(following(1_000, 100, 1_100), 1_200);
        assert_eq!(following(1_000, 100, 9_950), 10_000);
    }

    #[test]
    fn nothing_overflows() {
        assert_eq!(following(0, i64::MAX, 5), i64::MAX);
        assert_eq!(following(i64::MAX, i64::MAX, i64::MAX), i64::MAX);
    }
}
