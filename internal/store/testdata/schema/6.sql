CREATE TABLE goose_db_version (
		id INTEGER PRIMARY KEY AUTOINCREMENT,
		version_id INTEGER NOT NULL,
		is_applied INTEGER NOT NULL,
		tstamp TIMESTAMP DEFAULT (datetime('now'))
	);
CREATE TABLE head (
    one  BIGINT PRIMARY KEY,
    size BIGINT NOT NULL,
    text TEXT   NOT NULL     -- a signed checkpoint of size, renewed in every transaction, never published
);
CREATE TABLE records (
    seq  BIGINT PRIMARY KEY,
    type TEXT   NOT NULL,
    id   TEXT   NOT NULL,
    at   BIGINT NOT NULL,
    salt BYTEA  NOT NULL,
    body TEXT   NOT NULL     -- canonical JSON, exact bytes
);
CREATE INDEX records_by_id ON records (id, type, seq);
CREATE TABLE hashes (
    idx  BIGINT PRIMARY KEY, -- as tlog.StoredHashIndex numbers them
    hash BYTEA  NOT NULL
);
CREATE TABLE checkpoints (
    size BIGINT PRIMARY KEY, -- the last record of that size is of type checkpoint
    text TEXT   NOT NULL
);
CREATE TABLE documents (
    seq       BIGINT PRIMARY KEY, -- of the record "capture"; the last of an id is in force
    id        TEXT   NOT NULL,
    raw_hash  TEXT   NOT NULL,
    text_hash TEXT   NOT NULL,
    search    TEXT   NOT NULL
);
CREATE INDEX documents_by_id ON documents (id, seq);
CREATE TABLE statements (
    capture BIGINT NOT NULL,      -- seq of the capture that proposed it
    ord     BIGINT NOT NULL,
    id      TEXT   NOT NULL,
    body    TEXT   NOT NULL,      -- JSON, exact bytes: quotes are not normalised
    PRIMARY KEY (capture, ord)
);
CREATE INDEX statements_by_id ON statements (id);
CREATE TABLE decisions (
    seq       BIGINT PRIMARY KEY,
    statement TEXT   NOT NULL,
    verdict   TEXT   NOT NULL,
    edited    TEXT                -- the statement as edited: JSON, exact bytes
);
CREATE INDEX decisions_by_statement ON decisions (statement, seq);
CREATE TABLE scans (
    seq BIGINT PRIMARY KEY,
    id  TEXT   NOT NULL UNIQUE
);
CREATE TABLE members (
    scan BIGINT NOT NULL,         -- seq of the scan that added it
    ord  BIGINT NOT NULL,
    hex  TEXT   NOT NULL,
    hash TEXT   NOT NULL,
    body TEXT   NOT NULL,         -- canonical JSON
    PRIMARY KEY (scan, ord)
);
CREATE INDEX members_by_hex ON members (hex, hash, scan);
CREATE INDEX members_by_hash ON members (hash);
CREATE TABLE legs (
    scan          BIGINT NOT NULL, -- seq of the scan that added this version
    ord           BIGINT NOT NULL,
    id            TEXT   NOT NULL,
    hex           TEXT   NOT NULL,
    t_from        BIGINT NOT NULL, -- first heard
    t_to          BIGINT NOT NULL, -- last heard
    start_airport TEXT   NOT NULL,
    end_airport   TEXT   NOT NULL,
    callsigns     TEXT   NOT NULL, -- each with a space before and after
    superseded    BIGINT NOT NULL, -- seq of the scan that superseded it; 0 while it is current
    body          TEXT   NOT NULL, -- canonical JSON
    PRIMARY KEY (scan, ord)
);
CREATE INDEX legs_by_id ON legs (id, superseded);
CREATE INDEX legs_by_hex ON legs (hex, superseded, t_from, scan, ord, t_to);
CREATE INDEX legs_by_time ON legs (superseded, t_from, scan, ord, t_to, start_airport, end_airport, callsigns);
CREATE TABLE operations (
    seq    BIGINT PRIMARY KEY,
    slug   TEXT   NOT NULL UNIQUE,
    search TEXT   NOT NULL
);
CREATE TABLE attachments (
    seq       BIGINT PRIMARY KEY,
    operation TEXT   NOT NULL,
    kind      TEXT   NOT NULL,
    ref       TEXT   NOT NULL,
    attached  BIGINT NOT NULL      -- 1 attached, 0 detached
);
CREATE INDEX attachments_by_operation ON attachments (operation, kind, ref, seq);
CREATE TABLE pulls (
    seq   BIGINT PRIMARY KEY, -- of the record "pull"
    kind  TEXT   NOT NULL,    -- fleet, runways
    name  TEXT   NOT NULL,    -- of the source; pulls of one name follow each other
    day   TEXT   NOT NULL,    -- that the table speaks of, 2006-01-02
    hash  TEXT   NOT NULL,    -- SHA-256 of the bytes, which are a blob
    pages BIGINT NOT NULL     -- seq of the pull whose pages hold its rows: its own, or one of the same rows
);
CREATE TABLE pull_pages (
    pull      BIGINT NOT NULL,
    ord       BIGINT NOT NULL,
    kind      TEXT   NOT NULL,   -- hex, sign, block: rows; reg: registrations with their key
    first_key TEXT   NOT NULL,
    last_key  TEXT   NOT NULL,
    body      TEXT   NOT NULL,   -- a line a row
    PRIMARY KEY (pull, ord)
);
CREATE INDEX pull_pages_by_key ON pull_pages (pull, kind, first_key, last_key);
CREATE TABLE verdicts (
    seq     BIGINT PRIMARY KEY, -- of the record "verdict"
    hex     TEXT   NOT NULL,
    verdict TEXT   NOT NULL
);
CREATE INDEX verdicts_by_hex ON verdicts (hex, seq);
CREATE TABLE rulings (
    seq  BIGINT PRIMARY KEY, -- of the record "ruling"
    kind TEXT   NOT NULL,    -- independent, merge, split, undo
    a    TEXT   NOT NULL,    -- key of an origin
    b    TEXT   NOT NULL     -- key of another one, or a document
);
CREATE TABLE joinings (
    seq    BIGINT PRIMARY KEY, -- of the record "joining"
    kind   TEXT   NOT NULL,    -- merge, split, undo
    a      TEXT   NOT NULL,    -- slug: merged into b, or split
    b      TEXT   NOT NULL,    -- slug: that it became a part of, or that was split off
    undoes BIGINT NOT NULL     -- seq of the joining that it takes back; 0 for none
);
CREATE INDEX joinings_by_a ON joinings (a, seq);
CREATE INDEX joinings_by_b ON joinings (b, seq);
CREATE INDEX joinings_by_undoes ON joinings (undoes);
CREATE TABLE answers (
    seq       BIGINT PRIMARY KEY, -- of the record "answer"
    operation TEXT   NOT NULL,    -- its slug
    state     TEXT   NOT NULL,    -- ISO code of the state that is asked about
    question  TEXT   NOT NULL,
    answer    TEXT   NOT NULL     -- true, false, unknown, withdrawn
);
CREATE INDEX answers_by_operation ON answers (operation, seq);
INSERT INTO head (one, size, text) VALUES (1, 1, 'charterwatch.local/6ae6783f4fbde91b
1
Rka0i7AbckjKK0PaZxcfci0wiCRPVqt3D63nQp9EK2Q=

— charterwatch.local/6ae6783f4fbde91b rAg+OL3+wuKu2kt11CaT1jjKFXMBYXb3FScyRsiJPB7ZM0VGhqe8KoHQVDsP7zuqY3fZGXLc6UkHZjcmwFK8sEaN3AY=
');
INSERT INTO records (seq, type, id, at, salt, body) VALUES (0, 'workspace', 'charterwatch.local/6ae6783f4fbde91b', 1759309201000, X'AF0E0D36C8496DB7FEF55FE0E125750AA608D5E20FFC2D1212F4A4654EFA2BD1', '{"at":"2025-10-01T09:00:01Z","fact":{"verifier":"charterwatch.local/6ae6783f4fbde91b+ac083e38+AYnqWoy/9E9FUHKKGpsCTuW8+mYX4jXUS53/mgnPJ4f8"},"id":"charterwatch.local/6ae6783f4fbde91b","type":"workspace"}');
INSERT INTO hashes (idx, hash) VALUES (0, X'4646B48BB01B7248CA2B43DA67171F722D3088244F56AB770FADE7429F442B64');
INSERT INTO goose_db_version (version_id, is_applied) VALUES (0, 1);
INSERT INTO goose_db_version (version_id, is_applied) VALUES (1, 1);
INSERT INTO goose_db_version (version_id, is_applied) VALUES (2, 1);
INSERT INTO goose_db_version (version_id, is_applied) VALUES (3, 1);
INSERT INTO goose_db_version (version_id, is_applied) VALUES (4, 1);
INSERT INTO goose_db_version (version_id, is_applied) VALUES (5, 1);
INSERT INTO goose_db_version (version_id, is_applied) VALUES (6, 1);
