//! `chaekbeot search`: asks, follows the changes, reports, ends with a code.

use std::collections::HashSet;
use std::time::Duration;

use engine::wire::{Change, ErrorCode, Search, SearchState};
use engine::{Card, Engine, HitId, Inquiry, SearchId, SearchOptions};
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::RecvError;

use crate::args::SearchArgs;
use crate::exit::{Ending, UsageError, of_state, together};
use crate::limits;
use crate::report::{Done, Report};
use crate::session::Session;

const DEFAULT_LIBRARY: &str = "sejong";

pub(crate) async fn run(args: SearchArgs) -> anyhow::Result<Ending> {
    let known = catalog::libraries()?;
    let ids = library_ids(&args);
    let libraries = ids
        .iter()
        .map(|id| {
            let library = known.iter().find(|library| library.id == *id);
            library.ok_or_else(|| UsageError(crate::words::unknown_library(id)))
        })
        .collect::<Result<Vec<_>, _>>()?;
    limits::check(&args, &libraries)?;
    let session = Session::open(args.data_dir.clone()).await?;
    let report = Report::new(args.ndjson, libraries.into_iter().cloned().collect());
    let ending = follow(&session.engine, &args, &ids, report).await;
    session.close().await;
    ending
}

/// The libraries asked, each once.
fn library_ids(args: &SearchArgs) -> Vec<String> {
    let mut ids = args.libraries.clone();
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
        searches.push(Follower::new(engine.ask(inquiry).await?, options(args)));
    }
    report.start()?;
    let timeout = args.timeout.map(Duration::from_secs);
    tokio::select! {
        ended = to_the_end(engine, changes, &mut searches, &mut report, timeout) => ended?,
        _ = tokio::signal::ctrl_c() => return Ok(Ending::Interrupted),
    }
    let mut states = Vec::new();
    let mut done = Done::default();
    for follower in &searches {
        let search = engine.search(follower.id).await?;
        states.push(search.state);
        done.code = done.code.or(search.code);
        done.hit_count += search.hit_count;
        done.request_count += engine.request_count(follower.id).await?;
    }
    done.state = together(&states);
    report.done(&done)?;
    Ok(of_state(done.state))
}

/// Reports until every search has ended.
async fn to_the_end(
    engine: &Engine,
    mut changes: Receiver<Change>,
    searches: &mut [Follower],
    report: &mut Report,
    timeout: Option<Duration>,
) -> anyhow::Result<()> {
    let deadline = timeout.map(|timeout| tokio::time::Instant::now() + timeout);
    for follower in searches.iter_mut() {
        follower.catch_up(engine, report, None).await?;
    }
    while searches.iter().any(|follower| !follower.has_ended) {
        let change = tokio::select! {
            change = changes.recv() => change,
            () = at(deadline) => {
                for follower in searches.iter_mut() {
                    engine.time_out(follower.id).await?;
                    follower.catch_up(engine, report, None).await?;
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
            Ok(Change::Resync) | Err(RecvError::Lagged(_)) => {
                for follower in searches.iter_mut() {
                    follower.catch_up(engine, report, None).await?;
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

/// What was reported of one search.
struct Follower {
    id: SearchId,
    options: SearchOptions,
    pages: HashSet<u32>,
    cards: HashSet<i64>,
    has_ended: bool,
}

impl Follower {
    fn new(id: SearchId, options: SearchOptions) -> Self {
        Self {
            id,
            options,
            pages: HashSet::new(),
            cards: HashSet::new(),
            has_ended: false,
        }
    }

    /// A change came: reports what it makes ready.
    async fn see(
        &mut self,
        engine: &Engine,
        report: &mut Report,
        search: &Search,
        changed: &[HitId],
    ) -> anyhow::Result<()> {
        if is_final(search.state) {
            return self.catch_up(engine, report, None).await;
        }
        if !changed.is_empty() {
            self.catch_up(engine, report, Some(changed)).await?;
        }
        report.progress(search)
    }

    /// Reports every page and card that is ready and was not reported: of these hits, or of all.
    async fn catch_up(
        &mut self,
        engine: &Engine,
        report: &mut Report,
        changed: Option<&[HitId]>,
    ) -> anyhow::Result<()> {
        // The state first: what follows is at least as new.
        let search = engine.search(self.id).await?;
        for page in engine.pages(self.id).await? {
            if self.pages.insert(page.page) {
                report.page(&search, &page)?;
            }
        }
        for mut card in engine.cards(self.id, changed).await? {
            if self.cards.insert(card.hit.id) {
                self.explain(&search, &mut card);
                report.card(&search, &card)?;
            }
        }
        self.has_ended = is_final(search.state);
        Ok(())
    }

    /// A book whose copies were wanted but not reached before the search was stopped says so.
    fn explain(&self, search: &Search, card: &mut Card) {
        let wanted = self.options.copies.covers(card.hit.position);
        if wanted && !card.has_copies && card.error.is_none() && is_final(search.state) {
            card.error = search.code.or(Some(ErrorCode::Timeout));
        }
    }
}

fn is_final(state: SearchState) -> bool {
    !matches!(
        state,
        SearchState::Waiting | SearchState::Running | SearchState::Held
    )
}
