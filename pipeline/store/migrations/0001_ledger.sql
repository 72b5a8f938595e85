-- What has been done. Statements end with a semicolon at the end of a line; {{identity}} and {{now}} are put in by the
-- dialect. Times are milliseconds since 1970 by the database clock.

CREATE TABLE step_record (
  key          TEXT PRIMARY KEY,            -- SHA-256 of the preimage, hex
  kind         TEXT NOT NULL,
  version      INTEGER NOT NULL,
  preimage     TEXT NOT NULL,               -- canonical JSON
  document     TEXT NOT NULL,               -- JSON
  notes        TEXT NOT NULL,               -- JSON array of messages
  cpu_seconds  DOUBLE PRECISION NOT NULL,
  wall_seconds DOUBLE PRECISION NOT NULL,
  recorded     BIGINT NOT NULL
);

CREATE TABLE step_file (
  step_key   TEXT NOT NULL REFERENCES step_record (key) ON DELETE CASCADE,
  position   INTEGER NOT NULL,
  name       TEXT NOT NULL,
  digest     TEXT NOT NULL,
  bytes      BIGINT NOT NULL,
  media_type TEXT NOT NULL,
  PRIMARY KEY (step_key, position)
);

CREATE TABLE work_step (
  work              TEXT NOT NULL,
  step              TEXT NOT NULL,
  position          INTEGER NOT NULL,
  key               TEXT NOT NULL,
  preimage          TEXT NOT NULL,
  previous_preimage TEXT NOT NULL,
  ran               INTEGER NOT NULL,
  PRIMARY KEY (work, step)
);
CREATE INDEX work_step_by_key ON work_step (key);

CREATE TABLE source_digest (
  identity TEXT PRIMARY KEY,                -- path, size, modification time, inode
  digest   TEXT NOT NULL,
  seen     BIGINT NOT NULL
);
