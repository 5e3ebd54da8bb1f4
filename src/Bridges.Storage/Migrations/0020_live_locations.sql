-- Where people share where they are, for a while: the newest place, and which of the places the other side has been shown.
CREATE TABLE live_locations (
    event_id      TEXT PRIMARY KEY,
    room_id       TEXT NOT NULL,
    network       TEXT NOT NULL,
    receiver      TEXT NOT NULL,
    chat_id       TEXT NOT NULL,
    message_id    TEXT NULL,
    account       TEXT NOT NULL,
    sender        TEXT NOT NULL,
    from_matrix   BIGINT NOT NULL,
    is_beacon     BIGINT NOT NULL,
    place         TEXT NULL,
    version       BIGINT NOT NULL,
    shown_version BIGINT NOT NULL,
    shown_at      BIGINT NOT NULL,
    began_at      BIGINT NOT NULL,
    ends_at       BIGINT NOT NULL,
    ended         BIGINT NOT NULL,
    closed        BIGINT NOT NULL
);
CREATE INDEX live_locations_open ON live_locations (from_matrix, shown_at) WHERE closed = 0;
CREATE INDEX live_locations_message ON live_locations (network, receiver, chat_id, message_id);
