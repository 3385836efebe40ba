-- What the person sets about being told, and lines that tell of a watched book.

ALTER TABLE settings ADD COLUMN slow_seconds INTEGER NOT NULL DEFAULT 5 CHECK (slow_seconds BETWEEN 1 AND 600);
ALTER TABLE settings ADD COLUMN gathers INTEGER NOT NULL DEFAULT 1 CHECK (gathers IN (0, 1));
ALTER TABLE settings ADD COLUMN watch_days INTEGER NOT NULL DEFAULT 60 CHECK (watch_days BETWEEN 7 AND 365);
ALTER TABLE settings ADD COLUMN keeps_running INTEGER NOT NULL DEFAULT 1 CHECK (keeps_running IN (0, 1));
ALTER TABLE settings ADD COLUMN closing_told INTEGER NOT NULL DEFAULT 0 CHECK (closing_told IN (0, 1));
ALTER TABLE settings ADD COLUMN in_flight INTEGER NOT NULL DEFAULT 6 CHECK (in_flight BETWEEN 1 AND 6);

-- A table's checks cannot be changed, so it is made anew. What points to it would be set to nothing by the dropping.
CREATE TEMP TABLE place AS SELECT id, place_message_id FROM room WHERE place_message_id IS NOT NULL;
CREATE TABLE message_new(
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  room_id    INTEGER NOT NULL REFERENCES room(id) ON DELETE CASCADE,
  author     TEXT NOT NULL CHECK (author IN ('me','library')),
  kind       TEXT NOT NULL CHECK (kind IN ('text','greeting','guide','search','refused','watch')),
  text       TEXT,
  code       TEXT,
  search_id  INTEGER REFERENCES search(id) ON DELETE CASCADE,
  news       TEXT CHECK (json_valid(news)),    -- what is told of a watched book
  sent_at_ms INTEGER NOT NULL,
  CHECK ((kind = 'text') = (text IS NOT NULL)),
  CHECK ((kind = 'refused') = (code IS NOT NULL)),
  CHECK ((kind = 'watch') = (news IS NOT NULL)),
  CHECK (kind <> 'search' OR search_id IS NOT NULL)) STRICT;
INSERT INTO message_new(id, room_id, author, kind, text, code, search_id, sent_at_ms)
  SELECT id, room_id, author, kind, text, code, search_id, sent_at_ms FROM message;
-- Numbers that were given away are not given again.
UPDATE sqlite_sequence SET seq = (SELECT seq FROM sqlite_sequence WHERE name = 'message')
  WHERE name = 'message_new' AND EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = 'message');
DROP TABLE message;
ALTER TABLE message_new RENAME TO message;
CREATE INDEX message_room ON message(room_id, id);
CREATE INDEX message_search ON message(search_id) WHERE search_id IS NOT NULL;
UPDATE room SET place_message_id = (SELECT place_message_id FROM place WHERE place.id = room.id)
  WHERE id IN (SELECT id FROM place);
DROP TABLE place;
