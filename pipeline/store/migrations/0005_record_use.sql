-- When a record was last recorded or found: what a running build relies on is kept, though no finished build names it.

ALTER TABLE step_record ADD COLUMN used BIGINT NOT NULL DEFAULT 0;
UPDATE step_record SET used = recorded;
