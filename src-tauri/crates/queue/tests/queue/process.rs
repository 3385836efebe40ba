//! Two processes and one file. The other process is this test program again, told by an environment variable what it is.

use std::io::{BufRead, BufReader, Lines, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use queue::{
    Batch, BatchId, BatchState, BoxFuture, Context, Database, Ended, Failure, GivenUp, Handler,
    JobState, Runner, RunnerOptions, Transaction, WriteError,
};

use crate::support::{Bench, TestJob, migrator, once, soon, work};

const DATABASE: &str = "QUEUE_TEST_DATABASE";

/// Says on its standard output what happens to it, and never ends a job.
struct Hanging;

fn say(what: &str) {
    let mut output = std::io::stdout().lock();
    writeln!(output, "@{what}").unwrap();
    output.flush().unwrap();
}

struct SaysDropped(String);

impl Drop for SaysDropped {
    fn drop(&mut self) {
        say(&format!("dropped {}", self.0));
    }
}

impl Handler for Hanging {
    type Job = TestJob;
    type Done = ();

    async fn run(&self, job: &TestJob, _: &Context) -> Result<(), Failure> {
        say(&format!("running {}", job.name()));
        let _dropped = SaysDropped(job.name().to_owned());
        std::future::pending().await
    }

    fn finish<'t>(
        &'t self,
        _: &'t mut Transaction,
        _: Ended<'t, TestJob>,
        _: Result<(), GivenUp>,
    ) -> BoxFuture<'t, Result<(), WriteError>> {
        Box::pin(async { Ok(()) })
    }

    fn closed<'t>(
        &'t self,
        _: &'t mut Transaction,
        _: Batch,
    ) -> BoxFuture<'t, Result<(), WriteError>> {
        Box::pin(async { Ok(()) })
    }
}

/// Not a test of its own: the other process, when this program is started as one.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_other_process() {
    let Some(path) = std::env::var_os(DATABASE) else {
        return;
    };
    let database = Database::open(Path::new(&path), migrator()).await.unwrap();
    let runner = Runner::start(database, Arc::new(Hanging), RunnerOptions::default()).unwrap();
    runner.active().await;
    say("active");
    std::future::pending::<()>().await;
}

struct Other {
    process: Child,
    lines: Lines<BufReader<ChildStdout>>,
}

impl Other {
    fn start(path: &Path) -> Other {
        let mut process = Command::new(std::env::current_exe().unwrap())
            .args(["process::the_other_process", "--exact", "--nocapture"])
            .env(DATABASE, path)
            .stdout(Stdio::piped())
            .stdin(Stdio::null())
            .spawn()
            .unwrap();
        let lines = BufReader::new(process.stdout.take().unwrap()).lines();
        Other { process, lines }
    }

    /// The next thing it says; blocks.
    fn says(&mut self) -> String {
        loop {
            let line = self
                .lines
                .next()
                .expect("the other process has ended")
                .unwrap();
            if let Some((_, said)) = line.split_once('@') {
                return said.to_owned();
            }
        }
    }

    /// SIGKILL, or what the system has instead.
    fn kill(&mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }
}

impl Drop for Other {
    fn drop(&mut self) {
        self.process.kill().ok();
        self.process.wait().ok();
    }
}

fn path(bench: &Bench) -> PathBuf {
    bench.folder.path().join("test.sqlite")
}

/// With the machine's clock: the other process has no other.
fn start(bench: &Bench) -> Runner {
    Runner::start(
        bench.database.clone(),
        Arc::clone(&bench.script),
        RunnerOptions::default(),
    )
    .unwrap()
}

async fn states(bench: &Bench) -> Vec<(JobState, u32)> {
    let mut states: Vec<_> = bench
        .jobs()
        .await
        .iter()
        .map(|job| (job.id, job.state, job.attempt))
        .collect();
    states.sort_by_key(|state| state.0);
    states
        .into_iter()
        .map(|(_, state, attempt)| (state, attempt))
        .collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn jobs_of_a_killed_process_run_again_at_the_next_start() {
    let mut bench = Bench::new().await;
    let batch: BatchId = bench.open_batch().await;
    bench
        .add_all(
            &[batch],
            vec![work("a"), work("b"), once("poison"), work("cancelled")],
        )
        .await;
    let cancelled = bench.open_batch().await;
    bench.add_all(&[cancelled], vec![work("unwanted")]).await;
    let mut other = Other::start(&path(&bench));
    let mut said: Vec<String> = (0..6).map(|_| other.says()).collect();
    said.sort();
    assert_eq!(
        said,
        [
            "active",
            "running a",
            "running b",
            "running cancelled",
            "running poison",
            "running unwanted"
        ]
    );
    assert_eq!(states(&bench).await, [(JobState::Running, 1); 5]);
    other.kill();
    bench.cancel(cancelled).await;

    let runner = start(&bench);
    soon(runner.active()).await;
    let again = bench.started_many(3).await;
    let names: Vec<(&str, u32)> = again
        .iter()
        .map(|started| (started.name.as_str(), started.attempt))
        .collect();
    assert_eq!(names, [("a", 2), ("b", 2), ("cancelled", 2)]);
    again.into_iter().for_each(crate::support::Started::done);
    let (_, closed) = bench.until_closed().await;
    assert_eq!(
        (closed.state, closed.total, closed.failed),
        (BatchState::Closed, 4, 1)
    );
    assert_eq!(
        states(&bench).await,
        [
            (JobState::Completed, 2),
            (JobState::Completed, 2),
            (JobState::Discarded, 1),
            (JobState::Completed, 2),
            (JobState::Cancelled, 1)
        ]
    );
    assert_eq!(
        bench.results().await,
        ["a", "b", "poison", "cancelled"],
        "every result is there once"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_second_process_adds_watches_cancels_and_takes_over_when_the_first_dies() {
    let mut bench = Bench::new().await;
    let mut other = Other::start(&path(&bench));
    assert_eq!(other.says(), "active");
    let mut outside = bench.database.outside_changes();
    let runner = start(&bench);
    assert!(!runner.is_active());

    // Added here, run there; the claim there is noticed here.
    let batch = bench.open_batch().await;
    bench.add(&[batch], work("cancelled later")).await;
    bench.add(&[], work("taken over")).await;
    let mut said = [other.says(), other.says()];
    said.sort();
    assert_eq!(said, ["running cancelled later", "running taken over"]);
    soon(outside.changed()).await.unwrap();

    // Cancelled here, dropped there.
    bench.cancel(batch).await;
    assert_eq!(other.says(), "dropped cancelled later");

    other.kill();
    soon(runner.active()).await;
    let started = bench.started().await;
    assert_eq!((started.name.as_str(), started.attempt), ("taken over", 2));
    assert_eq!(soon(runner.shutdown(Duration::ZERO)).await, 1);
}
