-- Files that were carried to the media store, by the network's name of their bytes and the form they were given.
CREATE TABLE media_cache (
    network    TEXT NOT NULL,
    media_key  TEXT NOT NULL,
    mxc        TEXT NOT NULL,
    details    TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (network, media_key)
);
CREATE INDEX media_cache_mxc ON media_cache (mxc);
CREATE INDEX media_cache_age ON media_cache (created_at);

-- What each person has put on a message, and the event that shows it.
CREATE TABLE reactions (
    network      TEXT NOT NULL,
    receiver     TEXT NOT NULL,
    chat_id      TEXT NOT NULL,
    message_id   TEXT NOT NULL,
    sender       TEXT NOT NULL,
    reaction_key TEXT NOT NULL,
    event_id     TEXT NOT NULL,
    created_at   BIGINT NOT NULL,
    PRIMARY KEY (network, receiver, chat_id, message_id, sender, reaction_key)
);
CREATE INDEX reactions_event ON reactions (event_id);

-- The options of polls: what Matrix calls them and what the network does; and what shows the result.
CREATE TABLE polls (
    network      TEXT NOT NULL,
    receiver     TEXT NOT NULL,
    chat_id      TEXT NOT NULL,
    message_id   TEXT NOT NULL,
    event_id     TEXT NOT NULL,
    options      TEXT NOT NULL,
    result_event TEXT NULL,
    ended        BIGINT NOT NULL,
    PRIMARY KEY (network, receiver, chat_id, message_id)
);
CREATE INDEX polls_event ON polls (event_id);

CREATE TABLE poll_votes (
    network    TEXT NOT NULL,
    receiver   TEXT NOT NULL,
    chat_id    TEXT NOT NULL,
    message_id TEXT NOT NULL,
    sender     TEXT NOT NULL,
    options    TEXT NOT NULL,
    PRIMARY KEY (network, receiver, chat_id, message_id, sender)
);

-- What is pinned on the network.
CREATE TABLE pins (
    network    TEXT NOT NULL,
    receiver   TEXT NOT NULL,
    chat_id    TEXT NOT NULL,
    message_id TEXT NOT NULL,
    PRIMARY KEY (network, receiver, chat_id, message_id)
);

-- Messages that are to vanish; without an instant where their time begins with their being read.
CREATE TABLE timers (
    event_id   TEXT PRIMARY KEY,
    network    TEXT NOT NULL,
    receiver   TEXT NOT NULL,
    chat_id    TEXT NOT NULL,
    message_id TEXT NOT NULL,
    room_id    TEXT NOT NULL,
    after_ms   BIGINT NOT NULL,
    sent_at    BIGINT NOT NULL,
    due_at     BIGINT NULL
);
CREATE INDEX timers_due ON timers (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX timers_unread ON timers (network, receiver, chat_id, sent_at) WHERE due_at IS NULL;
