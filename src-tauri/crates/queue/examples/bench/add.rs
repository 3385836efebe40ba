//! Adding jobs one by one, each in a write of its own, by one or more callers at once.

use std::path::Path;

use serde_json::{Value, json};
use tokio::task::JoinSet;

use crate::host::add_one;
use crate::{Outcome, now, open};

pub(crate) async fn measure(file: &Path, jobs: usize, callers: usize) -> Outcome<Value> {
    let database = open(file).await?;
    let each = jobs / callers.max(1);
    let mut adding: JoinSet<Outcome<()>> = JoinSet::new();
    let started = now();
    for _ in 0..callers {
        let database = database.clone();
        adding.spawn(async move {
            for _ in 0..each {
                add_one(&database).await?;
            }
            Ok(())
        });
    }
    while let Some(added) = adding.join_next().await {
        added??;
    }
    let took = started.elapsed();
    database.close().await;
    Ok(json!({ "jobs": each * callers, "seconds": took.as_secs_f64() }))
}
