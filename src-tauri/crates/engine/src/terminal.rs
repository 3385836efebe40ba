//! A question that a terminal asks and waits for: no room, no messages, no notification.

use std::sync::Arc;

use catalog::{Query, QueryError};

use crate::id::SearchId;
use crate::options::{Origin, SearchOptions};
use crate::search::{self, Asked, Question};
use crate::store::{pages, searches};
use crate::{Engine, Error, ListedPage};

/// What a terminal asks.
#[derive(Clone, Debug)]
pub struct Inquiry {
    /// The library's id.
    pub library_id: String,
    /// The words.
    pub text: String,
    /// The commas belong to the title.
    pub literal: bool,
    /// How far, where to, how fast.
    pub options: SearchOptions,
}

/// Why nothing was asked.
#[derive(Debug, thiserror::Error)]
pub enum AskError {
    /// The words are no question.
    #[error(transparent)]
    Query(#[from] QueryError),
    /// The engine could not take it.
    #[error(transparent)]
    Engine(#[from] Error),
}

impl Engine {
    /// Starts the search, or finds the unfinished one for the same words and options: that one goes on.
    ///
    /// # Errors
    /// [`AskError`].
    pub async fn ask(&self, inquiry: Inquiry) -> Result<SearchId, AskError> {
        let query = if inquiry.literal {
            Query::literal(&inquiry.text)?
        } else {
            Query::parse(&inquiry.text)?
        };
        let library = self
            .shared
            .library(&inquiry.library_id)
            .ok_or(Error::NotFound("library"))?;
        let question = Question {
            library,
            room_id: None,
            text: inquiry.text,
            query,
            options: SearchOptions {
                origin: Origin::Terminal,
                ..inquiry.options
            },
        };
        let shared = Arc::clone(&self.shared);
        let id = self
            .write(move |tx| {
                Box::pin(async move {
                    let (Asked::New(id) | Asked::Running(id)) =
                        search::ask(tx, &shared, &question).await?;
                    search::publish(tx, &shared, id, &[], Vec::new()).await?;
                    Ok(id)
                })
            })
            .await?;
        Ok(id)
    }

    /// The caller's time for this search is over: it ends as partial, or failed without hits, with the code `timeout`.
    ///
    /// # Errors
    /// [`Error::Write`].
    pub async fn time_out(&self, id: SearchId) -> Result<(), Error> {
        let shared = Arc::clone(&self.shared);
        self.write(move |tx| Box::pin(async move { search::time_out(tx, &shared, id).await }))
            .await
    }

    /// The list pages read so far, in order.
    ///
    /// # Errors
    /// [`Error::Read`].
    pub async fn pages(&self, id: SearchId) -> Result<Vec<ListedPage>, Error> {
        Ok(pages::all_listed(&mut *self.reader().await?, id).await?)
    }

    /// Requests sent for this search so far, over all its starts.
    ///
    /// # Errors
    /// [`Error::Read`].
    pub async fn request_count(&self, id: SearchId) -> Result<u32, Error> {
        Ok(searches::request_count(&mut *self.reader().await?, id).await?)
    }
}
