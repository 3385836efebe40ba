-- Durable jobs. auto_vacuum=INCREMENTAL comes from the connection that creates the file: inside a migration it does nothing.

-- Jobs that finish together. Closes once and never reopens.
CREATE TABLE batch(
  id            INTEGER PRIMARY KEY AUTOINCREMENT,
  state         TEXT    NOT NULL DEFAULT 'open' CHECK (state IN ('open','held','closed','cancelled')),
  total         INTEGER NOT NULL DEFAULT 0 CHECK (total >= 0),
  pending       INTEGER NOT NULL DEFAULT 0 CHECK (pending >= 0 AND pending <= total),
  failed        INTEGER NOT NULL DEFAULT 0 CHECK (failed >= 0),
  version       INTEGER NOT NULL DEFAULT 0,        -- +1 on every change: listeners order and dedupe by it
  opened_at_ms  INTEGER NOT NULL,
  closed_at_ms  INTEGER,
  CHECK ((state IN ('open','held')) = (closed_at_ms IS NULL)),
  CHECK (state IN ('open','held') OR pending = 0)
) STRICT;

-- 0 scheduled, 1 available, 2 running, 3 held; final: 10 completed, 11 discarded, 12 cancelled.
CREATE TABLE job(
  id                INTEGER PRIMARY KEY AUTOINCREMENT, -- ids are never used again after pruning
  kind              TEXT    NOT NULL CHECK (kind <> ''),
  args              TEXT    NOT NULL CHECK (json_valid(args)),
  args_version      INTEGER NOT NULL DEFAULT 1,
  state             INTEGER NOT NULL CHECK (state IN (0,1,2,3,10,11,12)),
  priority          INTEGER NOT NULL DEFAULT 50,       -- smaller is sooner; 90 and more is background work
  rank              INTEGER NOT NULL DEFAULT 0,        -- ordinal inside its batch: interleaves batches of one slot
  slot              TEXT    NOT NULL DEFAULT '',       -- whose limits apply; '' = none
  run_at_ms         INTEGER NOT NULL,
  attempt           INTEGER NOT NULL DEFAULT 0 CHECK (attempt >= 0), -- counted at the claim: a job that kills the process ends
  max_attempts      INTEGER NOT NULL DEFAULT 3 CHECK (max_attempts > 0),
  snoozes           INTEGER NOT NULL DEFAULT 0 CHECK (snoozes >= 0),
  snoozed_ms        INTEGER NOT NULL DEFAULT 0 CHECK (snoozed_ms >= 0), -- sum of the waits the other side asked for
  unique_key        TEXT,
  standalone        INTEGER NOT NULL DEFAULT 0 CHECK (standalone IN (0,1)), -- 1: also wanted outside every batch
  parent_id         INTEGER,
  schedule_id       INTEGER,
  lease_owner       INTEGER,                           -- random number of the runner's start
  lease_until_at_ms INTEGER,
  cancel            INTEGER NOT NULL DEFAULT 0 CHECK (cancel IN (0,1)),
  errors            TEXT CHECK (errors IS NULL OR json_valid(errors)), -- the last five
  created_at_ms     INTEGER NOT NULL,
  started_at_ms     INTEGER,
  finished_at_ms    INTEGER,
  CHECK ((state = 2) = (lease_owner IS NOT NULL)),
  CHECK ((state >= 10) = (finished_at_ms IS NOT NULL))
) STRICT;
CREATE INDEX job_available ON job(slot, priority, rank, id) WHERE state = 1;
CREATE INDEX job_scheduled ON job(run_at_ms)                WHERE state = 0;
CREATE INDEX job_running   ON job(lease_owner)              WHERE state = 2;
CREATE INDEX job_final     ON job(finished_at_ms)           WHERE state >= 10;
-- Every live state is in the predicate: one left out would let a put-off job block its own twin.
CREATE UNIQUE INDEX job_unique ON job(kind, slot, unique_key) WHERE unique_key IS NOT NULL AND state < 10;

-- Many to many: one job may serve several batches.
CREATE TABLE job_link(
  batch_id INTEGER NOT NULL REFERENCES batch(id) ON DELETE CASCADE,
  job_id   INTEGER NOT NULL REFERENCES job(id)   ON DELETE CASCADE,
  PRIMARY KEY (batch_id, job_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX job_link_job ON job_link(job_id);

CREATE TABLE slot(
  slot                   TEXT    PRIMARY KEY CHECK (slot <> ''),
  in_flight              INTEGER NOT NULL CHECK (in_flight > 0),
  gap_ms                 INTEGER NOT NULL CHECK (gap_ms >= 0),
  background_in_flight   INTEGER NOT NULL DEFAULT 1    CHECK (background_in_flight > 0),
  background_gap_ms      INTEGER NOT NULL DEFAULT 1000 CHECK (background_gap_ms >= 0),
  next_at_ms             INTEGER NOT NULL DEFAULT 0,
  background_next_at_ms  INTEGER NOT NULL DEFAULT 0,
  blocked_until_at_ms    INTEGER NOT NULL DEFAULT 0,
  lanes_closed           INTEGER NOT NULL DEFAULT 0 CHECK (lanes_closed >= 0), -- taken away after trouble, one back per success
  troubled_at_ms         INTEGER NOT NULL DEFAULT 0
) STRICT;

-- Recurring jobs and the pause switch: written by a later migration's code, kept here so that the shape is known.
CREATE TABLE schedule(
  id         INTEGER PRIMARY KEY,
  kind       TEXT    NOT NULL,
  args       TEXT    NOT NULL CHECK (json_valid(args)),
  every_ms   INTEGER NOT NULL CHECK (every_ms > 0),
  next_at_ms INTEGER NOT NULL,
  enabled    INTEGER NOT NULL DEFAULT 1 CHECK (enabled IN (0,1))
) STRICT;
CREATE TABLE queue_control(name TEXT PRIMARY KEY, paused_at_ms INTEGER) STRICT;
