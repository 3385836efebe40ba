//! `chaekbeot jobs`: the queue as it stands, or the kinds of jobs there are. Only looks; runs nothing.

use engine::{JobRow, Peek};
use serde_json::json;

use crate::args::JobsArgs;
use crate::exit::Ending;
use crate::report::say;
use crate::session;
use crate::words;

/// As many as a screen or a bug report can use.
const SHOWN: u32 = 200;

pub(crate) async fn run(args: &JobsArgs) -> anyhow::Result<Ending> {
    if args.kinds {
        return kinds(args.json);
    }
    let folder = session::data_dir(args.data_dir.clone())?;
    let peek = engine::read_queue(&folder, SHOWN).await?;
    if args.json {
        say(&serde_json::to_string_pretty(&peek.jobs)?)?;
    } else {
        show(&peek)?;
    }
    Ok(Ending::Complete)
}

fn kinds(as_json: bool) -> anyhow::Result<Ending> {
    let kinds = engine::job_kinds();
    if as_json {
        let list: Vec<_> = kinds
            .iter()
            .map(|kind| {
                json!({
                    "kind": kind.name,
                    "max_attempts": kind.max_attempts,
                    "timeout_ms": u64::try_from(kind.timeout.as_millis()).unwrap_or(u64::MAX),
                })
            })
            .collect();
        say(&serde_json::to_string_pretty(&list)?)?;
    } else {
        kinds
            .iter()
            .try_for_each(|kind| say(&words::job_kind(kind)))?;
    }
    Ok(Ending::Complete)
}

/// How much there is to do, then the jobs.
fn show(peek: &Peek) -> anyhow::Result<()> {
    if peek.jobs.is_empty() {
        say(&words::choose("작업이 없어요.", "There are no jobs."))?;
    } else {
        say(&words::job_counts(&peek.libraries))?;
    }
    if peek.paused_since_ms.is_some() {
        say(&words::all_paused())?;
    }
    peek.jobs.iter().try_for_each(|job| say(&line(job)))
}

fn line(job: &JobRow) -> String {
    format!(
        "{:>6}  {:<10} {:<9} {:<10} {}/{}",
        job.id,
        job.kind,
        format!("{:?}", job.state).to_lowercase(),
        job.slot,
        job.attempt,
        job.max_attempts
    )
}
