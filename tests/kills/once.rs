//! Crawls that are killed once each.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use practice::Kind;
use serde_json::Value;
use support::terminal::run;

use crate::aim::Aim;
use crate::answer::{Answer, Question};
use crate::asked::assert_asked;
use crate::chance::Chance;
use crate::crawl::Crawl;
use crate::ledger::{Job, Ledger};
use crate::moment::kill;
use crate::series::{self, Named};

/// 104 books on three pages; of 20 the copies and the detail.
const QUESTION: Question = Question {
    words: "호주",
    options: &["--copies", "20", "--details"],
};

/// Where a kill fell, as the file and the library saw it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Phase {
    BeforeTheFirstRequest,
    DuringTheLists,
    DuringTheBooks,
    /// At most five jobs were left.
    CloseToTheEnd,
    AfterTheLastCommit,
}

impl Phase {
    fn of(ledger: &Ledger, requests: usize) -> Self {
        let listed = |job: &&Job| job.work.starts_with("list") && job.has_ended();
        match ledger.open_count() {
            _ if requests == 0 => Self::BeforeTheFirstRequest,
            _ if ledger.jobs.iter().filter(listed).count() < 3 => Self::DuringTheLists,
            0 => Self::AfterTheLastCommit,
            1..=5 => Self::CloseToTheEnd,
            _ => Self::DuringTheBooks,
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn crawls_killed_once_lose_nothing_and_double_nothing() {
    let answer = Arc::new(Answer::to(QUESTION).await);
    let count = series::count(20, 200);
    let phases = series::run("a crawl killed once", count, move |number, mut chance| {
        let answer = Arc::clone(&answer);
        async move {
            // A process that ends by itself just before it is killed does not count.
            for _ in 0..20 {
                let aim = Aim::of(number);
                if let Some(phase) = is_killed(aim, &answer, &mut chance).await {
                    return phase;
                }
            }
            panic!("it always ended before it was killed");
        }
    })
    .await;
    assert_eq!(phases.len(), count);
    let mut counts: HashMap<Phase, usize> = HashMap::new();
    for phase in phases {
        *counts.entry(phase).or_default() += 1;
    }
    eprintln!("{count} kills: {counts:?}");
    let in_the_middle = [
        Phase::DuringTheLists,
        Phase::DuringTheBooks,
        Phase::CloseToTheEnd,
    ]
    .map(|phase| counts.get(&phase).copied().unwrap_or_default());
    assert!(
        in_the_middle.iter().sum::<usize>() * 4 >= count,
        "most kills missed the crawl: {counts:?}"
    );
}

/// One crawl, killed and taken up again. None: it ended by itself.
async fn is_killed(aim: Aim, answer: &Answer, chance: &mut Chance) -> Option<Phase> {
    let moment = aim.moment(answer, chance);
    let _named = Named(moment.to_string());
    let in_flight = chance.small(1..=6);
    let crawl = Crawl::new(QUESTION, in_flight, chance).await;
    let practice = &crawl.terminal.practice;
    if aim == Aim::FirstStart {
        // Nothing may end before the audit is laid.
        practice.gate().hold(Kind::List);
    } else {
        crawl.audit().await;
    }
    let mut running = crawl.start();
    let told = moment.comes(&mut running, &crawl.terminal).await;
    if !kill(running).await {
        return None;
    }
    let left = crawl.ledger().await;
    assert_kept(&told, &left);
    let phase = Phase::of(&left, practice.requests().len());
    if aim == Aim::FirstStart {
        crawl.audit().await;
        practice.gate().release_all();
    }

    let output = run(crawl.command()).await;
    answer.assert_told_by(&output);
    let ledger = crawl.ledger().await;
    assert_eq!(ledger.jobs.len(), answer.requests, "it was one search");
    assert!(ledger.jobs.iter().all(Job::is_completed));
    let running: HashSet<&str> = left.running().map(|job| job.work.as_str()).collect();
    assert_asked(&practice.requests(), &ledger, |job| {
        usize::from(running.contains(job.work.as_str()))
    });
    Some(phase)
}

/// What was told stands in the file.
fn assert_kept(told: &[String], left: &Ledger) {
    let is_kept = |work: String| {
        let mut jobs = left.jobs.iter();
        jobs.any(|job| job.work == work && job.is_completed())
    };
    for line in told {
        let event: Value = serde_json::from_str(line).expect("one JSON object a line");
        let cid = event["cid"].as_str().unwrap_or_default();
        let was_kept = match event["event"].as_str() {
            Some("list") => is_kept(format!("list {}", event["page"])),
            Some("card") => {
                (event.get("items").is_none() || is_kept(format!("copies {cid}")))
                    && (event.get("detail").is_none() || is_kept(format!("detail {cid}")))
            }
            Some("done") => left.open_count() == 0,
            _ => !left.jobs.is_empty(),
        };
        assert!(was_kept, "told and lost: {line}");
    }
}
