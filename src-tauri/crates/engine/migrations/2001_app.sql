-- Rooms, messages, searches, hits, copies. The queue's own tables are in its 1xxx migrations.

-- A library at the address a search was sent to. An empty address is the library's own, resolved at each start:
-- the practice library gets another port every time.
CREATE TABLE source(
  id           INTEGER PRIMARY KEY AUTOINCREMENT,
  library_id   TEXT NOT NULL,
  address      TEXT NOT NULL DEFAULT '',
  copies_route TEXT,                           -- the endpoint that answered last time
  UNIQUE (library_id, address)) STRICT;

CREATE TABLE room(
  id            INTEGER PRIMARY KEY AUTOINCREMENT,
  library_id    TEXT NOT NULL UNIQUE,
  created_at_ms INTEGER NOT NULL) STRICT;

CREATE TABLE search(
  id                INTEGER PRIMARY KEY AUTOINCREMENT,
  source_id         INTEGER NOT NULL REFERENCES source(id),
  room_id           INTEGER REFERENCES room(id) ON DELETE CASCADE,   -- NULL: a terminal asked
  slot              TEXT NOT NULL,             -- whose limits apply
  text              TEXT NOT NULL,             -- as it was sent
  query             TEXT NOT NULL CHECK (json_valid(query)),
  query_key         TEXT NOT NULL,             -- of the question as asked, before any second try as one title
  options           TEXT NOT NULL CHECK (json_valid(options)),
  options_key       TEXT NOT NULL,             -- what makes two searches for the same words different
  state             TEXT NOT NULL CHECK (state IN ('waiting','running','held','complete','partial','failed','cancelled')),
  version           INTEGER NOT NULL DEFAULT 1,
  total_count       INTEGER,
  page_size         INTEGER NOT NULL CHECK (page_size > 0),
  hit_limit         INTEGER,                   -- how many hits may be listed; NULL: all
  code              TEXT,
  searched_as_title INTEGER NOT NULL DEFAULT 0 CHECK (searched_as_title IN (0, 1)),
  kept_from_ms      INTEGER,                   -- the hits shown come from an answer of that time
  as_of_ms          INTEGER,
  resumed           INTEGER NOT NULL DEFAULT 0 CHECK (resumed IN (0, 1)),
  request_count     INTEGER NOT NULL DEFAULT 0,
  created_at_ms     INTEGER NOT NULL,
  asked_at_ms       INTEGER NOT NULL,          -- when the answer now awaited was asked for
  finished_at_ms    INTEGER,
  seen_at_ms        INTEGER,
  CHECK ((finished_at_ms IS NULL) = (state IN ('waiting','running','held')))) STRICT;
CREATE UNIQUE INDEX search_live ON search(source_id, query_key, options_key) WHERE finished_at_ms IS NULL;
CREATE INDEX search_kept ON search(source_id, query_key, id) WHERE finished_at_ms IS NOT NULL;
CREATE INDEX search_room ON search(room_id, finished_at_ms);
CREATE INDEX search_unseen ON search(room_id) WHERE finished_at_ms IS NOT NULL AND seen_at_ms IS NULL;

-- A search owns batches one after another; 'view' batches (copies that came into view) do not move its state.
CREATE TABLE search_batch(
  batch_id  INTEGER PRIMARY KEY,
  search_id INTEGER NOT NULL REFERENCES search(id) ON DELETE CASCADE,
  purpose   TEXT NOT NULL CHECK (purpose IN ('answer','view'))) STRICT;
CREATE INDEX search_batch_search ON search_batch(search_id);

CREATE TABLE search_page(
  search_id     INTEGER NOT NULL REFERENCES search(id) ON DELETE CASCADE,
  page          INTEGER NOT NULL CHECK (page > 0),
  state         TEXT NOT NULL CHECK (state IN ('planned','listed','failed')),
  code          TEXT,
  hit_count     INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (search_id, page)) STRICT, WITHOUT ROWID;

-- One record of one catalogue: what is known of its copies is shared by every search that finds it.
CREATE TABLE book(
  id           INTEGER PRIMARY KEY AUTOINCREMENT,
  source_id    INTEGER NOT NULL REFERENCES source(id),
  cid          TEXT NOT NULL,
  branch_codes TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(branch_codes)),
  copies_at_ms INTEGER,
  detail       TEXT CHECK (json_valid(detail)),
  detail_at_ms INTEGER,
  UNIQUE (source_id, cid)) STRICT;

CREATE TABLE copy(
  book_id             INTEGER NOT NULL REFERENCES book(id) ON DELETE CASCADE,
  ordinal             INTEGER NOT NULL,
  registration_number TEXT NOT NULL,
  branch              TEXT NOT NULL,
  location            TEXT NOT NULL,
  call_number         TEXT NOT NULL,
  status              TEXT NOT NULL,
  raw_status          TEXT NOT NULL,
  due                 TEXT,
  raw_due             TEXT NOT NULL,
  PRIMARY KEY (book_id, ordinal)) STRICT, WITHOUT ROWID;

CREATE TABLE hit(
  id            INTEGER PRIMARY KEY AUTOINCREMENT,
  search_id     INTEGER NOT NULL REFERENCES search(id) ON DELETE CASCADE,
  book_id       INTEGER NOT NULL REFERENCES book(id),
  position      INTEGER NOT NULL,
  title         TEXT NOT NULL,
  author        TEXT NOT NULL,
  publisher     TEXT NOT NULL,
  year          TEXT NOT NULL,
  material_type TEXT NOT NULL,
  cover_url     TEXT,
  branches      TEXT NOT NULL CHECK (json_valid(branches)),
  raw_line      TEXT NOT NULL,
  fresh         INTEGER NOT NULL CHECK (fresh IN (0, 1)),   -- 0: from a kept answer, not listed again yet
  copies_state  TEXT NOT NULL DEFAULT 'unplanned' CHECK (copies_state IN ('unplanned','planned','checked','failed')),
  copies_code   TEXT,
  detail_state  TEXT NOT NULL DEFAULT 'unplanned' CHECK (detail_state IN ('unplanned','planned','checked','failed')),
  detail_code   TEXT,
  UNIQUE (search_id, book_id)) STRICT;
CREATE INDEX hit_position ON hit(search_id, position);
CREATE INDEX hit_book ON hit(book_id);

CREATE TABLE message(
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  room_id    INTEGER NOT NULL REFERENCES room(id) ON DELETE CASCADE,
  author     TEXT NOT NULL CHECK (author IN ('me','library')),
  kind       TEXT NOT NULL CHECK (kind IN ('text','greeting','guide','search','refused')),
  text       TEXT,
  code       TEXT,
  search_id  INTEGER REFERENCES search(id) ON DELETE CASCADE,
  sent_at_ms INTEGER NOT NULL,
  CHECK ((kind = 'text') = (text IS NOT NULL)),
  CHECK ((kind = 'refused') = (code IS NOT NULL)),
  CHECK (kind <> 'search' OR search_id IS NOT NULL)) STRICT;
CREATE INDEX message_room ON message(room_id, id);
CREATE INDEX message_search ON message(search_id) WHERE search_id IS NOT NULL;

-- Written in the transaction that closes a search; shown_at_ms is set after display, so a crash between shows it twice
-- rather than never.
CREATE TABLE notification(
  search_id     INTEGER PRIMARY KEY REFERENCES search(id) ON DELETE CASCADE,
  created_at_ms INTEGER NOT NULL,
  shown_at_ms   INTEGER) STRICT;
CREATE INDEX notification_unshown ON notification(created_at_ms) WHERE shown_at_ms IS NULL;
