//! Two processes on one folder, of which one is killed: the other completes what both were asked.

use std::sync::Arc;

use crate::answer::{Answer, Question};
use crate::asked::assert_asked;
use crate::chance::Chance;
use crate::crawl::Crawl;
use crate::moment::{Event, Moment, kill};
use crate::series::{self, Named};

/// 24 books on one page, and the copies of all.
const QUESTION: Question = Question {
    words: "토지",
    options: &["--copies", "all"],
};

/// What the library's own limits allow.
const IN_FLIGHT: usize = 6;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_other_process_completes_it() {
    let answer = Arc::new(Answer::to(QUESTION).await);
    let count = series::count(6, 60);
    let left = series::run("two processes", count, move |number, mut chance| {
        let answer = Arc::clone(&answer);
        async move {
            // Processes that end by themselves before one is killed do not count.
            for _ in 0..20 {
                let is_worker = number % 3 < 2;
                if let Some(left) = one_is_killed(is_worker, &answer, &mut chance).await {
                    return left;
                }
            }
            panic!("they always ended before one was killed");
        }
    })
    .await;
    eprintln!("{count} kills, jobs left to the other process: {left:?}");
}

/// Says how many jobs the other one had still to do. None: the one to be killed ended by itself.
async fn one_is_killed(is_worker: bool, answer: &Answer, chance: &mut Chance) -> Option<usize> {
    let crawl = Crawl::beside_others(QUESTION, chance).await;
    crawl.audit().await;
    let practice = &crawl.terminal.practice;
    let requests = answer.requests;
    let beside = Moment::soon(Event::Request(chance.small(0..=requests / 2)), chance);
    let is_settled = chance.of(0..=3) > 0;
    let moment = match (is_settled, chance.of(0..=1)) {
        (false, _) => Moment::at_start(chance),
        (true, 0) => Moment::soon(Event::Request(chance.small(1..=requests)), chance),
        (true, _) => Moment::soon(Event::Answer(chance.small(1..=requests)), chance),
    };
    let victim = if is_worker { "worker" } else { "other" };
    let _named = Named(format!(
        "a second one {beside:?}, settled: {is_settled}; {victim} {moment}"
    ));

    let mut worker = crawl.start();
    worker.until("start").await;
    beside.comes(&mut worker, &crawl.terminal).await;
    let mut other = crawl.start();
    if is_settled {
        other.until("start").await;
    }
    moment.comes(&mut worker, &crawl.terminal).await;
    let (killed, survivor) = if is_worker {
        (worker, other)
    } else {
        (other, worker)
    };
    if !kill(killed).await {
        return None;
    }
    let left = crawl.ledger().await.open_count();
    let output = survivor.finish().await;
    answer.assert_told_by(&output);

    let ledger = crawl.ledger().await;
    assert_eq!(ledger.jobs.len(), answer.requests, "it was one search");
    let again: usize = ledger.jobs.iter().map(|job| job.attempt - 1).sum();
    let most = if is_worker { IN_FLIGHT } else { 0 };
    assert!((0..=most).contains(&again), "{again} jobs ran again");
    assert_asked(&practice.requests(), &ledger, |job| job.attempt - 1);
    Some(left)
}
