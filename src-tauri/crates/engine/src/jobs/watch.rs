//! One look at a watched book: of a source the one that is due first. Whoever watches is told where its copies are stored.

use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use queue::{Ended, Failure, Transaction, WriteError};

use super::handler::Jobs;
use super::{copies, unread};
use crate::id::{BookId, SourceId};
use crate::network::LATEST;
use crate::store::watches;
use crate::watch::{self, SPARED};
use crate::wire::ErrorCode;

/// Background work sends its requests at least so far apart, whatever the library bears.
const GAP: Duration = Duration::from_secs(1);

/// What a look brought.
pub(crate) enum Look {
    /// No book was due, or it is night.
    Nothing,
    /// The copies of this book.
    Copies { book: BookId, read: copies::Read },
    /// The copies of this book could not be read. That is a result: the next look is planned, not an attempt of this one.
    Failed { book: BookId, code: ErrorCode },
}

impl Look {
    /// Whether no request was made.
    pub(super) fn asked_nobody(&self) -> bool {
        matches!(self, Self::Nothing)
    }

    /// Why it brought nothing.
    pub(super) fn failure(&self) -> Option<ErrorCode> {
        match self {
            Self::Failed { code, .. } => Some(*code),
            Self::Nothing | Self::Copies { .. } => None,
        }
    }
}

pub(super) async fn run(jobs: &Jobs, id: SourceId, sent: &AtomicU32) -> Result<Look, Failure> {
    if jobs.shared.is_spared.load(Ordering::SeqCst) {
        return Err(Failure::Postpone {
            code: SPARED,
            message: "the system wants to be spared".to_owned(),
            after: LATEST,
        });
    }
    let Some((book, places)) = due(jobs, id).await.map_err(|error| unread(&error))? else {
        return Ok(Look::Nothing);
    };
    // The slot keeps its gap by the wall clock, which may leap, and the process that asked last may have been killed a moment ago.
    jobs.shared.clock.sleep(GAP).await;
    match copies::run(jobs, book, sent, GAP, &places).await {
        Ok(read) => Ok(Look::Copies { book, read }),
        Err(Failure::Retry { code, message } | Failure::Fatal { code, message }) => {
            tracing::info!(%book, code, "a watched book could not be looked at: {message}");
            let code = ErrorCode::from_word(code);
            Ok(Look::Failed { book, code })
        }
        Err(asked_to_wait) => Err(asked_to_wait),
    }
}

/// The book that is due first, and the places in which it is watched.
async fn due(jobs: &Jobs, id: SourceId) -> Result<Option<(BookId, Vec<String>)>, sqlx::Error> {
    let mut reader = jobs.database.reader().acquire().await?;
    let now_ms = jobs.shared.clock.now_ms();
    let due = watches::due(&mut reader, id, now_ms).await?;
    let mut now = due
        .iter()
        .filter(|due| watch::may_look(&jobs.shared, due, now_ms));
    let Some(first) = now.next() else {
        return Ok(None);
    };
    let watches = watches::of_book(&mut reader, first.book_id).await?;
    let places = watches.into_iter().filter_map(|watch| watch.place);
    Ok(Some((first.book_id, places.collect())))
}

/// A look that brought nothing; plans the next one. The one of copies is planned where they are stored.
pub(super) async fn store(
    tx: &mut Transaction,
    jobs: &Jobs,
    ended: &Ended<'_, crate::work::Work>,
    source: SourceId,
    failed: Option<(Option<BookId>, ErrorCode)>,
) -> Result<(), WriteError> {
    if let Some((book, code)) = failed {
        watch::note_failure(tx, &jobs.shared, source, book, code).await?;
    }
    watch::put_off_until_morning(tx, &jobs.shared, source).await?;
    watch::plan(tx, &jobs.shared, source, ended.slot).await
}
