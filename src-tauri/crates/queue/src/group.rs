//! A group of writes: one transaction for everything that has arrived, a savepoint for each piece, one commit.

use std::sync::Arc;

use crate::trouble::Trouble;
use crate::work::{Answer, Work};
use crate::write_error::{SQLITE_BUSY, result_code};
use crate::{Transaction, WriteError};

/// How often a locked file is tried, each time for as long as SQLite's busy time-out.
const BEGIN_TRIES: u32 = 3;

/// Why a group was not committed.
struct GroupError {
    error: sqlx::Error,
    trouble: Trouble,
}

impl From<sqlx::Error> for GroupError {
    fn from(error: sqlx::Error) -> Self {
        let trouble = Trouble::of_group(&error);
        GroupError { error, trouble }
    }
}

/// Everything in one transaction. Every caller has been answered when this ends, also by an error.
pub(crate) async fn commit_group(
    transaction: &mut Transaction,
    works: Vec<Work>,
) -> Result<(), Arc<sqlx::Error>> {
    let mut answers = Vec::with_capacity(works.len());
    let fate = try_group(transaction, works, &mut answers).await;
    let after = transaction.take_after();
    let signals = transaction.signals();
    match fate {
        Ok(told) => {
            match told {
                Told::Written => signals.set_trouble(None),
                Told::Trouble(trouble) => signals.set_trouble(Some(trouble)),
                Told::Nothing => {}
            }
            after.run(&signals);
            for answer in answers {
                answer(Ok(()));
            }
            Ok(())
        }
        Err(GroupError { error, trouble }) => {
            drop(after);
            let error = Arc::new(error);
            for answer in answers {
                answer(Err(WriteError::of_group(&error, &trouble)));
            }
            signals.set_trouble(Some(trouble));
            Err(error)
        }
    }
}

/// What a group tells about the file.
enum Told {
    /// It can be written.
    Written,
    /// The error of a single work says that it cannot.
    Trouble(Trouble),
    Nothing,
}

async fn try_group(
    transaction: &mut Transaction,
    works: Vec<Work>,
    answers: &mut Vec<Answer>,
) -> Result<Told, GroupError> {
    if let Err(error) = begin(transaction).await {
        refuse(works, answers).await;
        return Err(error.into());
    }
    let mut told = Told::Nothing;
    let is_alone = works.len() == 1;
    let mut works = works.into_iter();
    while let Some(work) = works.next() {
        let ran = if is_alone {
            run_alone(transaction, work, answers).await
        } else {
            run_one(transaction, work, answers).await
        };
        match ran {
            Ok(Ran::Kept) if matches!(told, Told::Nothing) => told = Told::Written,
            Ok(Ran::Undone(Some(trouble))) => told = Told::Trouble(trouble),
            Ok(Ran::Kept | Ran::Undone(None)) => {}
            Ok(Ran::RolledBack(trouble)) => {
                return Ok(trouble.map_or(Told::Nothing, Told::Trouble));
            }
            Err(error) => {
                refuse(works.collect(), answers).await;
                return Err(error);
            }
        }
    }
    claim_at_once(transaction, answers).await?;
    transaction.commit().await?;
    Ok(told)
}

/// Runs the claim that a sleeping runner has parked, if there may be something for it: one commit instead of two until a job starts.
/// It has no savepoint, for that would cost every job and serve none: nothing of a claim is the application's, so it fails only where the
/// file does, and then the group would not be committed either. The runner's next claim rides alone.
async fn claim_at_once(
    transaction: &mut Transaction,
    answers: &mut Vec<Answer>,
) -> Result<(), GroupError> {
    if !transaction.wakes_runner() {
        return Ok(());
    }
    let Some(claim) = transaction.signals().take_parked() else {
        return Ok(());
    };
    let verdict = claim(Some(transaction)).await;
    // Before the others': a job starts the sooner.
    answers.insert(0, verdict.answer);
    if !verdict.keep {
        let error = sqlx::Error::Protocol("the claim that rode along has failed".to_owned());
        return Err(because(verdict.trouble, error));
    }
    transaction.do_not_wake_runner();
    Ok(())
}

/// Collects the answers of works that are not done.
async fn refuse(works: Vec<Work>, answers: &mut Vec<Answer>) {
    for work in works {
        answers.push(work(None).await.answer);
    }
}

/// What became of a piece of work, and what its error says about the file.
enum Ran {
    Kept,
    Undone(Option<Trouble>),
    /// With the transaction: there is nothing to commit.
    RolledBack(Option<Trouble>),
}

/// A work without company needs no savepoint: its transaction is one.
async fn run_alone(
    transaction: &mut Transaction,
    work: Work,
    answers: &mut Vec<Answer>,
) -> Result<Ran, GroupError> {
    let verdict = work(Some(transaction)).await;
    answers.push(verdict.answer);
    if verdict.keep {
        return Ok(Ran::Kept);
    }
    drop(transaction.take_after());
    match transaction.rollback().await {
        Ok(()) => Ok(Ran::RolledBack(verdict.trouble)),
        Err(error) => Err(because(verdict.trouble, error)),
    }
}

async fn run_one(
    transaction: &mut Transaction,
    work: Work,
    answers: &mut Vec<Answer>,
) -> Result<Ran, GroupError> {
    let before = match transaction.savepoint().await {
        Ok(before) => before,
        Err(error) => {
            answers.push(work(None).await.answer);
            return Err(error.into());
        }
    };
    let verdict = work(Some(transaction)).await;
    answers.push(verdict.answer);
    if verdict.keep {
        transaction.release(before).await?;
        return Ok(Ran::Kept);
    }
    match transaction.undo(before).await {
        Ok(()) => Ok(Ran::Undone(verdict.trouble)),
        Err(error) => Err(because(verdict.trouble, error)),
    }
}

/// Undoing fails where SQLite itself has rolled back everything, on a full disk for instance: then the cause is the work's error.
fn because(trouble: Option<Trouble>, error: sqlx::Error) -> GroupError {
    GroupError {
        trouble: trouble.unwrap_or_else(|| Trouble::of_group(&error)),
        error,
    }
}

async fn begin(transaction: &mut Transaction) -> Result<(), sqlx::Error> {
    for _ in 1..BEGIN_TRIES {
        match transaction.begin().await {
            Err(error) if result_code(&error) == Some(SQLITE_BUSY) => {
                tracing::warn!("another process holds the database");
            }
            other => return other,
        }
    }
    transaction.begin().await
}
