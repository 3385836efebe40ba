//! A book with everything that was asked of it, for those who take whole books and no changes.

use sqlx::SqliteConnection;

use crate::id::{BookId, HitId, SearchId};
use crate::store::{books, hits};
use crate::wire::{ErrorCode, Hit};
use crate::{Engine, Error};

/// A book of which everything asked is there or given up.
#[derive(Clone, Debug, PartialEq)]
pub struct Card {
    /// The hit, with its copies.
    pub hit: Hit,
    /// Whether its copies were asked for.
    pub has_copies: bool,
    /// Labels and values of its detail page, if that was asked for and came.
    pub detail: Option<Vec<(String, String)>>,
    /// Why something of it did not come.
    pub error: Option<ErrorCode>,
}

impl Engine {
    /// The cards of a search that are ready: those among `ids`, or all.
    ///
    /// # Errors
    /// [`Error::Read`].
    pub async fn cards(&self, id: SearchId, ids: Option<&[HitId]>) -> Result<Vec<Card>, Error> {
        // One snapshot, so that every hit keeps its own detail.
        let mut reader = self.database.reader().begin().await?;
        Ok(ready(&mut reader, id, ids).await?)
    }
}

async fn ready(
    connection: &mut SqliteConnection,
    id: SearchId,
    ids: Option<&[HitId]>,
) -> Result<Vec<Card>, sqlx::Error> {
    let rows = hits::ready(connection, id, ids).await?;
    let ids: Vec<HitId> = rows.iter().map(|row| row.id).collect();
    let book_ids: Vec<BookId> = rows
        .iter()
        .filter(|row| row.has_detail)
        .map(|row| row.book_id)
        .collect();
    let mut details = books::details(connection, &book_ids).await?;
    let hits = hits::some(connection, &ids).await?;
    Ok(rows
        .into_iter()
        .zip(hits)
        .map(|(row, hit)| Card {
            hit,
            has_copies: row.has_copies,
            detail: details.remove(&row.book_id),
            error: row.code,
        })
        .collect())
}
