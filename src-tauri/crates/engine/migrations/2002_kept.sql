-- What the person sets, keeps and arranges.

-- One row. What it begins with stands here and nowhere else.
CREATE TABLE settings(
  id                  INTEGER PRIMARY KEY CHECK (id = 1),
  theme               TEXT NOT NULL DEFAULT 'system' CHECK (theme IN ('system','light','dark')),
  text_percent        INTEGER NOT NULL DEFAULT 100 CHECK (text_percent BETWEEN 85 AND 200),
  less_motion         INTEGER NOT NULL DEFAULT 0 CHECK (less_motion IN (0, 1)),
  speech              TEXT NOT NULL DEFAULT 'system' CHECK (speech IN ('system','korean','english')),
  enter_sends         INTEGER NOT NULL DEFAULT 1 CHECK (enter_sends IN (0, 1)),
  single_keys         INTEGER NOT NULL DEFAULT 1 CHECK (single_keys IN (0, 1)),
  notify              TEXT NOT NULL DEFAULT 'unseen' CHECK (notify IN ('always','unseen','never')),
  quiet_from          INTEGER CHECK (quiet_from BETWEEN 0 AND 1439),    -- minutes of the local day
  quiet_until         INTEGER CHECK (quiet_until BETWEEN 0 AND 1439),
  copies_limit        INTEGER NOT NULL DEFAULT 10 CHECK (copies_limit BETWEEN 1 AND 50),
  keep_seconds        INTEGER NOT NULL DEFAULT 60 CHECK (keep_seconds BETWEEN 0 AND 86400),
  ended_cleared_at_ms INTEGER NOT NULL DEFAULT 0,   -- searches that ended until then are off the list of what has ended
  CHECK ((quiet_from IS NULL) = (quiet_until IS NULL))) STRICT;
INSERT INTO settings(id) VALUES (1);

-- Its words are copied, because the hits go with their conversation; what is known of its copies is the book's.
CREATE TABLE saved_book(
  book_id     INTEGER PRIMARY KEY REFERENCES book(id),
  title       TEXT NOT NULL,
  author      TEXT NOT NULL,
  publisher   TEXT NOT NULL,
  year        TEXT NOT NULL,
  saved_at_ms INTEGER NOT NULL,
  dropped_at_ms INTEGER) STRICT;               -- taken out last: it can be brought back

CREATE TABLE saved_search(
  library_id  TEXT NOT NULL,
  text        TEXT NOT NULL,
  saved_at_ms INTEGER NOT NULL,
  PRIMARY KEY (library_id, text)) STRICT, WITHOUT ROWID;

ALTER TABLE room ADD COLUMN draft TEXT NOT NULL DEFAULT '';
ALTER TABLE room ADD COLUMN pinned INTEGER NOT NULL DEFAULT 0 CHECK (pinned IN (0, 1));
ALTER TABLE room ADD COLUMN muted INTEGER NOT NULL DEFAULT 0 CHECK (muted IN (0, 1));

CREATE INDEX search_ended ON search(finished_at_ms) WHERE finished_at_ms IS NOT NULL;
