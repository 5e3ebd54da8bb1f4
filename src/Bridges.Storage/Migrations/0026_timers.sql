-- The journal's row with which a message came: the order of rows is that of the room, which the times of its authors' clocks are not.
-- What came before this stands before all that comes now.
ALTER TABLE timers ADD COLUMN journal_id BIGINT NOT NULL DEFAULT 0;
