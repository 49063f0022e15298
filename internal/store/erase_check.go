package store

import (
	"encoding/json"
	"errors"
)

// loadErasures reads the redaction records before the records that they are about are checked.
// They are themselves checked in their turn.
func (c *checking) loadErasures() error {
	c.erased, c.redacted, c.erasedRaw = map[int64]int64{}, map[int64]string{}, map[string]bool{}
	return c.each("records", `SELECT body FROM records WHERE type = 'erasure' ORDER BY seq`, nil, func(scan func(...any) error) error {
		var body string
		if err := scan(&body); err != nil {
			return err
		}
		var e struct{ Fact erasureFact }
		if err := json.Unmarshal([]byte(body), &e); err != nil {
			return nil // which is said when its turn comes
		}
		for i, seq := range e.Fact.Records {
			c.erased[seq] = -1
			if i < len(e.Fact.At) {
				c.erased[seq] = e.Fact.At[i]
			}
		}
		for _, left := range e.Fact.Left {
			c.redacted[left.Record] = left.SHA256
		}
		if e.Fact.Raw {
			c.erasedRaw[e.Fact.ID] = true
		}
		return nil
	})
}

// gone checks a record without a body: a redaction record has to name it.
func (c *checking) gone(e *entry) {
	switch at, named := c.erased[e.seq]; {
	case !named:
		c.about(e, "its content is gone and no redaction record says that it was erased")
	case at != e.at:
		c.about(e, "it was erased, and its time is not the one that the redaction record gives")
	}
	if e.id != "" {
		c.about(e, "it was erased and its row still names %q", e.id)
	}
}

// left checks a record whose free text is gone: a redaction record has to say what is left of it.
func (c *checking) left(e *entry) {
	if hash := sha256Hex([]byte(e.body)); c.redacted[e.seq] != hash {
		c.about(e, "a part of it is gone, and no redaction record says that this is left")
	}
	e.body = e.body[1:]
}

// erasure checks a redaction record: what it says is destroyed is.
func (c *checking) erasure(e *entry, f erasureFact) error {
	c.same(e, "subject", e.id, f.ID)
	for _, seq := range f.Records {
		var left int
		if _, err := one(c.ctx, c.q, `SELECT count(*) FROM records WHERE seq = $1 AND body <> ''`, []any{seq}, &left); err != nil {
			return err
		}
		if left > 0 {
			c.about(e, "record %d was erased and is here: somebody put it back", seq)
		}
	}
	for _, left := range f.Left {
		var whole int
		if _, err := one(c.ctx, c.q, `SELECT count(*) FROM records WHERE seq = $1 AND body <> '' AND substr(body, 1, 1) <> '~'`, []any{left.Record}, &whole); err != nil {
			return err
		}
		if whole > 0 {
			c.about(e, "the words of record %d were erased and are here: somebody put them back", left.Record)
		}
	}
	if f.Raw {
		if _, err := c.s.Blob(f.ID); !errors.Is(err, ErrNotFound) {
			c.about(e, "the raw file was erased and is here")
		}
	}
	return nil
}
