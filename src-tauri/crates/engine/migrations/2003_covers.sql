-- Pictures of covers, kept so that each is asked for once; a failed one is remembered for a day. The key is the source and
-- the address in it, so that nothing crosses from one address of a library to another.
CREATE TABLE cover(
  url_key       TEXT PRIMARY KEY,
  state         TEXT NOT NULL CHECK (state IN ('kept','failed')),
  media_type    TEXT CHECK (media_type IN ('image/jpeg','image/png','image/webp','image/gif')),
  bytes         BLOB,
  size          INTEGER NOT NULL,              -- of bytes; to add up without reading them
  fetched_at_ms INTEGER NOT NULL,
  used_at_ms    INTEGER NOT NULL,
  CHECK ((state = 'kept') = (bytes IS NOT NULL)),
  CHECK ((state = 'kept') = (media_type IS NOT NULL))) STRICT;
CREATE INDEX cover_used ON cover(used_at_ms, size);
