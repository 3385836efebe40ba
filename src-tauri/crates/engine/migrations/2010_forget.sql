-- What was read until then answers no question any more; it is only shown where it was said.
ALTER TABLE settings ADD COLUMN kept_cleared_at_ms INTEGER NOT NULL DEFAULT 0;
