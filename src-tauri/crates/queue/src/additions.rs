//! Jobs that arrive together from different callers, stored together: as few statements for a hundred as for one.

use tokio::sync::oneshot;

use crate::add::add_each;
use crate::trouble::Trouble;
use crate::work::{Answer, Verdict, Work};
use crate::{Added, BatchId, NewJob, Transaction, WriteError};

/// Jobs for the same batches at the same time.
pub(crate) struct Additions {
    pub(crate) batches: Vec<BatchId>,
    pub(crate) now_ms: i64,
    pub(crate) jobs: Vec<NewJob>,
    /// Of each job, in the same order.
    pub(crate) callers: Vec<Caller>,
}

type Caller = oneshot::Sender<Answered>;
type Answered = Result<Added, WriteError>;

impl Additions {
    /// Whether these can be stored with those.
    pub(crate) fn go_with(&self, others: &Additions) -> bool {
        self.batches == others.batches && self.now_ms == others.now_ms
    }

    pub(crate) fn append(&mut self, mut others: Additions) {
        self.jobs.append(&mut others.jobs);
        self.callers.append(&mut others.callers);
    }

    /// As one piece of work. All of them are added or none: what can make one fail (a batch that is over) is common to all; only a job
    /// nested deeper than SQLite reads JSON takes its neighbours along.
    pub(crate) fn into_work(self) -> Work {
        Box::new(move |transaction| {
            Box::pin(async move {
                let added = match transaction {
                    Some(transaction) => self.add(transaction).await,
                    None => Err(WriteError::Closed),
                };
                verdict(self.callers, added)
            })
        })
    }

    async fn add(&self, transaction: &mut Transaction) -> Result<Vec<Added>, WriteError> {
        add_each(transaction, &self.batches, &self.jobs, self.now_ms).await
    }
}

fn verdict(callers: Vec<Caller>, added: Result<Vec<Added>, WriteError>) -> Verdict {
    let trouble = added.as_ref().err().and_then(|error| Trouble::of(error));
    let keep = added.is_ok();
    let answer: Answer = Box::new(move |fate| {
        let added = fate.and(added);
        for (index, caller) in callers.into_iter().enumerate() {
            let answer = match &added {
                Ok(added) => Ok(added[index]),
                Err(error) => Err(error.clone()),
            };
            // The caller may be gone: then nobody wants to know.
            drop(caller.send(answer));
        }
    });
    Verdict {
        keep,
        trouble,
        answer,
    }
}
