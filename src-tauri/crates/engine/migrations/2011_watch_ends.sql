-- How a watch ends, and a room that comes back as it was left.

-- A table's checks cannot be changed, so it is made anew. Nothing points to it.
CREATE TABLE watch_new(
  id              INTEGER PRIMARY KEY AUTOINCREMENT,
  book_id         INTEGER NOT NULL REFERENCES book(id),
  place           TEXT CHECK (place <> ''),       -- only the copies there; NULL: all
  title           TEXT NOT NULL,
  author          TEXT NOT NULL,
  state           TEXT NOT NULL DEFAULT 'watching' CHECK (state IN ('watching','told','expired','stopped')),
  began_at_ms     INTEGER NOT NULL,
  expires_at_ms   INTEGER NOT NULL,
  ended_at_ms     INTEGER,
  told_by         INTEGER REFERENCES message(id) ON DELETE SET NULL,   -- the last line that told of an end of a watch there
  checked_at_ms   INTEGER,
  planned_at_ms   INTEGER NOT NULL,               -- when next_at_ms was decided: in the future, the clock was set back
  next_at_ms      INTEGER NOT NULL,
  doubted_at_ms   INTEGER,                        -- since when the clock and the time of the watch do not fit together
  due             TEXT,                           -- the earliest day, YYYY-MM-DD
  unchanged_count INTEGER NOT NULL DEFAULT 0 CHECK (unchanged_count >= 0),
  missing_count   INTEGER NOT NULL DEFAULT 0 CHECK (missing_count >= 0),   -- looks in a row without a copy that may come back
  failure_count   INTEGER NOT NULL DEFAULT 0 CHECK (failure_count >= 0),
  silent_from_ms  INTEGER,                        -- the first failure since the last answer
  silence_told    INTEGER NOT NULL DEFAULT 0 CHECK (silence_told IN (0, 1)),
  code            TEXT,                           -- of the last failure since the last answer
  CHECK ((state = 'watching') = (ended_at_ms IS NULL)),
  CHECK ((failure_count = 0) = (code IS NULL)),
  CHECK ((failure_count = 0) = (silent_from_ms IS NULL))) STRICT;
INSERT INTO watch_new(id, book_id, place, title, author, state, began_at_ms, expires_at_ms, ended_at_ms, checked_at_ms,
                      planned_at_ms, next_at_ms, due, unchanged_count, failure_count, silent_from_ms, silence_told, code)
  SELECT id, book_id, place, title, author, state, began_at_ms, expires_at_ms, ended_at_ms, checked_at_ms,
         planned_at_ms, next_at_ms, due, unchanged_count, failure_count, silent_from_ms, silence_told, code FROM watch;
-- Numbers that were given away are not given again.
UPDATE sqlite_sequence SET seq = (SELECT seq FROM sqlite_sequence WHERE name = 'watch')
  WHERE name = 'watch_new' AND EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = 'watch');
-- The line of one that ended before there was this column is the last that names it.
UPDATE watch_new SET told_by = (SELECT max(message.id) FROM message
    WHERE kind = 'watch' AND news ->> 'watch_id' = watch_new.id AND news ->> 'event' IN ('available', 'expired'))
  WHERE ended_at_ms IS NOT NULL;
DROP TABLE watch;
ALTER TABLE watch_new RENAME TO watch;
CREATE UNIQUE INDEX watch_live ON watch(book_id, coalesce(place, '')) WHERE ended_at_ms IS NULL;
CREATE INDEX watch_book ON watch(book_id);
CREATE INDEX watch_ended ON watch(ended_at_ms) WHERE ended_at_ms IS NOT NULL;
CREATE INDEX watch_told ON watch(told_by) WHERE told_by IS NOT NULL;

-- The room of alerts that the person left is kept for what is set there; the next line brings it back.
ALTER TABLE room ADD COLUMN hidden INTEGER NOT NULL DEFAULT 0 CHECK (hidden IN (0, 1));
