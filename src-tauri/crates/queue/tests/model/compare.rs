//! The file beside the model, row by row.

use std::collections::{BTreeMap, BTreeSet};

use queue::{BatchId, BatchState, JobId, JobState};
use sqlx::SqlitePool;

use crate::invariants::broken;
use crate::model::Model;
use crate::step::SLOTS;

#[derive(Debug, sqlx::FromRow)]
struct JobRow {
    id: JobId,
    slot: String,
    state: JobState,
    priority: i64,
    rank: i64,
    run_at_ms: i64,
    attempt: u32,
    snoozes: u32,
    snoozed_ms: i64,
    is_postponed: bool,
    standalone: bool,
    cancel: bool,
}

/// Where a job stands, as far as nobody can wait for it: what is due becomes available, and what is held is put away, when the next
/// turn comes.
fn standing(state: JobState) -> &'static str {
    match state {
        JobState::Scheduled | JobState::Available | JobState::Held => "waits",
        JobState::Running => "runs",
        JobState::Completed => "completed",
        JobState::Discarded => "discarded",
        JobState::Cancelled => "cancelled",
    }
}

/// Fails if the file is not what the model is, or breaks a rule by itself.
pub(crate) async fn compare(file: &SqlitePool, model: &Model) {
    assert_eq!(broken(file).await.unwrap(), []);
    let rows: Vec<JobRow> = sqlx::query_as(
        "SELECT id, slot, state, priority, rank, run_at_ms, attempt, snoozes, snoozed_ms,
                postponed_for IS NOT NULL AS is_postponed, standalone, cancel
         FROM job WHERE slot <> '~probe' ORDER BY id",
    )
    .fetch_all(file)
    .await
    .unwrap();
    let ids: Vec<JobId> = rows.iter().map(|row| row.id).collect();
    assert_eq!(ids, model.jobs.keys().copied().collect::<Vec<_>>());
    for (row, job) in rows.iter().zip(model.jobs.values()) {
        assert_eq!(
            (
                row.slot.as_str(),
                standing(row.state),
                row.priority,
                row.rank,
                row.run_at_ms
            ),
            (
                SLOTS[job.spec.slot],
                standing(job.state),
                job.priority,
                job.rank,
                job.run_at_ms
            ),
            "{row:?}\n{job:?}"
        );
        assert_eq!(
            (row.attempt, row.snoozes, row.snoozed_ms, row.standalone),
            (job.attempt, job.snoozes, job.snoozed_ms, job.standalone),
            "{row:?}\n{job:?}"
        );
        assert_eq!(row.is_postponed, job.is_postponed, "{row:?}\n{job:?}");
        if job.state == JobState::Running {
            assert_eq!(row.cancel, job.cancel, "{row:?}\n{job:?}");
        }
    }
    compare_batches(file, model).await;
}

async fn compare_batches(file: &SqlitePool, model: &Model) {
    let batches: Vec<(BatchId, BatchState, i64, i64, i64)> =
        sqlx::query_as("SELECT id, state, total, pending, failed FROM batch ORDER BY id")
            .fetch_all(file)
            .await
            .unwrap();
    let expected: Vec<_> = model
        .batches
        .iter()
        .map(|(id, batch)| (*id, batch.state, batch.total, batch.pending, batch.failed))
        .collect();
    assert_eq!(batches, expected);
    let links: Vec<(BatchId, JobId)> = sqlx::query_as("SELECT batch_id, job_id FROM job_link")
        .fetch_all(file)
        .await
        .unwrap();
    assert_eq!(links.into_iter().collect::<BTreeSet<_>>(), model.links);
}

/// Fails if a batch was not told to have closed exactly once, or one that was closed by hand was told at all.
pub(crate) fn compare_closings(
    model: &Model,
    told: &BTreeMap<BatchId, u32>,
    by_hand: &BTreeSet<BatchId>,
) {
    for (id, batch) in &model.batches {
        let expected = u32::from(batch.state == BatchState::Closed && !by_hand.contains(id));
        assert_eq!(
            told.get(id).copied().unwrap_or(0),
            expected,
            "batch {id} closed"
        );
    }
}
