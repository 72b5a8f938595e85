-- Who came first goes first, by number; a job that was just offered has no time to wait for (run_at 0), so that a clock
-- that is set back holds up only jobs that were put off after a failure.

DROP INDEX job_ready;
CREATE INDEX job_ready ON job (priority DESC, number) WHERE state = 'ready';
UPDATE job SET run_at = 0 WHERE state = 'ready' AND attempts = 0;
