//! The weeks as they pass: one thing happens after the other, and everything that is due is looked at before time goes on.

#![expect(
    clippy::expect_used,
    reason = "a test that cannot be prepared fails with the sentence"
)]

use std::collections::{HashMap, HashSet};

use practice::{Kind, Lending, Seen};
use queue::Clock;
use sqlx::SqliteConnection;

use super::chance::{Chance, civil, day_of, passed_at};
use super::clock::{SHORT_MS, WrongClock};
use super::plan::{Book, Event, Plan};
use super::town::{LIBRARIES, Town};
use super::{DAY_MS, Figures, HOUR_MS, OFFSET_MS, Weeks};
use crate::library::{Stopped, in_time};

/// A book that was lent while it was watched.
#[derive(Clone, Copy, Debug)]
struct Loan {
    watch_id: i64,
    /// By the clock that the program saw.
    began_at_ms: i64,
    returned_at_ms: Option<i64>,
}

pub(super) struct Run {
    weeks: Weeks,
    town: Town,
    clock: WrongClock,
    chance: Chance,
    file: SqliteConnection,
    plan: Plan,
    /// The content numbers of what is watched, and how many requests of each library were looked at.
    watched: HashSet<(usize, String)>,
    seen_counts: [usize; 2],
    open: HashMap<Book, Loan>,
    /// The last line of the room of alerts that was heard.
    heard: i64,
    told: HashMap<i64, usize>,
    looked_at_ms: [Option<i64>; 2],
    /// So many looks to come are not survived.
    fatal_looks: usize,
    figures: Figures,
}

impl Run {
    pub(super) async fn new(weeks: Weeks) -> Self {
        let (clock, mut chance) = (WrongClock::default(), Chance(weeks.seed | 1));
        let town = Town::new(clock.clone()).await;
        let books = town.books(weeks).await;
        let plan = Plan::new(weeks, &books, clock.passed_ms(), &mut chance);
        let watched = books.into_iter().map(|book| (book.library, book.cid));
        Self {
            weeks,
            file: town.file().await,
            town,
            clock,
            chance,
            plan,
            watched: watched.collect(),
            seen_counts: [0, 0],
            open: HashMap::new(),
            heard: 0,
            told: HashMap::new(),
            looked_at_ms: [None, None],
            fatal_looks: 0,
            figures: Figures {
                least_gap_ms: i64::MAX,
                ..Figures::default()
            },
        }
    }

    pub(super) async fn go(&mut self) {
        let last_ms = self.weeks.days * DAY_MS;
        // What came back on the last day may be told days later, where a clock was set back meanwhile.
        while self.clock.passed_ms() < last_ms + 7 * DAY_MS && !self.is_over(last_ms) {
            self.go_on().await;
            self.settle().await;
        }
    }

    /// Whether nothing is left to happen, and everything is told.
    fn is_over(&self, last_ms: i64) -> bool {
        let is_late = self.clock.passed_ms() >= last_ms;
        is_late && self.plan.is_empty() && self.open.is_empty()
    }

    /// Moves to what comes next: something happens, or the program wakes, or an hour is over.
    async fn go_on(&mut self) {
        let now_ms = self.clock.passed_ms();
        let wakes_in_ms: Option<i64> = sqlx::query_scalar(
            "SELECT min(at_ms) - ? FROM (SELECT min(next_at_ms) AS at_ms FROM schedule
             UNION ALL SELECT min(run_at_ms) FROM job WHERE state = 0)",
        )
        .bind(self.clock.now_ms())
        .fetch_one(&mut self.file)
        .await
        .expect("the file can be read");
        let wakes_at_ms = now_ms + wakes_in_ms.unwrap_or(HOUR_MS).clamp(1, HOUR_MS);
        self.clock
            .pass_until(wakes_at_ms.min(self.plan.next_at_ms()));
        while let Some(event) = self.plan.take(self.clock.passed_ms()) {
            self.happen(event).await;
        }
    }

    async fn happen(&mut self, event: Event) {
        let now_ms = self.clock.passed_ms();
        match event {
            Event::Lend(book) => self.lend(book).await,
            Event::Return(book) => {
                self.set_lending(&book, Lending::Returned);
                let loan = self.open.get_mut(&book).expect("it was lent");
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
            Event::Fail(failure, begins) => self.town.fail(failure, begins).await,
            Event::Search(library) => self.town.search(library).await,
        }
    }

    /// For three days to two weeks; it comes back around its day, while the library is open.
    async fn lend(&mut self, book: Book) {
        let today = day_of(self.clock.passed_ms());
        let due = today + 3 + self.chance.below(11);
        let returned = (due - 3 + self.chance.below(7)).max(today + 1);
        let open_ms = 9 * HOUR_MS + self.chance.below(12 * HOUR_MS);
        let (year, month, day) = civil(due);
        let lending = match book.has_day {
            true => Lending::Lent { year, month, day },
            false => Lending::Out,
        };
        self.set_lending(&book, lending);
        let engine = &self.town.world().engine;
        let begun = engine.watch_book(LIBRARIES[book.library], &book.cid, book.place.as_deref());
        let watch = begun.await.expect("a watch begins");
        let loan = Loan {
            watch_id: watch.id,
            began_at_ms: watch.began_at_ms,
            returned_at_ms: None,
        };
        self.open.insert(book.clone(), loan);
        self.plan
            .add(passed_at(returned) + open_ms, Event::Return(book));
    }

    fn set_lending(&self, book: &Book, lending: Lending) {
        let number = book.cid.parse().expect("a content number");
        self.town
            .practice(book.library)
            .set_lending(number, lending);
    }

    /// Has everything that is due looked at.
    async fn settle(&mut self) {
        loop {
            let [first, second] = [0, 1].map(|library| self.town.practice(library).gate());
            tokio::select! {
                biased;
                () = first.wait_held(1) => self.answer(0).await,
                () = second.wait_held(1) => self.answer(1).await,
                () = until_quiet(&mut self.file, &self.clock) => return self.hear().await,
            }
            self.hear().await;
        }
    }

    /// Copies are asked for: nothing moves until they are answered.
    async fn answer(&mut self, library: usize) {
        let is_look = self.note(library, None);
        let practice = self.town.practice(library);
        let (count, gate) = (practice.requests().len(), practice.gate());
        if is_look && self.fatal_looks > 0 {
            self.fatal_looks -= 1;
            let is_answered = self.chance.below(2) == 0;
            self.figures.kills[1 + usize::from(is_answered)] += 1;
            if is_answered {
                gate.release(gate.held());
                for _ in 0..self.chance.below(200) {
                    tokio::task::yield_now().await;
                }
            }
            self.kill().await;
        } else {
            gate.release(gate.held());
        }
        // Of a request that was let go the next one must not be taken for it.
        let over = |seen: &[Seen]| {
            let mut own = seen.iter().take(count);
            own.all(|seen| seen.ended_micros.is_some())
        };
        let practice = self.town.practice(library);
        in_time("what was asked is answered", practice.wait_until(over)).await;
    }

    /// It is started again at once. What was asked by then and never answered was asked all the same.
    async fn kill(&mut self) {
        let stopped = self.town.kill().await;
        for library in 0..LIBRARIES.len() {
            self.note(library, Some(&stopped));
        }
        self.town.start(stopped).await;
    }

    /// Writes down what was asked since the last time; whether a look was among it.
    fn note(&mut self, library: usize, stopped: Option<&Stopped>) -> bool {
        let seen = self.town.seen(library, stopped);
        let (now_ms, shown_ms) = (self.clock.passed_ms(), self.clock.now_ms());
        let is_look = |seen: &Seen| {
            let cid = seen.cid.clone().unwrap_or_default();
            seen.kind == Kind::Copies && self.watched.contains(&(library, cid))
        };
        let is_under_way = |seen: &&Seen| seen.ended_micros.is_none() && is_look(seen);
        let in_flight = seen.iter().filter(is_under_way).count();
        self.figures.in_flight = self.figures.in_flight.max(in_flight);
        let new: Vec<&Seen> = seen.iter().skip(self.seen_counts[library]).collect();
        self.seen_counts[library] = seen.len();
        let (looks, others): (Vec<&Seen>, Vec<&Seen>) =
            new.into_iter().partition(|seen| is_look(seen));
        self.figures.person_requests += others.len();
        for cid in looks.iter().filter_map(|look| look.cid.as_ref()) {
            let before_ms = self.looked_at_ms[library].replace(now_ms);
            let gap_ms = before_ms.map_or(i64::MAX, |before_ms| now_ms - before_ms);
            self.figures.least_gap_ms = self.figures.least_gap_ms.min(gap_ms);
            let day = (format!("{library} {cid}"), now_ms / DAY_MS);
            *self.figures.requests.entry(day).or_default() += 1;
            let hour = (shown_ms + OFFSET_MS).rem_euclid(DAY_MS) / HOUR_MS;
            let mut loans = self.open.iter();
            let loan = loans.find(|(book, _)| book.library == library && book.cid == *cid);
            let has_just_begun =
                loan.is_some_and(|(_, loan)| (0..HOUR_MS).contains(&(shown_ms - loan.began_at_ms)));
            if !(8..22).contains(&hour) && !has_just_begun {
                self.figures.at_night += 1;
            }
        }
        !looks.is_empty()
    }

    /// Reads what was told.
    async fn hear(&mut self) {
        let lines: Vec<(i64, i64, String, String)> = sqlx::query_as(
            "SELECT message_id, news ->> 'watch_id', news ->> 'cid', news ->> 'event'
             FROM message JOIN alert ON message_id = message.id WHERE message_id > ? ORDER BY message_id",
        )
        .bind(self.heard)
        .fetch_all(&mut self.file)
        .await
        .expect("the file can be read");
        let now_ms = self.clock.passed_ms();
        for (line, watch_id, cid, event) in lines {
            self.heard = line;
            if event != "available" {
                self.figures.wrong += 1;
                continue;
            }
            let count = self.told.entry(watch_id).or_default();
            *count += 1;
            if *count > 1 {
                self.figures.repeated += 1;
                continue;
            }
            let mut loans = self.open.iter();
            let found = loans.find(|(book, loan)| loan.watch_id == watch_id && book.cid == cid);
            let Some((book, loan)) = found.map(|(book, loan)| (book.clone(), *loan)) else {
                self.figures.wrong += 1;
                continue;
            };
            self.open.remove(&book);
            match (loan.returned_at_ms, book.has_day) {
                (Some(at_ms), true) => self.figures.delays_ms.push(now_ms - at_ms),
                (Some(at_ms), false) => self.figures.dayless_delays_ms.push(now_ms - at_ms),
                (None, _) => self.figures.wrong += 1,
            }
            let again_at_ms = now_ms + 6 * HOUR_MS + self.chance.below(DAY_MS);
            if again_at_ms < (self.weeks.days - 3) * DAY_MS {
                self.plan.add(again_at_ms, Event::Lend(book));
            }
        }
    }

    pub(super) async fn figures(mut self) -> Figures {
        let came_back = |loan: &&Loan| loan.returned_at_ms.is_some();
        self.figures.missed = self.open.values().filter(came_back).count();
        self.figures.days = self.clock.passed_ms() / DAY_MS;
        self.figures.delays_ms.sort_unstable();
        self.figures.dayless_delays_ms.sort_unstable();
        self.town.end().await;
        self.figures
    }
}

/// Returns when nothing is due and nothing is under way.
async fn until_quiet(file: &mut SqliteConnection, clock: &WrongClock) {
    let quiet = async {
        loop {
            let is_busy: bool = sqlx::query_scalar(
                "SELECT EXISTS (SELECT 1 FROM job WHERE state IN (1, 2) OR (state = 0 AND run_at_ms <= ?1))
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
    in_time("everything that is due", quiet).await;
}
