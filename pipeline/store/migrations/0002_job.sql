-- Work to be done: the queue of record.

CREATE TABLE job (
  number      {{identity}},
  id          TEXT NOT NULL UNIQUE,         -- idempotence key
  kind        TEXT NOT NULL,
  heavy       INTEGER NOT NULL,
  priority    INTEGER NOT NULL,             -- higher first
  payload     TEXT NOT NULL,                -- JSON
  state       TEXT NOT NULL CHECK (state IN ('ready', 'running', 'done', 'buried')),
  run_at      BIGINT NOT NULL,              -- of ready ones: not before
  fence       BIGINT NOT NULL,              -- grows with every claim; never set back
  attempts    INTEGER NOT NULL,             -- since it was last offered
  worker      TEXT NOT NULL,                -- identity of the process that has it; empty when none
  lease_until BIGINT NOT NULL,
  result      TEXT,                         -- JSON, of done ones
  error       TEXT,                         -- JSON, of the last failure
  offered     BIGINT NOT NULL
);
CREATE INDEX job_ready ON job (priority DESC, run_at, number) WHERE state = 'ready';
CREATE INDEX job_running ON job (lease_until) WHERE state = 'running';
