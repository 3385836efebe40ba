//! What every part of the engine needs: the libraries, the time, who listens, what the person sees.

use std::collections::HashMap;
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex, PoisonError};

use catalog::{Catalogue, Library};
use queue::{Clock, Jitter, Transaction};
use tokio::sync::{Notify, broadcast};
use url::Url;

use crate::alerts::{self, ALERTS};
use crate::everyone::{self, EVERYONE};
use crate::id::RoomId;
use crate::network::Way;
use crate::sent::Sent;
use crate::store::sources::Source;
use crate::wire::{Change, Settings};
use crate::{UtcOffset, quiet};

/// Changes a slow listener may fall behind before it must rebuild from the database.
const CHANGES_KEPT: usize = 1_024;

/// Shared by the engine, its use cases and its jobs.
pub(crate) struct Shared {
    /// In the order they are shown.
    pub(crate) libraries: Vec<Arc<Library>>,
    by_id: HashMap<String, Arc<Library>>,
    practice: Option<Url>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) utc_offset: UtcOffset,
    pub(crate) view: View,
    changes: broadcast::Sender<Change>,
    pub(crate) sent: Sent,
    /// Rings when a notification was written.
    pub(crate) bell: Arc<Notify>,
    /// Whether this device has a way to any library.
    pub(crate) way: Arc<Way>,
    /// Chance, for when a watched book is looked at.
    pub(crate) jitter: Jitter,
    /// The system wants nothing done in the background.
    pub(crate) is_spared: AtomicBool,
}

impl Shared {
    pub(crate) fn new(
        libraries: Vec<Library>,
        practice: Option<Url>,
        clock: Arc<dyn Clock>,
        utc_offset: UtcOffset,
        way: Arc<Way>,
        jitter: Jitter,
        is_spared: bool,
    ) -> Self {
        let libraries: Vec<Arc<Library>> = libraries.into_iter().map(Arc::new).collect();
        let by_id = libraries
            .iter()
            .map(|library| (library.id.clone(), Arc::clone(library)))
            .collect();
        Self {
            libraries,
            by_id,
            practice,
            clock,
            utc_offset,
            view: View::default(),
            sent: Sent::default(),
            changes: broadcast::Sender::new(CHANGES_KEPT),
            bell: Arc::new(Notify::new()),
            way,
            jitter,
            is_spared: AtomicBool::new(is_spared),
        }
    }

    pub(crate) fn library(&self, id: &str) -> Option<Arc<Library>> {
        self.by_id.get(id).map(Arc::clone)
    }

    /// Those to whom a text goes in the room of this library: it, or every friend; nobody where it is not known.
    pub(crate) fn asked_in_room_of(&self, library_id: &str) -> Vec<Arc<Library>> {
        if library_id == EVERYONE {
            let asked = everyone::asked(&self.libraries).into_iter();
            asked.map(Arc::clone).collect()
        } else {
            self.library(library_id).into_iter().collect()
        }
    }

    /// How a library is called, in Korean or English; one that is not known any more by its id.
    pub(crate) fn name(&self, library_id: &str, is_korean: bool) -> String {
        let (name, name_en) = match self.library(library_id) {
            Some(library) => (library.name.clone(), library.name_en.clone()),
            None if library_id == EVERYONE => {
                let view = everyone::view();
                (view.name, view.name_en)
            }
            None if library_id == ALERTS => {
                let view = alerts::view();
                (view.name, view.name_en)
            }
            None => return library_id.to_owned(),
        };
        if is_korean { name } else { name_en }
    }

    /// The catalogue a source stands for; none when its library or its address is not known at this start.
    pub(crate) fn catalogue(&self, source: &Source) -> Option<Catalogue> {
        let library = self.library(&source.library_id)?;
        let own = match library.standing {
            catalog::Standing::Practice => self.practice.clone(),
            catalog::Standing::Friend | catalog::Standing::Unconfirmed => library.base_url.clone(),
        };
        let base = source.address.clone().or(own)?;
        Some(Catalogue::new(library, base))
    }

    /// When the quiet hours that hold now will end; none: it is not quiet.
    pub(crate) fn quiet_until_ms(&self, settings: &Settings) -> Option<i64> {
        let now_ms = self.clock.now_ms();
        quiet::quiet_until_ms(settings, now_ms, (self.utc_offset)(now_ms))
    }

    pub(crate) fn subscribe(&self) -> broadcast::Receiver<Change> {
        self.changes.subscribe()
    }

    /// Tells a change now; nobody listening is no fault.
    pub(crate) fn tell(&self, change: Change) {
        drop(self.changes.send(change));
    }

    /// Tells a change once the transaction is committed.
    pub(crate) fn tell_after(&self, tx: &mut Transaction, change: Change) {
        let changes = self.changes.clone();
        tx.after_commit(move || drop(changes.send(change)));
    }

    /// Rings for a notification once the transaction is committed.
    pub(crate) fn ring_after(&self, tx: &mut Transaction) {
        let bell = Arc::clone(&self.bell);
        tx.after_commit(move || bell.notify_one());
    }
}

/// What the person sees now; nothing reported is nothing in view.
#[derive(Default)]
pub(crate) struct View(Mutex<Option<RoomId>>);

impl View {
    /// The room in front of the person; none while the window is not focused.
    pub(crate) fn set(&self, room: Option<RoomId>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = room;
    }

    pub(crate) fn shows(&self, room: RoomId) -> bool {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) == Some(room)
    }
}
