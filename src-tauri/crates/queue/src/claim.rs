//! Claiming: what is due and may start now becomes running, in order, up to what each slot bears.

use std::collections::HashMap;
use std::panic::catch_unwind;

use sqlx::FromRow;
use tokio_util::sync::CancellationToken;

use crate::due::{Outlook, earlier, make_available};
use crate::job::decode;
use crate::lone::claim_lone;
use crate::plan::{Busy, Plan, WaitingSlot};
use crate::slot::keep_gap;
use crate::{BACKGROUND_PRIORITY, Job, JobId, Transaction, WriteError};

/// A job that this runner has taken.
pub(crate) struct Claimed<J> {
    pub(crate) id: JobId,
    pub(crate) kind: String,
    /// Or why it cannot be read.
    pub(crate) job: Result<J, String>,
    pub(crate) slot: String,
    pub(crate) priority: i64,
    pub(crate) attempt: u32,
    pub(crate) max_attempts: u32,
    pub(crate) lease_owner: i64,
    pub(crate) run_at_ms: i64,
    pub(crate) started_at_ms: i64,
    /// Whether lanes of its slot were closed when it began: only then can its success open one.
    pub(crate) after_trouble: bool,
    pub(crate) cancellation: CancellationToken,
}

impl<J> Claimed<J> {
    pub(crate) fn is_background(&self) -> bool {
        self.priority >= BACKGROUND_PRIORITY
    }
}

/// A running job as the database has it.
#[derive(FromRow)]
pub(crate) struct RunningRow {
    id: JobId,
    kind: String,
    args: String,
    slot: String,
    priority: i64,
    rank: i64,
    attempt: u32,
    max_attempts: u32,
    lease_owner: i64,
    run_at_ms: i64,
    started_at_ms: i64,
}

impl RunningRow {
    pub(crate) fn read<J: Job>(self, after_trouble: bool) -> Claimed<J> {
        Claimed {
            id: self.id,
            // What the application reads it with may panic: the job is to blame then, not the turn it is claimed in.
            job: catch_unwind(|| decode(&self.kind, &self.args))
                .unwrap_or_else(|_| Err("reading it panicked".to_owned())),
            kind: self.kind,
            slot: self.slot,
            priority: self.priority,
            attempt: self.attempt,
            max_attempts: self.max_attempts,
            lease_owner: self.lease_owner,
            run_at_ms: self.run_at_ms,
            started_at_ms: self.started_at_ms,
            after_trouble,
            cancellation: CancellationToken::new(),
        }
    }
}

/// What was claimed, and when to look again if nothing happens before.
pub(crate) struct Claims<J> {
    pub(crate) jobs: Vec<Claimed<J>>,
    pub(crate) again_at_ms: Option<i64>,
}

impl<J> Claims<J> {
    pub(crate) fn none() -> Self {
        Claims {
            jobs: Vec::new(),
            again_at_ms: None,
        }
    }
}

/// Claims what may start now. `busy` says what runs, `is_idle` that nothing does or has just ended.
pub(crate) async fn claim<J: Job>(
    transaction: &mut Transaction,
    owner: i64,
    mut busy: HashMap<String, Busy>,
    is_idle: bool,
    now_ms: i64,
) -> Result<Claims<J>, WriteError> {
    if is_idle && let Some((row, again_at_ms)) = claim_lone(transaction, owner, now_ms).await? {
        return Ok(started(transaction, vec![row.read(false)], again_at_ms));
    }
    let mut sight = look(transaction).await?;
    if sight.outlook.is_paused {
        return Ok(Claims::none());
    }
    let (mut again_at_ms, has_changed) =
        make_available(transaction, &sight.outlook, now_ms).await?;
    if has_changed {
        sight = look(transaction).await?;
    }
    let mut rows = Vec::new();
    for mut slot in sight.slots()? {
        let busy = busy.entry(slot.slot.clone()).or_default();
        again_at_ms = earlier(
            again_at_ms,
            claim_in(transaction, &mut slot, busy, owner, now_ms, &mut rows).await?,
        );
    }
    let jobs = rows
        .into_iter()
        .map(|(row, after_trouble)| row.read(after_trouble))
        .collect();
    Ok(started(transaction, jobs, again_at_ms))
}

/// Makes them cancellable, before any later commit can cancel them.
fn started<J: Job>(
    transaction: &mut Transaction,
    jobs: Vec<Claimed<J>>,
    again_at_ms: Option<i64>,
) -> Claims<J> {
    let signals = transaction.signals();
    let started: Vec<_> = jobs
        .iter()
        .map(|claimed| (claimed.id, claimed.cancellation.clone()))
        .collect();
    transaction.after_commit(move || {
        for (id, cancellation) in started {
            signals.started(id, cancellation);
        }
    });
    Claims { jobs, again_at_ms }
}

/// What one look at the file shows. One row: every further one would cost a change of threads.
#[derive(FromRow)]
struct Sight {
    #[sqlx(flatten)]
    outlook: Outlook,
    /// The slots in which something is available, as JSON.
    slots: String,
}

impl Sight {
    fn slots(&self) -> Result<Vec<WaitingSlot>, WriteError> {
        Ok(serde_json::from_str(&self.slots)?)
    }
}

/// Looks once: mostly nothing is due, and a turn is short. The slots are found by jumping from one to
/// the next in the index instead of reading every job, and what waits in each is counted up to several.
async fn look(transaction: &mut Transaction) -> Result<Sight, WriteError> {
    let sight = sqlx::query_as(
        "WITH RECURSIVE waiting(name) AS (
           SELECT min(slot) FROM job WHERE state = 1
           UNION ALL
           SELECT (SELECT min(slot) FROM job WHERE state = 1 AND slot > waiting.name) FROM waiting WHERE waiting.name IS NOT NULL
         )
         SELECT EXISTS (SELECT 1 FROM pause) AS is_paused,
                EXISTS (SELECT 1 FROM batch WHERE state = 'held') AS has_held,
                (SELECT min(run_at_ms) FROM job WHERE state = 0) AS next_ms,
                (SELECT max(run_at_ms) FROM job WHERE state = 0 AND attempt + snoozes + (postponed_for IS NOT NULL) > 0) AS last_ms,
                (SELECT min(next_at_ms) FROM schedule) AS next_recurring_ms,
                (SELECT max(set_at_ms) FROM schedule) AS recurring_set_ms,
                (SELECT json_group_array(json_object(
                   'slot', waiting.name,
                   'in_flight', coalesce(in_flight, 1), 'gap_ms', coalesce(gap_ms, 1000),
                   'background_in_flight', coalesce(background_in_flight, 1),
                   'background_gap_ms', coalesce(background_gap_ms, 1000),
                   'next_at_ms', coalesce(next_at_ms, 0), 'background_next_at_ms', coalesce(background_next_at_ms, 0),
                   'blocked_until_at_ms', coalesce(blocked_until_at_ms, 0), 'lanes_closed', coalesce(lanes_closed, 0),
                   'persons_wait', (SELECT count(*) FROM (
                      SELECT 1 FROM job WHERE state = 1 AND slot = waiting.name AND priority < 90 LIMIT 2)),
                   'background_waits', (SELECT count(*) FROM (
                      SELECT 1 FROM job WHERE state = 1 AND slot = waiting.name AND priority >= 90 LIMIT 2))
                 ) ORDER BY waiting.name)
                 FROM waiting LEFT JOIN slot ON slot.slot = waiting.name WHERE waiting.name IS NOT NULL) AS slots",
    )
    .fetch_one(transaction.connection())
    .await?;
    Ok(sight)
}

/// Claims in one slot until its plan says to wait, and says until when.
async fn claim_in(
    transaction: &mut Transaction,
    slot: &mut WaitingSlot,
    busy: &mut Busy,
    owner: i64,
    now_ms: i64,
    rows: &mut Vec<(RunningRow, bool)>,
) -> Result<Option<i64>, WriteError> {
    let mut keeps_gap = false;
    loop {
        match slot.plan(*busy, now_ms) {
            Plan::Wait { until_ms } => {
                if keeps_gap {
                    keep_gap(transaction, slot).await?;
                }
                return Ok(until_ms);
            }
            Plan::Start { background, count } => {
                let taken = take(transaction, slot, background, count, owner, now_ms).await?;
                let started = i64::try_from(taken.len()).unwrap_or(i64::MAX);
                slot.started(background, started, count, now_ms);
                busy.all += started;
                busy.background += if background { started } else { 0 };
                keeps_gap |=
                    started > 0 && !slot.slot.is_empty() && (background || slot.gap_ms > 0);
                rows.extend(taken.into_iter().map(|row| (row, slot.lanes_closed > 0)));
            }
        }
    }
}

async fn take(
    transaction: &mut Transaction,
    slot: &WaitingSlot,
    background: bool,
    count: i64,
    owner: i64,
    now_ms: i64,
) -> Result<Vec<RunningRow>, WriteError> {
    let (lowest, highest) = if background {
        (BACKGROUND_PRIORITY, i64::MAX)
    } else {
        (i64::MIN, BACKGROUND_PRIORITY - 1)
    };
    // `state = 1` is a literal: with a parameter SQLite would not use the partial index. `+ 0`: SQLite looks at a bare parameter of a
    // LIMIT while it plans, and would plan anew for every number.
    let one_or_more = sqlx::query_as(
        "UPDATE job SET state = 2, attempt = attempt + 1, lease_owner = ?1, started_at_ms = ?2
         WHERE id IN (SELECT id FROM job WHERE state = 1 AND slot = ?3 AND priority BETWEEN ?4 AND ?5
                      ORDER BY priority, rank, id LIMIT ?6 + 0)
         RETURNING id, kind, args, slot, priority, rank, attempt, max_attempts, lease_owner, run_at_ms, started_at_ms",
    )
    .bind(owner)
    .bind(now_ms)
    .bind(&slot.slot)
    .bind(lowest)
    .bind(highest)
    .bind(count);
    if count == 1 {
        // Without waiting for the end of the rows, which would cost two changes of threads.
        let row = one_or_more.fetch_optional(transaction.connection()).await?;
        return Ok(row.into_iter().collect());
    }
    let mut rows: Vec<RunningRow> = one_or_more.fetch_all(transaction.connection()).await?;
    // The order of RETURNING is not promised.
    rows.sort_by_key(|row| (row.priority, row.rank, row.id));
    Ok(rows)
}
