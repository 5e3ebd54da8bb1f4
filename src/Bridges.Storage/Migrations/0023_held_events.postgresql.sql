-- What accounts tell while it is looked for what they missed: it stands here until it may stand in the journal.
CREATE TABLE held_events (
    number  BIGINT PRIMARY KEY,
    network TEXT NOT NULL,
    account TEXT NOT NULL,
    payload BYTEA NOT NULL
);
CREATE INDEX held_events_of_account ON held_events (network, account, number);
