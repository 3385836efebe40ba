-- What is told besides the ends of searches: a watched book that can be borrowed. It is about a line of the room of alerts.
CREATE TABLE alert(
  message_id    INTEGER PRIMARY KEY REFERENCES message(id) ON DELETE CASCADE,
  created_at_ms INTEGER NOT NULL,
  shown_at_ms   INTEGER,
  seen_at_ms    INTEGER) STRICT;
