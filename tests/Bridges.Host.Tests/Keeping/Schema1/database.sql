-- BYTEA is PostgreSQL's; SQLite takes any name and keeps bytes as they are. Times are Unix milliseconds.

CREATE TABLE journal (
    id              BIGINT PRIMARY KEY,
    lane            TEXT NOT NULL,
    direction       BIGINT NOT NULL,
    network         TEXT NOT NULL,
    source_key      TEXT NULL,
    payload         BYTEA NULL,
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
CREATE UNIQUE INDEX journal_source ON journal (network, source_key) WHERE source_key IS NOT NULL;
CREATE INDEX journal_pending ON journal (lane, id) WHERE state < 2;
CREATE INDEX journal_dead ON journal (id) WHERE state = 2;
CREATE INDEX journal_finished ON journal (finished_at) WHERE state = 3;
CREATE INDEX journal_event ON journal (event_id) WHERE event_id IS NOT NULL;

CREATE TABLE transactions (
    id          TEXT PRIMARY KEY,
    received_at BIGINT NOT NULL
);
CREATE INDEX transactions_received ON transactions (received_at);

CREATE TABLE messages (
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
);
CREATE INDEX messages_event ON messages (event_id);
CREATE INDEX messages_time ON messages (network, receiver, chat_id, timestamp);

CREATE TABLE portals (
    network       TEXT NOT NULL,
    receiver      TEXT NOT NULL,
    chat_id       TEXT NOT NULL,
    room_id       TEXT NULL UNIQUE,
    kind          BIGINT NOT NULL,
    name          TEXT NULL,
    topic         TEXT NULL,
    avatar_id     TEXT NULL,
    avatar_mxc    TEXT NULL,
    other_user    TEXT NULL,
    creating      BIGINT NOT NULL,
    info_hash     TEXT NULL,
    created_at    BIGINT NOT NULL,
    PRIMARY KEY (network, receiver, chat_id)
);
CREATE INDEX portals_other_user ON portals (network, other_user) WHERE other_user IS NOT NULL;

CREATE TABLE ghosts (
    network       TEXT NOT NULL,
    user_id       TEXT NOT NULL,
    name          TEXT NOT NULL,
    avatar_id     TEXT NULL,
    avatar_mxc    TEXT NULL,
    is_registered BIGINT NOT NULL,
    is_bot        BIGINT NOT NULL,
    PRIMARY KEY (network, user_id)
);

CREATE TABLE accounts (
    network    TEXT NOT NULL,
    account_id TEXT NOT NULL,
    owner      TEXT NOT NULL,
    name       TEXT NOT NULL,
    secret     BYTEA NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (network, account_id)
);

CREATE TABLE account_chats (
    network    TEXT NOT NULL,
    account_id TEXT NOT NULL,
    receiver   TEXT NOT NULL,
    chat_id    TEXT NOT NULL,
    has_left   BIGINT NOT NULL,
    PRIMARY KEY (network, account_id, receiver, chat_id)
);
CREATE INDEX account_chats_chat ON account_chats (network, receiver, chat_id);

CREATE TABLE users (
    mxid            TEXT PRIMARY KEY,
    management_room TEXT NULL
);

CREATE TABLE settings (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
);

-- What a host of that version left behind: {...} is filled in by the test.
CREATE TABLE schema_version (version BIGINT NOT NULL);
INSERT INTO schema_version VALUES (1);

INSERT INTO accounts VALUES ('sample', 'alice', '@alice:hs.test', 'alice', X'01666978747572652d6e6f6e634dab5c7324ae02e11a90dd234c4533673ff6ad023d', 1764000000000);
INSERT INTO users VALUES ('@alice:hs.test', '{management_room}');
INSERT INTO portals VALUES ('sample', 'alice', 'chat-1', '{room}', 0, NULL, NULL, NULL, NULL, 'friend-1', 0, NULL, 1764000000000);
INSERT INTO ghosts VALUES ('sample', 'friend-1', 'friend-1', NULL, NULL, 1, 0);
INSERT INTO account_chats VALUES ('sample', 'alice', 'alice', 'chat-1', 0);
INSERT INTO messages VALUES ('sample', 'alice', 'chat-1', 'in-1', '', 0, '$delivered', '{room}', 'friend-1', 0, 1764000001000, 0, 0);
INSERT INTO transactions VALUES ('7', 1764000002000);

-- Delivered; not delivered yet, in the lane that a chat had for both directions, its content not sealed; and given up.
INSERT INTO journal VALUES (1, 'sample/alice/chat-1', 1, 'sample', 'alice/chat-1/m:in-1', NULL, 3, 1, NULL, NULL, NULL, '{room}', '$delivered', {now}, {now});
INSERT INTO journal VALUES (2, 'sample/alice/chat-1', 0, 'sample', '$pending', CAST('{"type":"m.room.message","event_id":"$pending","room_id":"{room}","sender":"@alice:hs.test","origin_server_ts":1764000003000,"content":{"msgtype":"m.text","body":"written before the upgrade"}}' AS BLOB), 0, 0, NULL, NULL, NULL, '{room}', '$pending', {now}, NULL);
INSERT INTO journal VALUES (3, 'sample/alice/chat-1', 0, 'sample', '$dead', CAST('{"type":"m.room.message","event_id":"$dead","room_id":"{room}","sender":"@alice:hs.test","origin_server_ts":1764000004000,"content":{"msgtype":"m.text","body":"given up before the upgrade"}}' AS BLOB), 2, 3, NULL, NULL, 'It was refused.', '{room}', '$dead', {now}, {now});
