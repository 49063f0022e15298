-- One text for SQLite and PostgreSQL. BYTEA is bytes in both; every time is Unix milliseconds
-- UTC; a column that is not a key is a projection of a record's body, or bytes whose hash or
-- Merkle root stands in one. There is no table and no column for a person.

-- +goose Up

-- The log as it stands. The one row is also the lock of the one writer.
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
-- The list, newest first, and every filter but the address are answered from this index alone.
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
