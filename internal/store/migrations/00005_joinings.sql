-- What a person decided of operations: that two are one, that one is two, or that such a decision is undone.

-- +goose Up

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
