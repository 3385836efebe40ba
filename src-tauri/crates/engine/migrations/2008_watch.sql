-- Books that are looked at now and then until they can be borrowed, and what the person has not seen of that.

-- Its words are copied, because the hits go with their conversation. A recurring job per source looks at what is due.
CREATE TABLE watch(
  id              INTEGER PRIMARY KEY AUTOINCREMENT,
  book_id         INTEGER NOT NULL REFERENCES book(id),
  place           TEXT CHECK (place <> ''),       -- only the copies there; NULL: all
  title           TEXT NOT NULL,
  author          TEXT NOT NULL,
  state           TEXT NOT NULL DEFAULT 'watching' CHECK (state IN ('watching','told','expired')),
  began_at_ms     INTEGER NOT NULL,
  expires_at_ms   INTEGER NOT NULL,
  ended_at_ms     INTEGER,
  checked_at_ms   INTEGER,
  planned_at_ms   INTEGER NOT NULL,               -- when next_at_ms was decided: in the future, the clock was set back
  next_at_ms      INTEGER NOT NULL,
  due             TEXT,                           -- the earliest day, YYYY-MM-DD
  unchanged_count INTEGER NOT NULL DEFAULT 0 CHECK (unchanged_count >= 0),
  failure_count   INTEGER NOT NULL DEFAULT 0 CHECK (failure_count >= 0),
  silent_from_ms  INTEGER,                        -- the first failure since the last answer
  silence_told    INTEGER NOT NULL DEFAULT 0 CHECK (silence_told IN (0, 1)),
  code            TEXT,                           -- of the last failure since the last answer
  CHECK ((state = 'watching') = (ended_at_ms IS NULL)),
  CHECK ((failure_count = 0) = (code IS NULL)),
  CHECK ((failure_count = 0) = (silent_from_ms IS NULL))) STRICT;
CREATE UNIQUE INDEX watch_live ON watch(book_id, coalesce(place, '')) WHERE ended_at_ms IS NULL;
CREATE INDEX watch_book ON watch(book_id);
CREATE INDEX watch_ended ON watch(ended_at_ms) WHERE ended_at_ms IS NOT NULL;

-- A line that is to reach the person; goes with it.
CREATE TABLE alert(
  message_id    INTEGER PRIMARY KEY REFERENCES message(id) ON DELETE CASCADE,
  created_at_ms INTEGER NOT NULL,
  shown_at_ms   INTEGER,
  seen_at_ms    INTEGER) STRICT;
CREATE INDEX alert_unseen ON alert(message_id) WHERE seen_at_ms IS NULL;
