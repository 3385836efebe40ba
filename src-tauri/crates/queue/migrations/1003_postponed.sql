-- Jobs whose attempt could not even be made: they wait, at no cost, for what was missing.

-- What was missing when the latest attempt was to be made; NULL: nothing.
ALTER TABLE job ADD COLUMN postponed_for TEXT CHECK (postponed_for <> '');
CREATE INDEX job_postponed ON job(postponed_for) WHERE postponed_for IS NOT NULL;

-- They, too, wait for a clock that was set back no longer than any rule allows.
DROP INDEX job_put_off;
CREATE INDEX job_put_off ON job(run_at_ms) WHERE state = 0 AND attempt + snoozes + (postponed_for IS NOT NULL) > 0;
