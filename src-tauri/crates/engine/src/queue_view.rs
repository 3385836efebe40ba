//! All work as one: looking at it, pausing it, parking one search.

use std::collections::BTreeMap;
use std::sync::Arc;

use sqlx::SqliteConnection;

use crate::id::SearchId;
use crate::store::{search_view, searches, settings, slots};
use crate::wire::{Change, LibraryJobs, QueueView};
use crate::{Engine, Error, search};

/// What was given up longer ago is no news.
const FAILED_SHOWN_FOR_MS: i64 = 86_400_000;

/// Searches on the list of what has ended at most.
const ENDED_SHOWN: u32 = 50;

impl Engine {
    /// All work as it stands.
    ///
    /// # Errors
    /// [`Error::Read`].
    pub async fn queue_view(&self) -> Result<QueueView, Error> {
        // One snapshot, so that the counts and the searches fit together.
        let mut reader = self.database.reader().begin().await?;
        let mut unfinished = Vec::new();
        for id in searches::unfinished(&mut reader).await? {
            unfinished.extend(search_view::view(&mut reader, id).await?);
        }
        let mut ended = Vec::new();
        for id in searches::ended(&mut reader, ENDED_SHOWN).await? {
            ended.extend(search_view::view(&mut reader, id).await?);
        }
        Ok(QueueView {
            paused_since_ms: queue::paused_since_ms(&mut reader).await?,
            libraries: library_jobs(&mut reader, self.shared.clock.now_ms()).await?,
            searches: unfinished,
            ended,
        })
    }

    /// 끝난 작업 지우기: what has ended until now is off the list. Nothing is deleted.
    ///
    /// # Errors
    /// [`Error::Write`].
    pub async fn clear_ended(&self) -> Result<(), Error> {
        let shared = Arc::clone(&self.shared);
        self.write(move |tx| {
            Box::pin(async move {
                settings::clear_ended(tx.connection(), shared.clock.now_ms()).await?;
                shared.tell_after(tx, Change::EndedCleared);
                Ok(())
            })
        })
        .await
    }

    /// Since when nothing is begun, in milliseconds since 1970; `None`: everything goes on.
    ///
    /// # Errors
    /// [`Error::Read`].
    pub async fn paused_since_ms(&self) -> Result<Option<i64>, Error> {
        Ok(queue::paused_since_ms(&mut *self.reader().await?).await?)
    }

    /// 모두 멈춤: from now on nothing is begun, over restarts too; requests under way are answered. A second time changes nothing.
    ///
    /// # Errors
    /// [`Error::Write`].
    pub async fn pause_queue(&self) -> Result<(), Error> {
        let shared = Arc::clone(&self.shared);
        self.write(move |tx| {
            Box::pin(async move {
                queue::pause(tx, shared.clock.now_ms()).await?;
                let paused_since_ms = queue::paused_since_ms(tx.connection()).await?;
                shared.tell_after(tx, Change::Pause { paused_since_ms });
                Ok(())
            })
        })
        .await
    }

    /// 계속: everything goes on, except searches that are parked by themselves.
    ///
    /// # Errors
    /// [`Error::Write`].
    pub async fn resume_queue(&self) -> Result<(), Error> {
        let shared = Arc::clone(&self.shared);
        self.write(move |tx| {
            Box::pin(async move {
                queue::resume(tx).await?;
                let paused_since_ms = None;
                shared.tell_after(tx, Change::Pause { paused_since_ms });
                Ok(())
            })
        })
        .await
    }

    /// 잠시 멈춤: nothing more is begun for this search until it is resumed, over restarts too. Nothing happens to one that has ended.
    ///
    /// # Errors
    /// [`Error::Write`].
    pub async fn hold_search(&self, id: SearchId) -> Result<(), Error> {
        let shared = Arc::clone(&self.shared);
        self.write(move |tx| Box::pin(async move { search::hold(tx, &shared, id).await }))
            .await
    }

    /// 계속: a parked search goes on where it stood.
    ///
    /// # Errors
    /// [`Error::Write`].
    pub async fn resume_search(&self, id: SearchId) -> Result<(), Error> {
        let shared = Arc::clone(&self.shared);
        self.write(move |tx| Box::pin(async move { search::resume(tx, &shared, id).await }))
            .await
    }
}

/// How many jobs of each library stand where, whatever limits they run under.
pub(crate) async fn library_jobs(
    connection: &mut SqliteConnection,
    now_ms: i64,
) -> Result<Vec<LibraryJobs>, sqlx::Error> {
    let mut libraries: BTreeMap<String, LibraryJobs> = BTreeMap::new();
    for slot in queue::counts(connection, now_ms.saturating_sub(FAILED_SHOWN_FOR_MS)).await? {
        let id = slots::library_of(&slot.slot);
        let jobs = libraries
            .entry(id.to_owned())
            .or_insert_with(|| LibraryJobs {
                library_id: id.to_owned(),
                waiting: 0,
                running: 0,
                held: 0,
                failed: 0,
            });
        jobs.waiting += slot.scheduled + slot.available;
        jobs.running += slot.running;
        jobs.held += slot.held;
        jobs.failed += slot.discarded;
    }
    Ok(libraries.into_values().collect())
}
