//! A crawl that is killed twenty times.
//!
//! The library's gate decides how far each process gets, so that the crawl cannot end before its last kill: 18 times at most
//! 4 answers, and at most 20 jobs given up (three in flight, three kills each), are fewer than 104 books.

use std::collections::HashMap;
use std::sync::Arc;

use practice::Kind;
use support::terminal::{Output, Running, run};

use crate::answer::{Answer, Question};
use crate::asked::assert_asked;
use crate::chance::Chance;
use crate::crawl::Crawl;
use crate::ledger::{Job, Ledger};
use crate::moment::{Event, Moment, answered, kill};
use crate::series;

/// 104 books on three pages, and the copies of all.
const QUESTION: Question = Question {
    words: "호주",
    options: &["--copies", "all"],
};

const KILLS: usize = 20;
const IN_FLIGHT: usize = 3;
const MAX_RELEASED: usize = 4;
/// A job that was running at so many kills is given up.
const MAX_ATTEMPTS: usize = 3;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_crawl_killed_twenty_times_answers_or_names_every_book() {
    let answer = Arc::new(Answer::to(QUESTION).await);
    let count = series::count(1, 10);
    let given_up = series::run("a crawl killed often", count, move |_, mut chance| {
        let answer = Arc::clone(&answer);
        async move { is_killed_often(&answer, &mut chance).await }
    })
    .await;
    eprintln!("{KILLS} kills each: {given_up:?} books given up");
}

/// Says how many books were given up.
async fn is_killed_often(answer: &Answer, chance: &mut Chance) -> usize {
    let crawl = Crawl::new(QUESTION, IN_FLIGHT, chance).await;
    crawl.audit().await;
    let practice = &crawl.terminal.practice;
    practice.gate().hold(Kind::Copies);
    // A process may die before it has taken up what its predecessor left, so deaths are told apart by their attempts.
    let mut deaths: HashMap<String, usize> = HashMap::new();
    for number in 0..KILLS {
        let mut running = crawl.start();
        let moment = moment(number, &mut running, &crawl, chance).await;
        moment.comes(&mut running, &crawl.terminal).await;
        assert!(kill(running).await, "{moment}: it cannot have ended");
        for job in crawl.ledger().await.running() {
            deaths.insert(job.work.clone(), job.attempt);
        }
    }
    practice.gate().release_all();

    let output = run(crawl.command()).await;
    let ledger = crawl.ledger().await;
    let deaths = |job: &Job| deaths.get(&job.work).copied().unwrap_or_default();
    assert_eq!(ledger.jobs.len(), answer.requests, "it was one search");
    for job in &ledger.jobs {
        assert!(job.has_ended(), "{job:?}");
        let is_too_often = deaths(job) == MAX_ATTEMPTS;
        assert_eq!(job.is_discarded(), is_too_often, "{job:?}");
    }
    assert_asked(&practice.requests(), &ledger, deaths);
    assert_answered_or_named(answer, &output, &ledger)
}

/// The first two kills are for the lists: three of those would end the search. Later the lists are told at once.
async fn moment(
    number: usize,
    running: &mut Running,
    crawl: &Crawl,
    chance: &mut Chance,
) -> Moment {
    let practice = &crawl.terminal.practice;
    match number {
        0 => Moment::at_start(chance),
        1 => {
            let request = practice.requests().len() + chance.small(1..=IN_FLIGHT);
            Moment::soon(Event::Request(request), chance)
        }
        _ => {
            for _page in 0..3 {
                running.until("list").await;
            }
            let before = answered(&practice.requests());
            let released = chance.small(0..=MAX_RELEASED);
            practice.gate().release(released);
            let answer = before + chance.small(0..=released);
            Moment::soon(Event::Answer(answer), chance)
        }
    }
}

/// Says how many books were named as given up.
fn assert_answered_or_named(answer: &Answer, output: &Output, ledger: &Ledger) -> usize {
    answer.assert_every_book_once(output);
    let mut discarded: Vec<&str> = ledger.discarded().map(|job| job.work.as_str()).collect();
    for card in output.of("card") {
        if card["error"].is_null() {
            assert!(answer.has(&card), "not as the library has it: {card}");
            continue;
        }
        assert_eq!(card["error"], "crashed", "{card}");
        assert!(card.get("items").is_none(), "{card}");
        let work = format!("copies {}", card["cid"].as_str().expect("a number"));
        let place = discarded.iter().position(|known| *known == work);
        discarded.swap_remove(place.expect("a book that was given up"));
    }
    assert!(
        discarded.is_empty(),
        "given up without a word: {discarded:?}"
    );
    let given_up = ledger.discarded().count();
    let (state, code, exit) = match given_up {
        0 => ("complete", None, 0),
        _ => ("partial", Some("crashed"), 3),
    };
    let done = output.done();
    assert_eq!(done["state"], state, "{done}");
    assert_eq!(done["code"].as_str(), code, "{done}");
    assert_eq!(output.code, Some(exit));
    given_up
}
