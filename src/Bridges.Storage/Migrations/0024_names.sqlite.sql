-- A row of the journal is known again by a hash of its source key, and its lane, network and room stand once for all rows. The key itself is
-- needed while a row waits, and stands with its content; of what was not delivered it stays, so that it can be asked for.

CREATE TABLE names (
    number INTEGER PRIMARY KEY,
    name   TEXT NOT NULL UNIQUE
);
INSERT INTO names (name) SELECT lane FROM journal UNION SELECT network FROM journal UNION SELECT room_id FROM journal WHERE room_id IS NOT NULL;
CREATE TABLE journal_of_names (
    id              INTEGER PRIMARY KEY,
    lane            BIGINT NOT NULL,
    direction       BIGINT NOT NULL,
    network         BIGINT NOT NULL,
    room            BIGINT NULL,
    source          BLOB NULL,
    source_key      TEXT NULL,
    event_id        TEXT NULL,
    state           BIGINT NOT NULL,
    attempts        BIGINT NOT NULL,
    next_attempt_at BIGINT NULL,
    handed_over_at  BIGINT NULL,
    reason          TEXT NULL,
    attempt_log     TEXT NULL,
    created_at      BIGINT NOT NULL,
    finished_at     BIGINT NULL
);
INSERT INTO journal_of_names (id, lane, direction, network, room, source, source_key, event_id, state, attempts, next_attempt_at, handed_over_at, reason, attempt_log, created_at, finished_at)
    SELECT id, (SELECT number FROM names WHERE name = lane), direction, (SELECT number FROM names WHERE name = network), (SELECT number FROM names WHERE name = room_id),
           CASE WHEN source_key IS NOT NULL THEN source_hash(source_key) END, CASE WHEN state = 3 AND reason IS NULL THEN NULL ELSE source_key END, event_id,
           state, attempts, next_attempt_at, handed_over_at, reason, attempt_log, created_at, finished_at
    FROM journal ORDER BY id;
DROP TABLE journal;
ALTER TABLE journal_of_names RENAME TO journal;
CREATE INDEX journal_source ON journal (SUBSTR(source, 1, 4)) WHERE source IS NOT NULL;
CREATE INDEX journal_pending ON journal (lane, id) WHERE state < 2;
CREATE INDEX journal_dead ON journal (id) WHERE state = 2;
CREATE TRIGGER journal_done AFTER UPDATE OF state ON journal WHEN NEW.state = 3
BEGIN
    DELETE FROM payloads WHERE id = NEW.id;
END;
ALTER TABLE payloads ADD COLUMN source_key TEXT NULL;
