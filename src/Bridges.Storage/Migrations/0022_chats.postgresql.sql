-- A chat's key and its room once, not with each message and in each index; a message is found by a piece of its event's id.

CREATE TABLE chats (
    number   BIGINT PRIMARY KEY,
    network  TEXT NOT NULL,
    receiver TEXT NOT NULL,
    chat_id  TEXT NOT NULL,
    room_id  TEXT NOT NULL,
    UNIQUE (network, receiver, chat_id)
);
INSERT INTO chats (number, network, receiver, chat_id, room_id)
    SELECT ROW_NUMBER() OVER (ORDER BY network, receiver, chat_id), network, receiver, chat_id, MAX(room_id) FROM messages GROUP BY network, receiver, chat_id;
CREATE TABLE messages_of_chats (
    chat        BIGINT NOT NULL,
    message_id  TEXT NOT NULL,
    part        TEXT NOT NULL,
    ordinal     BIGINT NOT NULL,
    event_id    TEXT NOT NULL,
    room_id     TEXT NULL,
    sender      TEXT NOT NULL,
    from_matrix BIGINT NOT NULL,
    timestamp   BIGINT NOT NULL,
    version     BIGINT NOT NULL,
    deleted     BIGINT NOT NULL,
    PRIMARY KEY (chat, message_id, part)
);
INSERT INTO messages_of_chats (chat, message_id, part, ordinal, event_id, room_id, sender, from_matrix, timestamp, version, deleted)
    SELECT chats.number, message_id, part, ordinal, event_id, NULLIF(messages.room_id, chats.room_id), sender, from_matrix, timestamp, version, deleted
    FROM messages
    JOIN chats ON chats.network = messages.network AND chats.receiver = messages.receiver AND chats.chat_id = messages.chat_id;
DROP TABLE messages;
ALTER TABLE messages_of_chats RENAME TO messages;
CREATE INDEX messages_event ON messages ((SUBSTR(event_id, 1, 6) || SUBSTR(event_id, LENGTH(event_id) - 7)));
CREATE INDEX messages_time ON messages (chat, timestamp);
