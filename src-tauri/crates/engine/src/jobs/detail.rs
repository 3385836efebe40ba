//! The detail page of a book: labels and values as the library writes them.

use std::sync::atomic::AtomicU32;

use queue::{Failure, Transaction, WriteError};

use super::copies::load;
use super::handler::Jobs;
use super::{no_address, unread, unreadable};
use crate::id::BookId;
use crate::store::books;

/// The detail as it was read.
pub(crate) struct Read {
    fields: Vec<(String, String)>,
    fetched_at_ms: i64,
}

pub(super) async fn run(jobs: &Jobs, id: BookId, sent: &AtomicU32) -> Result<Read, Failure> {
    let (book, source) = load(jobs, id).await.map_err(|error| unread(&error))?;
    let catalogue = source
        .and_then(|source| jobs.shared.catalogue(&source))
        .ok_or_else(no_address)?;
    let request = catalogue.detail_request(&book.cid);
    let page = jobs
        .crawler
        .fetch(&catalogue, &request, jobs.shared.clock.as_ref(), sent)
        .await?;
    let detail = catalogue
        .read_detail(&page.html)
        .map_err(|error| unreadable(&error))?;
    Ok(Read {
        fields: detail.fields,
        fetched_at_ms: page.fetched_at_ms,
    })
}

pub(super) async fn store(tx: &mut Transaction, id: BookId, read: &Read) -> Result<(), WriteError> {
    books::set_detail(tx.connection(), id, &read.fields, read.fetched_at_ms).await?;
    Ok(())
}
