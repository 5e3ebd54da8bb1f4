-- A row of the journal is known again by a hash of its source key, and its lane, network and room stand once for all rows. The key itself is
-- needed while a row waits, and stands with its content; of what was not delivered it stays, so that it can be asked for.

CREATE TABLE names (
    number BIGINT PRIMARY KEY,
    name   TEXT NOT NULL UNIQUE
);
INSERT INTO names (number, name)
    SELECT ROW_NUMBER() OVER (ORDER BY name), name
    FROM (SELECT lane AS name FROM journal UNION SELECT network FROM journal UNION SELECT room_id FROM journal WHERE room_id IS NOT NULL) AS used;
CREATE TABLE journal_of_names (
    id              BIGINT PRIMARY KEY,
    lane            BIGINT NOT NULL,
    direction       BIGINT NOT NULL,
    network         BIGINT NOT NULL,
    room            BIGINT NULL,
    source          BYTEA NULL,
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
    SELECT id, lanes.number, direction, networks.number, rooms.number,
           SUBSTRING(SHA256(CONVERT_TO(source_key, 'UTF8')) FROM 1 FOR 16), CASE WHEN state = 3 AND reason IS NULL THEN NULL ELSE source_key END, event_id,
           state, attempts, next_attempt_at, handed_over_at, reason, attempt_log, created_at, finished_at
    FROM journal
    JOIN names AS lanes ON lanes.name = journal.lane
    JOIN names AS networks ON networks.name = journal.network
    LEFT JOIN names AS rooms ON rooms.name = journal.room_id
    ORDER BY id;
DROP TABLE journal;
ALTER TABLE journal_of_names RENAME TO journal;
CREATE UNIQUE INDEX journal_source ON journal (source, network) WHERE source IS NOT NULL;
CREATE INDEX journal_pending ON journal (lane, id) WHERE state < 2;
CREATE INDEX journal_dead ON journal (id) WHERE state = 2;
CREATE TRIGGER journal_done AFTER UPDATE OF state ON journal FOR EACH ROW WHEN (NEW.state = 3) EXECUTE FUNCTION journal_done();
ALTER TABLE payloads ADD COLUMN source_key TEXT NULL;
-- Until it knows what is there, it would rather go through the whole table than by an index.
ANALYZE journal;
