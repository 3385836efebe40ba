//! How many jobs that do nothing are done in a second: from the start of the runner until the end of the last one is committed.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use queue::{Runner, RunnerOptions};
use serde_json::{Value, json};
use tokio::sync::mpsc;

use crate::host::{Chore, Host, add_many};
use crate::{Outcome, now, open};

pub(crate) async fn measure(file: &Path, jobs: usize) -> Outcome<Value> {
    let database = open(file).await?;
    add_many(&database, &Chore::Nothing, jobs).await?;
    let left = Arc::new(AtomicUsize::new(jobs));
    let (done, mut last) = mpsc::unbounded_channel();
    let host = Host {
        begins: |_| (),
        ends: move || {
            if left.fetch_sub(1, Ordering::Relaxed) == 1 {
                done.send(now()).unwrap_or_default();
            }
        },
    };
    let started = now();
    let runner = Runner::start(database.clone(), Arc::new(host), RunnerOptions::default())?;
    let at = last.recv().await.ok_or("the runner stopped")?;
    runner.shutdown(Duration::from_secs(2)).await;
    database.close().await;
    Ok(json!({ "jobs": jobs, "seconds": (at - started).as_secs_f64() }))
}
