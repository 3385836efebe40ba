//! `chaekbeot jobs`: the queue as it stands. Only looks; runs nothing.

use crate::args::JobsArgs;
use crate::exit::Ending;
use crate::report::say;
use crate::session;
use crate::words;

/// As many as a screen or a bug report can use.
const SHOWN: u32 = 200;

pub(crate) async fn run(args: &JobsArgs) -> anyhow::Result<Ending> {
    let folder = session::data_dir(args.data_dir.clone())?;
    let jobs = engine::read_jobs(&folder, SHOWN).await?;
    if args.json {
        say(&serde_json::to_string_pretty(&jobs)?)?;
        return Ok(Ending::Complete);
    }
    if jobs.is_empty() {
        say(&words::choose("작업이 없어요.", "There are no jobs."))?;
    }
    for job in &jobs {
        say(&format!(
            "{:>6}  {:<10} {:<9} {:<10} {}/{}",
            job.id,
            job.kind,
            format!("{:?}", job.state).to_lowercase(),
            job.slot,
            job.attempt,
            job.max_attempts
        ))?;
    }
    Ok(Ending::Complete)
}
