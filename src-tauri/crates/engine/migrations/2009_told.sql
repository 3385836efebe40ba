-- What is told of watched books, and what is told together.
CREATE INDEX alert_unshown ON alert(created_at_ms) WHERE shown_at_ms IS NULL AND seen_at_ms IS NULL;
CREATE INDEX alert_shown ON alert(shown_at_ms) WHERE shown_at_ms IS NOT NULL;

-- What comes soon after something was shown is shown together with it.
CREATE INDEX notification_shown ON notification(shown_at_ms) WHERE shown_at_ms IS NOT NULL;
