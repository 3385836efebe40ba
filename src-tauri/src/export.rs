//! A conversation as a file in the person's folder for downloads.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use engine::Exported;
use engine::wire::{CommandError, CommandErrorCode};

/// So many conversations of one library and one day lie beside each other before somebody must tidy up.
const MOST_FILES: u32 = 1_000;

/// Writes a file of its own; one that is there stays as it is.
pub(crate) fn write(folder: &Path, exported: &Exported) -> io::Result<PathBuf> {
    fs::create_dir_all(folder)?;
    let (library_id, date) = (&exported.library_id, &exported.date);
    for count in 1..=MOST_FILES {
        let nth = match count {
            1 => String::new(),
            _ => format!("-{count}"),
        };
        let name = format!("chaekbeot-{library_id}-{date}{nth}.{}", exported.extension);
        let path = folder.join(name);
        match File::create_new(&path) {
            Ok(mut file) => {
                let written = file.write_all(exported.text.as_bytes());
                return match written.and_then(|()| file.sync_all()) {
                    Ok(()) => Ok(path),
                    Err(error) => {
                        // Half a conversation would pass for a whole one.
                        fs::remove_file(&path)?;
                        Err(error)
                    }
                };
            }
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
        }
    }
    Err(ErrorKind::AlreadyExists.into())
}

/// Why nothing was written, for the page.
pub(crate) fn refused(error: &io::Error) -> CommandError {
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

    #[test]
    fn a_file_that_is_there_stays_as_it_is() {
        let base = tempfile::tempdir().unwrap();
        let folder = base.path().join("not made yet");
        let exported = |text: &str| Exported {
            library_id: "sejong".to_owned(),
            date: "2026-11-22".to_owned(),
            extension: "csv",
            text: text.to_owned(),
        };
        let first = write(&folder, &exported("하나")).unwrap();
        let second = write(&folder, &exported("둘")).unwrap();
        assert_eq!(first, folder.join("chaekbeot-sejong-2026-11-22.csv"));
        assert_eq!(second, folder.join("chaekbeot-sejong-2026-11-22-2.csv"));
        assert_eq!(fs::read_to_string(first).unwrap(), "하나");
        assert_eq!(fs::read_to_string(second).unwrap(), "둘");
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
