-- People who have another id since: everything that names the old one is about the new one.
CREATE TABLE moved_people (
    network TEXT NOT NULL,
    from_id TEXT NOT NULL,
    to_id   TEXT NOT NULL,
    joined  BIGINT NOT NULL,
    PRIMARY KEY (network, from_id)
);
