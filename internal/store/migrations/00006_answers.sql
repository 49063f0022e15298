-- What a person answered to the questions on a transfer to a third country.

-- +goose Up

CREATE TABLE answers (
    seq       BIGINT PRIMARY KEY, -- of the record "answer"
    operation TEXT   NOT NULL,    -- its slug
    state     TEXT   NOT NULL,    -- ISO code of the state that is asked about
    question  TEXT   NOT NULL,
    answer    TEXT   NOT NULL     -- true, false, unknown, withdrawn
);
CREATE INDEX answers_by_operation ON answers (operation, seq);
