-- When a row was tried without success, and why: a line for each, so that its way can be told with times.
ALTER TABLE journal ADD COLUMN attempt_log TEXT NULL;
