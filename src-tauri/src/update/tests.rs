//! The whole way of an update on loopback, with the plugin's own download, signature check and installation.

mod server;

use std::path::PathBuf;
use std::pin::Pin;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use engine::Clock;
use engine::wire::{UpdateFailure, UpdateStage, UpdateWay};
use serde_json::json;
use tauri::test::{MockRuntime, mock_builder, mock_context, noop_assets};
use tempfile::TempDir;

use super::{Asked, Updates, follows_installation, release};
use server::{NEWER, Server, Signer};

const DAY_MS: i64 = super::way::PAUSE_MS;

/// A clock that a test sets.
struct Set(AtomicI64);

impl Clock for Set {
    fn now_ms(&self) -> i64 {
        self.0.load(Ordering::SeqCst)
    }

    fn sleep_until(&self, _: i64) -> Pin<Box<dyn Future<Output = ()> + Send>> {
        Box::pin(std::future::pending())
    }

    fn sleep(&self, _: Duration) -> Pin<Box<dyn Future<Output = ()> + Send>> {
        Box::pin(std::future::pending())
    }
}

/// An app of version 0.1.0 with a program that can be replaced.
struct Installed {
    updates: Updates,
    clock: Arc<Set>,
    told: Arc<Mutex<Vec<UpdateStage>>>,
    program: PathBuf,
    folder: TempDir,
    _app: tauri::App<MockRuntime>,
}

#[derive(Clone, Copy, PartialEq)]
enum Transport {
    Loopback,
    AsReleased,
}

impl Installed {
    fn new(endpoint: &str, signer: &Signer) -> Self {
        let (way, transport) = (UpdateWay::Replaced, Transport::Loopback);
        Self::with(endpoint, &signer.public_key(), way, transport)
    }

    fn with(endpoint: &str, key: &str, way: UpdateWay, transport: Transport) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let program = folder.path().join("chaekbeot.AppImage");
        std::fs::write(&program, b"old").unwrap();
        let mut context = mock_context(noop_assets());
        let settings = json!({
            "pubkey": key,
            "requireSignedVersion": true,
            "endpoints": [endpoint],
            "dangerousInsecureTransportProtocol": true,
        });
        let plugins = &mut context.config_mut().plugins.0;
        plugins.insert("updater".to_owned(), settings);
        let app = mock_builder()
            .plugin(tauri_plugin_updater::Builder::new().build())
            .build(context)
            .unwrap();
        let (handle, replaced) = (app.handle().clone(), program.clone());
        let clock = Arc::new(Set(AtomicI64::new(1_800_000_000_000)));
        let told = Arc::new(Mutex::new(Vec::new()));
        let telling = Arc::clone(&told);
        let updates = Updates::new(
            folder.path(),
            way,
            Arc::clone(&clock) as Arc<dyn Clock>,
            move || {
                let builder = release::patient(&handle).executable_path(&replaced);
                match transport {
                    Transport::Loopback => builder.no_proxy().build(),
                    Transport::AsReleased => release::secured(builder.no_proxy()).build(),
                }
            },
            move |update| telling.lock().unwrap().push(update.stage),
        );
        Self {
            updates,
            clock,
            told,
            program,
            folder,
            _app: app,
        }
    }

    fn stage(&self) -> UpdateStage {
        self.updates.view().stage
    }

    fn program(&self) -> Vec<u8> {
        std::fs::read(&self.program).unwrap()
    }

    async fn look(&self) -> UpdateStage {
        self.updates.look(Asked::ByPerson, false).await;
        self.stage()
    }

    /// Nothing was installed, nothing can be, and the next start is an ordinary one.
    async fn is_as_before(&self) {
        assert!(!self.updates.install(async {}).await);
        assert_eq!(self.program(), b"old");
        assert!(!follows_installation(self.folder.path()));
    }
}

fn failed(failure: UpdateFailure) -> UpdateStage {
    UpdateStage::Failed { failure }
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_newer_version_is_found_downloaded_and_installed_when_asked() {
    let signer = Signer::new();
    let server = Server::start().await;
    server.release("0.2.0", &signer.sign(NEWER, Some("0.2.0")));
    let app = Installed::new(&server.manifest(), &signer);
    let found = app.look().await;
    let expected = UpdateStage::Found {
        version: "0.2.0".to_owned(),
        notes: Some("새로운 것".to_owned()),
    };
    assert_eq!(found, expected);
    assert_eq!(server.downloads(), 0, "nothing is downloaded unasked");
    assert!(!app.updates.install(async {}).await, "nor installed");

    app.updates.load().await;
    let version = "0.2.0".to_owned();
    assert_eq!(app.stage(), UpdateStage::Ready { version });
    assert_eq!(app.program(), b"old", "nothing is installed unasked");
    // What is ready is not lost to another look.
    assert!(matches!(app.look().await, UpdateStage::Ready { .. }));
    assert!(!follows_installation(app.folder.path()));

    let rested = async { assert_eq!(app.program(), b"old", "the work rests first") };
    assert!(app.updates.install(rested).await);
    assert_eq!(app.program(), NEWER);
    assert!(follows_installation(app.folder.path()), "it is said once");
    assert!(!follows_installation(app.folder.path()));
    let told = app.told.lock().unwrap();
    let percents: Vec<_> = told
        .iter()
        .filter_map(|stage| match stage {
            UpdateStage::Loading { percent, .. } => *percent,
            _ => None,
        })
        .collect();
    assert_eq!(percents.last(), Some(&100), "{told:?}");
    assert!(percents.is_sorted());
    assert!(matches!(told.last(), Some(UpdateStage::Installing { .. })));
}

#[tokio::test]
async fn what_the_command_line_of_tauri_signs_is_believed() {
    let server = Server::start().await;
    server.release("0.2.0", server::CLI_SIGNATURE);
    let (way, transport) = (UpdateWay::Replaced, Transport::Loopback);
    let app = Installed::with(&server.manifest(), server::CLI_KEY, way, transport);
    assert!(matches!(app.look().await, UpdateStage::Found { .. }));
    app.updates.load().await;
    assert!(matches!(app.stage(), UpdateStage::Ready { .. }));
}

#[tokio::test]
async fn what_is_not_signed_by_us_for_this_version_is_thrown_away() {
    let (signer, stranger) = (Signer::new(), Signer::new());
    let changed = [NEWER, b"!"].concat();
    for (what, signature) in [
        ("a stranger's", stranger.sign(NEWER, Some("0.2.0"))),
        ("of other bytes", signer.sign(&changed, Some("0.2.0"))),
        ("of an older version", signer.sign(NEWER, Some("0.0.9"))),
        ("of no version", signer.sign(NEWER, None)),
        ("no signature", "bm90IG9uZQ==".to_owned()),
        ("nothing", String::new()),
    ] {
        let server = Server::start().await;
        server.release("0.2.0", &signature);
        let app = Installed::new(&server.manifest(), &signer);
        assert!(matches!(app.look().await, UpdateStage::Found { .. }));
        app.updates.load().await;
        assert_eq!(app.stage(), failed(UpdateFailure::Untrusted), "{what}");
        assert_eq!(server.downloads(), 1);
        app.is_as_before().await;
    }
}

#[tokio::test]
async fn neither_an_older_nor_the_same_version_is_one() {
    let signer = Signer::new();
    for version in ["0.1.0", "0.0.9", "0.1.0-rc.1"] {
        let server = Server::start().await;
        server.release(version, &signer.sign(NEWER, Some(version)));
        let app = Installed::new(&server.manifest(), &signer);
        assert_eq!(app.look().await, UpdateStage::Newest, "{version}");
        app.updates.load().await;
        assert_eq!(server.downloads(), 0);
        app.is_as_before().await;
    }
}

#[tokio::test]
async fn answers_that_are_of_no_use_are_told_apart() {
    let signer = Signer::new();
    let manifest = |platform: &str| {
        let entry = json!({ "url": "http://127.0.0.1:1/package", "signature": "x" });
        json!({ "version": "0.2.0", "platforms": { platform: entry } }).to_string()
    };
    for (status, text, expected) in [
        (200, manifest("amiga-m68k"), UpdateFailure::NotForThisSystem),
        (200, "<html>".to_owned(), UpdateFailure::Unreadable),
        (200, "{}".to_owned(), UpdateFailure::Unreadable),
        (
            200,
            json!({ "version": "new" }).to_string(),
            UpdateFailure::Unreadable,
        ),
        (404, manifest("amiga-m68k"), UpdateFailure::Unreachable),
        (500, String::new(), UpdateFailure::Unreachable),
    ] {
        let server = Server::start().await;
        server.answer(status, &text);
        let app = Installed::new(&server.manifest(), &signer);
        assert_eq!(app.look().await, failed(expected), "{status} {text}");
        app.is_as_before().await;
    }
}

#[tokio::test]
async fn a_server_that_is_not_there_and_a_download_that_is_gone_are_unreachable() {
    let signer = Signer::new();
    let server = Server::start().await;
    server.release("0.2.0", &signer.sign(NEWER, Some("0.2.0")));
    let app = Installed::new(&server.manifest(), &signer);
    assert!(matches!(app.look().await, UpdateStage::Found { .. }));
    let address = server.manifest();
    server.stop().await;
    app.updates.load().await;
    assert_eq!(app.stage(), failed(UpdateFailure::Unreachable));
    app.is_as_before().await;
    let late = Installed::new(&address, &signer);
    assert_eq!(late.look().await, failed(UpdateFailure::Unreachable));
}

#[tokio::test]
async fn as_released_nothing_is_asked_without_tls() {
    let signer = Signer::new();
    let server = Server::start().await;
    server.release("0.2.0", &signer.sign(NEWER, Some("0.2.0")));
    let (way, transport) = (UpdateWay::Replaced, Transport::AsReleased);
    let app = Installed::with(&server.manifest(), &signer.public_key(), way, transport);
    assert_eq!(app.look().await, failed(UpdateFailure::Unreachable));
    assert_eq!(server.looks(), 0);
}

#[tokio::test]
async fn the_clock_looks_once_a_day_and_says_nothing_of_failures() {
    let signer = Signer::new();
    let server = Server::start().await;
    server.answer(500, "");
    let app = Installed::new(&server.manifest(), &signer);
    app.updates.look_if_due(true).await;
    assert_eq!((server.looks(), app.stage()), (0, UpdateStage::Unknown));
    app.updates.look_if_due(false).await;
    assert_eq!((server.looks(), app.stage()), (1, UpdateStage::Unknown));
    app.updates.look_if_due(false).await;
    assert_eq!(server.looks(), 1, "a failure is no reason to press");

    server.release("0.2.0", &signer.sign(NEWER, Some("0.2.0")));
    app.clock.0.fetch_add(DAY_MS, Ordering::SeqCst);
    app.updates.look_if_due(false).await;
    assert_eq!(server.looks(), 2);
    assert!(matches!(app.stage(), UpdateStage::Found { .. }));
    // What is known outlives a look that comes to nothing, and a restart the time of the last one.
    server.answer(500, "");
    app.clock.0.fetch_add(DAY_MS, Ordering::SeqCst);
    app.updates.look_if_due(false).await;
    assert!(matches!(app.stage(), UpdateStage::Found { .. }));
    assert_eq!(server.looks(), 3);
    let remembered = super::memory::read(app.folder.path());
    assert_eq!(remembered.looked_at_ms, Some(app.clock.now_ms()));

    app.updates.set_looks(false);
    assert!(!super::memory::read(app.folder.path()).looks);
    app.clock.0.fetch_add(DAY_MS, Ordering::SeqCst);
    app.updates.look_if_due(false).await;
    assert_eq!(server.looks(), 3, "it was switched off");
}

#[tokio::test]
async fn a_person_without_a_network_is_told_so_and_nobody_is_asked() {
    let signer = Signer::new();
    let server = Server::start().await;
    let app = Installed::new(&server.manifest(), &signer);
    app.updates.look(Asked::ByPerson, true).await;
    assert_eq!(app.stage(), failed(UpdateFailure::Offline));
    assert_eq!((server.looks(), app.updates.view().looked_at_ms), (0, None));
}

#[tokio::test]
async fn packages_of_the_system_are_told_of_and_left_to_it() {
    let signer = Signer::new();
    let server = Server::start().await;
    server.release("0.2.0", &signer.sign(NEWER, Some("0.2.0")));
    let key = signer.public_key();
    let of = |way| Installed::with(&server.manifest(), &key, way, Transport::Loopback);
    let told = of(UpdateWay::Told);
    assert!(matches!(told.look().await, UpdateStage::Found { .. }));
    told.updates.load().await;
    assert!(matches!(told.stage(), UpdateStage::Found { .. }));
    let last = told.told.lock().unwrap().last().cloned();
    assert!(matches!(last, Some(UpdateStage::Found { .. })), "{last:?}");
    told.is_as_before().await;
    let elsewhere = of(UpdateWay::Elsewhere);
    assert_eq!(elsewhere.look().await, UpdateStage::Unknown);
    assert_eq!((server.looks(), server.downloads()), (1, 0));
}
