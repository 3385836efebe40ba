//! The use case: 대출가능 알림, a book that is looked at until it can be borrowed.
//!
//! The row of a watch is the truth; a recurring job per source is its alarm clock (`plan`). When to look next is decided in `pace`,
//! what copies mean in `verdict`, when it is over in `time`; `note` stores what comes of it, `tell` says it. Nothing in here talks to
//! the network: see `jobs::watch`.

mod note;
mod pace;
mod plan;
mod tell;
mod time;
mod verdict;

use std::sync::Arc;
use std::sync::atomic::Ordering;

use queue::{Forward, Transaction, WriteError};

use crate::id::WatchId;
use crate::shared::Shared;
use crate::store::watches::{self, Known, NewWatch};
use crate::store::{books, settings};
use crate::wire::{Change, Watch, WatchEvent};
use crate::{Engine, Error};
pub(crate) use note::{Reader, note_copies, note_failure};
use pace::Moment;
pub(crate) use plan::{may_look, plan, put_off_until_morning, take_up};
pub(crate) use time::tend;
use verdict::Shelf;
pub(crate) use verdict::name_all;

/// The code of a look that was put off because the system wants to be spared.
pub(crate) const SPARED: &str = "spared";

const DAY_MS: i64 = 86_400_000;

/// So long an ended watch is still listed.
const LISTED_MS: i64 = 30 * DAY_MS;

/// Copies that were read within this time are not read again because a watch begins.
const YOUNG_MS: i64 = 10 * 60_000;

impl Engine {
    /// 대출가능 알림: watches a book, or its copies in one place, until it can be borrowed. Whether it can be already is found out by
    /// the first look, which comes at once unless the copies have just been read. A book that is watched there already stays so.
    ///
    /// # Errors
    /// [`Error::NotFound`] if nobody has ever seen such a book; [`Error::Write`].
    pub async fn watch_book(
        &self,
        library_id: &str,
        cid: &str,
        place: Option<&str>,
    ) -> Result<Watch, Error> {
        let shared = Arc::clone(&self.shared);
        let (library_id, cid) = (library_id.to_owned(), cid.to_owned());
        let place = place.map(str::trim).filter(|place| !place.is_empty());
        let place = place.map(str::to_owned);
        let watch = self
            .write(move |tx| {
                Box::pin(async move {
                    let known = watches::known(tx.connection(), &library_id, &cid).await?;
                    match known {
                        Some(book) => begin(tx, &shared, &book, place.as_deref()).await,
                        None => Ok(None),
                    }
                })
            })
            .await?;
        watch.ok_or(Error::NotFound("book"))
    }

    /// Watches no more, and lists that no more. What was told of it stays in its room, and it may be wanted back.
    ///
    /// # Errors
    /// [`Error::Write`].
    pub async fn end_watch(&self, id: WatchId) -> Result<(), Error> {
        let shared = Arc::clone(&self.shared);
        self.write(move |tx| {
            Box::pin(async move {
                let now_ms = shared.clock.now_ms();
                let stopped = watches::stop(tx.connection(), id, now_ms).await?;
                if let Some((source, library_id)) = stopped {
                    plan(tx, &shared, source, &library_id).await?;
                    shared.tell_after(tx, Change::Saved);
                }
                Ok(())
            })
        })
        .await
    }

    /// Whether the system wants to be spared: a metered way, a battery that is saved. An engine may begin so, see
    /// [`crate::Options::begins_spared`]. Nothing is looked at meanwhile; what was due is
    /// looked at when that is over. What a person asks for goes on.
    ///
    /// # Errors
    /// [`Error::Write`].
    pub async fn set_spared(&self, is_spared: bool) -> Result<(), Error> {
        let was_spared = self.shared.is_spared.swap(is_spared, Ordering::SeqCst);
        if is_spared != was_spared {
            let spared = is_spared;
            self.shared.tell(Change::Sparing { spared });
        }
        if is_spared || !was_spared {
            return Ok(());
        }
        let now_ms = self.shared.clock.now_ms();
        self.write(move |tx| {
            Box::pin(async move {
                queue::bring_forward(tx, SPARED, Forward::All, now_ms).await?;
                Ok(())
            })
        })
        .await
    }

    /// Whether it wants that at the moment.
    #[must_use]
    pub fn is_spared(&self) -> bool {
        self.shared.is_spared.load(Ordering::SeqCst)
    }

    /// Watches that ended until this time are not listed any more.
    pub(crate) fn watches_ended_after_ms(&self) -> i64 {
        self.shared.clock.now_ms().saturating_sub(LISTED_MS)
    }
}

async fn begin(
    tx: &mut Transaction,
    shared: &Shared,
    book: &Known,
    place: Option<&str>,
) -> Result<Option<Watch>, WriteError> {
    let now_ms = shared.clock.now_ms();
    let copies = books::copies(tx.connection(), &[book.book_id]).await?;
    let copies = copies.into_values().next().unwrap_or_default();
    let shelf = Shelf::at(&copies, place);
    let is_young = book
        .copies_at_ms
        .is_some_and(|at_ms| (0..YOUNG_MS).contains(&(now_ms - at_ms)));
    // Something can be told at once of what is there, and of what is never lent.
    let has_news = shelf.available().is_some() || shelf.is_never_lent();
    let next_at_ms = if is_young && !has_news {
        pace::after_answer(moment(shared, now_ms), &shelf.returns(), 0)
    } else {
        now_ms
    };
    let days = settings::get(tx.connection()).await?.watch_days;
    let new = NewWatch {
        book,
        place,
        due: shelf.due(),
        now_ms,
        expires_at_ms: now_ms.saturating_add(i64::from(days) * DAY_MS),
        next_at_ms,
    };
    let Some(id) = watches::begin(tx.connection(), &new).await? else {
        return match watches::live(tx.connection(), book.book_id, place).await? {
            Some(id) => Ok(watches::get(tx.connection(), id).await?),
            None => Ok(None),
        };
    };
    let live = watches::of_book(tx.connection(), book.book_id).await?;
    if let Some(watch) = live.iter().find(|watch| watch.id == id) {
        tell::tell(tx, shared, watch, WatchEvent::Began, None, new.due).await?;
        plan(tx, shared, watch.source_id, &watch.library_id).await?;
    }
    shared.tell_after(tx, Change::Saved);
    Ok(watches::get(tx.connection(), id).await?)
}

/// The moment from which something is planned.
fn moment(shared: &Shared, now_ms: i64) -> Moment {
    Moment {
        now_ms,
        offset_minutes: (shared.utc_offset)(now_ms),
        chance: (shared.jitter)(),
    }
}
