//! Every public function that reads or writes the queue, and the state machine as far as no runner is needed.

use queue::{BatchId, BatchState, JobId, JobState, WriteError};

use crate::support::{Bench, SLOT, once, own_migrations, work};

#[test]
fn migrations_keep_to_their_numbers_and_join() {
    let versions: Vec<i64> = queue::migrations()
        .iter()
        .map(|migration| migration.version)
        .collect();
    assert!(
        versions
            .iter()
            .all(|version| (1_000..2_000).contains(version)),
        "{versions:?}"
    );
    let joined: Vec<i64> = queue::join(own_migrations(), queue::migrations())
        .iter()
        .map(|migration| migration.version)
        .collect();
    assert_eq!(joined, [1_001, 1_002, 1_003, 2_001]);
}

#[tokio::test]
async fn a_new_batch_is_open_and_empty() {
    let bench = Bench::new().await;
    let id = bench.open_batch().await;
    let batch = bench.batch(id).await;
    assert_eq!(
        (batch.state, batch.total, batch.pending, batch.failed),
        (BatchState::Open, 0, 0, 0)
    );
    assert_eq!(
        (batch.opened_at_ms, batch.closed_at_ms),
        (bench.now_ms(), None)
    );
    let mut connection = bench.database.reader().acquire().await.unwrap();
    assert_eq!(
        queue::batch(&mut connection, BatchId(id.0 + 1))
            .await
            .unwrap(),
        None
    );
}

#[tokio::test]
async fn an_empty_batch_is_closed_on_request_once() {
    let bench = Bench::new().await;
    let (empty, full) = (bench.open_batch().await, bench.open_batch().await);
    bench.add(&[full], work("a")).await;
    let now_ms = bench.now_ms();
    for (id, expected) in [(empty, true), (empty, false), (full, false)] {
        let closed = bench
            .write(move |transaction| Box::pin(queue::close_if_empty(transaction, id, now_ms)))
            .await
            .unwrap();
        assert_eq!(closed, expected);
    }
    assert_eq!(bench.batch(empty).await.state, BatchState::Closed);
    assert_eq!(bench.batch(full).await.state, BatchState::Open);
}

#[tokio::test]
async fn a_new_job_is_available_or_scheduled_and_counted() {
    let bench = Bench::new().await;
    let batch = bench.open_batch().await;
    let before = bench.batch(batch).await.version;
    let due = bench
        .add(&[batch], work("due").slot(SLOT).priority(10).rank(4))
        .await;
    let later = bench
        .add(&[batch], once("later").run_at_ms(bench.now_ms() + 1))
        .await;
    assert!(due.is_new && due.is_linked_anew);
    let row = bench.job(due.id).await;
    assert_eq!(
        (row.state, row.slot.as_str(), row.priority, row.rank),
        (JobState::Available, SLOT, 10, 4)
    );
    assert_eq!(
        (row.kind.as_str(), row.attempt, row.max_attempts),
        ("work", 0, 3)
    );
    assert_eq!(bench.job(later.id).await.state, JobState::Scheduled);
    let after = bench.batch(batch).await;
    assert_eq!(
        (after.total, after.pending, after.version),
        (2, 2, before + 2)
    );
}

#[tokio::test]
async fn many_jobs_are_added_at_once_and_the_live_ones_among_them_are_shared() {
    let bench = Bench::new().await;
    let (first, second) = (bench.open_batch().await, bench.open_batch().await);
    let live = bench.add(&[first], work("b").unique("b")).await.id;
    let now_ms = bench.now_ms();
    let jobs = [
        work("a").unique("a").rank(1),
        work("b").unique("b").rank(2),
        work("c").rank(3),
        work("a").unique("a").rank(4),
    ];
    bench
        .write(move |tx| {
            Box::pin(async move { queue::add_all(tx, &[second], &jobs, now_ms).await })
        })
        .await
        .unwrap();
    let batch = bench.batch(second).await;
    assert_eq!(
        (batch.total, batch.pending),
        (3, 3),
        "a once, b shared, c: the second a is the first one"
    );
    let mut linked: Vec<(i64, i64)> = sqlx::query_as(
        "SELECT job.id, rank FROM job JOIN job_link ON job_id = job.id WHERE batch_id = ?",
    )
    .bind(second)
    .fetch_all(bench.database.reader())
    .await
    .unwrap();
    linked.sort_unstable();
    assert_eq!(linked.len(), 3);
    assert_eq!(linked[0], (live.0, 0), "the live one keeps its better rank");
    assert_eq!(
        (linked[1].1, linked[2].1),
        (1, 3),
        "numbered in their order"
    );
    assert_eq!(
        bench.batch(first).await.total,
        1,
        "others see nothing of it"
    );
}

#[tokio::test]
async fn jobs_for_a_closed_batch_are_not_added_at_all() {
    let bench = Bench::new().await;
    let batch = bench.open_batch().await;
    let now_ms = bench.now_ms();
    bench
        .write(move |tx| Box::pin(async move { queue::cancel_batch(tx, batch, now_ms).await }))
        .await
        .unwrap();
    let added = bench
        .write(move |tx| {
            Box::pin(async move { queue::add_all(tx, &[batch], &[work("late")], now_ms).await })
        })
        .await;
    assert!(matches!(added, Err(queue::WriteError::BatchNotOpen(id)) if id == batch));
    let count: i64 = sqlx::query_scalar("SELECT count(*) FROM job")
        .fetch_one(bench.database.reader())
        .await
        .unwrap();
    assert_eq!(count, 0, "nothing of it is kept");
}

#[tokio::test]
async fn a_unique_job_is_shared_and_takes_the_better_of_both() {
    let bench = Bench::new().await;
    let (first, second) = (bench.open_batch().await, bench.open_batch().await);
    let later_ms = bench.now_ms() + 60_000;
    let one = bench
        .add(
            &[first],
            work("a")
                .unique("book")
                .priority(90)
                .rank(3)
                .run_at_ms(later_ms),
        )
        .await;
    let two = bench
        .add(&[second], work("a").unique("book").priority(0).rank(7))
        .await;
    assert_eq!(
        (two.id, two.is_new, two.is_linked_anew),
        (one.id, false, true)
    );
    let row = bench.job(one.id).await;
    assert_eq!(
        (row.state, row.priority, row.rank, row.run_at_ms),
        (JobState::Available, 0, 3, bench.now_ms())
    );
    let again = bench.add(&[second], work("a").unique("book")).await;
    assert_eq!(
        (again.id, again.is_new, again.is_linked_anew),
        (one.id, false, false)
    );
    assert_eq!(
        (
            bench.batch(first).await.total,
            bench.batch(second).await.total
        ),
        (1, 1)
    );
}

#[tokio::test]
async fn another_slot_kind_or_key_is_another_job() {
    let bench = Bench::new().await;
    let mut ids: Vec<JobId> = Vec::new();
    for job in [
        work("a").unique("k"),
        work("a").unique("l"),
        work("a").unique("k").slot(SLOT),
        once("a").unique("k"),
        work("a"),
        work("a"),
    ] {
        let added = bench.add(&[], job).await;
        assert!(added.is_new);
        ids.push(added.id);
    }
    ids.dedup();
    assert_eq!(ids.len(), 6);
}

#[tokio::test]
async fn a_job_is_unique_in_every_live_state_and_in_no_final_one() {
    let bench = Bench::new().await;
    let id = bench.add(&[], work("a").unique("k")).await.id;
    for (state, is_live) in [
        (0, true),
        (1, true),
        (2, true),
        (3, true),
        (10, false),
        (11, false),
        (12, false),
    ] {
        bench
            .write(move |transaction| {
                Box::pin(async move {
                    sqlx::query(
                        "UPDATE job SET state = ?2, lease_owner = CASE ?2 WHEN 2 THEN 1 END,
                                        finished_at_ms = CASE WHEN ?2 >= 10 THEN 1 END WHERE id = ?1",
                    )
                    .bind(id)
                    .bind(state)
                    .execute(transaction.connection())
                    .await?;
                    Ok(())
                })
            })
            .await
            .unwrap();
        // Not committed: the next state starts from the same row.
        let now_ms = bench.now_ms();
        let result: Result<(), WriteError> = bench
            .write(move |transaction| {
                Box::pin(async move {
                    let added = queue::add(transaction, &[], work("a").unique("k"), now_ms).await?;
                    assert_eq!(added.is_new, !is_live, "state {state}");
                    Err(WriteError::Busy)
                })
            })
            .await;
        assert!(matches!(result, Err(WriteError::Busy)), "{result:?}");
    }
}

#[tokio::test]
async fn a_job_is_not_added_to_a_batch_that_is_over() {
    let bench = Bench::new().await;
    let (closed, cancelled) = (bench.open_batch().await, bench.open_batch().await);
    let now_ms = bench.now_ms();
    bench
        .write(move |transaction| Box::pin(queue::close_if_empty(transaction, closed, now_ms)))
        .await
        .unwrap();
    bench.cancel(cancelled).await;
    for over in [closed, cancelled, BatchId(99)] {
        let error = bench.try_add(&[over], work("a")).await.unwrap_err();
        assert!(
            matches!(error, WriteError::BatchNotOpen(id) if id == over),
            "{error:?}"
        );
    }
    assert_eq!(bench.jobs().await, []);
}

#[tokio::test]
async fn cancelling_one_batch_leaves_the_shared_job_to_the_other() {
    let bench = Bench::new().await;
    let (first, second) = (bench.open_batch().await, bench.open_batch().await);
    let shared = bench.add(&[first, second], work("shared")).await.id;
    let own = bench
        .add(&[first], work("own").run_at_ms(bench.now_ms() + 5))
        .await
        .id;
    assert!(bench.cancel(first).await);
    assert!(!bench.cancel(first).await, "it was cancelled already");
    assert_eq!(bench.job(shared).await.state, JobState::Available);
    assert_eq!(bench.job(own).await.state, JobState::Cancelled);
    let batch = bench.batch(first).await;
    assert_eq!(
        (batch.state, batch.pending, batch.closed_at_ms),
        (BatchState::Cancelled, 0, Some(bench.now_ms()))
    );
    assert_eq!(bench.batch(second).await.pending, 1);
    assert!(bench.cancel(second).await);
    assert_eq!(bench.job(shared).await.state, JobState::Cancelled);
}

#[tokio::test]
async fn a_job_that_is_wanted_for_itself_outlives_the_batch_that_joined_it() {
    let bench = Bench::new().await;
    let own = bench.add(&[], work("a").unique("k")).await.id;
    let batch = bench.open_batch().await;
    assert_eq!(bench.add(&[batch], work("a").unique("k")).await.id, own);
    bench.cancel(batch).await;
    assert_eq!(bench.job(own).await.state, JobState::Available);
}

#[tokio::test]
async fn limits_of_a_slot_can_be_set_again_and_keep_what_is_known() {
    let bench = Bench::new().await;
    bench.set_slot(6, 100).await;
    bench
        .write(|transaction| {
            Box::pin(async move {
                sqlx::query("UPDATE slot SET blocked_until_at_ms = 5")
                    .execute(transaction.connection())
                    .await?;
                Ok(())
            })
        })
        .await
        .unwrap();
    bench.set_slot(2, 250).await;
    let row: (String, i64, i64, i64) =
        sqlx::query_as("SELECT slot, in_flight, gap_ms, blocked_until_at_ms FROM slot")
            .fetch_one(bench.database.reader())
            .await
            .unwrap();
    assert_eq!(row, (SLOT.to_owned(), 2, 250, 5));
}

#[tokio::test]
async fn lists_show_live_jobs_in_their_order_and_all_jobs_newest_first() {
    let bench = Bench::new().await;
    let batch = bench.open_batch().await;
    let gone = bench.add(&[batch], work("gone")).await.id;
    bench.cancel(batch).await;
    let scheduled = bench
        .add(&[], work("s").run_at_ms(bench.now_ms() + 9))
        .await
        .id;
    let late = bench.add(&[], work("b").rank(2)).await.id;
    let early = bench.add(&[], work("a").rank(1)).await.id;
    let mut connection = bench.database.reader().acquire().await.unwrap();
    let live: Vec<JobId> = queue::live_jobs(&mut connection, 10)
        .await
        .unwrap()
        .iter()
        .map(|job| job.id)
        .collect();
    assert_eq!(live, [early, late, scheduled]);
    let all: Vec<JobId> = queue::jobs(&mut connection, 3)
        .await
        .unwrap()
        .iter()
        .map(|job| job.id)
        .collect();
    assert_eq!(all, [early, late, scheduled]);
    assert_eq!(
        queue::jobs(&mut connection, 9)
            .await
            .unwrap()
            .last()
            .unwrap()
            .id,
        gone
    );
}

#[tokio::test]
async fn ahead_counts_the_waiting_jobs_of_the_slot_that_come_first() {
    let bench = Bench::new().await;
    let mine = bench
        .add(&[], work("mine").slot(SLOT).priority(50).rank(2))
        .await
        .id;
    for job in [
        work("sooner priority").slot(SLOT).priority(10).rank(9),
        work("sooner rank").slot(SLOT).rank(1),
        work("later").slot(SLOT).rank(2),
        work("other slot").priority(0),
        work("not due")
            .slot(SLOT)
            .priority(0)
            .run_at_ms(bench.now_ms() + 1),
    ] {
        bench.add(&[], job).await;
    }
    let mut connection = bench.database.reader().acquire().await.unwrap();
    assert_eq!(queue::ahead(&mut connection, SLOT, mine).await.unwrap(), 2);
    assert_eq!(
        queue::ahead(&mut connection, "other", mine).await.unwrap(),
        0
    );
}

#[tokio::test]
async fn the_schema_refuses_states_that_contradict_themselves() {
    let bench = Bench::new().await;
    let batch = bench.open_batch().await;
    bench.add(&[batch], work("a")).await;
    for nonsense in [
        "UPDATE job SET state = 7",
        "UPDATE job SET state = 2",
        "UPDATE job SET state = 10",
        "UPDATE job SET args = 'no json'",
        "UPDATE batch SET pending = -1",
        "UPDATE batch SET pending = total + 1",
        "UPDATE batch SET state = 'closed'",
        "UPDATE batch SET state = 'odd'",
        "UPDATE job SET attempt = 'three'",
    ] {
        let result: Result<(), WriteError> = bench
            .write(move |transaction| {
                Box::pin(async move {
                    sqlx::query(nonsense)
                        .execute(transaction.connection())
                        .await?;
                    Ok(())
                })
            })
            .await;
        assert!(
            matches!(result, Err(WriteError::Sqlx(_))),
            "{nonsense}: {result:?}"
        );
    }
}

#[tokio::test]
async fn ending_several_jobs_looks_each_of_them_up() {
    let bench = Bench::new().await;
    let plan: Vec<(i64, i64, i64, String)> = sqlx::query_as(
        "EXPLAIN QUERY PLAN UPDATE job SET state = 10
         FROM (SELECT value ->> 0 AS id, value ->> 1 AS attempt, value ->> 2 AS owner FROM json_each(?1)) AS ended
         WHERE job.id = ended.id AND job.attempt = ended.attempt AND lease_owner = ended.owner AND state = 2",
    )
    .fetch_all(bench.database.reader())
    .await
    .unwrap();
    let text: Vec<&str> = plan.iter().map(|step| step.3.as_str()).collect();
    assert!(
        text.iter()
            .any(|step| step.contains("SEARCH job USING INTEGER PRIMARY KEY")),
        "{text:?}"
    );
}

#[tokio::test]
async fn claiming_uses_the_partial_index() {
    let bench = Bench::new().await;
    let plan: Vec<(i64, i64, i64, String)> = sqlx::query_as(
        "EXPLAIN QUERY PLAN SELECT id FROM job WHERE state = 1 AND slot = ?1 AND priority BETWEEN ?2 AND ?3
         ORDER BY priority, rank, id LIMIT ?4",
    )
    .fetch_all(bench.database.reader())
    .await
    .unwrap();
    let text: Vec<&str> = plan.iter().map(|step| step.3.as_str()).collect();
    assert!(
        text.iter()
            .any(|step| step.contains("USING COVERING INDEX job_available")),
        "{text:?}"
    );
    assert!(
        !text.iter().any(|step| step.contains("TEMP B-TREE")),
        "{text:?}"
    );
}

#[tokio::test]
async fn the_jobs_of_a_batch_are_those_it_wants() {
    let bench = Bench::new().await;
    let (first, second) = (bench.open_batch().await, bench.open_batch().await);
    let shared = bench.add(&[first, second], work("shared")).await.id;
    let own = bench.add(&[first], work("own")).await.id;
    let mut reader = bench.database.reader().acquire().await.unwrap();
    let jobs = queue::jobs_of(&mut reader, first).await.unwrap();
    assert_eq!(jobs, [shared, own]);
    let jobs = queue::jobs_of(&mut reader, second).await.unwrap();
    assert_eq!(jobs, [shared]);
}

#[tokio::test]
async fn jobs_that_many_callers_add_at_once_are_told_apart() {
    let bench = Bench::new().await;
    let (open, over) = (bench.open_batch().await, bench.open_batch().await);
    bench.cancel(over).await;
    let live = bench.add(&[open], work("shared").unique("k")).await.id;
    let now_ms = bench.now_ms();
    let add = |batch: queue::BatchId, job: queue::NewJob| {
        let database = bench.database.clone();
        async move { database.add(&[batch], job, now_ms).await }
    };
    let results = futures_util::future::join_all([
        add(open, work("a")),
        add(open, work("shared").unique("k")),
        add(open, work("b").unique("b")),
        add(open, work("b again").unique("b")),
        add(over, work("late")),
        add(open, work("c")),
    ])
    .await;
    let [a, shared, b, b_again, late, c] = &results[..] else {
        panic!("six were added")
    };
    assert!(matches!(late, Err(WriteError::BatchNotOpen(batch)) if *batch == over));
    let added = [a, shared, b, b_again, c].map(|result| result.as_ref().unwrap());
    assert_eq!(
        added.map(|added| (added.is_new, added.is_linked_anew)),
        [
            (true, true),
            (false, false),
            (true, true),
            (false, false),
            (true, true)
        ]
    );
    assert_eq!(added[1].id, live);
    assert_eq!(added[2].id, added[3].id);
    let names = async |id| bench.job(id).await.args;
    assert_eq!(names(added[0].id).await, r#"{"Work":{"name":"a"}}"#);
    assert_eq!(names(added[2].id).await, r#"{"Work":{"name":"b"}}"#);
    assert_eq!(names(added[4].id).await, r#"{"Work":{"name":"c"}}"#);
    let batch = bench.batch(open).await;
    assert_eq!((batch.total, batch.pending), (4, 4));
}
