//! A question becomes a search: a kept answer, or rows and a first job in the caller's transaction.

use catalog::Query;
use queue::{Transaction, WriteError};

use super::plan::add_page;
use super::{hold, limits};
use crate::id::{RoomId, SearchId};
use crate::options::SearchOptions;
use crate::shared::Shared;
use crate::store::searches::{Kept, NewSearch, Purpose};
use crate::store::{hits, searches, sources};
use crate::wire::SearchState;

/// What is asked, of whom.
#[derive(Clone, Debug)]
pub(crate) struct Question {
    pub(crate) library: std::sync::Arc<catalog::Library>,
    pub(crate) room_id: Option<RoomId>,
    pub(crate) text: String,
    pub(crate) query: Query,
    pub(crate) options: SearchOptions,
}

/// What became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Asked {
    /// A search of its own.
    New(SearchId),
    /// The same question is being answered already.
    Running(SearchId),
}

impl Asked {
    /// The search that answers.
    pub(crate) fn id(self) -> SearchId {
        let (Self::New(id) | Self::Running(id)) = self;
        id
    }
}

/// Writes the search; the caller writes its messages and publishes it.
pub(crate) async fn ask(
    tx: &mut Transaction,
    shared: &Shared,
    question: &Question,
) -> Result<Asked, WriteError> {
    let now_ms = shared.clock.now_ms();
    let library = &question.library;
    let options = &question.options;
    let source_id = sources::ensure(tx.connection(), &library.id, options.address.as_ref()).await?;
    let (query, room_id) = (&question.query, question.room_id);
    if let Some(id) = searches::live(tx.connection(), source_id, query, options, room_id).await? {
        if let Some(record) = searches::get(tx.connection(), id).await? {
            limits::set(tx, shared, &record).await?;
        }
        // Who asks for it wants it now.
        hold::resume(tx, shared, id).await?;
        return Ok(Asked::Running(id));
    }
    let kept = if options.no_cache {
        None
    } else {
        searches::kept(tx.connection(), source_id, query, options).await?
    };
    let new = NewSearch {
        source_id,
        room_id,
        text: &question.text,
        query,
        options,
        page_size: library.page_size,
        now_ms,
    };
    let id = searches::insert(tx.connection(), &new, &library.id).await?;
    if let Some(kept) = kept {
        let is_young = options.keeps(now_ms - kept.as_of_ms);
        if is_young && kept.is_complete {
            answer_from(tx, kept, id, now_ms).await?;
            return Ok(Asked::New(id));
        }
        hits::keep(tx.connection(), kept.id, id, false).await?;
        searches::set_kept_from(tx.connection(), id, Some(kept.as_of_ms)).await?;
    }
    begin(tx, shared, id).await?;
    Ok(Asked::New(id))
}

/// The kept answer is the answer.
async fn answer_from(
    tx: &mut Transaction,
    kept: Kept,
    id: SearchId,
    now_ms: i64,
) -> Result<(), WriteError> {
    hits::keep(tx.connection(), kept.id, id, true).await?;
    searches::keep_listing(tx.connection(), kept.id, id).await?;
    searches::set_kept_from(tx.connection(), id, Some(kept.as_of_ms)).await?;
    searches::end(
        tx.connection(),
        id,
        SearchState::Complete,
        None,
        true,
        now_ms,
    )
    .await?;
    Ok(())
}

/// Sets the limits and asks for page 1.
async fn begin(tx: &mut Transaction, shared: &Shared, id: SearchId) -> Result<(), WriteError> {
    let now_ms = shared.clock.now_ms();
    let Some(record) = searches::get(tx.connection(), id).await? else {
        return Ok(());
    };
    limits::set(tx, shared, &record).await?;
    let batch = queue::open_batch(tx, now_ms).await?;
    searches::add_batch(tx.connection(), id, batch, Purpose::Answer).await?;
    add_page(tx, &record, batch, 1, now_ms).await
}
