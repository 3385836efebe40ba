//! The copies of a book: three endpoints say the same, and the one that answered is tried first next time.

use std::sync::atomic::AtomicU32;
use std::time::Duration;

use catalog::{Catalogue, CopiesRoute};
use queue::{Failure, Transaction, WriteError};

use super::handler::Jobs;
use super::{no_address, unread, unreadable};
use crate::id::{BookId, SourceId};
use crate::shared::Shared;
use crate::store::books::Book;
use crate::store::{books, saved, sources};
use crate::watch;
use crate::wire::{Change, Copy, ErrorCode};

/// The copies as they were read, and by which endpoint.
pub(crate) struct Read {
    source_id: SourceId,
    copies: Vec<Copy>,
    /// The endpoint that answered, if it is not the one that is remembered.
    new_route: Option<CopiesRoute>,
    fetched_at_ms: i64,
}

/// Requests are at least `least_gap` apart, or as far as the library wants them. The first page that names all of these `places` is the
/// answer; if none does, the first that shows copies.
pub(super) async fn run(
    jobs: &Jobs,
    id: BookId,
    sent: &AtomicU32,
    least_gap: Duration,
    places: &[String],
) -> Result<Read, Failure> {
    let (book, source) = load(jobs, id).await.map_err(|error| unread(&error))?;
    let remembered = source.as_ref().and_then(|source| source.copies_route);
    let catalogue = source
        .and_then(|source| jobs.shared.catalogue(&source))
        .ok_or_else(no_address)?;
    let gap = Duration::from_millis(catalogue.library().gap_ms).max(least_gap);
    let (mut first_failure, mut second_best) = (None, None::<(Vec<Copy>, i64)>);
    for route in routes(remembered) {
        if first_failure.is_some() || second_best.is_some() {
            jobs.shared.clock.sleep(gap).await;
        }
        match read(jobs, &catalogue, &book, route, gap, sent).await {
            // The list names branches that have it: another endpoint may know more.
            Ok(read) if read.0.is_empty() && !book.branch_codes.is_empty() => {
                second_best.get_or_insert(read);
            }
            Ok(read) if !read.0.is_empty() && !watch::name_all(&read.0, places) => {
                if second_best
                    .as_ref()
                    .is_none_or(|(known, _)| known.is_empty())
                {
                    second_best = Some(read);
                }
            }
            Ok((copies, fetched_at_ms)) => {
                let is_news = Some(route) != remembered && !copies.is_empty();
                return Ok(Read {
                    source_id: book.source_id,
                    copies,
                    new_route: is_news.then_some(route),
                    fetched_at_ms,
                });
            }
            Err(failure) if may_be_elsewhere(&failure) => {
                first_failure.get_or_insert(failure);
            }
            Err(failure) => return Err(failure),
        }
    }
    match second_best {
        Some((copies, fetched_at_ms)) => Ok(Read {
            source_id: book.source_id,
            copies,
            new_route: None,
            fetched_at_ms,
        }),
        None => Err(first_failure.unwrap_or_else(no_address)),
    }
}

/// A book and where it is asked for.
pub(super) async fn load(
    jobs: &Jobs,
    id: BookId,
) -> Result<(Book, Option<sources::Source>), sqlx::Error> {
    let mut reader = jobs.database.reader().acquire().await?;
    let book = books::get(&mut reader, id)
        .await?
        .ok_or(sqlx::Error::RowNotFound)?;
    let source = sources::get(&mut reader, book.source_id).await?;
    Ok((book, source))
}

/// The endpoint that answered last time, then the others in the order of catalogs.md 1.5.
fn routes(remembered: Option<CopiesRoute>) -> impl Iterator<Item = CopiesRoute> {
    remembered.into_iter().chain(
        CopiesRoute::ALL
            .into_iter()
            .filter(move |route| Some(*route) != remembered),
    )
}

/// Whether this endpoint is missing or means something else here, so that another one may know.
fn may_be_elsewhere(failure: &Failure) -> bool {
    let (Failure::Retry { code, .. } | Failure::Fatal { code, .. }) = failure else {
        return false;
    };
    let fatal = matches!(failure, Failure::Fatal { .. });
    let code = ErrorCode::from_word(code);
    (fatal && matches!(code, ErrorCode::Upstream | ErrorCode::LayoutUnknown))
        || code == ErrorCode::ErrorPage
}

async fn read(
    jobs: &Jobs,
    catalogue: &Catalogue,
    book: &Book,
    route: CopiesRoute,
    gap: Duration,
    sent: &AtomicU32,
) -> Result<(Vec<Copy>, i64), Failure> {
    let mut copies = Vec::new();
    let mut fetched_at_ms = jobs.shared.clock.now_ms();
    let requests = catalogue.copies_requests(&book.cid, &book.branch_codes, route);
    for (index, request) in requests.iter().enumerate() {
        if index > 0 {
            jobs.shared.clock.sleep(gap).await;
        }
        let page = jobs
            .crawler
            .fetch(catalogue, request, jobs.shared.clock.as_ref(), sent)
            .await?;
        let read = catalogue
            .read_copies(&page.html)
            .map_err(|error| unreadable(&error))?;
        copies.extend(read.into_iter().map(Copy::from));
        fetched_at_ms = page.fetched_at_ms;
    }
    Ok((copies, fetched_at_ms))
}

pub(super) async fn store(
    tx: &mut Transaction,
    shared: &Shared,
    id: BookId,
    read: &Read,
    reader: watch::Reader,
) -> Result<(), WriteError> {
    watch::note_copies(tx, shared, id, &read.copies, reader).await?;
    books::set_copies(tx.connection(), id, &read.copies, read.fetched_at_ms).await?;
    if saved::has_book(tx.connection(), id).await? {
        shared.tell_after(tx, Change::Saved);
    }
    if let Some(route) = read.new_route {
        sources::remember_route(tx.connection(), read.source_id, route).await?;
    }
    Ok(())
}

impl From<catalog::Copy> for Copy {
    fn from(copy: catalog::Copy) -> Self {
        Self {
            registration_number: copy.registration_number,
            branch: copy.branch,
            location: copy.location,
            call_number: copy.call_number,
            status: copy.status.into(),
            raw_status: copy.raw_status,
            due: copy.due,
            raw_due: copy.raw_due,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_remembered_endpoint_comes_first_and_none_twice() {
        let fresh: Vec<_> = routes(None).collect();
        assert_eq!(fresh, CopiesRoute::ALL);
        let known: Vec<_> = routes(Some(CopiesRoute::Full)).collect();
        assert_eq!(
            known,
            [
                CopiesRoute::Full,
                CopiesRoute::Simple,
                CopiesRoute::PerBranch
            ]
        );
    }

    #[test]
    fn only_a_missing_endpoint_leads_to_the_next() {
        let gone = Failure::Fatal {
            code: "upstream",
            message: String::new(),
        };
        let down = Failure::Retry {
            code: "upstream",
            message: String::new(),
        };
        assert!(may_be_elsewhere(&gone));
        assert!(!may_be_elsewhere(&down));
    }
}
