//! `chaekbeot search`: asks, follows the changes, reports, ends with a code.

use std::collections::HashSet;
use std::time::Duration;

use catalog::{Library, Query};
use engine::wire::Change;
use engine::{
    AskError, EVERYONE, Engine, HitId, Inquiry, SearchId, SearchOptions, asked_by_everyone,
};
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::RecvError;

use crate::args::SearchArgs;
use crate::exit::{Ending, Outcome, UsageError, of_outcome, together};
use crate::follower::{Follower, found};
use crate::limits;
use crate::obstacles::Obstacles;
use crate::report::{Done, Ended, Report, say};
use crate::session::Session;
use crate::words;

const DEFAULT_LIBRARY: &str = "sejong";

pub(crate) async fn run(args: SearchArgs) -> anyhow::Result<Ending> {
    let known = catalog::libraries()?;
    let ids = library_ids(&args, &known);
    let libraries = ids
        .iter()
        .map(|id| {
            let library = known.iter().find(|library| library.id == *id);
            library.ok_or_else(|| UsageError(words::unknown_library(id)))
        })
        .collect::<Result<Vec<_>, _>>()?;
    limits::check(&args, &libraries)?;
    // What is no question opens no folder.
    question(&args)?;
    let session = Session::open(args.data_dir.clone()).await?;
    if !args.ndjson {
        for library in &libraries {
            match words::about(library) {
                Some(note) if libraries.len() > 1 => {
                    say(&format!("[{}] {note}", words::name(library)))?;
                }
                Some(note) => say(&note)?,
                None => {}
            }
        }
    }
    let report = Report::new(args.ndjson, libraries.into_iter().cloned().collect());
    let ending = follow(&session.engine, &args, &ids, report)
        .await
        .inspect_err(|error| tracing::warn!("the run ends early: {error:#}"));
    session.close().await;
    ending
}

/// The words as the libraries will be asked them.
fn question(args: &SearchArgs) -> Result<Query, AskError> {
    let query = if args.literal {
        Query::literal(&args.query)?
    } else {
        Query::parse(&args.query)?
    };
    Ok(query)
}

/// The libraries asked, each once; for everyone stand those whom the window would ask.
fn library_ids(args: &SearchArgs, known: &[Library]) -> Vec<String> {
    let mut ids = Vec::new();
    for id in &args.libraries {
        if id == EVERYONE {
            let asked = asked_by_everyone(known).into_iter();
            ids.extend(asked.map(|library| library.id.clone()));
        } else {
            ids.push(id.clone());
        }
    }
    if ids.is_empty() {
        ids.push(DEFAULT_LIBRARY.to_owned());
    }
    let mut seen = HashSet::new();
    ids.retain(|id| seen.insert(id.clone()));
    ids
}

fn options(args: &SearchArgs) -> SearchOptions {
    let mut options = SearchOptions::default();
    options.pages = args.pages;
    options.copies = args.copies;
    options.details = args.details;
    options.address.clone_from(&args.base_url);
    options.in_flight = args.in_flight;
    options.gap_ms = args.gap_ms;
    options.no_cache = args.no_cache;
    options
}

/// Asks the libraries and reports what comes, until all have answered or the person breaks it off.
pub(crate) async fn follow(
    engine: &Engine,
    args: &SearchArgs,
    libraries: &[String],
    mut report: Report,
) -> anyhow::Result<Ending> {
    limits::check_runner(args, engine.is_runner())?;
    // Before asking, so that no change is missed.
    let changes = engine.changes();
    let mut searches = Vec::new();
    for library_id in libraries {
        let inquiry = Inquiry {
            library_id: library_id.clone(),
            text: args.query.clone(),
            literal: args.literal,
            options: options(args),
        };
        let id = engine.ask(inquiry).await?;
        tracing::info!(search = id.0, library = library_id, "a search is followed");
        searches.push(Follower::new(id, library_id.clone(), options(args)));
    }
    let mut obstacles = Obstacles::default();
    obstacles.look_for_pause(engine, &mut report).await?;
    report.start()?;
    obstacles.trouble(engine.trouble(), &mut report)?;
    let timeout = args.timeout.map(Duration::from_secs);
    let is_interrupted = tokio::select! {
        ended = to_the_end(engine, changes, &mut searches, &mut report, &mut obstacles, timeout) => {
            ended?;
            false
        }
        _ = tokio::signal::ctrl_c() => true,
    };
    let done = done(engine, &searches, is_interrupted).await?;
    report.done(&done)?;
    Ok(if is_interrupted {
        Ending::Interrupted
    } else {
        of_outcome(done.outcome)
    })
}

/// How the searches stand at the end of the run.
async fn done(
    engine: &Engine,
    followers: &[Follower],
    is_interrupted: bool,
) -> anyhow::Result<Done> {
    let mut searches = Vec::new();
    for follower in followers {
        let search = found(engine, follower.id).await?;
        let state = search.as_ref().map(|search| (search.state, search.code));
        tracing::info!(search = follower.id.0, ?state, "a search is left");
        searches.push(Ended {
            library_id: follower.library_id.clone(),
            // Hits of an earlier answer that were not listed again are no part of this one.
            hit_count: match &search {
                Some(search) if !follower.has_ended => search.hit_count,
                _ => u32::try_from(follower.card_count())?,
            },
            request_count: engine.request_count(follower.id).await?,
            search,
        });
    }
    let outcome = if is_interrupted {
        Outcome::Cancelled
    } else {
        together(searches.iter().map(Ended::outcome))
    };
    Ok(Done { outcome, searches })
}

/// Reports until every search has ended.
async fn to_the_end(
    engine: &Engine,
    mut changes: Receiver<Change>,
    searches: &mut [Follower],
    report: &mut Report,
    obstacles: &mut Obstacles,
    timeout: Option<Duration>,
) -> anyhow::Result<()> {
    let deadline = timeout.map(|timeout| tokio::time::Instant::now() + timeout);
    for follower in searches.iter_mut() {
        follower.catch_up(engine, report).await?;
    }
    while searches.iter().any(|follower| !follower.has_ended) {
        let change = tokio::select! {
            change = changes.recv() => change,
            () = at(deadline) => {
                for follower in searches.iter_mut() {
                    engine.time_out(follower.id).await?;
                    follower.catch_up(engine, report).await?;
                }
                continue;
            }
        };
        match change {
            Ok(Change::Search { search, hits, .. }) => {
                let id = SearchId(search.id);
                let changed: Vec<HitId> = hits.iter().map(|hit| HitId(hit.id)).collect();
                for follower in searches.iter_mut().filter(|follower| follower.id == id) {
                    follower.see(engine, report, &search, &changed).await?;
                }
            }
            Ok(Change::Trouble { trouble }) => obstacles.trouble(trouble, report)?,
            Ok(Change::Pause { paused_since_ms }) => {
                obstacles.pause(paused_since_ms.is_some(), report)?;
            }
            Ok(Change::Network { offline }) => obstacles.offline(offline, report)?,
            Ok(Change::Resync) | Err(RecvError::Lagged(_)) => {
                obstacles.look(engine, report).await?;
                for follower in searches.iter_mut() {
                    follower.catch_up(engine, report).await?;
                }
            }
            Ok(_) => {}
            Err(RecvError::Closed) => anyhow::bail!("the engine ended"),
        }
    }
    Ok(())
}

async fn at(deadline: Option<tokio::time::Instant>) {
    match deadline {
        Some(deadline) => tokio::time::sleep_until(deadline).await,
        None => std::future::pending().await,
    }
}
