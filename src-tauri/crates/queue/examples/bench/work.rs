//! A process that works: it says when it is ready and when a job begins, and is ended from outside.

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;

use queue::{Runner, RunnerOptions};

use crate::host::Host;
use crate::{Outcome, open, say};

/// What it says when it has taken up what was left.
pub(crate) const READY: &str = "ready";

pub(crate) async fn work(file: &Path) -> Outcome<()> {
    let database = open(file).await?;
    let host = Host {
        begins: |job: queue::JobId| say(&job.0.to_string()),
        ends: || (),
    };
    let runner = Runner::start(database, Arc::new(host), RunnerOptions::default())?;
    runner.active().await;
    say(READY);
    std::future::pending().await
}

/// Starts it as another process, with its output in a pipe.
pub(crate) fn spawn(file: &Path) -> Outcome<Child> {
    let child = Command::new(std::env::current_exe()?)
        .arg("work")
        .arg(file)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()?;
    Ok(child)
}
