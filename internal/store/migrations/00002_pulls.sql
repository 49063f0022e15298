-- Registries and airport data that a user pulled: each pull dated, none overwritten.

-- +goose Up

CREATE TABLE pulls (
    seq   BIGINT PRIMARY KEY, -- of the record "pull"
    kind  TEXT   NOT NULL,    -- fleet, runways
    name  TEXT   NOT NULL,    -- of the source; pulls of one name follow each other
    day   TEXT   NOT NULL,    -- that the table speaks of, 2006-01-02
    hash  TEXT   NOT NULL,    -- SHA-256 of the bytes, which are a blob
    pages BIGINT NOT NULL     -- seq of the pull whose pages hold its rows: its own, or one of the same rows
);

-- Rows of a registry in the order of their key, some hundreds to a page: a table of half a
-- million aircraft is written in a second, and an aircraft is found by reading one page.
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
