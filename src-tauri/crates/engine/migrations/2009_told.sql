-- What is told besides the ends of searches: a watched book that can be borrowed. It is about a line of the room of alerts.
CREATE TABLE alert(
  message_id    INTEGER PRIMARY KEY REFERENCES message(id) ON DELETE CASCADE,
  created_at_ms INTEGER NOT NULL,
  shown_at_ms   INTEGER,
  seen_at_ms    INTEGER) STRICT;
CREATE INDEX alert_unshown ON alert(created_at_ms) WHERE shown_at_ms IS NULL AND seen_at_ms IS NULL;
CREATE INDEX alert_shown ON alert(shown_at_ms) WHERE shown_at_ms IS NOT NULL;
CREATE INDEX alert_unseen ON alert(message_id) WHERE seen_at_ms IS NULL;

-- What comes soon after something was shown is shown together with it.
CREATE INDEX notification_shown ON notification(shown_at_ms) WHERE shown_at_ms IS NOT NULL;
