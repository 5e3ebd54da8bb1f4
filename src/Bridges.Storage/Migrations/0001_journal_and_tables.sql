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
