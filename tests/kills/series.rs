//! Many crawls, two at a time, each with its number and its chance.

use std::sync::Arc;

use tokio::task::JoinSet;

use crate::chance::{self, Chance};

/// Crawls at a time: more would only make each other wait.
const LANES: usize = 2;

/// So many, or so many when there is time (`CHAEKBEOT_LONG=1`).
pub(crate) fn count(short: usize, long: usize) -> usize {
    let is_long = std::env::var("CHAEKBEOT_LONG").is_ok_and(|value| value == "1");
    if is_long { long } else { short }
}

/// Runs `crawl` for the numbers from 0 to `count`, and says what came of them.
///
/// # Panics
/// With the first that does; its seed and number are printed.
pub(crate) async fn run<T, F>(
    name: &'static str,
    count: usize,
    crawl: impl Fn(usize, Chance) -> F + Send + Sync + 'static,
) -> Vec<T>
where
    T: Send + 'static,
    F: Future<Output = T> + Send,
{
    let seed = chance::seed();
    let crawl = Arc::new(crawl);
    let mut lanes = JoinSet::new();
    for lane in 0..LANES {
        let crawl = Arc::clone(&crawl);
        lanes.spawn(async move {
            let mut results = Vec::new();
            for number in (lane..count).step_by(LANES) {
                let _named = Named(format!("CHAEKBEOT_SEED={seed}, {name} {number}"));
                results.push(crawl(number, Chance::new(seed, number)).await);
            }
            results
        });
    }
    let mut results = Vec::new();
    while let Some(lane) = lanes.join_next().await {
        match lane {
            Ok(of_lane) => results.extend(of_lane),
            Err(error) => std::panic::resume_unwind(error.into_panic()),
        }
    }
    results
}

/// Printed if what is done under this name panics.
pub(crate) struct Named(pub(crate) String);

impl Drop for Named {
    fn drop(&mut self) {
        if std::thread::panicking() {
            eprintln!("in: {}", self.0);
        }
    }
}
