//! The helpers for an application's own tests, used as it would use them.

use std::sync::Arc;
use std::time::Duration;

use queue::testing::{DrainError, Drained, drain};
use queue::{
    Batch, BoxFuture, Clock, Context, Database, Ended, Failure, GivenUp, Handler, Kind,
    ManualClock, NewJob, Runner, RunnerOptions, Transaction, WriteError,
};
use serde::{Deserialize, Serialize};

queue::jobs! {
    /// Counts down to zero, one job after another.
    #[derive(Serialize, Deserialize)]
    enum Chore {
        Count { down_from: u32 } => Kind { name: "count", max_attempts: 2, timeout: Duration::from_secs(1) },
        Break => Kind { name: "break", max_attempts: 2, timeout: Duration::from_secs(1) },
    }
}

struct Chores;

impl Handler for Chores {
    type Job = Chore;
    type Done = Option<Chore>;

    async fn run(&self, job: &Chore, _: &Context) -> Result<Option<Chore>, Failure> {
        match job {
            Chore::Count { down_from: 0 } => Ok(None),
            Chore::Count { down_from } => Ok(Some(Chore::Count {
                down_from: down_from - 1,
            })),
            Chore::Break => Err(Failure::Retry {
                code: "broken",
                message: "always".into(),
            }),
        }
    }

    fn finish<'t>(
        &'t self,
        transaction: &'t mut Transaction,
        ended: Ended<'t, Chore>,
        outcome: Result<Option<Chore>, GivenUp>,
    ) -> BoxFuture<'t, Result<(), WriteError>> {
        Box::pin(async move {
            if let Ok(Some(next)) = outcome {
                queue::add(
                    transaction,
                    ended.batches,
                    NewJob::new(&next)?,
                    ended.now_ms,
                )
                .await?;
            }
            Ok(())
        })
    }

    fn closed<'t>(
        &'t self,
        _: &'t mut Transaction,
        _: Batch,
    ) -> BoxFuture<'t, Result<(), WriteError>> {
        Box::pin(async { Ok(()) })
    }
}

struct Kitchen {
    database: Database,
    clock: ManualClock,
    options: RunnerOptions,
    _folder: tempfile::TempDir,
}

impl Kitchen {
    async fn new() -> Kitchen {
        let folder = tempfile::tempdir().unwrap();
        let migrator = queue::join(queue::migrations(), Vec::new());
        let database = Database::open(&folder.path().join("chores.sqlite"), migrator)
            .await
            .unwrap();
        let clock = ManualClock::default();
        let options = RunnerOptions {
            clock: Arc::new(clock.clone()),
            jitter: Arc::new(|| 0.5),
        };
        Kitchen {
            database,
            clock,
            options,
            _folder: folder,
        }
    }

    async fn add(&self, chore: Chore) {
        let now_ms = self.clock.now_ms();
        self.database
            .write(move |transaction| {
                Box::pin(
                    async move { queue::add(transaction, &[], NewJob::new(&chore)?, now_ms).await },
                )
            })
            .await
            .unwrap();
    }

    async fn drain(&self) -> Drained {
        drain(&self.database, &Arc::new(Chores), &self.options)
            .await
            .unwrap()
    }
}

#[tokio::test]
async fn jobs_are_added_and_run_only_when_drained_with_what_they_add() {
    let kitchen = Kitchen::new().await;
    kitchen.add(Chore::Count { down_from: 4 }).await;
    let mut connection = kitchen.database.reader().acquire().await.unwrap();
    let added = queue::live_jobs(&mut connection, 10).await.unwrap();
    drop(connection);
    assert_eq!(
        (added.len(), added[0].kind.as_str(), added[0].args.as_str()),
        (1, "count", r#"{"Count":{"down_from":4}}"#)
    );
    let drained = kitchen.drain().await;
    let expected = Drained {
        completed: 5,
        ..Drained::default()
    };
    assert_eq!(drained, expected);
    assert_eq!(kitchen.drain().await, Drained::default());
}

#[tokio::test]
async fn what_was_put_off_runs_when_the_clock_is_there() {
    let kitchen = Kitchen::new().await;
    kitchen.add(Chore::Break).await;
    let first = kitchen.drain().await;
    let at_ms = kitchen.clock.now_ms() + 500;
    assert_eq!((first.put_off, first.next_at_ms), (1, Some(at_ms)));
    kitchen.clock.advance(500);
    let second = kitchen.drain().await;
    assert_eq!(
        second,
        Drained {
            discarded: 1,
            ..Drained::default()
        }
    );
}

#[tokio::test]
async fn beside_a_runner_nothing_is_drained() {
    let kitchen = Kitchen::new().await;
    let _runner = Runner::start(
        kitchen.database.clone(),
        Arc::new(Chores),
        kitchen.options.clone(),
    )
    .unwrap();
    let refused = drain(&kitchen.database, &Arc::new(Chores), &kitchen.options).await;
    assert!(matches!(refused, Err(DrainError::Running)));
}

#[test]
fn every_job_is_registered_with_its_own_kind() {
    use queue::Job;
    let names: Vec<_> = Chore::KINDS.iter().map(|kind| kind.name).collect();
    assert_eq!(names, ["count", "break"]);
    assert_eq!(Chore::Count { down_from: 1 }.kind().name, "count");
    assert_eq!(Chore::Break.kind(), &Chore::KINDS[1]);
}
