-- What a person said an aircraft was doing on a day.

-- +goose Up

CREATE TABLE verdicts (
    seq     BIGINT PRIMARY KEY, -- of the record "verdict"
    hex     TEXT   NOT NULL,
    verdict TEXT   NOT NULL
);
CREATE INDEX verdicts_by_hex ON verdicts (hex, seq);
