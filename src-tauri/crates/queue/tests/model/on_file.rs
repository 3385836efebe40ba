//! The application's statements, done on the file.

use std::sync::{Arc, Mutex};

use futures_util::future::join_all;
use queue::{
    Added, BatchId, BoxFuture, Database, Forward, JobId, NewJob, SlotLimits, Transaction,
    WriteError,
};

use crate::handler::Chore;
use crate::known::{Answer, Known, new_job};
use crate::step::{SLOTS, Spec, Work, Write};

/// Says what the statements answered, up to the one that was refused, and whether they were committed.
pub(crate) async fn on_file(
    database: &Database,
    work: &Work,
    known: &Known,
) -> (Vec<Answer>, bool) {
    let answers = Arc::new(Mutex::new(Vec::new()));
    let (work, known, into) = (work.clone(), known.clone(), Arc::clone(&answers));
    let written: Result<(), WriteError> = database
        .write(move |transaction| {
            Box::pin(async move {
                for write in &work.writes {
                    let answer = match one_on_file(transaction, write, &known).await {
                        Err(WriteError::BatchNotOpen(batch)) => Answer::Refused(batch),
                        other => other?,
                    };
                    into.lock().unwrap().push(answer.clone());
                    if let Answer::Refused(batch) = answer {
                        return Err(WriteError::BatchNotOpen(batch));
                    }
                }
                if work.fails {
                    return Err(WriteError::BatchNotOpen(BatchId(0)));
                }
                Ok(())
            })
        })
        .await;
    let is_committed = match written {
        Ok(()) => true,
        Err(WriteError::BatchNotOpen(_)) => false,
        Err(error) => panic!("{error:?}"),
    };
    let answers = answers.lock().unwrap().clone();
    (answers, is_committed)
}

/// Each job by a caller of its own.
pub(crate) async fn together_on_file(
    database: &Database,
    batches: &[BatchId],
    jobs: &[Spec],
    known: &Known,
) -> Vec<Answer> {
    let now_ms = known.now_ms;
    let adds = jobs
        .iter()
        .map(|job| database.add(batches, new_job(job, now_ms), now_ms));
    let answers = join_all(adds).await.into_iter();
    let answers = answers.map(|answer| match answer {
        Ok(added) => Answer::Added(added),
        Err(WriteError::BatchNotOpen(batch)) => Answer::Refused(batch),
        Err(error) => panic!("{error:?}"),
    });
    answers.collect()
}

fn one_on_file<'t>(
    transaction: &'t mut Transaction,
    write: &'t Write,
    known: &'t Known,
) -> BoxFuture<'t, Result<Answer, WriteError>> {
    let now_ms = known.now_ms;
    Box::pin(async move {
        let said = Answer::Said;
        Ok(match write {
            Write::Open => Answer::Opened(queue::open_batch(transaction, now_ms).await?),
            Write::Add { batches, job } => {
                let job = new_job(job, now_ms);
                Answer::Added(queue::add(transaction, &known.batches(batches), job, now_ms).await?)
            }
            Write::AddAll { batches, jobs } => {
                let last = last_job(transaction).await?;
                let jobs: Vec<NewJob> = jobs.iter().map(|job| new_job(job, now_ms)).collect();
                queue::add_all(transaction, &known.batches(batches), &jobs, now_ms).await?;
                Answer::AddedAll(jobs_after(transaction, last).await?)
            }
            Write::RetryFailed { from, into } => {
                let last = last_job(transaction).await?;
                let (from, into) = (known.batch(*from), known.batch(*into));
                queue::retry_failed(transaction, from, into, now_ms).await?;
                Answer::AddedAll(jobs_after(transaction, last).await?)
            }
            Write::Cancel(batch) => {
                said(queue::cancel_batch(transaction, known.batch(*batch), now_ms).await?)
            }
            Write::CloseIfEmpty(batch) => {
                said(queue::close_if_empty(transaction, known.batch(*batch), now_ms).await?)
            }
            Write::Hold(batch) => said(queue::hold_batch(transaction, known.batch(*batch)).await?),
            Write::Resume(batch) => {
                said(queue::resume_batch(transaction, known.held(*batch)).await?)
            }
            Write::SetPriority { jobs, priority } => {
                let changed =
                    queue::set_priority(transaction, &known.jobs(jobs), *priority).await?;
                Answer::Counted(usize::try_from(changed).unwrap())
            }
            Write::SetSlot {
                slot,
                in_flight,
                gap_ms,
            } => {
                set_slot(transaction, *slot, *in_flight, *gap_ms).await?;
                Answer::Nothing
            }
            Write::Pause => {
                queue::pause(transaction, now_ms).await?;
                Answer::Nothing
            }
            Write::Unpause => {
                queue::resume(transaction).await?;
                Answer::Nothing
            }
            Write::BringForward { all } => {
                Answer::Counted(bring_forward(transaction, *all, now_ms).await?)
            }
        })
    })
}

async fn set_slot(
    transaction: &mut Transaction,
    slot: usize,
    in_flight: u32,
    gap_ms: u64,
) -> Result<(), WriteError> {
    let limits = SlotLimits { in_flight, gap_ms };
    queue::set_slot(transaction, SLOTS[slot], limits).await
}

async fn bring_forward(
    transaction: &mut Transaction,
    all: bool,
    now_ms: i64,
) -> Result<usize, WriteError> {
    let which = if all {
        Forward::All
    } else {
        Forward::OneOfEachSlot
    };
    let changed = queue::bring_forward(transaction, "network", which, now_ms).await?;
    Ok(usize::try_from(changed).unwrap())
}

async fn last_job(transaction: &mut Transaction) -> Result<i64, WriteError> {
    let last = sqlx::query_scalar("SELECT coalesce(max(id), 0) FROM job")
        .fetch_one(transaction.connection())
        .await?;
    Ok(last)
}

async fn jobs_after(transaction: &mut Transaction, last: i64) -> Result<Vec<JobId>, WriteError> {
    let jobs = sqlx::query_scalar("SELECT id FROM job WHERE id > ?1 ORDER BY id")
        .bind(last)
        .fetch_all(transaction.connection())
        .await?;
    Ok(jobs)
}

/// The slot of the jobs by which the test sees that the runner has taken a turn; the last one in the order of names.
const PROBE_SLOT: &str = "~probe";

pub(crate) async fn set_probe_slot(database: &Database) {
    let limits = SlotLimits {
        in_flight: 1,
        gap_ms: 0,
    };
    let set: Result<(), WriteError> = database
        .write(move |transaction| Box::pin(queue::set_slot(transaction, PROBE_SLOT, limits)))
        .await;
    set.unwrap();
}

pub(crate) async fn add_probe(database: &Database, now_ms: i64) {
    let probe = NewJob::new(&Chore::Probe).unwrap().slot(PROBE_SLOT);
    let added: Result<Added, WriteError> = database
        .write(move |transaction| Box::pin(queue::add(transaction, &[], probe, now_ms)))
        .await;
    added.unwrap();
}

pub(crate) async fn nothing(database: &Database) {
    let done: Result<(), WriteError> = database.write(|_| Box::pin(async { Ok(()) })).await;
    done.unwrap();
}

/// As if another start had taken the job up.
pub(crate) async fn take_up(database: &Database, id: JobId, counts: bool) {
    let done: Result<(), WriteError> = database
        .write(move |transaction| {
            Box::pin(async move {
                sqlx::query("UPDATE job SET attempt = attempt + ?2, lease_owner = lease_owner + 1 - ?2 WHERE id = ?1 AND state = 2")
                    .bind(id)
                    .bind(counts)
                    .execute(transaction.connection())
                    .await?;
                Ok(())
            })
        })
        .await;
    done.unwrap();
}
