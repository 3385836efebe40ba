//! One page of a hit list: title, author, branch, call number and status of every hit for one request.

use std::sync::atomic::AtomicU32;

use catalog::{ListPage, PageError};
use queue::{Ended, Failure, Transaction, WriteError};

use super::handler::Jobs;
use super::{no_address, unread, unreadable};
use crate::id::SearchId;
use crate::search::{self, Listing, Wanted};
use crate::shared::Shared;
use crate::store::hits::NewHit;
use crate::store::searches::Record;
use crate::store::{hits, pages, searches, sources};
use crate::wire::{Branch, ErrorCode};
use crate::work::Work;

/// A list page as it was read.
pub(crate) struct Listed {
    page: ListPage,
    fetched_at_ms: i64,
}

pub(super) async fn run(
    jobs: &Jobs,
    id: SearchId,
    page: u32,
    sent: &AtomicU32,
) -> Result<Listed, Failure> {
    let (record, source) = load(jobs, id).await.map_err(|error| unread(&error))?;
    let catalogue = source
        .and_then(|source| jobs.shared.catalogue(&source))
        .ok_or_else(no_address)?;
    if page == 1 {
        started(jobs, id).await?;
    }
    let request = catalogue.list_request(&record.query, page);
    let fetched = jobs
        .crawler
        .fetch(&catalogue, &request, jobs.shared.clock.as_ref(), sent)
        .await?;
    let list = catalogue
        .read_list(&fetched.html)
        .map_err(|error| unreadable(&error))?;
    check(&record, page, &list).map_err(|error| unreadable(&error))?;
    Ok(Listed {
        page: list,
        fetched_at_ms: fetched.fetched_at_ms,
    })
}

async fn load(jobs: &Jobs, id: SearchId) -> Result<(Record, Option<sources::Source>), sqlx::Error> {
    let mut reader = jobs.database.reader().acquire().await?;
    let record = searches::get(&mut reader, id)
        .await?
        .ok_or(sqlx::Error::RowNotFound)?;
    let source = sources::get(&mut reader, record.source_id).await?;
    Ok((record, source))
}

/// The library has picked the question up: the unread mark goes.
async fn started(jobs: &Jobs, id: SearchId) -> Result<(), Failure> {
    let shared = std::sync::Arc::clone(&jobs.shared);
    jobs.database
        .write(move |tx| {
            Box::pin(async move {
                if searches::start(tx.connection(), id).await? {
                    search::publish(tx, &shared, id, &[], Vec::new()).await?;
                }
                Ok::<_, WriteError>(())
            })
        })
        .await
        .map_err(|error| Failure::Retry {
            code: ErrorCode::Crashed.as_str(),
            message: error.to_string(),
        })
}

/// Whether this is the page that was asked for, and all of it: another one, or half of one, would lose books silently.
fn check(record: &Record, page: u32, list: &ListPage) -> Result<(), PageError> {
    let unknown = |field| PageError::LayoutUnknown {
        library: record.slot.clone(),
        rule: "list",
        field,
    };
    if list.page.is_some_and(|shown| shown != page) {
        return Err(unknown("page"));
    }
    if page == 1 {
        return Ok(());
    }
    let hit_count = u32::try_from(list.hits.len()).unwrap_or(u32::MAX);
    let expected = record.total_count.map(|total| {
        let before = (page - 1).saturating_mul(record.page_size);
        total.saturating_sub(before).min(record.page_size)
    });
    match expected {
        Some(expected) if hit_count < expected => Err(PageError::CutPage),
        _ if hit_count > record.page_size => Err(unknown("page size")),
        _ => Ok(()),
    }
}

pub(super) async fn store(
    tx: &mut Transaction,
    shared: &Shared,
    ended: &Ended<'_, Work>,
    id: SearchId,
    page: u32,
    listed: Listed,
) -> Result<(), WriteError> {
    let Some(batch) = ended.batches.first().copied() else {
        return Ok(());
    };
    let Some(mut record) = searches::get(tx.connection(), id).await? else {
        return Ok(());
    };
    let list = listed.page;
    if page == 1 {
        // It may have been parked, and gone on, since its work began.
        searches::start(tx.connection(), id).await?;
    }
    if page == 1 && list.hits.is_empty() && search_as_title(tx, shared, &mut record, batch).await? {
        return Ok(());
    }
    let hit_count = u32::try_from(list.hits.len()).unwrap_or(u32::MAX);
    pages::listed(tx.connection(), id, page, hit_count).await?;
    if page == 1 {
        record.page_size = page_size(record.page_size, hit_count, list.total);
        record.total_count = list.total;
        let as_of_ms = listed.fetched_at_ms;
        searches::set_listing(tx.connection(), id, list.total, record.page_size, as_of_ms).await?;
    }
    let listing = Listing {
        page,
        hit_count,
        total_count: record.total_count,
        last_page: list.last_page,
    };
    let new = new_hits(&record, page, list);
    let known_count = hits::count(tx.connection(), id).await?;
    let mut changed = hits::put(tx.connection(), id, record.source_id, &new).await?;
    // Without a total only new hits promise another page: a site may give its last page for ever.
    let goes_on =
        listing.total_count.is_none() && hits::count(tx.connection(), id).await? > known_count;
    if page == 1 || goes_on {
        search::plan_pages(tx, &record, batch, listing, ended.now_ms).await?;
    }
    let wanted = Wanted::Asked { again: false };
    changed.extend(search::plan_copies(tx, &record, batch, wanted, ended.now_ms).await?);
    searches::set_code(tx.connection(), id, None).await?;
    search::publish(tx, shared, id, &changed, Vec::new()).await
}

/// Nothing found as fields: the commas may belong to the title (총, 균, 쇠). Says whether it is searched once more.
async fn search_as_title(
    tx: &mut Transaction,
    shared: &Shared,
    record: &mut Record,
    batch: queue::BatchId,
) -> Result<bool, WriteError> {
    let Some(query) = record.query.title_again() else {
        return Ok(false);
    };
    searches::search_as_title(tx.connection(), record.id, &query).await?;
    record.query = query;
    record.searched_as_title = true;
    search::add_page(tx, record, batch, 1, shared.clock.now_ms()).await?;
    search::publish(tx, shared, record.id, &[], Vec::new()).await?;
    Ok(true)
}

/// What a page really holds: a site may give fewer hits a page than it was asked for.
fn page_size(asked: u32, hit_count: u32, total_count: Option<u32>) -> u32 {
    match total_count {
        Some(total) if hit_count > 0 && hit_count < asked && total > hit_count => hit_count,
        _ => asked,
    }
}

fn new_hits(record: &Record, page: u32, list: ListPage) -> Vec<NewHit> {
    let first = (page - 1).saturating_mul(record.page_size);
    (first..)
        .zip(list.hits)
        .map(|(position, hit)| NewHit {
            position,
            cid: hit.cid,
            title: hit.title,
            author: hit.author,
            publisher: hit.publisher,
            year: hit.year,
            material_type: hit.material_type,
            cover_url: hit.cover_url.map(Into::into),
            branch_codes: hit
                .branches
                .iter()
                .filter_map(|branch| branch.code.clone())
                .collect(),
            branches: hit
                .branches
                .into_iter()
                .map(|branch| Branch {
                    name: branch.name,
                    call_number: branch.call_number,
                    status: branch.status.into(),
                    raw_status: branch.raw_status,
                })
                .collect(),
            raw_line: hit.raw_line,
        })
        .collect()
}

pub(super) async fn give_up(
    tx: &mut Transaction,
    shared: &Shared,
    id: SearchId,
    page: u32,
    code: ErrorCode,
) -> Result<(), WriteError> {
    pages::failed(tx.connection(), id, page, code).await?;
    search::publish(tx, shared, id, &[], Vec::new()).await
}

#[cfg(test)]
mod tests {
    use super::page_size;

    #[test]
    fn a_smaller_page_than_asked_for_is_noticed() {
        assert_eq!(page_size(50, 20, Some(104)), 20);
        assert_eq!(page_size(50, 50, Some(104)), 50);
        assert_eq!(page_size(50, 20, Some(20)), 50);
        assert_eq!(page_size(50, 0, Some(3)), 50);
        assert_eq!(page_size(50, 20, None), 50);
    }
}
