-- The buttons under a message, which readers press by its number.
CREATE TABLE message_choices (
    network    TEXT NOT NULL,
    receiver   TEXT NOT NULL,
    chat_id    TEXT NOT NULL,
    message_id TEXT NOT NULL,
    choices    TEXT NOT NULL,
    PRIMARY KEY (network, receiver, chat_id, message_id)
);
