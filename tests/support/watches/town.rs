//! A program in a town with two libraries: where it is asked what it asks them.

#![expect(
    clippy::expect_used,
    reason = "a test that cannot be prepared fails with the sentence"
)]

use std::sync::Arc;

use catalog::{Library, Standing};
use engine::SearchId;
use engine::wire::Status;
use practice::{Fault, Kind, Practice, Seen, What};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, SqliteConnection};
use url::Url;

use super::clock::WrongClock;
use super::plan::{Book, Failure};
use super::{OFFSET_MINUTES, Weeks};
use crate::cable::Cable;
use crate::library::{Stop, Stopped, World, in_time, options_with, practice};

/// What watched books are found by, and what a person asks for beside them.
const WATCHED: &str = "토지";
const ASKED: &str = "호주";

/// The libraries, by the number they have here.
pub(super) const LIBRARIES: [&str; 2] = ["practice", "second"];

pub(super) struct Town {
    world: Option<World>,
    second: Practice,
    cable: Cable,
    is_spared: bool,
    clock: WrongClock,
}

impl Town {
    pub(super) async fn new(clock: WrongClock) -> Self {
        let (stopped, second) = (Stopped::new(Vec::new()).await, practice(Vec::new()).await);
        let mut town = Self {
            world: None,
            second,
            cable: Cable::plugged(),
            is_spared: false,
            clock,
        };
        town.start(stopped).await;
        town
    }

    pub(super) async fn start(&mut self, stopped: Stopped) {
        let mut options = stopped.options();
        options.practice = options.practice.map(Cable::beyond);
        options.libraries = Some(libraries(&self.second));
        options.network = Arc::new(self.cable.clone());
        options.begins_spared = self.is_spared;
        options.clock = Arc::new(self.clock.clone());
        options.utc_offset = Arc::new(|_| OFFSET_MINUTES);
        self.world = Some(stopped.start_with(options).await);
    }

    pub(super) fn world(&self) -> &World {
        self.world.as_ref().expect("a program that runs")
    }

    pub(super) fn practice(&self, library: usize) -> &Practice {
        match library {
            0 => self.world().practice(),
            _ => &self.second,
        }
    }

    /// What this library was asked; `stopped`: the program that was killed just now.
    pub(super) fn seen(&self, library: usize, stopped: Option<&Stopped>) -> Vec<Seen> {
        match (library, stopped) {
            (0, Some(stopped)) => stopped.practice.requests(),
            _ => self.practice(library).requests(),
        }
    }

    /// Its file, to be read.
    pub(super) async fn file(&self) -> SqliteConnection {
        let file = self.world().folder().join("chaekbeot.db");
        let options = SqliteConnectOptions::new().filename(file).read_only(true);
        options.connect().await.expect("the engine's file")
    }

    /// The books that are watched. From now on no copies come by themselves.
    pub(super) async fn books(&self, weeks: Weeks) -> Vec<Book> {
        let mut books = Vec::new();
        for library in 0..LIBRARIES.len() {
            let hits = self
                .world()
                .hits(self.ask(library, WATCHED, weeks.books * 3).await);
            let own = hits.await.into_iter().filter_map(|hit| {
                let mut copies = hit.copies.into_iter();
                let copy = copies.find(|copy| copy.status == Status::Available)?;
                Some((hit.cid, copy.location))
            });
            let own: Vec<_> = own.take(weeks.books).collect();
            assert_eq!(own.len(), weeks.books, "so many books can be lent");
            books.push(own);
            self.practice(library).clear_log();
            self.practice(library).gate().hold(Kind::Copies);
        }
        let book = |place: usize| {
            let library = if weeks.is_mixed { place % 2 } else { 0 };
            let (cid, location) = books[library][place].clone();
            Book {
                library,
                cid,
                place: Some(location).filter(|_| weeks.is_mixed && place % 4 == 3),
                has_day: !weeks.is_mixed || place % 3 != 2,
            }
        };
        (0..weeks.books).map(book).collect()
    }

    async fn ask(&self, library: usize, text: &str, copies: usize) -> SearchId {
        let count = u32::try_from(copies).unwrap_or(u32::MAX);
        let options = options_with(|options| options.copies = engine::Amount::First(count));
        let world = self.world();
        let id = world.inquire(LIBRARIES[library], text, options).await;
        world.end(id).await;
        id
    }

    /// A person searches: not for what is watched.
    pub(super) async fn search(&self, library: usize) {
        let options = options_with(|options| options.no_cache = true);
        let world = self.world();
        world.inquire(LIBRARIES[library], ASKED, options).await;
    }

    pub(super) async fn fail(&mut self, failure: Failure, begins: bool) {
        let fault = |what| match begins {
            true => vec![Fault::new(Kind::Copies, what)],
            false => Vec::new(),
        };
        match failure {
            Failure::Library(library) => {
                self.practice(library).set_faults(fault(What::Status(500)));
            }
            Failure::Endpoint(library) => {
                self.practice(library).set_faults(fault(What::SimpleGone));
            }
            Failure::Network if begins => self.cable.pull(),
            Failure::Network => self.cable.plug(),
            Failure::Spared => {
                self.is_spared = begins;
                let spared = self.world().engine.set_spared(begins);
                spared.await.expect("it is taken");
            }
        }
    }

    /// Like SIGKILL: nothing is ended in order.
    pub(super) async fn kill(&mut self) -> Stopped {
        let world = self.world.take().expect("a program that runs");
        let stopped = world.stop(Stop::Drop).await;
        let all_over = |seen: &[Seen]| seen.iter().all(|seen| seen.ended_micros.is_some());
        in_time(
            "a stopped program asks nobody",
            self.second.wait_until(all_over),
        )
        .await;
        stopped
    }

    pub(super) async fn end(mut self) {
        for library in 0..LIBRARIES.len() {
            self.practice(library).gate().release_all();
        }
        let world = self.world.take().expect("a program that runs");
        world.stop(Stop::Shutdown).await;
    }
}

/// The practice library, and a friend that is asked like it.
fn libraries(second: &Practice) -> Vec<Library> {
    let mut libraries = catalog::libraries().expect("the libraries");
    libraries.retain(|library| library.standing == Standing::Practice);
    let address = Url::parse(&second.base_url()).expect("an address");
    let like = libraries.first().expect("the practice library").clone();
    libraries.push(Library {
        id: LIBRARIES[1].to_owned(),
        name: "둘째 도서관".to_owned(),
        standing: Standing::Friend,
        base_url: Some(Cable::beyond(address)),
        ..like
    });
    libraries
}
