//! A process that may not write files beyond a size: writing into the log, or copying it back, fails in the middle. The process is this
//! test program again, told by an environment variable what it is.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

use queue::{JobId, JobState, WriteError};

use crate::support::{Bench, keep};

const DATABASE: &str = "QUEUE_FAULTS_DATABASE";
/// More than any limit here lets through.
const ENOUGH: usize = 2_000;

/// Not a test of its own: the limited process, when this program is started as one. It says what was answered to it.
#[tokio::test]
async fn the_limited_process() {
    let Some(path) = std::env::var_os(DATABASE) else {
        return;
    };
    let mut bench = Bench::open(Path::new(&path)).await;
    let _runner = bench.start().await;
    bench.permits.add_permits(ENOUGH);
    let mut refused = None;
    for _ in 0..ENOUGH {
        match bench.add(keep(20_000, 1_000)).await {
            Ok((id, _)) => println!("@added {id}"),
            Err(error) => {
                refused = Some(error);
                break;
            }
        }
        for id in bench.ended_so_far() {
            println!("@ended {id}");
        }
    }
    let error = refused.expect("the limit was not reached");
    assert!(
        matches!(
            error,
            WriteError::DiskFull | WriteError::Commit(_) | WriteError::Sqlx(_)
        ),
        "{error:?}"
    );
    // The writer lives, and what is there can be read.
    assert!(bench.database.trouble().borrow().is_some());
    assert!(!bench.jobs().await.is_empty());
    let again = bench.add(keep(20_000, 100_000)).await;
    assert!(again.is_err(), "{again:?}");
    for id in bench.ended_so_far() {
        println!("@ended {id}");
    }
}

fn numbers(said: &str, word: &str) -> BTreeSet<JobId> {
    let lines = said.lines().filter_map(|line| line.split_once('@'));
    let numbers = lines.filter_map(|(_, said)| said.strip_prefix(word));
    numbers
        .map(|number| JobId(number.trim().parse().unwrap()))
        .collect()
}

/// Runs the limited process to its end and looks at what it left. `blocks` are of 512 bytes.
async fn nothing_accepted_is_lost(blocks: &str) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("limit.sqlite");
    // Without a limit, so that it is the jobs that meet it.
    Bench::open(&path).await.database.close().await;
    let limited = "trap '' XFSZ; ulimit -f \"$1\"; shift; exec \"$@\"";
    let output = Command::new("sh")
        .args(["-c", limited, "sh", blocks])
        .arg(std::env::current_exe().unwrap())
        .args(["limit::the_limited_process", "--exact", "--nocapture"])
        .env(DATABASE, &path)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    let complained = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}\n{complained}");
    assert!(!complained.contains("panicked"), "{complained}");
    let (added, ended) = (numbers(&said, "added "), numbers(&said, "ended "));
    assert!(added.len() > 2 && added.len() < ENOUGH, "{said}");

    let bench = Bench::open(&path).await;
    bench.assert_whole().await;
    let jobs = bench.jobs().await;
    let there: BTreeSet<JobId> = jobs.iter().map(|job| job.id).collect();
    assert!(added.is_subset(&there), "{:?}", added.difference(&there));
    let completed = jobs.iter().filter(|job| job.state == JobState::Completed);
    let completed: BTreeSet<JobId> = completed.map(|job| job.id).collect();
    assert!(
        ended.is_subset(&completed),
        "{:?}",
        ended.difference(&completed)
    );

    bench.permits.add_permits(ENOUGH);
    bench.clock.advance(4_000_000_000_000);
    bench.drain().await;
    let left: Vec<_> = bench
        .jobs()
        .await
        .into_iter()
        .filter(|job| job.state != JobState::Completed)
        .collect();
    assert_eq!(left, []);
    bench.assert_whole().await;
}

#[tokio::test]
async fn a_log_that_may_not_grow_loses_nothing_that_was_accepted() {
    nothing_accepted_is_lost("1000").await;
}

/// The log is copied back at 4 MB, so it is the file itself that meets this limit first.
#[tokio::test]
async fn a_file_that_may_not_grow_loses_nothing_that_was_accepted() {
    nothing_accepted_is_lost("10000").await;
}
