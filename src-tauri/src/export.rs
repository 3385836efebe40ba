//! A conversation as a file in the person's folder for downloads, written piece by piece.

use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use engine::Export;
use engine::wire::{CommandError, CommandErrorCode};
use tokio::fs::{self, File};
use tokio::io::AsyncWriteExt;

/// So many conversations of one library and one day lie beside each other before somebody must tidy up.
const MOST_FILES: u32 = 1_000;

/// What a file is called after.
#[derive(Clone, Debug)]
pub(crate) struct Name {
    library_id: String,
    date: String,
    extension: &'static str,
}

impl Name {
    /// That of a conversation.
    pub(crate) fn of(export: &Export) -> Self {
        Self {
            library_id: export.library_id.clone(),
            date: export.date.clone(),
            extension: export.extension,
        }
    }

    fn nth(&self, count: u32) -> String {
        let nth = match count {
            1 => String::new(),
            _ => format!("-{count}"),
        };
        let (library_id, date) = (&self.library_id, &self.date);
        format!("chaekbeot-{library_id}-{date}{nth}.{}", self.extension)
    }
}

/// A file that is being written. Dropped before its end it is removed: half a conversation would pass for a whole one.
pub(crate) struct Unfinished {
    path: Option<PathBuf>,
    file: File,
}

impl Unfinished {
    /// Begins a file of its own; one that is there stays as it is.
    pub(crate) async fn new(folder: &Path, name: &Name) -> Result<Self, CommandError> {
        Self::create(folder, name)
            .await
            .map_err(|error| refused(&error))
    }

    async fn create(folder: &Path, name: &Name) -> io::Result<Self> {
        fs::create_dir_all(folder).await?;
        for count in 1..=MOST_FILES {
            let path = folder.join(name.nth(count));
            match File::create_new(&path).await {
                Ok(file) => {
                    return Ok(Self {
                        path: Some(path),
                        file,
                    });
                }
                Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
                Err(error) => return Err(error),
            }
        }
        Err(ErrorKind::AlreadyExists.into())
    }

    /// Writes what follows.
    pub(crate) async fn add(&mut self, piece: &str) -> Result<(), CommandError> {
        let written = self.file.write_all(piece.as_bytes()).await;
        written.map_err(|error| refused(&error))
    }

    /// It is whole: gives its path once it is safe on the disk.
    pub(crate) async fn finish(mut self) -> Result<PathBuf, CommandError> {
        let flushed = self.file.flush().await;
        flushed.map_err(|error| refused(&error))?;
        let synced = self.file.sync_all().await;
        synced.map_err(|error| refused(&error))?;
        self.path
            .take()
            .ok_or_else(|| refused(&ErrorKind::NotFound.into()))
    }
}

impl Drop for Unfinished {
    fn drop(&mut self) {
        if let Some(path) = self.path.take()
            && let Err(error) = std::fs::remove_file(&path)
        {
            tracing::warn!("half a conversation was left behind: {error}");
        }
    }
}

/// Why nothing was written, for the page.
fn refused(error: &io::Error) -> CommandError {
    let code = match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => CommandErrorCode::DiskFull,
        _ => CommandErrorCode::Internal,
    };
    CommandError {
        code,
        message: error.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name() -> Name {
        Name {
            library_id: "sejong".to_owned(),
            date: "2026-11-22".to_owned(),
            extension: "csv",
        }
    }

    #[tokio::test]
    async fn a_file_that_is_there_stays_as_it_is() {
        let base = tempfile::tempdir().unwrap();
        let folder = base.path().join("not made yet");
        let mut paths = Vec::new();
        for pieces in [["하", "나"], ["두", "울"]] {
            let mut file = Unfinished::new(&folder, &name()).await.unwrap();
            for piece in pieces {
                file.add(piece).await.unwrap();
            }
            paths.push(file.finish().await.unwrap());
        }
        assert_eq!(paths[0], folder.join("chaekbeot-sejong-2026-11-22.csv"));
        assert_eq!(paths[1], folder.join("chaekbeot-sejong-2026-11-22-2.csv"));
        let text = |path: &PathBuf| std::fs::read_to_string(path).unwrap();
        assert_eq!(
            (text(&paths[0]), text(&paths[1])),
            ("하나".to_owned(), "두울".to_owned())
        );
    }

    #[tokio::test]
    async fn half_a_conversation_does_not_stay() {
        let folder = tempfile::tempdir().unwrap();
        let mut file = Unfinished::new(folder.path(), &name()).await.unwrap();
        file.add("반").await.unwrap();
        drop(file);
        let left = std::fs::read_dir(folder.path()).unwrap().count();
        assert_eq!(left, 0);
    }

    #[test]
    fn a_full_disk_is_told_as_one() {
        let code = |kind: ErrorKind| refused(&kind.into()).code;
        assert_eq!(code(ErrorKind::StorageFull), CommandErrorCode::DiskFull);
        assert_eq!(
            code(ErrorKind::PermissionDenied),
            CommandErrorCode::Internal
        );
    }
}
