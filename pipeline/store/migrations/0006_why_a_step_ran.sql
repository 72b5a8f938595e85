-- Why a step ran in the last build ("first", "changed", "files_gone", "forgotten"); empty when it did not, or when the
-- build was of an earlier version.

ALTER TABLE work_step ADD COLUMN why TEXT NOT NULL DEFAULT '';
