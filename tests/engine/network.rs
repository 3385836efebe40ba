//! Without a way out nothing is lost and no attempt is spent; what waited goes on by itself when the way is back. And whether a library
//! answers is known to whoever asks.
//!
//! The practice library has a name here that only the test can look up, so that it lies beyond a cable.

use std::collections::HashMap;
use std::io;
use std::net::{IpAddr, Ipv4Addr};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use engine::wire::{Change, CommandErrorCode, ErrorCode, Library, SearchState};
use engine::{EVERYONE, JobRow, Network};
use practice::{Fault, Kind, What};
use queue::{BoxFuture, Clock, JobState, ManualClock};
use support::cable::Cable;
use support::library::{BEGINNING_MS, Stop, Stopped, World, in_time};
use tokio::sync::broadcast::Receiver;

/// A practice library at the other end of the cable, and a clock that stands still.
async fn beyond(cable: &Cable, faults: Vec<Fault>) -> World {
    let stopped = Stopped::new(faults).await;
    let options = options(&stopped, cable);
    stopped.start_with(options).await
}

fn options(stopped: &Stopped, cable: &Cable) -> engine::Options {
    let mut options = stopped.options();
    options.practice = options.practice.map(Cable::beyond);
    options.clock = Arc::new(ManualClock::new(BEGINNING_MS));
    options.network = Arc::new(cable.clone());
    options
}

async fn jobs(folder: &Path) -> Vec<JobRow> {
    engine::read_queue(folder, 1_000).await.unwrap().jobs
}

/// Waits until so many jobs wait for their time and none runs.
async fn until_waiting(world: &World, count: usize) {
    let settled = async {
        loop {
            let jobs = jobs(world.folder()).await;
            let live = jobs.iter().filter(|job| !job.state.is_final());
            let states: Vec<JobState> = live.map(|job| job.state).collect();
            if states == vec![JobState::Scheduled; count] {
                return;
            }
            tokio::task::yield_now().await;
        }
    };
    in_time("every job waits for the way out", settled).await;
}

/// What was told of the way so far.
fn told(changes: &mut Receiver<Change>) -> Vec<bool> {
    let mut told = Vec::new();
    while let Ok(change) = changes.try_recv() {
        if let Change::Network { offline } = change {
            told.push(offline);
        }
    }
    told
}

/// Waits until it is told that there is a way, or none.
async fn until_told(changes: &mut Receiver<Change>, wanted: bool) {
    let heard = async {
        loop {
            let change = changes.recv().await.unwrap();
            if let Change::Network { offline } = change {
                assert_eq!(offline, wanted);
                return;
            }
        }
    };
    in_time("the way is told", heard).await;
}

#[tokio::test]
async fn two_searches_wait_for_the_way_out_and_go_on_by_themselves() {
    let cable = Cable::plugged();
    // What is under way when the cable is pulled is cut.
    let cut = Fault::new(Kind::Copies, What::Reset).times(6);
    let world = beyond(&cable, vec![cut]).await;
    let mut changes = world.engine.changes();
    world.practice().gate().hold(Kind::Copies);
    let first = world.ask("토지").await;
    world.practice().gate().wait_held(6).await;
    let second = world.ask("데미안").await;
    assert!(!world.engine.offline());
    cable.pull();
    world.practice().gate().release_all();
    until_told(&mut changes, true).await;
    for id in [first, second] {
        let waits = |search: &engine::wire::Search| search.code == Some(ErrorCode::Network);
        let search = world.until(id, waits).await;
        assert_eq!(
            (search.state, search.tried_count),
            (SearchState::Running, 0)
        );
    }
    until_waiting(&world, 11).await;
    assert!(world.engine.offline());
    assert!(told(&mut changes).is_empty(), "once");
    for job in jobs(world.folder()).await {
        let is_done = u32::from(job.state == JobState::Completed);
        assert_eq!(job.attempt, is_done, "no attempt is spent: {job:?}");
    }
    let library = practice(&world).await;
    assert_eq!(library.unanswered, None, "it is not the library's fault");
    assert!(library.answered_at_ms.is_some());
    cable.plug();
    for id in [first, second] {
        let search = world.end(id).await;
        assert_eq!((search.state, search.code), (SearchState::Complete, None));
    }
    assert!(!world.engine.offline());
    assert_eq!(told(&mut changes), [false]);
    assert_eq!(world.asked(Kind::List), 2);
    let counts: HashMap<String, usize> = world.asked_copies();
    assert_eq!(counts.values().sum::<usize>(), 6 + 11);
    for job in jobs(world.folder()).await {
        assert_eq!((job.state, job.attempt), (JobState::Completed, 1));
    }
}

/// A way that the system does not see, as one through a proxy.
#[derive(Clone, Default)]
struct Unseen {
    is_there: Arc<AtomicBool>,
}

impl Network for Unseen {
    fn has_way(&self) -> bool {
        false
    }

    fn way_back(&self) -> BoxFuture<'static, ()> {
        Box::pin(std::future::pending())
    }

    fn look_up(&self, name: String) -> BoxFuture<'static, io::Result<Vec<IpAddr>>> {
        let found = match self.is_there.load(Ordering::SeqCst) {
            true => Ok(vec![IpAddr::V4(Ipv4Addr::LOCALHOST)]),
            false => Err(io::Error::other(name)),
        };
        Box::pin(std::future::ready(found))
    }
}

#[tokio::test]
async fn what_waits_is_tried_at_once_when_it_is_asked_for_again() {
    let way = Unseen::default();
    let stopped = Stopped::new(Vec::new()).await;
    let mut options = options(&stopped, &Cable::plugged());
    options.network = Arc::new(way.clone());
    // Its clock stands still: nothing is tried by itself.
    let world = stopped.start_with(options).await;
    let id = world.ask("데미안").await;
    until_waiting(&world, 1).await;
    way.is_there.store(true, Ordering::SeqCst);
    world.engine.retry_search(id).await.unwrap();
    let search = world.end(id).await;
    assert_eq!((search.state, search.code), (SearchState::Complete, None));
    assert!(!world.engine.offline());
}

#[tokio::test]
async fn what_waits_over_a_restart_is_tried_at_its_start() {
    let cable = Cable::plugged();
    let world = beyond(&cable, Vec::new()).await;
    cable.pull();
    let id = world.ask("토지").await;
    until_waiting(&world, 1).await;
    let stopped = world.stop(Stop::Drop).await;
    cable.plug();
    let options = options(&stopped, &cable);
    let world = stopped.start_with(options).await;
    let search = world.end(id).await;
    assert_eq!(
        (search.state, search.tried_count),
        (SearchState::Complete, 0)
    );
}

#[tokio::test]
async fn what_is_on_this_machine_needs_no_way_out() {
    let cable = Cable::plugged();
    cable.pull();
    let stopped = Stopped::new(vec![Fault::everywhere(What::Reset)]).await;
    let options = engine::Options {
        network: Arc::new(cable.clone()),
        ..stopped.options()
    };
    let world = stopped.start_with(options).await;
    let search = world.find("토지").await;
    assert_eq!(
        (search.state, search.code),
        (SearchState::Failed, Some(ErrorCode::Network))
    );
    assert_eq!(world.asked(Kind::List), 3, "as often as any library");
    assert!(!world.engine.offline());
}

#[tokio::test]
async fn a_library_that_nobody_can_find_has_failed_while_there_is_a_way() {
    let stopped = Stopped::new(Vec::new()).await;
    let mut options = stopped.options();
    options.practice = options.practice.map(Cable::beyond);
    options.network = Arc::new(NoNames);
    let world = stopped.start_with(options).await;
    let search = world.find("토지").await;
    assert_eq!(
        (search.state, search.code),
        (SearchState::Failed, Some(ErrorCode::Network))
    );
    assert!(!world.engine.offline());
    let library = self::practice(&world).await;
    assert_eq!(library.unanswered, Some(ErrorCode::Network));
}

/// There is a way, but no name leads anywhere.
struct NoNames;

impl Network for NoNames {
    fn has_way(&self) -> bool {
        true
    }

    fn way_back(&self) -> BoxFuture<'static, ()> {
        Box::pin(std::future::ready(()))
    }

    fn look_up(&self, name: String) -> BoxFuture<'static, io::Result<Vec<IpAddr>>> {
        Box::pin(std::future::ready(Err(io::Error::other(name))))
    }
}

/// The practice library as it is shown.
async fn practice(world: &World) -> Library {
    let libraries = world.engine.libraries_with_answers().await.unwrap();
    let mut libraries = libraries.into_iter();
    libraries.find(|library| library.id == "practice").unwrap()
}

/// What is told next of a library.
async fn next_library(changes: &mut Receiver<Change>) -> Library {
    let heard = async {
        loop {
            if let Change::Library { library } = changes.recv().await.unwrap() {
                return library;
            }
        }
    };
    in_time("a library is told", heard).await
}

#[tokio::test]
async fn whoever_asks_hears_whether_a_library_answers() {
    let world = World::new().await;
    assert_eq!(practice(&world).await.answered_at_ms, None);
    let mut changes = world.engine.changes();
    for _ in 0..2 {
        world.clock().advance(1_000);
        let from_ms = world.clock().now_ms();
        world.engine.check_library("practice").await.unwrap();
        let library = next_library(&mut changes).await;
        assert!(library.answered_at_ms.unwrap() >= from_ms);
        assert_eq!(library.unanswered, None);
        assert_eq!(library, practice(&world).await);
    }
    assert_eq!(world.asked(Kind::List), 2, "one light request each");
    let answered_at_ms = practice(&world).await.answered_at_ms;
    world
        .practice()
        .set_faults(vec![Fault::everywhere(What::Status(500))]);
    world.engine.check_library("practice").await.unwrap();
    let library = next_library(&mut changes).await;
    assert_eq!(library.unanswered, Some(ErrorCode::Upstream));
    assert_eq!(library.answered_at_ms, answered_at_ms);
    assert_eq!(world.asked(Kind::List), 3);
    // What a layout says that nobody knows is no answer of a catalogue either.
    world
        .practice()
        .set_faults(vec![Fault::everywhere(What::RenamedClasses)]);
    world.engine.check_library("practice").await.unwrap();
    let library = next_library(&mut changes).await;
    assert_eq!(library.unanswered, Some(ErrorCode::LayoutUnknown));
    let world = world.stop(Stop::Shutdown).await.start().await;
    assert_eq!(practice(&world).await, library, "it is kept");
}

#[tokio::test]
async fn a_search_finds_out_too_and_tells_what_a_person_sees() {
    let world = World::new().await;
    let mut changes = world.engine.changes();
    world.find("데미안").await;
    let library = next_library(&mut changes).await;
    assert_eq!(
        (library.unanswered, library.answered_at_ms.is_some()),
        (None, true)
    );
    let heard = async |changes: &mut Receiver<Change>| {
        let mut codes = Vec::new();
        while let Ok(change) = changes.try_recv() {
            if let Change::Library { library } = change {
                codes.push(library.unanswered);
            }
        }
        codes
    };
    world.find("토지").await;
    assert!(heard(&mut changes).await.is_empty(), "it answers as before");
    let down = Fault::new(Kind::List, What::Status(500)).times(2);
    world.practice().set_faults(vec![down]);
    world.find("파이썬").await;
    let codes = heard(&mut changes).await;
    assert_eq!(codes, [Some(ErrorCode::Upstream), None]);
    let mut options = support::library::options_with(|_| {});
    options.address = world.practice().base_url().parse().ok();
    world
        .practice()
        .set_faults(vec![Fault::everywhere(What::Status(500))]);
    let id = world.inquire("practice", "토지", options).await;
    world.end(id).await;
    assert!(
        heard(&mut changes).await.is_empty(),
        "another address says nothing about the library"
    );
}

#[tokio::test]
async fn only_a_library_can_be_checked() {
    let world = World::new().await;
    let refused = async |id: &str| {
        let refused = world.engine.check_library(id).await;
        refused.unwrap_err().code()
    };
    assert_eq!(refused(EVERYONE).await, CommandErrorCode::NotFound);
    assert_eq!(refused("nowhere").await, CommandErrorCode::NotFound);
    assert_eq!(refused("ut").await, CommandErrorCode::NotAllowed);
    assert!(world.practice().requests().is_empty());
}
