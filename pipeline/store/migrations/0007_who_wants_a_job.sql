-- Who wants a job done: every process that offered it. A build takes back jobs that nobody wants any more.

CREATE TABLE job_offer (
  job     TEXT NOT NULL REFERENCES job (id) ON DELETE CASCADE,
  offerer TEXT NOT NULL,                    -- identity of the process
  until   BIGINT NOT NULL,                  -- unless renewed it is gone; of processes that cannot be looked at
  PRIMARY KEY (job, offerer)
);
INSERT INTO job_offer (job, offerer, until) SELECT id, 'before', 0 FROM job WHERE state IN ('ready', 'running');
CREATE INDEX job_offer_by_offerer ON job_offer (offerer);
