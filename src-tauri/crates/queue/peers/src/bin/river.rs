//! River on SQLite. Settings: `default`, and `quick` (a fetch may follow the last one after 1 ms instead of 100 ms).

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use anyhow::bail;
use peers::{
    Arguments, Figure, connect_options, ms_between, patiently, pause, print_pickup,
    print_throughput,
};
use riverqueue::migrate::SqliteMigrator;
use riverqueue::{Client, Job, JobArgs, QueueConfig, WorkContext, WorkOutcome, Workers};
use serde::{Deserialize, Serialize};
use sqlx::sqlite::{SqlitePool, SqlitePoolOptions};
use tokio::sync::mpsc;

/// How many jobs run at once.
const WORKERS: usize = 8;

#[derive(Clone, Debug, Deserialize, JobArgs, Serialize)]
#[river(kind = "nothing")]
struct Nothing {}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    // As whoever adds a job in an application: a task, not the thread of `main`, which would have to be woken for every answer.
    tokio::spawn(measure()).await?
}

async fn measure() -> anyhow::Result<()> {
    let arguments = Arguments::read()?;
    let pool = SqlitePoolOptions::new()
        .connect_with(connect_options(&arguments.file))
        .await?;
    SqliteMigrator::new(pool.clone()).migrate_up().await?;
    match arguments.figure {
        Figure::Pickup => pickup(pool, &arguments).await,
        Figure::Throughput => throughput(pool, &arguments).await,
    }
}

fn client<F>(pool: SqlitePool, setting: &str, begins: F) -> anyhow::Result<Client>
where
    F: Fn() + Clone + Send + Sync + 'static,
{
    let mut workers = Workers::new();
    workers.add_fn(move |_: WorkContext, _: Job<Nothing>| {
        begins();
        async { Ok::<_, std::io::Error>(WorkOutcome::Complete) }
    })?;
    let builder = Client::builder(pool)
        .workers(workers)
        .queue("default", QueueConfig::new(WORKERS));
    let builder = match setting {
        "default" => builder,
        "quick" => builder.fetch_cooldown(Duration::from_millis(1)),
        other => bail!("no setting is called {other:?}"),
    };
    Ok(builder.build()?)
}

async fn pickup(pool: SqlitePool, arguments: &Arguments) -> anyhow::Result<()> {
    let (begins, mut began) = mpsc::unbounded_channel();
    let client = client(pool, &arguments.setting, move || {
        begins.send(Instant::now()).unwrap_or_default()
    })?;
    let mut run = client.start()?;
    // The first one finds out that everything has started.
    client.insert(Nothing {}).await?;
    patiently(began.recv()).await?;
    let mut samples_ms = Vec::with_capacity(arguments.count);
    for sample in 0..arguments.count {
        pause(sample).await;
        let called = Instant::now();
        client.insert(Nothing {}).await?;
        let at = patiently(began.recv()).await?;
        samples_ms.push(ms_between(called, at));
    }
    run.stop().await?;
    print_pickup(&samples_ms);
    Ok(())
}

async fn throughput(pool: SqlitePool, arguments: &Arguments) -> anyhow::Result<()> {
    let count = arguments.count;
    let left = Arc::new(AtomicUsize::new(count));
    let (ends, mut ended) = mpsc::unbounded_channel();
    let begins = move || {
        if left.fetch_sub(1, Ordering::Relaxed) == 1 {
            ends.send(Instant::now()).ok();
        }
    };
    let client = client(pool, &arguments.setting, begins)?;
    for from in (0..count).step_by(1_000) {
        let some = (from..count.min(from + 1_000)).map(|_| Nothing {});
        client.insert_many(some).await?;
    }
    let started = Instant::now();
    let mut run = client.start()?;
    let last = patiently(ended.recv()).await?;
    run.stop().await?;
    print_throughput(count, last - started);
    Ok(())
}
