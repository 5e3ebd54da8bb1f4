-- Contents in a table of their own, so that a row's end rewrites little; no index that another one, or the order of ids, stands in for.

CREATE TABLE payloads (
    id      BIGINT PRIMARY KEY,
    payload BYTEA NOT NULL
);
INSERT INTO payloads (id, payload) SELECT id, payload FROM journal WHERE payload IS NOT NULL;
ALTER TABLE journal DROP COLUMN payload;
DROP INDEX journal_source;
DROP INDEX journal_finished;
DROP INDEX journal_event;
CREATE UNIQUE INDEX journal_source ON journal (source_key, network) WHERE source_key IS NOT NULL;
CREATE FUNCTION journal_done() RETURNS trigger LANGUAGE plpgsql AS $function$
BEGIN
    DELETE FROM payloads WHERE id = NEW.id;
    RETURN NULL;
END
$function$;
CREATE TRIGGER journal_done AFTER UPDATE OF state ON journal FOR EACH ROW WHEN (NEW.state = 3) EXECUTE FUNCTION journal_done();
