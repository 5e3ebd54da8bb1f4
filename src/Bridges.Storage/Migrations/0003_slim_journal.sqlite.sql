-- Contents in a table of their own, whose pages come back when they go; no index that another one, or the order of ids, stands in for.
-- INTEGER PRIMARY KEY and WITHOUT ROWID: a key that is the table's own order costs no page of its own in each commit.

CREATE TABLE journal_slim (
    id              INTEGER PRIMARY KEY,
    lane            TEXT NOT NULL,
    direction       BIGINT NOT NULL,
    network         TEXT NOT NULL,
    source_key      TEXT NULL,
    state           BIGINT NOT NULL,
    attempts        BIGINT NOT NULL,
    next_attempt_at BIGINT NULL,
    handed_over_at  BIGINT NULL,
    reason          TEXT NULL,
    room_id         TEXT NULL,
    event_id        TEXT NULL,
    created_at      BIGINT NOT NULL,
    finished_at     BIGINT NULL
);
CREATE TABLE payloads (
    id      INTEGER PRIMARY KEY,
    payload BLOB NOT NULL
);
INSERT INTO payloads (id, payload) SELECT id, payload FROM journal WHERE payload IS NOT NULL;
INSERT INTO journal_slim
    SELECT id, lane, direction, network, source_key, state, attempts, next_attempt_at, handed_over_at, reason, room_id, event_id, created_at, finished_at FROM journal;
DROP TABLE journal;
ALTER TABLE journal_slim RENAME TO journal;
CREATE UNIQUE INDEX journal_source ON journal (source_key, network) WHERE source_key IS NOT NULL;
CREATE INDEX journal_pending ON journal (lane, id) WHERE state < 2;
CREATE INDEX journal_dead ON journal (id) WHERE state = 2;
CREATE TRIGGER journal_done AFTER UPDATE OF state ON journal WHEN NEW.state = 3
BEGIN
    DELETE FROM payloads WHERE id = NEW.id;
END;

CREATE TABLE messages_slim (
    network     TEXT NOT NULL,
    receiver    TEXT NOT NULL,
    chat_id     TEXT NOT NULL,
    message_id  TEXT NOT NULL,
    part        TEXT NOT NULL,
    ordinal     BIGINT NOT NULL,
    event_id    TEXT NOT NULL,
    room_id     TEXT NOT NULL,
    sender      TEXT NOT NULL,
    from_matrix BIGINT NOT NULL,
    timestamp   BIGINT NOT NULL,
    version     BIGINT NOT NULL,
    deleted     BIGINT NOT NULL,
    PRIMARY KEY (network, receiver, chat_id, message_id, part)
) WITHOUT ROWID;
INSERT INTO messages_slim SELECT * FROM messages;
DROP TABLE messages;
ALTER TABLE messages_slim RENAME TO messages;
CREATE INDEX messages_event ON messages (event_id);
CREATE INDEX messages_time ON messages (network, receiver, chat_id, timestamp);
