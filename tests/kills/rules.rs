//! What must be true of the file after every commit, as SQL that finds what breaks it.

/// A sentence, and the query for its exceptions (one text a row).
pub(crate) type Rule = (&'static str, &'static str);

/// Of the rows of the queue and of the searches.
pub(crate) const OF_ROWS: [Rule; 12] = [
    (
        "the file is whole",
        "SELECT integrity_check FROM pragma_integrity_check WHERE integrity_check <> 'ok'",
    ),
    (
        "every reference leads somewhere",
        "SELECT \"table\" || ' to ' || parent FROM pragma_foreign_key_check",
    ),
    (
        "an open batch counts its jobs that have not ended, and has some",
        "SELECT id || ' counts ' || pending FROM batch
         WHERE state IN ('open','held') AND (pending = 0 OR pending <>
           (SELECT count(*) FROM job_link JOIN job ON job.id = job_id WHERE batch_id = batch.id AND job.state < 10))",
    ),
    (
        "an ended batch waits for nothing",
        "SELECT CAST(id AS TEXT) FROM batch
         WHERE state IN ('closed','cancelled') AND (pending <> 0 OR EXISTS
           (SELECT 1 FROM job_link JOIN job ON job.id = job_id WHERE batch_id = batch.id AND job.state < 10))",
    ),
    (
        "a batch knows how many jobs it had, and how many failed",
        "SELECT batch.id || ' counts ' || total || ', ' || failed || ' failed' FROM batch
         LEFT JOIN job_link ON batch_id = batch.id LEFT JOIN job ON job.id = job_id
         WHERE batch.state <> 'cancelled' GROUP BY batch.id
         HAVING total <> count(job.id) OR failed <> count(iif(job.state = 11, 1, NULL))",
    ),
    (
        "a job that has not ended is wanted by an open batch",
        "SELECT id || ' ' || args FROM job WHERE state < 10 AND standalone = 0 AND NOT EXISTS
           (SELECT 1 FROM job_link JOIN batch ON batch.id = batch_id
            WHERE job_id = job.id AND batch.state IN ('open','held'))",
    ),
    (
        "there is one job for one thing",
        "SELECT args || ' has ' || count(*) FROM job GROUP BY kind, args HAVING count(*) > 1",
    ),
    (
        "a search goes on as long as its batch is open",
        "SELECT CAST(id AS TEXT) FROM search WHERE (finished_at_ms IS NULL) <> EXISTS
           (SELECT 1 FROM search_batch JOIN batch ON batch.id = batch_id
            WHERE search_id = search.id AND batch.state IN ('open','held'))",
    ),
    (
        "a planned page has a job, and only that",
        "SELECT search_id || ':' || page || ' ' || state FROM search_page WHERE (state = 'planned') <> EXISTS
           (SELECT 1 FROM job WHERE kind = 'list_page' AND job.state < 10
            AND args ->> 'search' = search_id AND args ->> 'page' = page)",
    ),
    (
        "planned copies and details have jobs, and only those",
        "WITH part(search_id, book_id, kind, state) AS (
           SELECT search_id, book_id, 'copies', copies_state FROM hit UNION ALL
           SELECT search_id, book_id, 'detail', detail_state FROM hit)
         SELECT kind || ' of book ' || book_id || ' are ' || state FROM part WHERE (state = 'planned') <> EXISTS
           (SELECT 1 FROM job JOIN job_link ON job_id = job.id JOIN search_batch USING (batch_id)
            WHERE search_batch.search_id = part.search_id AND job.kind = part.kind AND job.state < 10
            AND args ->> 'book' = book_id)",
    ),
    (
        "what a job ended with stands in its hit, and the other way round",
        "WITH part(book_id, kind, state, code) AS (
           SELECT book_id, 'copies', copies_state, copies_code FROM hit UNION ALL
           SELECT book_id, 'detail', detail_state, detail_code FROM hit)
         SELECT part.kind || ' of book ' || book_id || ' are ' || part.state FROM part
         LEFT JOIN job ON job.kind = part.kind AND args ->> 'book' = book_id
         WHERE part.state <> CASE job.state WHEN 10 THEN 'checked' WHEN 11 THEN 'failed'
                               ELSE iif(job.id IS NULL, 'unplanned', 'planned') END
            OR (part.state = 'failed') <> (code IS NOT NULL)",
    ),
    (
        "what was read is kept, and nothing else",
        "WITH part(book_id, kind, at_ms) AS (
           SELECT id, 'copies', copies_at_ms FROM book UNION ALL
           SELECT id, 'detail', detail_at_ms FROM book)
         SELECT kind || ' of book ' || book_id FROM part WHERE (at_ms IS NOT NULL) <> EXISTS
           (SELECT 1 FROM job WHERE job.kind = part.kind AND job.state = 10 AND args ->> 'book' = book_id)",
    ),
];

/// Of what the triggers wrote down.
pub(crate) const OF_AUDIT: [Rule; 4] = [
    (
        "nothing happens twice",
        "SELECT what || ' ' || thing || ': ' || count(*) FROM audit WHERE what <> 'job claimed'
         GROUP BY what, thing HAVING count(*) > 1",
    ),
    (
        "everything was written down",
        "WITH fact(what, count) AS (
           SELECT 'job ended', count(*) FROM job WHERE state >= 10 UNION ALL
           SELECT 'batch ended', count(*) FROM batch WHERE state IN ('closed','cancelled') UNION ALL
           SELECT 'search ended', count(*) FROM search WHERE finished_at_ms IS NOT NULL UNION ALL
           SELECT 'page listed', count(*) FROM search_page WHERE state = 'listed' UNION ALL
           SELECT 'hit listed', count(*) FROM hit UNION ALL
           SELECT 'copies read', count(*) FROM book WHERE copies_at_ms IS NOT NULL UNION ALL
           SELECT 'copy stored', count(*) FROM copy UNION ALL
           SELECT 'detail read', count(*) FROM book WHERE detail_at_ms IS NOT NULL UNION ALL
           SELECT 'notification written', count(*) FROM notification)
         SELECT what || ': ' || count || ' there' FROM fact
         WHERE count <> (SELECT count(*) FROM audit WHERE audit.what = fact.what)",
    ),
    (
        "an attempt is counted when it begins",
        "SELECT id || ' has ' || attempt FROM job
         WHERE attempt <> (SELECT count(*) FROM audit WHERE what = 'job claimed' AND thing = job.id)",
    ),
    (
        "a search that was crawled to its end has its notification",
        "SELECT CAST(id AS TEXT) FROM search
         WHERE EXISTS (SELECT 1 FROM notification WHERE search_id = search.id)
            <> (finished_at_ms IS NOT NULL AND EXISTS (SELECT 1 FROM search_batch WHERE search_id = search.id))",
    ),
];
