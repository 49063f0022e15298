-- What a person ruled of origins: that two are independent, or one, or that one is two.

-- +goose Up

CREATE TABLE rulings (
    seq  BIGINT PRIMARY KEY, -- of the record "ruling"
    kind TEXT   NOT NULL,    -- independent, merge, split, undo
    a    TEXT   NOT NULL,    -- key of an origin
    b    TEXT   NOT NULL     -- key of another one, or a document
);
