//! Waits for the way out while there is none, and has what waited for it go on.

use std::sync::Arc;
use std::time::Duration;

use queue::{Database, Forward, WriteError};
use tokio::sync::watch;

use super::{LATEST, Way};
use crate::shared::Shared;
use crate::wire::{Change, ErrorCode};

/// Until one job of each library tries first, and at most: the system may not see what a proxy, say, knows.
const FIRST_TRY: Duration = Duration::from_secs(15);
const LONGEST_TRY: Duration = Duration::from_secs(60);

/// Tells when the way is lost and found. While it is there this task sleeps without a timer.
pub(crate) async fn watch(database: Database, shared: Arc<Shared>) {
    let mut offline = shared.way.offline();
    while is(true, &mut offline).await {
        shared.tell(Change::Network { offline: true });
        tracing::info!("this device has no way out");
        wait_for_way(&database, &shared, &mut offline).await;
        shared.tell(Change::Network { offline: false });
        tracing::info!("this device has a way out again");
        bring_forward(&database, &shared, Forward::All).await;
    }
}

/// Until the system sees a way, or an answer has come through.
async fn wait_for_way(database: &Database, shared: &Shared, offline: &mut watch::Receiver<bool>) {
    let way: &Way = &shared.way;
    // One for the whole while: it looks more rarely the longer it lasts.
    let mut way_back = way.network.way_back();
    let mut wait = FIRST_TRY;
    loop {
        tokio::select! {
            () = &mut way_back => return way.found(),
            _ = is(false, offline) => return,
            () = shared.clock.sleep(wait) => {
                bring_forward(database, shared, Forward::OneOfEachSlot).await;
                wait = (wait * 2).min(LONGEST_TRY);
            }
        }
    }
}

/// Waits until it is so; `false`: nobody will ever know.
async fn is(wanted: bool, offline: &mut watch::Receiver<bool>) -> bool {
    offline
        .wait_for(|is_offline| *is_offline == wanted)
        .await
        .is_ok()
}

async fn bring_forward(database: &Database, shared: &Shared, which: Forward) {
    let now_ms = shared.clock.now_ms();
    let brought = database
        .write(move |tx| {
            Box::pin(async move {
                let code = ErrorCode::Network.as_str();
                queue::bring_forward(tx, code, which, now_ms).await
            })
        })
        .await;
    match brought {
        Ok(0) | Err(WriteError::Closed) => {}
        Ok(count) => tracing::info!(count, ?which, "jobs that waited for a way out are due"),
        Err(error) => tracing::warn!(%error, latest = ?LATEST, "jobs wait on for a way out"),
    }
}

#[cfg(test)]
mod tests {
    use std::io;
    use std::net::IpAddr;

    use futures_util::FutureExt;
    use queue::{BoxFuture, Clock, ManualClock};
    use tempfile::TempDir;
    use tokio::sync::mpsc;

    use super::*;
    use crate::network::{Fault, Network};
    use crate::store;

    /// No way, and nobody sees one come.
    struct Nowhere;

    impl Network for Nowhere {
        fn has_way(&self) -> bool {
            false
        }

        fn way_back(&self) -> BoxFuture<'static, ()> {
            std::future::pending().boxed()
        }

        fn look_up(&self, _: String) -> BoxFuture<'static, io::Result<Vec<IpAddr>>> {
            std::future::ready(Ok(Vec::new())).boxed()
        }
    }

    /// Whoever sleeps is told of, and sleeps until the clock is moved.
    struct Naps(ManualClock, mpsc::UnboundedSender<Duration>);

    impl Clock for Naps {
        fn now_ms(&self) -> i64 {
            self.0.now_ms()
        }

        fn sleep_until(&self, at_ms: i64) -> BoxFuture<'static, ()> {
            self.0.sleep_until(at_ms)
        }

        fn sleep(&self, length: Duration) -> BoxFuture<'static, ()> {
            self.1.send(length).unwrap();
            self.0.sleep(length)
        }
    }

    struct World {
        database: Database,
        shared: Arc<Shared>,
        clock: ManualClock,
        naps: mpsc::UnboundedReceiver<Duration>,
        _folder: TempDir,
    }

    impl World {
        async fn new() -> Self {
            let folder = tempfile::tempdir().unwrap();
            let file = folder.path().join("test.db");
            let database = Database::open(&file, store::migrator()).await.unwrap();
            let (clock, (told, naps)) = (ManualClock::default(), mpsc::unbounded_channel());
            let napping: Arc<dyn Clock> = Arc::new(Naps(clock.clone(), told));
            let way = Arc::new(Way::new(Arc::new(Nowhere), Arc::clone(&napping)));
            let shared = Shared::new(
                Vec::new(),
                None,
                napping,
                Arc::new(|_| 0),
                way,
                Arc::new(|| 0.5),
                false,
            );
            Self {
                database,
                shared: Arc::new(shared),
                clock,
                naps,
                _folder: folder,
            }
        }

        /// Jobs of these slots that wait for a way.
        async fn wait_in(&self, slots: &[&'static str]) {
            let slots = slots.to_vec();
            let added = self.database.write(move |tx| {
                Box::pin(async move {
                    for slot in slots {
                        sqlx::query(
                            "INSERT INTO job(kind, args, state, slot, run_at_ms, standalone, postponed_for, created_at_ms)
                             VALUES ('check', '{}', 0, ?, 9000000, 1, 'network', 0)",
                        )
                        .bind(slot)
                        .execute(tx.connection())
                        .await?;
                    }
                    Ok::<_, WriteError>(())
                })
            });
            added.await.unwrap();
        }

        async fn due(&self) -> Vec<i64> {
            sqlx::query_scalar("SELECT id FROM job WHERE run_at_ms <= ? ORDER BY id")
                .bind(self.clock.now_ms())
                .fetch_all(self.database.reader())
                .await
                .unwrap()
        }
    }

    #[tokio::test]
    async fn while_nobody_sees_a_way_one_of_each_library_tries_more_and_more_rarely() {
        let mut world = World::new().await;
        world.wait_in(&["a", "a", "b"]).await;
        assert!(world.shared.way.judge(Fault::NoName, false).is_some());
        let mut offline = world.shared.way.offline();
        let (database, shared) = (world.database.clone(), Arc::clone(&world.shared));
        let mut tasks = tokio::task::JoinSet::new();
        tasks.spawn(async move { wait_for_way(&database, &shared, &mut offline).await });
        for seconds in [15, 30, 60, 60] {
            let length = world.naps.recv().await.unwrap();
            assert_eq!(length, Duration::from_secs(seconds));
            world.clock.advance(i64::try_from(seconds).unwrap() * 1_000);
        }
        world.naps.recv().await.unwrap();
        assert_eq!(world.due().await, [1, 3], "not the second one of a");
        world.shared.way.found();
        tasks.join_next().await.unwrap().unwrap();
    }

    #[tokio::test]
    async fn nothing_is_timed_while_there_is_a_way() {
        let mut world = World::new().await;
        world.wait_in(&["a"]).await;
        let mut changes = world.shared.subscribe();
        let mut tasks = tokio::task::JoinSet::new();
        tasks.spawn(watch(world.database.clone(), Arc::clone(&world.shared)));
        world.shared.way.judge(Fault::NoRoute, false);
        let offline = true;
        assert_eq!(changes.recv().await, Ok(Change::Network { offline }));
        assert_eq!(world.naps.recv().await, Some(FIRST_TRY));
        assert_eq!(world.due().await, [0; 0], "there is no way to try");
        world.shared.way.found();
        let offline = false;
        assert_eq!(changes.recv().await, Ok(Change::Network { offline }));
        assert!(world.naps.try_recv().is_err());
    }
}
