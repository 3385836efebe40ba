//! From the call that adds a job to the idle queue until its handler begins.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use queue::{Runner, RunnerOptions};
use serde_json::{Value, json};
use tokio::sync::mpsc;

use crate::host::{Host, add_one};
use crate::{Outcome, now, open};

pub(crate) async fn measure(file: &Path, samples: usize) -> Outcome<Value> {
    let database = open(file).await?;
    let (begins, mut began) = mpsc::unbounded_channel();
    let (ends, mut ended) = mpsc::unbounded_channel();
    let host = Host {
        begins: move |_| begins.send(now()).unwrap_or_default(),
        ends: move || ends.send(()).unwrap_or_default(),
    };
    let runner = Runner::start(database.clone(), Arc::new(host), RunnerOptions::default())?;
    runner.active().await;
    let mut took_ms = Vec::with_capacity(samples);
    // The first one is for warming up, as with the peers.
    for sample in 0..=samples {
        pause(sample).await;
        let called = now();
        add_one(&database).await?;
        let at = began.recv().await.ok_or("the runner stopped")?;
        if sample > 0 {
            took_ms.push(at.saturating_duration_since(called).as_secs_f64() * 1_000.0);
        }
        ended.recv().await.ok_or("the runner stopped")?;
    }
    runner.shutdown(Duration::from_secs(2)).await;
    database.close().await;
    Ok(json!({ "pickup_ms": took_ms }))
}

/// Long enough that the queue is idle, and never the same; as with the peers.
async fn pause(sample: usize) {
    let spread = u64::try_from(sample * 7 % 20).unwrap_or(0);
    tokio::time::sleep(Duration::from_millis(10 + spread)).await;
}
