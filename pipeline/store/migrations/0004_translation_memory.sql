-- Lines that people confirmed, with their translations. A person's pseudonym stands here and nowhere in artefacts.

CREATE TABLE memory_line (
  number          {{identity}},
  identity        TEXT NOT NULL UNIQUE,   -- SHA-256 of languages, circle, work, line and its surroundings
  source_language TEXT NOT NULL,
  target_language TEXT NOT NULL,
  source          TEXT NOT NULL,
  target          TEXT NOT NULL,
  source_before   TEXT NOT NULL,
  source_after    TEXT NOT NULL,
  work            TEXT NOT NULL,
  circle          TEXT NOT NULL,          -- empty: nobody's own
  licence         TEXT NOT NULL,          -- empty: private to the circle
  person          TEXT NOT NULL,
  origin          TEXT NOT NULL,
  changed         BIGINT NOT NULL
);
CREATE INDEX memory_line_languages ON memory_line (source_language, target_language, circle);
CREATE INDEX memory_line_person ON memory_line (person);
CREATE INDEX memory_line_work ON memory_line (work);
