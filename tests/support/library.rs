//! The practice library on loopback and an engine on it, in a folder of their own, with time that tests drive.

#![expect(
    clippy::expect_used,
    reason = "a test that cannot be prepared fails with the sentence"
)]

mod clock;
mod told;

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use engine::wire::{ExportForm, Hit, Room, RoomView, Search, Sent};
use engine::{Engine, Export, HitId, Inquiry, Notification, RoomId, SearchId, SearchOptions};
use practice::{Delays, Fault, Kind, Practice, Seen};
use tempfile::TempDir;
use url::Url;

pub use clock::{BEGINNING_MS, LeapClock};
pub use told::{Told, hear, is_over, until};

/// Guards every wait: far beyond what anything here takes on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);

/// Ends with what `work` ends with.
///
/// # Panics
/// If that takes longer than anything here may.
pub async fn in_time<T>(what: &str, work: impl Future<Output = T>) -> T {
    tokio::time::timeout(PATIENCE, work).await.expect(what)
}

/// What a search is asked for by default, with these changes.
#[must_use]
pub fn options_with(change: impl FnOnce(&mut SearchOptions)) -> SearchOptions {
    let mut options = SearchOptions::default();
    change(&mut options);
    options
}

/// A practice library that answers at once, with these faults.
pub async fn practice(faults: Vec<Fault>) -> Practice {
    let options = practice::Options {
        port: 0,
        delays: Delays::none(),
        faults,
    };
    Practice::start(options)
        .await
        .expect("a practice library on loopback")
}

/// How an engine ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stop {
    /// In order, without waiting for what runs.
    Shutdown,
    /// All at once.
    Drop,
}

/// A world whose engine is not running.
pub struct Stopped {
    /// The library that the next engine will know.
    pub practice: Practice,
    /// Its time.
    pub clock: LeapClock,
    folder: TempDir,
    answer_timeout: Duration,
}

impl Stopped {
    /// A world before its first start.
    pub async fn new(faults: Vec<Fault>) -> Self {
        Self {
            practice: practice(faults).await,
            clock: LeapClock::default(),
            folder: TempDir::new().expect("a folder of its own"),
            answer_timeout: Duration::from_secs(30),
        }
    }

    /// For faults that never answer: how long the engine waits.
    #[must_use]
    pub fn answer_timeout(self, answer_timeout: Duration) -> Self {
        Self {
            answer_timeout,
            ..self
        }
    }

    /// The data folder.
    #[must_use]
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// What the engine is started with.
    #[must_use]
    pub fn options(&self) -> engine::Options {
        let practice = Url::parse(&self.practice.base_url()).expect("an address");
        engine::Options {
            practice: Some(practice),
            answer_timeout: self.answer_timeout,
            clock: Arc::new(self.clock.clone()),
            jitter: Arc::new(|| 0.5),
            ..engine::Options::new(self.folder.path().to_owned())
        }
    }

    /// Starts the engine; a second has passed since whatever was before.
    pub async fn start(self) -> World {
        let options = self.options();
        self.start_with(options).await
    }

    /// The same with other options.
    pub async fn start_with(self, options: engine::Options) -> World {
        self.clock.advance(1_000);
        let engine = Engine::start(options)
            .await
            .expect("an engine in its folder");
        World { engine, rest: self }
    }
}

/// An engine on a practice library.
pub struct World {
    /// The engine.
    pub engine: Engine,
    rest: Stopped,
}

impl World {
    /// A world without faults.
    pub async fn new() -> Self {
        Self::with(Vec::new()).await
    }

    /// A world in which this goes wrong from the start.
    pub async fn with(faults: Vec<Fault>) -> Self {
        Stopped::new(faults).await.start().await
    }

    /// The library.
    #[must_use]
    pub fn practice(&self) -> &Practice {
        &self.rest.practice
    }

    /// The time.
    #[must_use]
    pub fn clock(&self) -> &LeapClock {
        &self.rest.clock
    }

    /// The data folder.
    #[must_use]
    pub fn folder(&self) -> &Path {
        self.rest.folder()
    }

    /// How the conversation of a room is written out in Korean, and the whole of it.
    ///
    /// # Panics
    /// If it cannot be read.
    pub async fn exported(&self, room: RoomId, form: ExportForm) -> (Export, String) {
        let begun = self.engine.export_room(room, form, true).await;
        let mut export = begun.expect("a room");
        let mut text = String::new();
        while let Some(piece) = export.next().await.expect("a piece") {
            text.push_str(&piece);
        }
        (export, text)
    }

    /// What another engine beside this one would be started with.
    #[must_use]
    pub fn options(&self) -> engine::Options {
        self.rest.options()
    }

    /// Ends the engine, and returns when the library has noticed that nobody waits for its answers.
    pub async fn stop(self, stop: Stop) -> Stopped {
        let count = self.practice().requests().len();
        if stop == Stop::Shutdown {
            in_time("a shutdown", self.engine.shutdown(Duration::ZERO)).await;
        }
        drop(self.engine);
        // Of this engine: another one may be asking by now.
        let all_over = |seen: &[Seen]| {
            let mut own = seen.iter().take(count);
            own.all(|seen| seen.ended_micros.is_some())
        };
        in_time(
            "the requests of a stopped engine end",
            self.rest.practice.wait_until(all_over),
        )
        .await;
        self.rest
    }

    /// The practice library's room.
    pub async fn room(&self) -> RoomView {
        self.engine
            .start_chat("practice")
            .await
            .expect("the practice library is a friend")
    }

    /// The id of that room.
    pub async fn room_id(&self) -> RoomId {
        RoomId(self.room().await.room.id)
    }

    /// The room as the list shows it.
    pub async fn room_in_list(&self) -> Room {
        let rooms = self.engine.rooms().await.expect("the rooms");
        rooms.into_iter().next().expect("a room")
    }

    /// Sends a text to the practice library.
    pub async fn send(&self, text: &str) -> Sent {
        let room = self.room_id().await;
        self.engine
            .send_message(room, text, false)
            .await
            .expect("a text is taken")
    }

    /// Sends a question to the practice library.
    pub async fn ask(&self, text: &str) -> SearchId {
        let sent = self.send(text).await;
        let search = sent.searches.first();
        SearchId(search.expect("a question becomes a search").id)
    }

    /// Asks as a terminal does.
    pub async fn inquire(&self, library_id: &str, text: &str, options: SearchOptions) -> SearchId {
        let inquiry = Inquiry {
            library_id: library_id.to_owned(),
            text: text.to_owned(),
            literal: false,
            options,
        };
        self.engine.ask(inquiry).await.expect("a question is taken")
    }

    /// Sends a question and waits for the end of its search.
    pub async fn find(&self, text: &str) -> Search {
        let id = self.ask(text).await;
        self.end(id).await
    }

    /// The search as it stands.
    pub async fn search(&self, id: SearchId) -> Search {
        self.engine.search(id).await.expect("a search")
    }

    /// Waits until the search is as wanted.
    pub async fn until(&self, id: SearchId, wanted: impl Fn(&Search) -> bool) -> Search {
        until(&self.engine, id, wanted).await
    }

    /// Waits for the end of the search.
    pub async fn end(&self, id: SearchId) -> Search {
        self.until(id, is_over).await
    }

    /// All hits of a search.
    pub async fn hits(&self, id: SearchId) -> Vec<Hit> {
        self.engine.hits(id, 0, 2_000).await.expect("the hits")
    }

    /// The ids of its hits in these places.
    pub async fn hit_ids(&self, id: SearchId, places: std::ops::Range<usize>) -> Vec<HitId> {
        let hits = self.hits(id).await;
        let wanted = hits.get(places).expect("so many hits");
        wanted.iter().map(|hit| HitId(hit.id)).collect()
    }

    /// The notifications that wait to be shown; there must be some.
    pub async fn notifications(&self) -> Vec<Notification> {
        let next = self.engine.next_notifications();
        in_time("a notification", next)
            .await
            .expect("the notifications")
    }

    /// The searches that these notifications are about, by their id.
    pub async fn told(&self) -> Vec<i64> {
        let found = self.notifications().await;
        let ends = found.iter().flat_map(Notification::ends);
        ends.map(|ended| ended.search.id).collect()
    }

    /// The notifications that wait to be shown, as they are on the screen then.
    pub async fn show(&self) -> Vec<Notification> {
        let found = self.notifications().await;
        for notification in &found {
            let shown = self.engine.notification_shown(notification).await;
            shown.expect("it is marked as shown");
        }
        found
    }

    /// How many requests of this kind the library was sent.
    #[must_use]
    pub fn asked(&self, kind: Kind) -> usize {
        let requests = self.practice().requests();
        requests.iter().filter(|seen| seen.kind == kind).count()
    }

    /// How often each book's copies were asked for, by content number.
    #[must_use]
    pub fn asked_copies(&self) -> HashMap<String, usize> {
        let mut counts = HashMap::new();
        for seen in self.practice().requests() {
            if let (Kind::Copies, Some(cid)) = (seen.kind, seen.cid) {
                *counts.entry(cid).or_default() += 1;
            }
        }
        counts
    }
}
