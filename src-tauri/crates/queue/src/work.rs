//! Pieces of work for the writer, their types forgotten.

use std::error::Error;
use std::panic::AssertUnwindSafe;

use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use tokio::sync::oneshot;

use crate::trouble::Trouble;
use crate::{Transaction, WriteError};

/// A piece of work that keeps its own way of answering. Without a transaction it does nothing but that.
pub(crate) type Work =
    Box<dyn for<'t> FnOnce(Option<&'t mut Transaction>) -> BoxFuture<'t, Verdict> + Send>;

/// Called once the fate of the group is known.
pub(crate) type Answer = Box<dyn FnOnce(Result<(), WriteError>) + Send>;

/// What the work wants, and how its caller is told.
pub(crate) struct Verdict {
    pub(crate) keep: bool,
    /// What its error says about the file.
    pub(crate) trouble: Option<Trouble>,
    pub(crate) answer: Answer,
}

/// Forgets the types of `work`.
pub(crate) fn erase<T, E, F>(work: F, caller: oneshot::Sender<Result<T, E>>) -> Work
where
    F: for<'t> FnOnce(&'t mut Transaction) -> BoxFuture<'t, Result<T, E>> + Send + 'static,
    T: Send + 'static,
    E: From<WriteError> + Error + Send + 'static,
{
    Box::new(move |transaction| {
        Box::pin(async move {
            let result = match transaction {
                // The future of `work` is made inside the guarded one, so that a panic of either is caught.
                Some(transaction) => AssertUnwindSafe(async { work(transaction).await })
                    .catch_unwind()
                    .await
                    .unwrap_or_else(|_| Err(WriteError::Panicked.into())),
                None => Err(WriteError::Closed.into()),
            };
            let keep = result.is_ok();
            let trouble = result.as_ref().err().and_then(|error| Trouble::of(error));
            let answer: Answer = Box::new(move |fate| {
                let answer = match fate {
                    Ok(()) => result,
                    Err(error) => Err(error.into()),
                };
                // The caller may be gone: then nobody wants to know.
                drop(caller.send(answer));
            });
            Verdict {
                keep,
                trouble,
                answer,
            }
        })
    })
}
