//! A newer version of the app: looked for once a day or when asked, downloaded and installed only when the person says so
//! (docs/adr/0014-updates.md).

mod memory;
mod release;
#[cfg(test)]
mod tests;
mod way;

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use engine::wire::{Change, Update, UpdateFailure, UpdateStage, UpdateWay};
use engine::{Clock, Engine, SystemClock};
use tauri::{AppHandle, Manager};
use tauri_plugin_updater::{Error, Updater};

use crate::app::App;
use crate::changes;
use memory::Memory;
use release::Release;

/// A start has other things to do first.
const FIRST: Duration = Duration::from_secs(2 * 60);

/// Whether it is due is seen so often; a computer may have slept meanwhile.
const EVERY: Duration = Duration::from_secs(60 * 60);

/// Everything about updates.
pub(crate) struct Updates {
    folder: PathBuf,
    way: UpdateWay,
    clock: Arc<dyn Clock>,
    /// Made anew for every look: it keeps nothing.
    updater: Box<dyn Fn() -> Result<Updater, Error> + Send + Sync>,
    tell: Box<dyn Fn(Update) + Send + Sync>,
    state: Mutex<State>,
}

struct State {
    memory: Memory,
    stage: UpdateStage,
    found: Option<Release>,
    /// Downloaded, and its signature was right.
    package: Option<Vec<u8>>,
}

/// Who wants to know whether there is a newer version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Asked {
    /// The person, who is told what came of it.
    ByPerson,
    /// The clock: what comes to nothing is not told.
    ByClock,
}

/// For this installation.
pub(crate) fn updates(handle: &AppHandle, folder: &Path) -> Updates {
    let has_key = handle.config().plugins.0.get("updater").is_some_and(|it| {
        let key = it.get("pubkey").and_then(serde_json::Value::as_str);
        key.is_some_and(|key| !key.trim().is_empty())
    });
    let bundle = tauri::utils::platform::bundle_type();
    let way = way::way(cfg!(debug_assertions), has_key, bundle);
    let (asking, telling) = (handle.clone(), handle.clone());
    Updates::new(
        folder,
        way,
        Arc::new(SystemClock),
        move || release::updater(&asking),
        move |update| changes::emit(&telling, &Change::Update { update }),
    )
}

/// Whether this start follows an installation; says so once.
pub(crate) fn follows_installation(folder: &Path) -> bool {
    let memory = memory::read(folder);
    if memory.shows_window {
        let forgotten = Memory {
            shows_window: false,
            ..memory
        };
        keep(folder, &forgotten);
    }
    memory.shows_window
}

fn keep(folder: &Path, memory: &Memory) {
    if let Err(error) = memory::write(folder, memory) {
        tracing::warn!("what is known of updates is not remembered: {error}");
    }
}

/// Looks for a newer version once a day.
pub(crate) async fn carry(handle: AppHandle, engine: Arc<Engine>) {
    let updates = &handle.state::<App>().updates;
    if updates.way == UpdateWay::Elsewhere {
        return;
    }
    updates.clock.sleep(FIRST).await;
    loop {
        updates.look_if_due(engine.offline()).await;
        updates.clock.sleep(EVERY).await;
    }
}

impl Updates {
    fn new(
        folder: &Path,
        way: UpdateWay,
        clock: Arc<dyn Clock>,
        updater: impl Fn() -> Result<Updater, Error> + Send + Sync + 'static,
        tell: impl Fn(Update) + Send + Sync + 'static,
    ) -> Self {
        Self {
            folder: folder.to_owned(),
            way,
            clock,
            updater: Box::new(updater),
            tell: Box::new(tell),
            state: Mutex::new(State {
                memory: memory::read(folder),
                stage: UpdateStage::Unknown,
                found: None,
                package: None,
            }),
        }
    }

    /// For the page.
    pub(crate) fn view(&self) -> Update {
        let state = self.state();
        Update {
            way: self.way,
            looks: state.memory.looks,
            looked_at_ms: state.memory.looked_at_ms,
            stage: state.stage.clone(),
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Changes what is known, and tells it.
    fn change<T>(&self, how: impl FnOnce(&mut State) -> T) -> T {
        let changed = how(&mut self.state());
        (self.tell)(self.view());
        changed
    }

    /// Whether one is looked for without being asked, from now on.
    pub(crate) fn set_looks(&self, looks: bool) {
        let memory = self.change(|state| {
            state.memory.looks = looks;
            state.memory
        });
        keep(&self.folder, &memory);
    }

    async fn look_if_due(&self, is_offline: bool) {
        let memory = self.state().memory;
        if way::is_due(self.way, &memory, is_offline, self.clock.now_ms()) {
            self.look(Asked::ByClock, is_offline).await;
        }
    }

    /// Looks for a newer version, unless one is being downloaded or waits for its restart.
    pub(crate) async fn look(&self, asked: Asked, is_offline: bool) {
        if self.way == UpdateWay::Elsewhere {
            return;
        }
        let Some(before) = self.begin_look() else {
            return;
        };
        let outcome = match is_offline {
            true => Err(UpdateFailure::Offline),
            false => self.ask().await,
        };
        let now_ms = self.clock.now_ms();
        let memory = self.change(|state| {
            state.stage = match outcome {
                Ok(Some(release)) => {
                    let (version, notes) = (release.version(), release.notes());
                    state.found = Some(release);
                    UpdateStage::Found { version, notes }
                }
                Ok(None) => UpdateStage::Newest,
                Err(failure) if asked == Asked::ByPerson => UpdateStage::Failed { failure },
                Err(_) => before,
            };
            if !is_offline {
                state.memory.looked_at_ms = Some(now_ms);
            }
            state.memory
        });
        keep(&self.folder, &memory);
    }

    /// What was known before; none where something is under way that must not be lost.
    fn begin_look(&self) -> Option<UpdateStage> {
        let mut state = self.state();
        match &state.stage {
            UpdateStage::Looking
            | UpdateStage::Loading { .. }
            | UpdateStage::Ready { .. }
            | UpdateStage::Installing { .. } => return None,
            UpdateStage::Unknown
            | UpdateStage::Newest
            | UpdateStage::Found { .. }
            | UpdateStage::Failed { .. } => {}
        }
        let before = std::mem::replace(&mut state.stage, UpdateStage::Looking);
        drop(state);
        (self.tell)(self.view());
        Some(before)
    }

    async fn ask(&self) -> Result<Option<Release>, UpdateFailure> {
        let updater = (self.updater)().map_err(|error| {
            tracing::warn!("updates cannot be looked for: {error}");
            UpdateFailure::NotForThisSystem
        })?;
        release::look(&updater).await
    }

    /// Downloads what was found.
    pub(crate) async fn load(&self) {
        let Some(release) = self.begin_load() else {
            return;
        };
        let version = release.version();
        let loaded = release
            .load(|percent| {
                let stage = UpdateStage::Loading {
                    version: version.clone(),
                    percent,
                };
                // Not every few kilobytes.
                if self.state().stage != stage {
                    self.change(|state| state.stage = stage);
                }
            })
            .await;
        self.change(|state| {
            state.stage = match loaded {
                Ok(package) => {
                    state.package = Some(package);
                    UpdateStage::Ready { version }
                }
                Err(failure) => UpdateStage::Failed { failure },
            };
        });
    }

    fn begin_load(&self) -> Option<Release> {
        let mut state = self.state();
        if self.way != UpdateWay::Replaced || !matches!(state.stage, UpdateStage::Found { .. }) {
            return None;
        }
        let release = state.found.clone()?;
        state.stage = UpdateStage::Loading {
            version: release.version(),
            percent: None,
        };
        drop(state);
        (self.tell)(self.view());
        Some(release)
    }

    /// Installs what was downloaded; `rest` is what must have come to an end before. True: a restart has to follow.
    pub(crate) async fn install(&self, rest: impl Future<Output = ()>) -> bool {
        let Some((release, package)) = self.begin_install() else {
            return false;
        };
        rest.await;
        let mut memory = self.state().memory;
        memory.shows_window = true;
        keep(&self.folder, &memory);
        let installing = tauri::async_runtime::spawn_blocking(move || release.install(&package));
        let installed = installing.await;
        let installed = installed.unwrap_or(Err(UpdateFailure::NotInstalled));
        if let Err(failure) = installed {
            let memory = self.change(|state| {
                state.stage = UpdateStage::Failed { failure };
                state.memory
            });
            keep(&self.folder, &memory);
        }
        installed.is_ok()
    }

    fn begin_install(&self) -> Option<(Release, Vec<u8>)> {
        let mut state = self.state();
        let package = state.package.take()?;
        let release = state.found.take()?;
        let version = release.version();
        state.stage = UpdateStage::Installing { version };
        drop(state);
        (self.tell)(self.view());
        Some((release, package))
    }
}
