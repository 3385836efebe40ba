//! 연결 확인: a person wants to know whether a library answers.

use catalog::{Library, Standing};
use queue::{NewJob, Transaction, WriteError};

use crate::search::{limits, priority};
use crate::store::{libraries, sources};
use crate::wire;
use crate::work::Work;
use crate::{Engine, Error, everyone};

/// Of a library only one is under way.
const KEY: &str = "check";

impl Engine {
    /// Every library as [`Engine::libraries`] has them, with whether it answers.
    ///
    /// # Errors
    /// [`Error::Read`].
    pub async fn libraries_with_answers(&self) -> Result<Vec<wire::Library>, Error> {
        let mut answers = libraries::all(&mut *self.reader().await?).await?;
        let known = self.shared.libraries.iter().map(|library| {
            let answers = answers.remove(&library.id).unwrap_or_default();
            wire::Library::from(library.as_ref()).with(answers)
        });
        Ok(everyone::join(known.collect()))
    }

    /// Has one light request made; what comes of it is told as [`Change::Library`](wire::Change::Library), whatever it is. A second time
    /// while it is under way changes nothing.
    ///
    /// # Errors
    /// [`Error::NotFound`] without such a library, or without an address of it; [`Error::NotConfirmed`] for one that nobody has checked
    /// yet.
    pub async fn check_library(&self, library_id: &str) -> Result<(), Error> {
        let library = self.shared.library(library_id);
        let library = library.ok_or(Error::NotFound("library"))?;
        if library.standing == Standing::Unconfirmed {
            return Err(Error::NotConfirmed(library.id.clone()));
        }
        let source = sources::Source {
            library_id: library.id.clone(),
            address: None,
            copies_route: None,
        };
        if self.shared.catalogue(&source).is_none() {
            return Err(Error::NotFound("address"));
        }
        let now_ms = self.shared.clock.now_ms();
        self.write(move |tx| Box::pin(async move { add(tx, &library, now_ms).await }))
            .await
    }
}

async fn add(tx: &mut Transaction, library: &Library, now_ms: i64) -> Result<(), WriteError> {
    limits::set_usual(tx, library).await?;
    let source = sources::ensure(tx.connection(), &library.id, None).await?;
    let job = NewJob::new(&Work::Check { source })?
        .slot(&library.id)
        .priority(priority::IN_VIEW)
        .unique(KEY);
    queue::add(tx, &[], job, now_ms).await?;
    Ok(())
}
