//! A release as the plugin finds, downloads, verifies and installs it. The only file that names the plugin's types.

use std::time::Duration;

use engine::wire::UpdateFailure;
use tauri::{AppHandle, Manager, Runtime};
use tauri_plugin_updater::{Error, Update, Updater, UpdaterBuilder, UpdaterExt};

use crate::app::App;
use crate::place;

/// For what says which version there is: a few kilobytes.
const ANSWER: Duration = Duration::from_secs(20);

/// For a connection, and for the next piece of a download.
const SILENCE: Duration = Duration::from_secs(30);

/// For the whole download, on the slowest network on which anybody would wait for it.
const DOWNLOAD: Duration = Duration::from_secs(60 * 60);

/// A newer version.
#[derive(Clone)]
pub(super) struct Release(Update);

/// Who asks for it, with what tauri.conf.json says; a request to an address without TLS is refused on every step of the way.
pub(super) fn updater(handle: &AppHandle) -> Result<Updater, Error> {
    let ending = handle.clone();
    let secured = secured(patient(handle));
    secured.on_before_exit(move || end(&ending)).build()
}

/// It does not wait for ever.
pub(super) fn patient<R: Runtime>(handle: &AppHandle<R>) -> UpdaterBuilder {
    handle.updater_builder().timeout(ANSWER)
}

/// It asks and downloads over TLS only, also where it is sent on to.
pub(super) fn secured(builder: UpdaterBuilder) -> UpdaterBuilder {
    builder.configure_client(|client| {
        let client = client.connect_timeout(SILENCE).read_timeout(SILENCE);
        client.https_only(true)
    })
}

/// On Windows the installer ends the app without telling it.
fn end(handle: &AppHandle) {
    place::remember(handle);
    if let Some(app) = handle.try_state::<App>() {
        tauri::async_runtime::block_on(app.shut_down());
    }
    handle.cleanup_before_exit();
}

/// A newer version, if there is one.
pub(super) async fn look(updater: &Updater) -> Result<Option<Release>, UpdateFailure> {
    let found = updater.check().await.map_err(|error| failure(&error))?;
    Ok(found.map(|mut update| {
        update.timeout = Some(DOWNLOAD);
        Release(update)
    }))
}

impl Release {
    pub(super) fn version(&self) -> String {
        self.0.version.clone()
    }

    /// What is new, as its makers wrote it.
    pub(super) fn notes(&self) -> Option<String> {
        let notes = self.0.body.as_deref().map(str::trim);
        notes.filter(|notes| !notes.is_empty()).map(str::to_owned)
    }

    /// Downloads it; what is not signed by us, for this very version, is thrown away. `tell` hears how much is there, in percent.
    pub(super) async fn load(
        &self,
        tell: impl Fn(Option<u32>) + Send,
    ) -> Result<Vec<u8>, UpdateFailure> {
        let mut there = 0_u64;
        let told = |length: usize, of: Option<u64>| {
            there = there.saturating_add(u64::try_from(length).unwrap_or(u64::MAX));
            tell(of.and_then(|of| percent(there, of)));
        };
        let loaded = self.0.download(told, || {}).await;
        loaded.map_err(|error| failure(&error))
    }

    /// Puts it in the place of what runs. On Windows this ends the process if it succeeds.
    pub(super) fn install(&self, package: &[u8]) -> Result<(), UpdateFailure> {
        self.0.install(package).map_err(|error| failure(&error))
    }
}

/// None where the size is not known.
fn percent(there: u64, of: u64) -> Option<u32> {
    let percent = there.saturating_mul(100).checked_div(of)?;
    u32::try_from(percent.min(100)).ok()
}

/// What a person can do about it.
fn failure(error: &Error) -> UpdateFailure {
    tracing::warn!("the update: {error}");
    match error {
        Error::Reqwest(error) if error.is_decode() => UpdateFailure::Unreadable,
        Error::Reqwest(_) | Error::Network(_) | Error::ReleaseNotFound => {
            UpdateFailure::Unreachable
        }
        Error::Serialization(_) | Error::Semver(_) | Error::UrlParse(_) => {
            UpdateFailure::Unreadable
        }
        Error::TargetNotFound(_)
        | Error::TargetsNotFound(_)
        | Error::UnsupportedArch
        | Error::UnsupportedOs => UpdateFailure::NotForThisSystem,
        Error::Minisign(_)
        | Error::Base64(_)
        | Error::SignatureUtf8(_)
        | Error::SignedVersionMismatch { .. }
        | Error::MissingSignedVersion => UpdateFailure::Untrusted,
        _ => UpdateFailure::NotInstalled,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_download_of_unknown_or_wrong_size_has_a_percentage_that_can_be_shown() {
        assert_eq!(percent(0, 10), Some(0));
        assert_eq!(percent(5, 10), Some(50));
        assert_eq!(percent(11, 10), Some(100));
        assert_eq!(percent(u64::MAX, u64::MAX), Some(1), "no overflow");
        assert_eq!(percent(5, 0), None);
    }
}
