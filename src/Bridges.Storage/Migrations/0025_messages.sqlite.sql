-- Messages in the order in which they came, which fills pages, and with a row's number in its indexes instead of its key; events by the bytes
-- of their ids.

CREATE TABLE messages_in_order (
    chat        BIGINT NOT NULL,
    message_id  TEXT NOT NULL,
    part        TEXT NOT NULL,
    ordinal     BIGINT NOT NULL,
    event       BLOB NOT NULL,
    room_id     TEXT NULL,
    sender      TEXT NOT NULL,
    from_matrix BIGINT NOT NULL,
    timestamp   BIGINT NOT NULL,
    version     BIGINT NOT NULL,
    deleted     BIGINT NOT NULL
);
INSERT INTO messages_in_order (chat, message_id, part, ordinal, event, room_id, sender, from_matrix, timestamp, version, deleted)
    SELECT chat, message_id, part, ordinal, event_bytes(event_id), room_id, sender, from_matrix, timestamp, version, deleted FROM messages;
DROP TABLE messages;
ALTER TABLE messages_in_order RENAME TO messages;
CREATE UNIQUE INDEX messages_remote ON messages (chat, message_id, part);
CREATE INDEX messages_event ON messages (SUBSTR(event, 1, 4));
CREATE INDEX messages_time ON messages (chat, timestamp);
