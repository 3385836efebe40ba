//! Weeks of watching in seconds: books of the practice library go out and come back, the program is killed, the clock is set wrong and
//! right again. What is asked and told meanwhile is written down, in time that does not jump.

#![expect(
    clippy::expect_used,
    reason = "a test that cannot be prepared fails with the sentence"
)]

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;
use std::time::Duration;

use engine::wire::Status;
use practice::{Kind, Lending};
use queue::{BoxFuture, Clock};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, SqliteConnection};
use tokio::sync::watch;

use crate::library::{BEGINNING_MS, Stop, Stopped, World, in_time};

const SECOND_MS: i64 = 1_000;
const HOUR_MS: i64 = 3_600 * SECOND_MS;
const DAY_MS: i64 = 24 * HOUR_MS;

/// Where the library is.
const OFFSET_MINUTES: i32 = 540;

/// Pauses between two requests cost nothing here: the clock leaps over them.
const SHORT_MS: i64 = 1_500;

/// A clock with hands that can be set wrong: what it shows, and how much time has really passed. It moves when told to, and by itself
/// over what is short. Clones are the same clock.
#[derive(Clone, Debug)]
pub struct WrongClock(watch::Sender<Time>);

#[derive(Clone, Copy, Debug)]
struct Time {
    passed_ms: i64,
    ahead_ms: i64,
}

impl Time {
    fn shown_ms(self) -> i64 {
        BEGINNING_MS + self.passed_ms + self.ahead_ms
    }
}

impl Default for WrongClock {
    fn default() -> Self {
        Self(watch::Sender::new(Time {
            passed_ms: 0,
            ahead_ms: 0,
        }))
    }
}

impl WrongClock {
    /// How much time has passed.
    #[must_use]
    pub fn passed_ms(&self) -> i64 {
        self.0.borrow().passed_ms
    }

    /// Lets time pass.
    pub fn pass_until(&self, passed_ms: i64) {
        self.0
            .send_modify(|time| time.passed_ms = time.passed_ms.max(passed_ms));
    }

    /// Sets its hands by so much.
    pub fn set_by(&self, ms: i64) {
        self.0.send_modify(|time| time.ahead_ms += ms);
    }
}

impl Clock for WrongClock {
    fn now_ms(&self) -> i64 {
        self.0.borrow().shown_ms()
    }

    fn sleep_until(&self, at_ms: i64) -> BoxFuture<'static, ()> {
        let clock = self.clone();
        Box::pin(async move {
            let mut changes = clock.0.subscribe();
            loop {
                let time = *changes.borrow_and_update();
                let left_ms = at_ms - time.shown_ms();
                if left_ms <= SHORT_MS {
                    return clock.pass_until(time.passed_ms + left_ms);
                }
                changes.changed().await.expect("its own clock is held");
            }
        })
    }

    fn sleep(&self, length: Duration) -> BoxFuture<'static, ()> {
        let length_ms = i64::try_from(length.as_millis()).unwrap_or(i64::MAX);
        let (clock, until_ms) = (self.clone(), self.passed_ms().saturating_add(length_ms));
        Box::pin(async move {
            if length_ms <= SHORT_MS {
                return clock.pass_until(until_ms);
            }
            let mut changes = clock.0.subscribe();
            let passed = changes.wait_for(|time| time.passed_ms >= until_ms);
            passed.await.expect("its own clock is held");
        })
    }
}

/// How it goes.
#[derive(Clone, Copy, Debug)]
pub struct Weeks {
    /// For how many days books are lent.
    pub days: i64,
    /// How many books are watched at once.
    pub books: usize,
    /// How often the program is killed.
    pub kills: usize,
    /// How often the clock is set wrong; it is set right again some hours later.
    pub jumps: usize,
    /// What chance begins with.
    pub seed: u64,
}

/// What came of it.
#[derive(Clone, Debug, Default)]
pub struct Figures {
    /// How many days it took until everything that had come back was told.
    pub days: i64,
    /// Requests of each book on each day on which it was looked at.
    pub requests: BTreeMap<(String, i64), usize>,
    /// From a book's return until it was told, in milliseconds, the shortest first.
    pub delays_ms: Vec<i64>,
    /// Books that came back, were watched, and never told.
    pub missed: usize,
    /// Lines that tell of a watch a second time.
    pub repeated: usize,
    /// Lines that tell of a book that had not come back.
    pub wrong: usize,
    /// The shortest time between two requests, in milliseconds.
    pub least_gap_ms: i64,
    /// The most requests at once.
    pub in_flight: usize,
    /// Kills by when they came: at rest, while a request was under way, while its answer came home.
    pub kills: [usize; 3],
    /// How often the clock was set, wrong or right.
    pub jumps: usize,
}

impl Figures {
    /// The delay that so many of a hundred did not exceed, in milliseconds.
    #[must_use]
    pub fn delay_ms(&self, percent: usize) -> i64 {
        let last = self.delays_ms.len().saturating_sub(1);
        let place = last * percent / 100;
        self.delays_ms.get(place).copied().unwrap_or(0)
    }

    /// The most requests for one book on one day.
    #[must_use]
    pub fn most_requests(&self) -> usize {
        self.requests.values().copied().max().unwrap_or(0)
    }

    /// The mean of the requests for a book on a day on which it was looked at.
    #[must_use]
    pub fn mean_requests(&self) -> f64 {
        let sum: usize = self.requests.values().sum();
        sum as f64 / self.requests.len().max(1) as f64
    }
}

/// Small and repeatable.
struct Chance(u64);

impl Chance {
    fn below(&mut self, sides: i64) -> i64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        i64::try_from(self.0 >> 2).expect("62 bits") % sides.max(1)
    }
}

#[derive(Clone, Debug)]
enum Event {
    /// A book is lent, and somebody wants to hear when it is back.
    Lend(String),
    Return(String),
    Kill,
    /// The next request is not answered, or the answer not stored, before the program is killed.
    KillLook,
    Set(i64),
}

/// Lets the weeks pass.
///
/// # Panics
/// If anything waits for ever.
pub async fn weeks(weeks: Weeks) -> Figures {
    let mut run = Run::new(weeks).await;
    let last_ms = weeks.days * DAY_MS;
    // What came back on the last day may be told days later, where a clock was set back meanwhile.
    while run.clock.passed_ms() < last_ms + 7 * DAY_MS && !run.is_over(last_ms) {
        run.go_on().await;
        run.settle().await;
    }
    run.figures().await
}

/// A book that was lent while it was watched.
#[derive(Clone, Copy, Debug)]
struct Loan {
    watch_id: i64,
    returned_at_ms: Option<i64>,
}

struct Run {
    weeks: Weeks,
    world: Option<World>,
    clock: WrongClock,
    chance: Chance,
    file: SqliteConnection,
    /// What happens, by when.
    events: BTreeMap<(i64, usize), Event>,
    event_count: usize,
    open: HashMap<String, Loan>,
    /// Lines of alerts seen so far.
    told_count: usize,
    told: HashMap<i64, usize>,
    asked_at_ms: Vec<i64>,
    /// So many looks to come are not survived.
    fatal_looks: usize,
    figures: Figures,
}

impl Run {
    async fn new(weeks: Weeks) -> Self {
        let clock = WrongClock::default();
        let stopped = Stopped::new(Vec::new()).await;
        let file = stopped.folder().join("chaekbeot.db");
        let world = start(stopped, &clock).await;
        let search = world.find("토지").await;
        let hits = world.hits(engine::SearchId(search.id)).await;
        let lendable = hits.iter().filter(|hit| {
            let is_there = |copy: &engine::wire::Copy| copy.status == Status::Available;
            hit.copies.iter().any(is_there)
        });
        let cids: Vec<String> = lendable
            .take(weeks.books)
            .map(|hit| hit.cid.clone())
            .collect();
        assert_eq!(cids.len(), weeks.books, "so many books can be lent");
        world.practice().clear_log();
        world.practice().gate().hold(Kind::Copies);
        let options = SqliteConnectOptions::new().filename(file).read_only(true);
        let mut run = Self {
            weeks,
            world: Some(world),
            clock,
            chance: Chance(weeks.seed | 1),
            file: options.connect().await.expect("the engine's file"),
            events: BTreeMap::new(),
            event_count: 0,
            open: HashMap::new(),
            told_count: 0,
            told: HashMap::new(),
            asked_at_ms: Vec::new(),
            fatal_looks: 0,
            figures: Figures::default(),
        };
        run.prepare(cids);
        run
    }

    fn prepare(&mut self, cids: Vec<String>) {
        let all_ms = (self.weeks.days - 1) * DAY_MS;
        for cid in cids {
            let at_ms = self.clock.passed_ms() + self.chance.below(2 * DAY_MS);
            self.plan(at_ms, Event::Lend(cid));
        }
        for place in 0..self.weeks.kills {
            let at_ms = self.chance.below(all_ms);
            let kill = if place % 3 == 0 {
                Event::Kill
            } else {
                Event::KillLook
            };
            self.plan(at_ms, kill);
        }
        for place in 0..self.weeks.jumps {
            let length_ms = 60 * SECOND_MS + self.chance.below(30 * HOUR_MS);
            let by_ms = if place % 2 == 0 {
                length_ms
            } else {
                -length_ms
            };
            let at_ms = self.chance.below(all_ms);
            self.plan(at_ms, Event::Set(by_ms));
            let right_at_ms = at_ms + self.chance.below(12 * HOUR_MS);
            self.plan(right_at_ms, Event::Set(-by_ms));
        }
    }

    fn plan(&mut self, at_ms: i64, event: Event) {
        self.event_count += 1;
        self.events.insert((at_ms, self.event_count), event);
    }

    /// Whether nothing is left to happen, and everything is told.
    fn is_over(&self, last_ms: i64) -> bool {
        let is_late = self.clock.passed_ms() >= last_ms;
        is_late && self.events.is_empty() && self.open.is_empty()
    }

    fn world(&self) -> &World {
        self.world.as_ref().expect("a program that runs")
    }

    /// Moves to what comes next: something happens, or the program wakes, or an hour is over.
    async fn go_on(&mut self) {
        let now_ms = self.clock.passed_ms();
        let wakes_in_ms: Option<i64> = sqlx::query_scalar(
            "SELECT min(at_ms) - ? FROM (SELECT min(next_at_ms) AS at_ms FROM schedule
             UNION ALL SELECT min(run_at_ms) FROM job WHERE state = 0 AND kind = 'watch')",
        )
        .bind(self.clock.now_ms())
        .fetch_one(&mut self.file)
        .await
        .expect("the file can be read");
        let wakes_at_ms = now_ms + wakes_in_ms.unwrap_or(HOUR_MS).clamp(1, HOUR_MS);
        let happens_at_ms = self
            .events
            .keys()
            .next()
            .map_or(i64::MAX, |(at_ms, _)| *at_ms);
        self.clock.pass_until(wakes_at_ms.min(happens_at_ms));
        let now_ms = self.clock.passed_ms();
        while let Some(entry) = self.events.first_entry() {
            if entry.key().0 > now_ms {
                break;
            }
            let event = entry.remove();
            self.happen(event).await;
        }
    }

    async fn happen(&mut self, event: Event) {
        let now_ms = self.clock.passed_ms();
        match event {
            Event::Lend(cid) => self.lend(cid).await,
            Event::Return(cid) => {
                self.set_lending(&cid, Lending::Returned);
                let loan = self.open.get_mut(&cid).expect("it was lent");
                loan.returned_at_ms = Some(now_ms);
            }
            Event::Kill => {
                self.figures.kills[0] += 1;
                self.kill().await;
            }
            Event::KillLook => self.fatal_looks += 1,
            Event::Set(by_ms) => {
                self.figures.jumps += 1;
                self.clock.set_by(by_ms);
            }
        }
    }

    /// For three days to two weeks; it comes back around its day, while the library is open.
    async fn lend(&mut self, cid: String) {
        let now_ms = self.clock.passed_ms();
        let today = (BEGINNING_MS + now_ms + i64::from(OFFSET_MINUTES) * 60 * SECOND_MS) / DAY_MS;
        let due = today + 3 + self.chance.below(11);
        let returned = (due - 3 + self.chance.below(7)).max(today + 1);
        let open_ms = 9 * HOUR_MS + self.chance.below(12 * HOUR_MS);
        let back_at_ms =
            returned * DAY_MS + open_ms - i64::from(OFFSET_MINUTES) * 60 * SECOND_MS - BEGINNING_MS;
        let (year, month, day) = civil(due);
        self.set_lending(&cid, Lending::Lent { year, month, day });
        let watch = self.world().engine.watch_book("practice", &cid, None);
        let watch_id = watch.await.expect("a watch begins").id;
        let loan = Loan {
            watch_id,
            returned_at_ms: None,
        };
        self.open.insert(cid.clone(), loan);
        self.plan(back_at_ms, Event::Return(cid));
    }

    fn set_lending(&self, cid: &str, lending: Lending) {
        let number = cid.parse().expect("a content number");
        self.world().practice().set_lending(number, lending);
    }

    /// Has everything that is due looked at.
    async fn settle(&mut self) {
        loop {
            let gate = self.world().practice().gate();
            tokio::select! {
                biased;
                () = gate.wait_held(1) => {}
                () = until_quiet(&mut self.file, &self.clock) => return self.hear().await,
            }
            self.look().await;
            self.hear().await;
        }
    }

    /// A request is under way: nothing moves until it is answered.
    async fn look(&mut self) {
        let now_ms = self.clock.passed_ms();
        let practice = self.world().practice();
        let (seen, gate) = (practice.requests(), practice.gate());
        assert_eq!(gate.held(), 1, "one request at a time");
        let cid = seen.last().and_then(|seen| seen.cid.clone());
        let cid = cid.expect("the copies of a book are asked for");
        self.asked_at_ms.push(now_ms);
        *self
            .figures
            .requests
            .entry((cid, now_ms / DAY_MS))
            .or_default() += 1;
        if self.fatal_looks == 0 {
            gate.release(1);
        } else {
            self.fatal_looks -= 1;
            let is_answered = self.chance.below(2) == 0;
            self.figures.kills[1 + usize::from(is_answered)] += 1;
            if is_answered {
                gate.release(1);
                for _ in 0..self.chance.below(200) {
                    tokio::task::yield_now().await;
                }
            }
            self.kill().await;
        }
        // Of a request that was let go the next one must not be taken for it.
        let over = |seen: &[practice::Seen]| seen.iter().all(|seen| seen.ended_micros.is_some());
        let count = seen.len();
        let practice = self.world().practice();
        in_time(
            "a look ends",
            practice.wait_until(|seen| over(&seen[..count])),
        )
        .await;
    }

    /// Like SIGKILL: nothing is ended in order. It is started again at once.
    async fn kill(&mut self) {
        let world = self.world.take().expect("a program that runs");
        let stopped = world.stop(Stop::Drop).await;
        self.world = Some(start(stopped, &self.clock).await);
    }

    /// Reads what was told.
    async fn hear(&mut self) {
        let lines: Vec<(i64, String)> = sqlx::query_as(
            "SELECT news ->> 'watch_id', news ->> 'cid' FROM message JOIN alert ON message_id = message.id ORDER BY message.id",
        )
        .fetch_all(&mut self.file)
        .await
        .expect("the file can be read");
        let now_ms = self.clock.passed_ms();
        for (watch_id, cid) in lines.into_iter().skip(self.told_count) {
            self.told_count += 1;
            let count = self.told.entry(watch_id).or_default();
            *count += 1;
            if *count > 1 {
                self.figures.repeated += 1;
                continue;
            }
            let loan = self
                .open
                .remove(&cid)
                .filter(|loan| loan.watch_id == watch_id);
            match loan.and_then(|loan| loan.returned_at_ms) {
                Some(returned_at_ms) => self.figures.delays_ms.push(now_ms - returned_at_ms),
                None => self.figures.wrong += 1,
            }
            let again_at_ms = now_ms + 6 * HOUR_MS + self.chance.below(DAY_MS);
            if again_at_ms < (self.weeks.days - 3) * DAY_MS {
                self.plan(again_at_ms, Event::Lend(cid));
            }
        }
    }

    async fn figures(mut self) -> Figures {
        let came_back = |loan: &&Loan| loan.returned_at_ms.is_some();
        self.figures.missed = self.open.values().filter(came_back).count();
        self.figures.days = self.clock.passed_ms() / DAY_MS;
        self.figures.delays_ms.sort_unstable();
        self.figures.in_flight = self.world().practice().max_in_flight();
        let gaps = self.asked_at_ms.windows(2).map(|pair| pair[1] - pair[0]);
        self.figures.least_gap_ms = gaps.min().unwrap_or(i64::MAX);
        let world = self.world.take().expect("a program that runs");
        world.practice().gate().release_all();
        world.stop(Stop::Shutdown).await;
        self.figures
    }
}

async fn start(stopped: Stopped, clock: &WrongClock) -> World {
    let mut options = stopped.options();
    options.clock = Arc::new(clock.clone());
    options.utc_offset = Arc::new(|_| OFFSET_MINUTES);
    stopped.start_with(options).await
}

/// Returns when no look is due and none is under way.
async fn until_quiet(file: &mut SqliteConnection, clock: &WrongClock) {
    let quiet = async {
        loop {
            let is_busy: bool = sqlx::query_scalar(
                "SELECT EXISTS (SELECT 1 FROM job WHERE kind = 'watch' AND (state IN (1, 2) OR (state = 0 AND run_at_ms <= ?1)))
                     OR EXISTS (SELECT 1 FROM schedule WHERE next_at_ms <= ?1 + ?2)",
            )
            .bind(clock.now_ms())
            .bind(SHORT_MS)
            .fetch_one(&mut *file)
            .await
            .expect("the file can be read");
            if !is_busy {
                return;
            }
            tokio::task::yield_now().await;
        }
    };
    in_time("the looks that are due", quiet).await;
}

/// The date of a day since 1970 (Howard Hinnant's algorithm).
fn civil(day: i64) -> (u16, u8, u8) {
    let shifted = day + 719_468;
    let era = shifted.div_euclid(146_097);
    let of_era = shifted.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 {
        shifted_month + 3
    } else {
        shifted_month - 9
    };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    let small = |value: i64| u8::try_from(value).expect("a day of a month");
    (
        u16::try_from(year).expect("this age"),
        small(month),
        small(day),
    )
}
