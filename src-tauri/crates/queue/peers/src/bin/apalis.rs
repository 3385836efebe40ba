//! apalis on SQLite. Settings for the pick-up: `hook` (its own: SQLite's update hook wakes the worker), `told` (the worker is woken by
//! who pushed, after the push). For the throughput: `batch` (its default of 10 fetched at once), `large` (100, without locking again).

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use anyhow::{Context, anyhow, bail};
use apalis::prelude::*;
use apalis_sqlite::callback::HookCallbackListener;
use apalis_sqlite::{Config, SqliteStorage};
use futures::channel::mpsc::{self, UnboundedSender};
use futures::{Stream, StreamExt};
use peers::{
    Arguments, Figure, connect_options, ms_between, patiently, pause, print_pickup,
    print_throughput,
};
use sqlx::sqlite::{SqlitePool, SqlitePoolOptions};

/// How many jobs run at once.
const WORKERS: usize = 8;

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    // As whoever adds a job in an application: a task, not the thread of `main`, which would have to be woken for every answer.
    tokio::spawn(measure()).await?
}

async fn measure() -> anyhow::Result<()> {
    let arguments = Arguments::read()?;
    match (arguments.figure, arguments.setting.as_str()) {
        (Figure::Pickup, "hook") => {
            let (pool, listener) = hooked(&arguments.file).await?;
            pickup(pool, listener, || (), arguments.count).await
        }
        (Figure::Pickup, "told") => {
            let (tell, told) = mpsc::unbounded();
            pickup(
                plain(&arguments.file).await?,
                told,
                move || tell.unbounded_send(()).unwrap_or_default(),
                arguments.count,
            )
            .await
        }
        (Figure::Throughput, "batch") => {
            throughput(&arguments.file, config(), arguments.count).await
        }
        (Figure::Throughput, "large") => {
            let config = config().batch_size(100).lock_tasks(false);
            throughput(&arguments.file, config, arguments.count).await
        }
        (_, other) => bail!("no setting is called {other:?}"),
    }
}

fn config() -> Config {
    Config::default().queue("bench")
}

async fn plain(file: &Path) -> anyhow::Result<SqlitePool> {
    let pool = SqlitePoolOptions::new()
        .connect_with(connect_options(file))
        .await?;
    SqliteStorage::migrations().run(&pool).await?;
    Ok(pool)
}

/// Its own way to connect, with the settings that everybody gets: left alone, one of the connections would have `synchronous` off and
/// the others `FULL`.
async fn hooked(file: &Path) -> anyhow::Result<(SqlitePool, HookCallbackListener)> {
    let url = file.to_str().context("the path is not text")?;
    let (pool, listener) = SqliteStorage::connect_with_callback(url)?;
    pool.set_connect_options(connect_options(file));
    SqliteStorage::migrations().run(&pool).await?;
    Ok((pool, listener))
}

async fn pickup<S>(pool: SqlitePool, wakes: S, tell: impl Fn(), count: usize) -> anyhow::Result<()>
where
    S: Stream<Item = ()> + Unpin + Send + Sync + 'static,
{
    let mut storage = SqliteStorage::<u64>::new(&pool).with_config(config());
    let backend = storage
        .clone()
        .poll_with_strategy(Strategy::new().stream(wakes));
    let (begins, mut began) = mpsc::unbounded();
    let worker = WorkerBuilder::new("bench")
        .backend(backend)
        .concurrency(WORKERS)
        .data(begins)
        .build(say_when);
    let running = tokio::spawn(worker.run());
    let mut samples_ms = Vec::with_capacity(count);
    // The first one finds out that everything has started.
    for sample in 0..=count {
        pause(sample).await;
        let called = Instant::now();
        storage.push(1).await.map_err(|error| anyhow!("{error}"))?;
        tell();
        let at = patiently(began.next()).await?;
        if sample > 0 {
            samples_ms.push(ms_between(called, at));
        }
    }
    running.abort();
    print_pickup(&samples_ms);
    Ok(())
}

async fn say_when(_: u64, begins: Data<UnboundedSender<Instant>>) {
    begins.unbounded_send(Instant::now()).ok();
}

async fn throughput(file: &Path, config: Config, count: usize) -> anyhow::Result<()> {
    let pool = plain(file).await?;
    let mut storage = SqliteStorage::<u64>::new(&pool).with_config(config);
    storage
        .push_bulk(vec![1; count])
        .await
        .map_err(|error| anyhow!("{error}"))?;
    let (ends, mut ended) = mpsc::unbounded();
    let left = Arc::new(AtomicUsize::new(count));
    let worker = WorkerBuilder::new("bench")
        .backend(storage)
        .concurrency(WORKERS)
        .data(Left { left, ends })
        .build(count_down);
    let started = Instant::now();
    let running = tokio::spawn(worker.run());
    let last = patiently(ended.next()).await?;
    running.abort();
    print_throughput(count, last - started);
    Ok(())
}

#[derive(Clone)]
struct Left {
    left: Arc<AtomicUsize>,
    ends: UnboundedSender<Instant>,
}

async fn count_down(_: u64, left: Data<Left>) {
    if left.left.fetch_sub(1, Ordering::Relaxed) == 1 {
        left.ends.unbounded_send(Instant::now()).ok();
    }
}
