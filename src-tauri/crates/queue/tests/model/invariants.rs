//! What must hold in every file at every moment, whatever happened: SQL that finds what contradicts it.

use sqlx::SqlitePool;

/// A sentence, and the rows for which it does not hold.
const INVARIANTS: &[(&str, &str)] = &[
    (
        "what a batch waits for is what its live jobs are",
        "SELECT id FROM batch WHERE state IN ('open','held') AND pending <>
           (SELECT count(*) FROM job_link JOIN job ON job.id = job_id WHERE batch_id = batch.id AND job.state < 10)",
    ),
    (
        "a batch knows how many jobs it ever had",
        "SELECT id FROM batch WHERE state <> 'cancelled' AND total <> (SELECT count(*) FROM job_link WHERE batch_id = batch.id)",
    ),
    (
        "a batch knows how many of its jobs were given up",
        "SELECT id FROM batch WHERE state <> 'cancelled' AND failed <>
           (SELECT count(*) FROM job_link JOIN job ON job.id = job_id WHERE batch_id = batch.id AND job.state = 11)",
    ),
    (
        "a batch whose jobs have all ended is closed",
        "SELECT id FROM batch WHERE state IN ('open','held') AND total > 0 AND pending = 0",
    ),
    (
        "no live job belongs to a batch that is over",
        "SELECT job_id FROM job_link JOIN job ON job.id = job_id JOIN batch ON batch.id = batch_id
         WHERE job.state < 10 AND batch.state IN ('closed','cancelled')",
    ),
    (
        "nothing waits that nobody wants",
        "SELECT id FROM job WHERE state IN (0,1,3) AND standalone = 0 AND NOT EXISTS (SELECT 1 FROM job_link WHERE job_id = job.id)",
    ),
    (
        "what runs and is not wanted is marked",
        "SELECT id FROM job WHERE state = 2 AND cancel = 0 AND standalone = 0 AND NOT EXISTS (SELECT 1 FROM job_link WHERE job_id = job.id)",
    ),
    (
        "no job is tried too often",
        "SELECT id FROM job WHERE attempt > max_attempts",
    ),
    (
        "of one kind, slot and key only one job is alive",
        "SELECT min(id) FROM job WHERE state < 10 AND unique_key IS NOT NULL GROUP BY kind, slot, unique_key HAVING count(*) > 1",
    ),
    (
        "a job that has ended has its result, once",
        "SELECT id FROM job WHERE state IN (10,11) AND slot <> '~probe' AND (SELECT count(*) FROM result WHERE job_id = job.id) <> 1",
    ),
    (
        "a job that has not ended, or was cancelled, has no result",
        "SELECT id FROM job WHERE state NOT IN (10,11) AND EXISTS (SELECT 1 FROM result WHERE job_id = job.id)",
    ),
    (
        "every result belongs to a job",
        "SELECT job_id FROM result WHERE NOT EXISTS (SELECT 1 FROM job WHERE id = job_id)",
    ),
    (
        "every link belongs to a job and a batch",
        "SELECT 1 FROM pragma_foreign_key_check",
    ),
];

/// The sentences that do not hold, with the numbers of the rows.
pub(crate) async fn broken(
    file: &SqlitePool,
) -> Result<Vec<(&'static str, Vec<i64>)>, sqlx::Error> {
    let mut broken = Vec::new();
    for (sentence, sql) in INVARIANTS {
        let rows: Vec<i64> = sqlx::query_scalar(*sql).fetch_all(file).await?;
        if !rows.is_empty() {
            broken.push((*sentence, rows));
        }
    }
    Ok(broken)
}
