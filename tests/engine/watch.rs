//! 대출가능 알림: a watched book is looked at gently until it can be borrowed, and that is told once.

#[path = "watch/clock.rs"]
mod clock;
#[path = "watch/ends.rs"]
mod ends;
#[path = "watch/places.rs"]
mod places;
#[path = "watch/quiet.rs"]
mod quiet;
#[path = "watch/rests.rs"]
mod rests;
#[path = "watch/silence.rs"]
mod silence;
#[path = "watch/told.rs"]
mod told;
#[path = "watch/weeks.rs"]
mod weeks;

use std::path::Path;
use std::sync::Arc;

use engine::wire::{MessageBody, RoomView, Watch, WatchEvent, WatchNews};
use engine::{ALERTS, Alert, Notification, SearchId};
use practice::{Fault, Kind, Lending, What};
use queue::Clock;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, SqliteConnection};
use support::library::{Stop, Stopped, World, in_time};
use support::watches::WrongClock;

const HOUR_MS: i64 = 3_600_000;
const DAY_MS: i64 = 24 * HOUR_MS;

/// The day of the beginning is a Friday in January 2027, and it is eight in the morning.
const DUE: Lending = Lending::Lent {
    year: 2027,
    month: 1,
    day: 20,
};

/// The first hit.
const FIRST: u64 = 1_600_013;

fn clock_on(clock: &WrongClock, ms: i64) {
    clock.pass_until(clock.passed_ms() + ms);
}

/// A book that is lent, and a program whose time a test moves.
struct Shelf {
    world: World,
    clock: WrongClock,
    search: SearchId,
    cid: String,
}

impl Shelf {
    async fn new() -> Self {
        Self::with(DUE).await
    }

    async fn with(lending: Lending) -> Self {
        let (stopped, clock) = (Stopped::new(Vec::new()).await, WrongClock::default());
        let world = start(stopped, &clock).await;
        world.practice().set_lending(FIRST, lending);
        let id = world.ask("토지").await;
        world.end(id).await;
        let cid = world.hits(id).await[0].cid.clone();
        let shelf = Self {
            world,
            clock,
            search: id,
            cid,
        };
        // What is known of it is not young any more.
        clock_on(&shelf.clock, HOUR_MS);
        shelf.world.practice().clear_log();
        shelf
    }

    /// How it stands with the book.
    fn stand(&self, lending: Lending) {
        let cid = self.cid.parse().unwrap();
        self.world.practice().set_lending(cid, lending);
    }

    async fn watch(&self, place: Option<&str>) -> Watch {
        let engine = &self.world.engine;
        engine
            .watch_book("practice", &self.cid, place)
            .await
            .unwrap()
    }

    /// All watches, newest first.
    async fn watches(&self) -> Vec<Watch> {
        self.world.engine.saved().await.unwrap().watches
    }

    /// Waits until the newest watch is so.
    async fn until(&self, wanted: impl Fn(&Watch) -> bool) -> Watch {
        let mut changes = self.world.engine.changes();
        let seen = async {
            loop {
                let watch = self.watches().await.remove(0);
                if wanted(&watch) {
                    return watch;
                }
                changes.recv().await.unwrap();
            }
        };
        in_time("a watch gets where it should", seen).await
    }

    /// Waits for the first look at what has just begun to be watched.
    async fn looked(&self) -> Watch {
        let now_ms = self.clock.now_ms();
        self.until(|watch| {
            watch.checked_at_ms >= Some(now_ms)
                && watch
                    .next_at_ms
                    .is_none_or(|at_ms| at_ms > now_ms + HOUR_MS)
        })
        .await
    }

    /// Lets time pass until the newest watch is looked at, and waits for what comes of it.
    async fn look_again(&self) -> Watch {
        let before = self.watches().await.remove(0);
        let next_at_ms = before.next_at_ms.unwrap();
        let wait_ms = next_at_ms - self.clock.now_ms();
        clock_on(&self.clock, wait_ms);
        self.until(|watch| watch.next_at_ms != before.next_at_ms)
            .await
    }

    /// From now on it goes wrong so.
    fn fail(&self, on: Kind, what: What) {
        self.world.practice().set_faults(vec![Fault::new(on, what)]);
    }

    fn mend(&self) {
        self.world.practice().set_faults(Vec::new());
    }

    /// What waits to be shown of watched books, oldest first.
    async fn alerts(&self) -> Vec<Alert> {
        let found = self.world.notifications().await;
        let alerts = found.iter().flat_map(Notification::alerts);
        alerts.cloned().collect()
    }

    /// Waits until a start has forgotten what it may: a watch of another book, which nothing tells of, goes.
    async fn forgotten(&self) {
        let mut file = file(self.world.folder()).await;
        let unknown = "SELECT count(*) FROM watch WHERE ended_at_ms = 1";
        let forgotten = async {
            while sqlx::query_scalar::<_, u32>(unknown)
                .fetch_one(&mut file)
                .await
                .unwrap()
                > 0
            {
                tokio::task::yield_now().await;
            }
        };
        in_time("a start", forgotten).await;
    }

    /// Waits until a look is put off.
    async fn postponed(&self) {
        let postponed = async {
            while self.planned_at_ms().await <= Some(self.clock.now_ms()) {
                tokio::task::yield_now().await;
            }
        };
        in_time("a look is put off", postponed).await
    }

    /// When the job of a look runs.
    async fn planned_at_ms(&self) -> Option<i64> {
        let queue = engine::read_queue(self.world.folder(), 100).await.unwrap();
        let mut jobs = queue.jobs.iter();
        let look = jobs.find(|job| job.kind == "watch" && !job.state.is_final());
        look.map(|job| job.run_at_ms)
    }

    /// The room of alerts.
    async fn room(&self) -> RoomView {
        self.world.engine.start_chat(ALERTS).await.unwrap()
    }

    /// What was told, oldest first.
    async fn told(&self) -> Vec<WatchNews> {
        let lines = self.room().await.messages.into_iter();
        lines
            .filter_map(|line| match line.body {
                MessageBody::Watch { news } => Some(news),
                _ => None,
            })
            .collect()
    }

    async fn events(&self) -> Vec<WatchEvent> {
        self.told()
            .await
            .into_iter()
            .map(|news| news.event)
            .collect()
    }

    async fn restart(self) -> Self {
        self.restart_after(0).await
    }

    /// The program ends, and is started again after so long.
    async fn restart_after(self, ms: i64) -> Self {
        let stopped = self.world.stop(Stop::Drop).await;
        clock_on(&self.clock, ms);
        let world = start(stopped, &self.clock).await;
        Self { world, ..self }
    }
}

/// A watch that ended long ago, and of which no line tells: the next start tidies it up, when it brings forward what was put off.
async fn end_one_long_ago(file: &mut SqliteConnection) {
    sqlx::query(
        "INSERT INTO watch(book_id, title, author, state, began_at_ms, expires_at_ms, ended_at_ms, planned_at_ms, next_at_ms)
         SELECT book_id, '', '', 'told', 1, 1, 1, 1, 1 FROM watch LIMIT 1",
    )
    .execute(file)
    .await
    .unwrap();
}

/// What is stored in this data folder.
async fn file(folder: &Path) -> SqliteConnection {
    let file = SqliteConnectOptions::new().filename(folder.join("chaekbeot.db"));
    file.connect().await.unwrap()
}

async fn start(stopped: Stopped, clock: &WrongClock) -> World {
    let options = options(&stopped, clock);
    stopped.start_with(options).await
}

fn options(stopped: &Stopped, clock: &WrongClock) -> engine::Options {
    engine::Options {
        clock: Arc::new(clock.clone()),
        utc_offset: Arc::new(|_| 0),
        ..stopped.options()
    }
}
