-- How often a library was asked for what is missing, where a room was left, and how wide the panes are.

-- The attempts of the job that was tried most, when it was given up; 0 while nothing is missing.
ALTER TABLE search ADD COLUMN tried_count INTEGER NOT NULL DEFAULT 0 CHECK (tried_count >= 0);

-- The message at the top of the view and how much of it is above; goes with its message.
ALTER TABLE room ADD COLUMN place_message_id INTEGER REFERENCES message(id) ON DELETE SET NULL;
ALTER TABLE room ADD COLUMN place_above_px INTEGER NOT NULL DEFAULT 0;
ALTER TABLE room ADD COLUMN place_at_ms INTEGER NOT NULL DEFAULT 0;

ALTER TABLE settings ADD COLUMN list_px INTEGER NOT NULL DEFAULT 0 CHECK (list_px = 0 OR list_px BETWEEN 240 AND 520);
ALTER TABLE settings ADD COLUMN detail_px INTEGER NOT NULL DEFAULT 0 CHECK (detail_px = 0 OR detail_px BETWEEN 300 AND 640);
