-- What is known of a library beside its file: whether it answers.
CREATE TABLE library(
  id             TEXT PRIMARY KEY,
  answered_at_ms INTEGER,                      -- the last time, to the minute; NULL: never
  unanswered     TEXT                          -- why not, when it was last asked; NULL: it answered
) STRICT, WITHOUT ROWID;
