-- Which message an edit on Matrix was of: when the edit is taken back, Matrix itself no longer tells.

CREATE TABLE edits (
    event_id   TEXT PRIMARY KEY,
    network    TEXT NOT NULL,
    receiver   TEXT NOT NULL,
    chat_id    TEXT NOT NULL,
    target_id  TEXT NOT NULL
);
