//! A file that is damaged, or cannot be written: set aside, or told.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use queue::{Database, OpenError};
use tokio::sync::watch;

use crate::shared::Shared;
use crate::store;
use crate::wire::{Change, Trouble};

/// Opens the file. A damaged one is set aside, which is told with the new one.
pub(crate) async fn open(file: &Path) -> Result<(Database, Option<PathBuf>), OpenError> {
    let finding = match Database::open(file, store::migrator()).await {
        Err(OpenError::Damaged(finding)) => finding,
        opened => return Ok((opened?, None)),
    };
    match queue::set_aside(file).await {
        Ok(aside) => {
            // Without a path another process has done it a moment ago.
            tracing::error!(finding, ?aside, "the damaged file was set aside");
            Ok((Database::open(file, store::migrator()).await?, aside))
        }
        Err(error) => {
            tracing::error!(%error, "the damaged file could not be set aside");
            Err(OpenError::Damaged(finding))
        }
    }
}

/// Tells what keeps the file from being written, and when that is over.
pub(crate) async fn tell(
    mut trouble: watch::Receiver<Option<queue::Trouble>>,
    shared: Arc<Shared>,
) {
    let mut told = None;
    while trouble.changed().await.is_ok() {
        let now = trouble.borrow_and_update().as_ref().map(Trouble::from);
        if now != told {
            told = now;
            shared.tell(Change::Trouble { trouble: now });
        }
    }
}

#[cfg(test)]
mod tests {
    use queue::WriteError;

    use crate::wire::{Change, CommandErrorCode, Trouble};
    use crate::{Engine, Options};

    /// The file may have so many pages from now on.
    async fn limit(engine: &Engine, pragma: &'static str) {
        let limited = engine.database.write(move |tx| {
            Box::pin(async move {
                sqlx::query(pragma).fetch_all(tx.connection()).await?;
                Ok::<_, WriteError>(())
            })
        });
        limited.await.unwrap();
    }

    #[tokio::test]
    async fn a_full_disk_is_told_and_that_it_is_over() {
        let folder = tempfile::tempdir().unwrap();
        let engine = Engine::start(Options::new(folder.path().to_owned()))
            .await
            .unwrap();
        let room = engine.start_chat("practice").await.unwrap().room.id;
        assert_eq!(engine.trouble(), None);
        let mut changes = engine.changes();
        limit(&engine, "PRAGMA max_page_count = 1").await;
        let text = "가".repeat(9_000);
        let room = crate::RoomId(room);
        let refused = engine.send_message(room, &text, false).await.unwrap_err();
        assert_eq!(refused.code(), CommandErrorCode::DiskFull);
        assert_eq!(engine.trouble(), Some(Trouble::DiskFull));
        let told = changes.recv().await.unwrap();
        let trouble = Some(Trouble::DiskFull);
        assert_eq!(told, Change::Trouble { trouble });
        limit(&engine, "PRAGMA max_page_count = 1000000").await;
        assert_eq!(engine.trouble(), None);
        let told = changes.recv().await.unwrap();
        assert_eq!(told, Change::Trouble { trouble: None });
        let lines = engine.open_room(room, None).await.unwrap().messages;
        assert_eq!(lines.len(), 1, "what was refused is not there");
        engine.send_message(room, &text, false).await.unwrap();
    }
}
