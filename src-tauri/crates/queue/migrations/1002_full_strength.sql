-- Recurring jobs in the shape in which they are used, indexes for pausing and pruning; columns that nothing reads go.

DROP TABLE schedule;
CREATE TABLE schedule(
  name         TEXT    PRIMARY KEY CHECK (name <> ''),
  kind         TEXT    NOT NULL CHECK (kind <> ''),
  args         TEXT    NOT NULL CHECK (json_valid(args)),
  slot         TEXT    NOT NULL,
  priority     INTEGER NOT NULL,
  rank         INTEGER NOT NULL,
  max_attempts INTEGER NOT NULL CHECK (max_attempts > 0),
  every_ms     INTEGER NOT NULL CHECK (every_ms > 0),
  next_at_ms   INTEGER NOT NULL,
  set_at_ms    INTEGER NOT NULL          -- when that was decided: a wall clock behind it was set back
) STRICT;
CREATE INDEX schedule_next ON schedule(next_at_ms);
CREATE INDEX schedule_set  ON schedule(set_at_ms);

DROP TABLE queue_control;
-- One row while nothing may start, whoever asks.
CREATE TABLE pause(
  id           INTEGER PRIMARY KEY CHECK (id = 1),
  paused_at_ms INTEGER NOT NULL
) STRICT;

CREATE INDEX job_put_off ON job(run_at_ms)     WHERE state = 0 AND attempt + snoozes > 0;
CREATE INDEX job_held   ON job(id)             WHERE state = 3;
CREATE INDEX batch_held ON batch(id)           WHERE state = 'held';
CREATE INDEX batch_over ON batch(closed_at_ms) WHERE state IN ('closed','cancelled');

-- The operating system's lock says who runs, and each attempt has its own time-out: no lease is needed.
ALTER TABLE job DROP COLUMN lease_until_at_ms;
ALTER TABLE job DROP COLUMN args_version;
ALTER TABLE job DROP COLUMN parent_id;
ALTER TABLE job DROP COLUMN schedule_id;
