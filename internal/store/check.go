package store

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"time"

	"github.com/charterwatch/charterwatch/internal/ledger/verify"
)

// CheckReport is what Check looked at and what it found.
type CheckReport struct {
	Records, Blobs, Legs, Checkpoints int
	Problems                          []Problem // in the order of the log: the first is the first record that does not match
}

// Problem is one thing that does not match.
type Problem struct {
	Seq      int64  // place in the log; -1 for what no record accounts for
	Type, ID string // of the record, as its row says
	What     string
}

// Check derives everything again: each leaf from its record, each stored hash, the root and
// signature of each checkpoint and of the head, each row from the body that accounts for it,
// each blob from its bytes. It believes no column that the writer computed, and uses package
// verify, not package ledger. An error means that the check could not be made; what does not
// match is in the report.
func (s *Store) Check(ctx context.Context, progress func(done, total int64)) (CheckReport, error) {
	c := &checking{ctx: ctx, s: s, vkey: s.key.Load().Verifier(), blobs: map[string]string{}, roots: map[int64][32]byte{}}
	err := s.read(ctx, func(q queryer) error {
		c.q = q
		return c.run(progress)
	})
	if err != nil {
		return CheckReport{}, fmt.Errorf("ledger check: %w", s.explain(err))
	}
	slices.SortStableFunc(c.report.Problems, func(a, b Problem) int {
		return cmp.Compare(uint64(a.Seq), uint64(b.Seq)) // -1 comes last
	})
	return c.report, nil
}

// checking is one run of Check.
type checking struct {
	ctx    context.Context
	s      *Store
	q      queryer
	vkey   string         // of the key file
	keys   verify.Keyring // as the log tells them, up to the record that is looked at
	tree   verify.Tree
	hashes int64              // stored hashes derived so far
	roots  map[int64][32]byte // by size, where a checkpoint record stands
	blobs  map[string]string  // what is wrong with a blob, empty for nothing
	rows   batch

	packed map[string]string // hashes of files that stand whole in a pack, and in which

	erased    map[int64]int64  // when the records were made that redaction records name, by place
	redacted  map[int64]string // of those whose free text is gone: the hash of what is left, as named last
	erasedRaw map[string]bool  // raw files that they name
	report    CheckReport
}

// entry is a record as its row says.
type entry struct {
	seq      int64
	typ, id  string
	at       int64
	salt     []byte
	body     string
	envelope struct {
		At   time.Time       `json:"at"`
		Fact json.RawMessage `json:"fact"`
		ID   string          `json:"id"`
		Type string          `json:"type"`
	}
}

// batchSize is how many records are checked at a time: their rows are in memory together.
const batchSize = 1000

func (c *checking) run(progress func(done, total int64)) error {
	size, err := c.logSize()
	if err != nil {
		return err
	}
	if err := c.loadErasures(); err != nil {
		return err
	}
	if _, err := os.Stat(c.s.pendingPath()); err == nil {
		c.problem(-1, "erasure", "", "an erasure is not finished: open the workspace with no other program running, and it goes on")
	}
	if err := c.packs(); err != nil {
		return err
	}
	for from := int64(0); from < size; from += batchSize {
		to := min(from+batchSize, size)
		if err := c.batch(from, to); err != nil {
			return err
		}
		if progress != nil {
			progress(to, size)
		}
	}
	if n := len(c.keys.Keys()); n > 0 && c.keys.Current().Verifier != c.vkey {
		c.problem(-1, "key", "", fmt.Sprintf("the key file has %s, the log names %s", c.vkey, c.keys.Current().Verifier))
	}
	if err := c.head(size); err != nil {
		return err
	}
	return c.strays(size)
}

// logSize is one more than the last place that the head, a record or a stored hash claims.
func (c *checking) logSize() (int64, error) {
	var size, records int64
	if _, err := one(c.ctx, c.q, `SELECT size FROM head WHERE one = 1`, nil, &size); err != nil {
		return 0, err
	}
	_, err := one(c.ctx, c.q, `SELECT coalesce(max(seq), -1) + 1 FROM records`, nil, &records)
	return max(size, records), err
}

// batch checks the records from to to.
func (c *checking) batch(from, to int64) error {
	entries, err := c.entries(from, to)
	if err != nil {
		return err
	}
	stored, err := c.storedHashes(from, to)
	if err != nil {
		return err
	}
	if err := c.loadRows(from, to); err != nil {
		return err
	}
	for seq := from; seq < to; seq++ {
		e := entries[seq]
		c.leaf(seq, e, stored)
		if e == nil {
			continue
		}
		c.report.Records++
		if e.body == "" {
			c.gone(e)
			continue
		}
		if e.body[0] == '~' {
			c.left(e)
		}
		if c.open(e) {
			if err := c.fact(e); err != nil {
				return err
			}
		}
	}
	c.leftRows()
	return nil
}

func (c *checking) entries(from, to int64) (map[int64]*entry, error) {
	out := make(map[int64]*entry, to-from)
	err := c.each("records", `SELECT seq, type, id, at, salt, body FROM records WHERE seq >= $1 AND seq < $2`, []any{from, to},
		func(scan func(...any) error) error {
			e := &entry{}
			if err := scan(&e.seq, &e.typ, &e.id, &e.at, &e.salt, &e.body); err != nil {
				return err
			}
			out[e.seq] = e
			return nil
		})
	return out, err
}

// storedHashes reads the hashes that belong to the records from to to. The stored hashes of
// record n begin after those of the n records before it: 2n minus the ones in n.
func (c *checking) storedHashes(from, to int64) (map[int64][]byte, error) {
	out := map[int64][]byte{}
	err := c.each("hashes", `SELECT idx, hash FROM hashes WHERE idx >= $1 AND idx < $2`,
		[]any{hashesBefore(from), hashesBefore(to)}, func(scan func(...any) error) error {
			var idx int64
			var hash []byte
			if err := scan(&idx, &hash); err != nil {
				return err
			}
			out[idx] = hash
			return nil
		})
	return out, err
}

// leaf adds a record to the tree and compares every hash that it completes with the stored one.
func (c *checking) leaf(seq int64, e *entry, stored map[int64][]byte) {
	first := c.hashes
	want := stored[first]
	var hash [32]byte
	switch {
	case e == nil:
		c.problem(seq, "", "", "the record is missing")
		copy(hash[:], want)
	default:
		leaf := verify.Leaf(e.typ, e.salt, []byte(e.body))
		if e.body == "" || e.body[0] == '~' {
			leaf = verify.ErasedLeaf(e.typ, e.salt)
		}
		hash = verify.LeafHash(leaf)
		if !slices.Equal(hash[:], want) {
			c.about(e, "its type, salt or body, or the hash stored for it, was changed")
			if len(want) == len(hash) {
				copy(hash[:], want) // go on with what the log says, to judge the rest
			}
		}
	}
	done := c.tree.AddHash(hash)
	for i, h := range done[1:] {
		if !slices.Equal(h[:], stored[first+1+int64(i)]) {
			id, typ := "", ""
			if e != nil {
				id, typ = e.id, e.typ
			}
			c.problem(seq, typ, id, fmt.Sprintf("the stored hash %d, over this record and %d before it, was changed", first+1+int64(i), 1<<(i+1)-1))
		}
	}
	c.hashes += int64(len(done))
	if e != nil && e.typ == "checkpoint" {
		c.roots[c.tree.Size()] = c.tree.Root()
	}
}

// open compares a record's columns with its body and says whether the body can be read.
func (c *checking) open(e *entry) bool {
	if err := json.Unmarshal([]byte(e.body), &e.envelope); err != nil {
		c.about(e, "its body is not the JSON of a record")
		return false
	}
	v := e.envelope
	if v.Type != e.typ {
		c.about(e, "its body says that it is of type %q", v.Type)
	}
	if v.ID != e.id {
		c.about(e, "its body says that it is about %q", v.ID)
	}
	if v.At.UnixMilli() != e.at {
		c.about(e, "its body says that it was recorded at %s, its row %s", v.At.Format(time.RFC3339Nano), time.UnixMilli(e.at).UTC().Format(time.RFC3339Nano))
	}
	return true
}

// head checks the signed head: one row, of the whole log.
func (c *checking) head(size int64) error {
	n := 0
	err := c.each("head", `SELECT one, size, text FROM head`, nil, func(scan func(...any) error) error {
		var key, says int64
		var text string
		if err := scan(&key, &says, &text); err != nil {
			return err
		}
		n++
		what := c.signed(text, size, c.tree.Root())
		if what == "" && (says != size || key != 1) {
			what = fmt.Sprintf("says %d records, there are %d", says, size)
		}
		if what != "" {
			c.problem(-1, "head", "", "the head of the log: "+what)
		}
		return nil
	})
	if err == nil && n != 1 {
		c.problem(-1, "head", "", fmt.Sprintf("the head of the log stands %d times", n))
	}
	return err
}

// signed says what is wrong with a checkpoint text for a tree, or nothing.
func (c *checking) signed(text string, size int64, root [32]byte) string {
	if len(c.keys.Keys()) == 0 {
		return "the log names no key that could have signed it"
	}
	p, _, err := c.keys.Open([]byte(text))
	switch {
	case err != nil:
		return err.Error()
	case p.Size != size:
		return fmt.Sprintf("it signs %d records, there are %d", p.Size, size)
	case p.Root != root:
		return fmt.Sprintf("it signs another root than the %d records have", size)
	}
	return ""
}

func (c *checking) about(e *entry, format string, args ...any) {
	c.problem(e.seq, e.typ, e.id, fmt.Sprintf(format, args...))
}

func (c *checking) problem(seq int64, typ, id, what string) {
	c.report.Problems = append(c.report.Problems, Problem{seq, typ, id, what})
}

// each is the package's each, but a row that cannot be read is a problem of the table.
func (c *checking) each(table, query string, args []any, f func(scan func(...any) error) error) error {
	return each(c.ctx, c.q, query, args, func(scan func(...any) error) error {
		unreadable := false
		err := f(func(dest ...any) error {
			err := scan(dest...)
			if err != nil {
				unreadable = true
				c.problem(-1, table, "", fmt.Sprintf("a row of table %s holds what its columns cannot: %v", table, err))
			}
			return err
		})
		if unreadable {
			return nil
		}
		return err
	})
}
