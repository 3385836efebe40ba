//! The application's statements, done on the model.

use queue::{BatchId, JobId};

use crate::known::{Answer, Known};
use crate::model::Model;
use crate::step::{SLOTS, Spec, Write};

/// The same on the model, where every answer must be the one that the file gave.
pub(crate) fn on_model(model: &mut Model, write: &Write, answer: &Answer, known: &Known) {
    match (write, answer) {
        (Write::Open, Answer::Opened(id)) => model.open(*id),
        (Write::Add { batches, job }, answer) => {
            add_on_model(model, &known.batches(batches), job, answer, known.now_ms);
        }
        (Write::AddAll { batches, jobs }, answer) => {
            add_all_on_model(model, &known.batches(batches), jobs, answer, known.now_ms);
        }
        (Write::RetryFailed { from, into }, answer) => {
            let failed = model.failed_of(known.batch(*from));
            add_all_on_model(model, &[known.batch(*into)], &failed, answer, known.now_ms);
        }
        (Write::Cancel(batch), Answer::Said(said)) => {
            assert_eq!(model.cancel(known.batch(*batch)), *said);
        }
        (Write::CloseIfEmpty(batch), Answer::Said(said)) => {
            assert_eq!(model.close_if_empty(known.batch(*batch)), *said);
        }
        (Write::Hold(batch), Answer::Said(said)) => {
            assert_eq!(model.hold(known.batch(*batch)), *said);
        }
        (Write::Resume(batch), Answer::Said(said)) => {
            assert_eq!(model.resume(known.held(*batch)), *said);
        }
        (Write::SetPriority { jobs, priority }, Answer::Counted(count)) => {
            assert_eq!(model.set_priority(&known.jobs(jobs), *priority), *count);
        }
        (
            Write::SetSlot {
                slot,
                in_flight,
                gap_ms,
            },
            Answer::Nothing,
        ) => {
            model.slots.set(SLOTS[*slot], *in_flight, *gap_ms);
        }
        (Write::BringForward { all }, Answer::Counted(count)) => {
            assert_eq!(model.bring_forward(*all, known.now_ms), *count);
        }
        (Write::Pause, Answer::Nothing) => model.is_paused = true,
        (Write::Unpause, Answer::Nothing) => model.is_paused = false,
        odd => panic!("{odd:?}"),
    }
}

fn add_on_model(model: &mut Model, batches: &[BatchId], spec: &Spec, answer: &Answer, now_ms: i64) {
    let twin = model.twin(spec);
    match answer {
        Answer::Added(added) => {
            let id = model.add(spec, batches.is_empty(), now_ms, || added.id);
            assert_eq!((added.id, added.is_new), (id, twin.is_none()));
            assert_eq!(model.link(batches, id), Ok(added.is_linked_anew));
        }
        Answer::Refused(batch) => {
            let last = model.jobs.last_key_value().map_or(0, |(id, _)| id.0);
            let id = model.add(spec, batches.is_empty(), now_ms, || JobId(last + 1));
            assert_eq!(model.link(batches, id), Err(*batch));
        }
        odd => panic!("{odd:?}"),
    }
}

fn add_all_on_model(
    model: &mut Model,
    batches: &[BatchId],
    specs: &[Spec],
    answer: &Answer,
    now_ms: i64,
) {
    let mut new: Vec<JobId> = match answer {
        Answer::AddedAll(new) => new.clone(),
        // Nothing of it is kept, so the numbers are of no account.
        Answer::Refused(_) => (1..=100).map(|odd| JobId(i64::MAX - 100 + odd)).collect(),
        odd => panic!("{odd:?}"),
    };
    new.reverse();
    let alone = batches.is_empty();
    let ids: Vec<JobId> = specs
        .iter()
        .map(|spec| {
            model.add(spec, alone, now_ms, || {
                new.pop().expect("a job was not added")
            })
        })
        .collect();
    // Of no job at all nothing is asked, not even whether the batches are open.
    let asked = if specs.is_empty() { &[] } else { batches };
    let mut refused = None;
    for batch in asked {
        for id in &ids {
            refused = refused.or(model.link(&[*batch], *id).err());
        }
    }
    match answer {
        Answer::Refused(batch) => assert_eq!(refused, Some(*batch)),
        _ => {
            assert_eq!(refused, None);
            assert_eq!(new, [], "a job was added that has a live twin");
        }
    }
}
