//! 대출가능 알림: a watched book is looked at gently until it can be borrowed, and that is told once.

use std::path::Path;
use std::sync::Arc;

use engine::wire::{
    Change, CommandError, CommandErrorCode, ErrorCode, MessageBody, RoomView, Watch, WatchEvent,
    WatchNews, WatchState,
};
use engine::{ALERTS, Error, HitId, SearchId, WatchId};
use practice::{Fault, Kind, Lending, What};
use queue::Clock;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, SqliteConnection};
use support::library::{Stop, Stopped, World, in_time};
use support::watches::{Weeks, WrongClock, weeks};

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
        let stopped = self.world.stop(Stop::Drop).await;
        let world = start(stopped, &self.clock).await;
        Self { world, ..self }
    }
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

#[tokio::test]
async fn a_book_that_comes_back_is_told_once_and_the_watch_has_ended() {
    let shelf = Shelf::new().await;
    let begun = shelf.watch(None).await;
    assert_eq!(
        (begun.state, begun.title.as_str()),
        (WatchState::Watching, "토지 1")
    );
    assert_eq!(begun.expires_at_ms - begun.began_at_ms, 60 * DAY_MS);
    let lent = shelf.looked().await;
    assert_eq!(lent.due.as_deref(), Some("2027-01-20"));
    assert_eq!(shelf.look_again().await.state, WatchState::Watching);
    shelf.stand(Lending::Returned);
    let told = shelf.look_again().await;
    assert_eq!((told.state, told.next_at_ms), (WatchState::Told, None));
    let news = shelf.told().await.remove(1);
    assert_eq!(
        (news.event, news.watch_id),
        (WatchEvent::Available, begun.id)
    );
    assert!(!news.location.is_empty() && news.call_number.starts_with("813.6"));
    let count = shelf.world.asked(Kind::Copies);
    assert_eq!(count, 3, "three looks, a request each");
    // Whoever asks for it himself hears nothing twice.
    shelf.world.engine.retry_search(shelf.search).await.unwrap();
    shelf.world.end(shelf.search).await;
    shelf.clock.pass_until(40 * DAY_MS);
    let shelf = shelf.restart().await;
    assert_eq!(
        shelf.events().await,
        [WatchEvent::Began, WatchEvent::Available]
    );
    assert!(
        shelf.watches().await.is_empty(),
        "forgotten after thirty days"
    );
}

#[tokio::test]
async fn the_room_of_alerts_counts_what_nobody_has_seen_and_takes_no_question() {
    let shelf = Shelf::with(Lending::Returned).await;
    let engine = &shelf.world.engine;
    let named = engine
        .libraries()
        .into_iter()
        .find(|library| library.id == ALERTS);
    assert_eq!(named.unwrap().name, "대출가능 알림");
    let none = engine.start_chat(ALERTS).await;
    assert!(
        matches!(none, Err(Error::NotFound("room"))),
        "nothing to tell yet"
    );
    let mut changes = engine.changes();
    shelf.watch(None).await;
    let unseen = async {
        loop {
            if let Change::Room { room } = changes.recv().await.unwrap()
                && room.library_id == ALERTS
                && room.unseen_count > 0
            {
                return room;
            }
        }
    };
    let room = in_time("the room of alerts", unseen).await;
    assert_eq!(room.unseen_count, 1);
    let id = engine::RoomId(room.id);
    engine.mark_seen(id).await.unwrap();
    assert_eq!(shelf.room().await.room.unseen_count, 0);
    for refused in [
        engine.send_message(id, "토지", false).await.map(|_| ()),
        engine.show_guide(id).await,
    ] {
        let refused = CommandError::from(refused.unwrap_err());
        assert_eq!(refused.code, CommandErrorCode::NotAllowed);
    }
    let refused = engine.check_library(ALERTS).await;
    assert!(matches!(refused, Err(Error::NotFound("library"))));
    let refused = engine.set_search_saved(ALERTS, "토지", true).await;
    assert!(matches!(refused, Err(Error::NotFound("library"))));
    assert_eq!(engine.find_messages(id, "토지").await.unwrap().len(), 2);
    let (_, text) = shelf
        .world
        .exported(id, engine::wire::ExportForm::Text)
        .await;
    assert!(
        text.contains("대출가능 알림: ‘토지 1’ 지금 빌릴 수 있어요."),
        "{text}"
    );
}

#[tokio::test]
async fn a_person_who_asks_oneself_ends_the_watch_too() {
    let shelf = Shelf::new().await;
    shelf.watch(None).await;
    shelf.looked().await;
    let count = shelf.world.asked_copies()[&shelf.cid];
    shelf.stand(Lending::Returned);
    clock_on(&shelf.clock, 600_000);
    shelf.world.engine.retry_search(shelf.search).await.unwrap();
    shelf.until(|watch| watch.state == WatchState::Told).await;
    shelf.world.end(shelf.search).await;
    assert_eq!(shelf.world.asked_copies()[&shelf.cid], count + 1);
    assert_eq!(
        shelf.events().await,
        [WatchEvent::Began, WatchEvent::Available]
    );
}

#[tokio::test]
async fn a_person_who_asks_often_makes_no_watch_slower() {
    let shelf = Shelf::new().await;
    shelf.watch(None).await;
    shelf.looked().await;
    let mut file = file(shelf.world.folder()).await;
    let mut unchanged_count = async || {
        let count = sqlx::query_scalar::<_, u32>("SELECT unchanged_count FROM watch");
        count.fetch_one(&mut file).await.unwrap()
    };
    let before = unchanged_count().await;
    let asked = shelf.world.asked_copies()[&shelf.cid];
    for _ in 0..3 {
        clock_on(&shelf.clock, 600_000);
        shelf.world.engine.retry_search(shelf.search).await.unwrap();
        shelf.world.end(shelf.search).await;
    }
    assert_eq!(shelf.world.asked_copies()[&shelf.cid], asked + 3);
    assert_eq!(unchanged_count().await, before);
    shelf.look_again().await;
    assert_eq!(unchanged_count().await, before + 1);
}

#[tokio::test]
async fn only_the_chosen_place_counts() {
    let shelf = Shelf::with(Lending::Returned).await;
    let elsewhere = shelf.watch(Some("어느 분관")).await;
    let again = shelf.watch(Some("어느 분관")).await;
    assert_eq!(elsewhere, again, "one watch of a place");
    shelf.looked().await;
    let everywhere = shelf.watch(None).await;
    shelf.until(|watch| watch.state == WatchState::Told).await;
    let states: Vec<_> = shelf
        .watches()
        .await
        .into_iter()
        .map(|watch| (watch.id, watch.state))
        .collect();
    assert_eq!(
        states,
        [
            (everywhere.id, WatchState::Told),
            (elsewhere.id, WatchState::Watching)
        ]
    );
}

#[tokio::test]
async fn a_book_that_is_watched_twice_comes_back_once() {
    let shelf = Shelf::new().await;
    let copies = shelf.world.hits(shelf.search).await.remove(0).copies;
    let place = copies[0].location.clone();
    let everywhere = shelf.watch(None).await;
    shelf.looked().await;
    let here = shelf.watch(Some(&place)).await;
    let elsewhere = shelf.watch(Some("어느 분관")).await;
    shelf.stand(Lending::Returned);
    clock_on(&shelf.clock, 600_000);
    shelf.world.engine.retry_search(shelf.search).await.unwrap();
    shelf.world.end(shelf.search).await;
    let states: Vec<_> = shelf
        .watches()
        .await
        .into_iter()
        .map(|watch| (watch.id, watch.state))
        .collect();
    assert_eq!(
        states,
        [
            (elsewhere.id, WatchState::Watching),
            (here.id, WatchState::Told),
            (everywhere.id, WatchState::Told)
        ]
    );
    let mut told = shelf.told().await;
    told.retain(|news| news.event == WatchEvent::Available);
    let places: Vec<_> = told.iter().map(|news| news.place.as_deref()).collect();
    assert_eq!(places, [Some(place.as_str())], "one line, which names it");
    assert_eq!(shelf.room().await.room.unseen_count, 1);
}

#[tokio::test]
async fn what_changes_meanwhile_is_history_and_no_alert() {
    let shelf = Shelf::new().await;
    shelf.watch(None).await;
    shelf.looked().await;
    let later = Lending::Lent {
        year: 2027,
        month: 2,
        day: 3,
    };
    for lending in [later, later, Lending::Reserved, Lending::Lost] {
        shelf.stand(lending);
        shelf.look_again().await;
    }
    let events = shelf.events().await;
    let (last, first) = events.split_last().unwrap();
    assert_eq!(
        first,
        [
            WatchEvent::Began,
            WatchEvent::DueMoved,
            WatchEvent::Reserved
        ]
    );
    assert_eq!(*last, WatchEvent::Gone);
    assert_eq!(shelf.told().await[1].due.as_deref(), Some("2027-02-03"));
    assert_eq!(shelf.room().await.room.unseen_count, 0);
    assert_eq!(
        shelf.watches().await[0].state,
        WatchState::Watching,
        "it may be found"
    );
}

#[tokio::test]
async fn a_silent_library_is_asked_more_and_more_rarely_and_nothing_is_said_to_be_gone() {
    let shelf = Shelf::new().await;
    let second = shelf.world.hits(shelf.search).await[1].cid.clone();
    shelf.watch(None).await;
    let other = shelf
        .world
        .engine
        .watch_book("practice", &second, None)
        .await;
    other.unwrap();
    let all_looked = |watches: &[Watch]| watches.iter().all(|watch| watch.due.is_some());
    shelf.stand(DUE);
    shelf
        .world
        .practice()
        .set_lending(second.parse().unwrap(), DUE);
    // Whatever the first look has found: both are lent from now on.
    while !all_looked(&shelf.watches().await) {
        tokio::task::yield_now().await;
    }
    shelf.world.practice().clear_log();
    let fault = Fault::new(Kind::Copies, What::Reset);
    shelf.world.practice().set_faults(vec![fault]);
    let began_ms = shelf.clock.passed_ms();
    while !shelf.events().await.contains(&WatchEvent::Unreadable) {
        shelf.look_again().await;
    }
    let days = (shelf.clock.passed_ms() - began_ms) / DAY_MS;
    assert!((3..=5).contains(&days), "{days} days of silence");
    let watch = shelf.watches().await.remove(0);
    assert_eq!(
        (watch.state, watch.code),
        (WatchState::Watching, Some(ErrorCode::Network))
    );
    let asked = shelf.world.asked(Kind::Copies);
    assert!(
        asked <= 16,
        "{asked} requests to a library that is down, for two books"
    );
    shelf.world.practice().set_faults(Vec::new());
    let watch = shelf.look_again().await;
    assert_eq!((watch.state, watch.code), (WatchState::Watching, None));
    let events = shelf.events().await;
    assert!(!events.contains(&WatchEvent::Gone) && !events.contains(&WatchEvent::Available));
}

#[tokio::test]
async fn a_gate_that_says_no_is_left_alone_for_a_day() {
    let shelf = Shelf::new().await;
    shelf.watch(None).await;
    shelf.looked().await;
    let fault = Fault::new(Kind::Copies, What::Status(403));
    shelf.world.practice().set_faults(vec![fault]);
    let watch = shelf.look_again().await;
    assert_eq!(
        (watch.state, watch.code),
        (WatchState::Watching, Some(ErrorCode::Blocked))
    );
    assert!(watch.next_at_ms.unwrap() - shelf.clock.now_ms() >= DAY_MS - 60_000);
}

#[tokio::test]
async fn it_ends_when_told_and_when_its_time_is_over() {
    let shelf = Shelf::new().await;
    let first = shelf.watch(None).await;
    shelf.looked().await;
    shelf
        .world
        .engine
        .end_watch(WatchId(first.id))
        .await
        .unwrap();
    assert!(shelf.watches().await.is_empty());
    shelf
        .world
        .engine
        .end_watch(WatchId(first.id))
        .await
        .unwrap();
    let asked = shelf.world.asked(Kind::Copies);
    let mut settings = shelf.world.engine.settings().await.unwrap();
    settings.watch_days = 7;
    shelf.world.engine.set_settings(settings).await.unwrap();
    let second = shelf.watch(None).await;
    assert_eq!(second.expires_at_ms - second.began_at_ms, 7 * DAY_MS);
    let mut looks = asked;
    loop {
        let watch = shelf.look_again().await;
        looks += 1;
        if watch.state == WatchState::Expired {
            break;
        }
    }
    assert!(shelf.clock.now_ms() >= second.expires_at_ms);
    assert!(shelf.clock.now_ms() < second.expires_at_ms + 2 * DAY_MS);
    assert_eq!(shelf.world.asked(Kind::Copies), looks);
    let last = shelf.events().await.pop();
    assert_eq!(last, Some(WatchEvent::Expired));
}

#[tokio::test]
async fn after_a_long_absence_it_looks_once_more_before_it_expires() {
    let shelf = Shelf::new().await;
    shelf.watch(None).await;
    shelf.looked().await;
    shelf.stand(Lending::Returned);
    let stopped = shelf.world.stop(Stop::Drop).await;
    shelf.clock.pass_until(90 * DAY_MS);
    let world = start(stopped, &shelf.clock).await;
    let shelf = Shelf { world, ..shelf };
    let watch = shelf
        .until(|watch| watch.state != WatchState::Watching)
        .await;
    assert_eq!(watch.state, WatchState::Told);
}

#[tokio::test]
async fn while_the_system_is_spared_nothing_is_sent() {
    let shelf = Shelf::new().await;
    shelf.watch(None).await;
    let watch = shelf.looked().await;
    shelf.world.engine.set_spared(true).await.unwrap();
    let asked = shelf.world.asked(Kind::Copies);
    let next_ms = shelf.clock.passed_ms() + watch.next_at_ms.unwrap() - shelf.clock.now_ms();
    shelf.clock.pass_until(next_ms);
    shelf.postponed().await;
    assert_eq!(shelf.world.asked(Kind::Copies), asked);
    assert_eq!(shelf.watches().await[0].code, None, "nothing has failed");
    shelf.world.engine.set_spared(false).await.unwrap();
    shelf.until(|now| now.next_at_ms != watch.next_at_ms).await;
    assert_eq!(shelf.world.asked(Kind::Copies), asked + 1);
}

#[tokio::test]
async fn at_a_start_nothing_is_sent_until_the_system_has_said_what_it_wants() {
    let shelf = Shelf::new().await;
    shelf.watch(None).await;
    let watch = shelf.looked().await;
    shelf.world.engine.set_spared(true).await.unwrap();
    let asked = shelf.world.asked(Kind::Copies);
    let wait_ms = watch.next_at_ms.unwrap() - shelf.clock.now_ms();
    clock_on(&shelf.clock, wait_ms);
    shelf.postponed().await;
    let stopped = shelf.world.stop(Stop::Drop).await;
    // What ended so long ago goes when a start tidies up, which is when put off jobs are brought forward.
    let mut file = file(stopped.folder()).await;
    sqlx::query(
        "INSERT INTO watch(book_id, title, author, state, began_at_ms, expires_at_ms, ended_at_ms, planned_at_ms, next_at_ms)
         SELECT book_id, '', '', 'told', 1, 1, 1, 1, 1 FROM watch",
    )
    .execute(&mut file)
    .await
    .unwrap();
    let mut options = options(&stopped, &shelf.clock);
    options.begins_spared = true;
    let world = stopped.start_with(options).await;
    let shelf = Shelf { world, ..shelf };
    let tidied = async {
        let ended = "SELECT count(*) FROM watch WHERE ended_at_ms = 1";
        while sqlx::query_scalar::<_, u32>(ended)
            .fetch_one(&mut file)
            .await
            .unwrap()
            > 0
        {
            tokio::task::yield_now().await;
        }
    };
    in_time("a start", tidied).await;
    shelf.postponed().await;
    assert_eq!(shelf.world.asked(Kind::Copies), asked);
    shelf.world.engine.set_spared(false).await.unwrap();
    shelf.until(|now| now.next_at_ms != watch.next_at_ms).await;
    assert_eq!(shelf.world.asked(Kind::Copies), asked + 1);
}

#[tokio::test]
async fn a_conversation_may_be_cleared_and_the_watch_stays() {
    let shelf = Shelf::new().await;
    shelf.watch(None).await;
    shelf.looked().await;
    shelf.world.engine.clear_data().await.unwrap();
    let none = shelf.world.engine.start_chat(ALERTS).await;
    assert!(none.is_err(), "its room went with the others");
    shelf.stand(Lending::Returned);
    assert_eq!(shelf.look_again().await.state, WatchState::Told);
    assert_eq!(shelf.events().await, [WatchEvent::Available]);
    let again = shelf.watch(None).await;
    assert_eq!(again.title, "토지 1", "nobody has found it since");
    let unknown = shelf.world.engine.watch_book("practice", "1", None).await;
    assert!(matches!(unknown, Err(Error::NotFound("book"))));
}

#[tokio::test]
async fn a_look_shows_its_copies_to_whoever_sees_the_book() {
    let shelf = Shelf::new().await;
    let hit = HitId(shelf.world.hits(shelf.search).await[0].id);
    shelf.watch(None).await;
    shelf.looked().await;
    let hits = shelf.world.hits(shelf.search).await;
    let shown = hits.iter().find(|shown| HitId(shown.id) == hit).unwrap();
    assert_eq!(shown.copies[0].due.as_deref(), Some("2027-01-20"));
}

#[tokio::test]
async fn a_clock_that_is_set_wrong_strands_nothing_and_doubles_nothing() {
    let shelf = Shelf::new().await;
    shelf.watch(None).await;
    shelf.looked().await;
    // A year back: whatever was planned is now a year away.
    shelf.clock.set_by(-365 * DAY_MS);
    let shelf = shelf.restart().await;
    let watch = shelf
        .until(|watch| watch.next_at_ms < Some(shelf.clock.now_ms() + 3 * DAY_MS))
        .await;
    assert_eq!(watch.state, WatchState::Watching);
    let asked = shelf.world.asked(Kind::Copies);
    // And right again, which is a year ahead of what was planned.
    shelf.clock.set_by(365 * DAY_MS);
    let watch = shelf.until(|now| now.next_at_ms != watch.next_at_ms).await;
    assert_eq!(watch.state, WatchState::Watching, "its time is not over");
    assert_eq!(
        shelf.world.asked(Kind::Copies),
        asked + 1,
        "once, for all that was missed"
    );
}

#[tokio::test]
async fn thirty_days_of_kills_and_wrong_clocks_miss_nothing_and_repeat_nothing() {
    let figures = weeks(Weeks {
        days: 30,
        books: 8,
        kills: 50,
        jumps: 10,
        seed: 0x005e_ed0f_b00c,
    })
    .await;
    assert_eq!(
        figures.kills.iter().sum::<usize>(),
        50,
        "{:?}",
        figures.kills
    );
    assert_eq!(figures.jumps, 20, "wrong, and right again");
    assert!(
        figures.delays_ms.len() >= 12,
        "{} books came back",
        figures.delays_ms.len()
    );
    assert_eq!((figures.missed, figures.repeated, figures.wrong), (0, 0, 0));
    assert_eq!(figures.in_flight, 1);
    assert!(figures.least_gap_ms >= 1_000, "{} ms", figures.least_gap_ms);
    let most = figures.most_requests();
    assert!(most <= 10, "{most} requests for one book on one day");
    assert!(figures.mean_requests() < 4.0, "{}", figures.mean_requests());
}
