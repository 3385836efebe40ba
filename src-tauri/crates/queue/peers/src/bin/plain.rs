//! What the machine can do at most: rusqlite on one thread, without a queue around it. One transaction adds a job, one claims it, one
//! ends it.

use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context, ensure};
use peers::{Arguments, Figure, ms_between, pause_before, print_pickup, print_throughput};
use rusqlite::{Connection, OptionalExtension, params};

/// The columns and indexes that a durable queue cannot do without.
const SCHEMA: &str = "
    CREATE TABLE job(
      id INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, args TEXT NOT NULL, state INTEGER NOT NULL,
      priority INTEGER NOT NULL DEFAULT 50, slot TEXT NOT NULL DEFAULT '', attempt INTEGER NOT NULL DEFAULT 0,
      lease_owner INTEGER, created_at_ms INTEGER NOT NULL, started_at_ms INTEGER, finished_at_ms INTEGER) STRICT;
    CREATE INDEX job_available ON job(slot, priority, id) WHERE state = 1;
    CREATE INDEX job_running   ON job(lease_owner)        WHERE state = 2;
    CREATE INDEX job_final     ON job(finished_at_ms)     WHERE state >= 10;";

const ADD: &str = "
    INSERT INTO job(kind, args, state, slot, created_at_ms) VALUES ('nothing', '\"Nothing\"', 1, 'bench', 1)";

const CLAIM: &str = "
    UPDATE job SET state = 2, attempt = attempt + 1, lease_owner = ?1, started_at_ms = ?2
    WHERE id = (SELECT id FROM job WHERE state = 1 AND slot = ?3 ORDER BY priority, id LIMIT 1)
    RETURNING id, kind, args, attempt";

const FINISH: &str = "
    UPDATE job SET state = 10, finished_at_ms = ?4, lease_owner = NULL
    WHERE id = ?1 AND attempt = ?2 AND lease_owner = ?3 AND state = 2";

fn main() -> anyhow::Result<()> {
    let arguments = Arguments::read()?;
    let mut connection = open(&arguments.file)?;
    match arguments.figure {
        Figure::Pickup => pickup(&connection, arguments.count),
        Figure::Throughput => throughput(&mut connection, arguments.count),
    }
}

fn pickup(connection: &Connection, count: usize) -> anyhow::Result<()> {
    let mut samples_ms = Vec::with_capacity(count);
    for sample in 0..=count {
        std::thread::sleep(pause_before(sample));
        let called = Instant::now();
        add(connection)?;
        let claimed = claim(connection)?.context("nothing was there")?;
        let at = Instant::now();
        finish(connection, claimed)?;
        if sample > 0 {
            samples_ms.push(ms_between(called, at));
        }
    }
    print_pickup(&samples_ms);
    Ok(())
}

fn throughput(connection: &mut Connection, count: usize) -> anyhow::Result<()> {
    let transaction = connection.transaction()?;
    for _ in 0..count {
        add(&transaction)?;
    }
    transaction.commit()?;
    let started = Instant::now();
    let mut done = 0;
    while let Some(claimed) = claim(connection)? {
        finish(connection, claimed)?;
        done += 1;
    }
    let took = started.elapsed();
    ensure!(done == count, "{done} jobs were done");
    print_throughput(done, took);
    Ok(())
}

fn open(file: &Path) -> anyhow::Result<Connection> {
    let connection = Connection::open(file)?;
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "NORMAL")?;
    connection.pragma_update(None, "temp_store", "MEMORY")?;
    connection.pragma_update(None, "cache_size", -8000)?;
    connection.busy_timeout(Duration::from_secs(10))?;
    connection.execute_batch(SCHEMA)?;
    Ok(connection)
}

// Outside a transaction every statement is one.

fn add(connection: &Connection) -> anyhow::Result<()> {
    connection.prepare_cached(ADD)?.execute([])?;
    Ok(())
}

/// Its number and its attempt.
fn claim(connection: &Connection) -> anyhow::Result<Option<(i64, i64)>> {
    let mut statement = connection.prepare_cached(CLAIM)?;
    let claimed = statement.query_row(params![7, 2, "bench"], |row| {
        let (_kind, _args): (String, String) = (row.get(1)?, row.get(2)?);
        Ok((row.get(0)?, row.get(3)?))
    });
    Ok(claimed.optional()?)
}

fn finish(connection: &Connection, (id, attempt): (i64, i64)) -> anyhow::Result<()> {
    let changed = connection
        .prepare_cached(FINISH)?
        .execute(params![id, attempt, 7, 3])?;
    ensure!(changed == 1, "the claim was lost");
    Ok(())
}
