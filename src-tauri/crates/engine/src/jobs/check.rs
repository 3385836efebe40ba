//! Whether a library answers: the smallest page that proves it, read as any other.

use std::sync::atomic::AtomicU32;

use catalog::Query;
use queue::Failure;

use super::handler::Jobs;
use super::{no_address, unread, unreadable};
use crate::id::SourceId;
use crate::store::sources;

/// A title of one hit or two where it is, and of none elsewhere: both are an answer.
const TITLE: &str = "훈민정음 해례본";

pub(super) async fn run(jobs: &Jobs, id: SourceId, sent: &AtomicU32) -> Result<(), Failure> {
    let source = load(jobs, id).await.map_err(|error| unread(&error))?;
    let catalogue = source
        .and_then(|source| jobs.shared.catalogue(&source))
        .ok_or_else(no_address)?;
    let request = catalogue.list_request(&Query::Title(TITLE.to_owned()), 1);
    let page = jobs
        .crawler
        .fetch(&catalogue, &request, jobs.shared.clock.as_ref(), sent)
        .await?;
    catalogue
        .read_list(&page.html)
        .map_err(|error| unreadable(&error))?;
    Ok(())
}

async fn load(jobs: &Jobs, id: SourceId) -> Result<Option<sources::Source>, sqlx::Error> {
    let mut reader = jobs.database.reader().acquire().await?;
    sources::get(&mut reader, id).await
}
