package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"golang.org/x/mod/sumdb/tlog"

	"github.com/charterwatch/charterwatch/internal/fleet"
	"github.com/charterwatch/charterwatch/internal/ledger"
)

// The kinds of pulls.
const (
	PullFleet   = "fleet"
	PullRunways = "runways"
	// PullSchedule is a schedule of arrivals, which coverage is measured against.
	PullSchedule = "schedule"
)

// Pull is a table that the user pulled: its bytes, where and when from, and, of a registry,
// what its rows say. The bytes are kept as they came, to be checked against a hash that
// others publish; a private owner whom they name is in no row, record, page or export.
type Pull struct {
	Kind      string
	Name      string // of the source; pulls of one name follow each other
	Day       string // that the table speaks of, 2006-01-02
	URL       string // empty when it came from a file
	File      string // base name of that file
	Retrieved time.Time
	Raw       []byte
	Format    string
	Rows      int   // of the table
	BadLines  []int // lines of the first rows that were left out
	BadRows   int   // all of them
	Entries   []fleet.Entry
}

// pullFact is the fact of a record "pull". Why a line was left out is not in it: the reason
// quotes cells, and a cell in the wrong place can be a person's name.
type pullFact struct {
	Kind      string    `json:"kind"`
	Name      string    `json:"name"`
	Day       string    `json:"day"`
	URL       string    `json:"url,omitempty"`
	File      string    `json:"file,omitempty"`
	Retrieved time.Time `json:"retrieved"`
	Hash      string    `json:"sha256"`
	Bytes     int       `json:"bytes"`
	Format    string    `json:"format"`
	Rows      int       `json:"rows"`
	Entries   int       `json:"entries"`
	BadRows   int       `json:"bad_rows"`
	BadLines  []int     `json:"bad_lines"`
	Pages     rowSet    `json:"pages"`
	PagesOf   int64     `json:"pages_of,omitempty"` // an earlier pull that holds the same pages
}

// PullRecord is a pull as it was recorded.
type PullRecord struct {
	fleet.Pull
	Kind    string `json:"kind"`
	File    string `json:"file,omitempty"`
	Bytes   int    `json:"bytes"`
	Rows    int    `json:"rows"`
	Entries int    `json:"entries"`
	BadRows int    `json:"bad_rows"`
}

// AddPull keeps a pull: the bytes as a blob, the rows in pages, one record "pull". Earlier
// pulls stay. The same bytes of the same name and day again add nothing.
func (s *Store) AddPull(ctx context.Context, p Pull) (rec PullRecord, added bool, err error) {
	if p.Kind == "" || p.Name == "" || len(p.Raw) == 0 {
		return rec, false, errors.New("add pull: it has no kind, no name or no bytes")
	}
	pages, err := pagesOf(p.Entries)
	if err != nil {
		return rec, false, fmt.Errorf("add pull %s: %w", p.Name, err)
	}
	leaves := make([]tlog.Hash, len(pages))
	for i, pg := range pages {
		leaves[i] = tlog.RecordHash(pg.leaf())
	}
	hash, err := s.PutBlob(p.Raw)
	if err != nil {
		return rec, false, fmt.Errorf("add pull %s: %w", p.Name, err)
	}
	fact := pullFact{Kind: p.Kind, Name: p.Name, Day: p.Day, URL: p.URL, File: p.File, Retrieved: p.Retrieved.UTC(), Hash: hash, Bytes: len(p.Raw),
		Format: p.Format, Rows: p.Rows, Entries: len(p.Entries), BadRows: p.BadRows, BadLines: append([]int{}, p.BadLines...), Pages: newRowSet(leaves)}
	err = s.write(ctx, func(w *writing) error {
		added = false
		earlier, err := pulls(ctx, w, p.Kind)
		if err != nil {
			return err
		}
		for _, e := range earlier {
			if e.Hash != hash {
				continue
			}
			if e.Name == p.Name && e.Day == p.Day && e.root == fact.Pages.Root {
				rec = e.PullRecord
				return nil
			}
			if e.root == fact.Pages.Root && len(pages) > 0 {
				fact.PagesOf = e.pages
			}
		}
		r, err := w.append("pull", p.Name, fact)
		if err != nil {
			return err
		}
		rec, added = recordOf(r.Seq, fact), true
		if err := w.exec(`INSERT INTO pulls (seq, kind, name, day, hash, pages) VALUES ($1, $2, $3, $4, $5, $6)`,
			r.Seq, fact.Kind, fact.Name, fact.Day, fact.Hash, fact.pagesOf(r.Seq)); err != nil {
			return err
		}
		if fact.PagesOf != 0 {
			return nil
		}
		in := w.insert("pull_pages", "pull", "ord", "kind", "first_key", "last_key", "body")
		for i, pg := range pages {
			if err := in.row(r.Seq, i, pg.kind, pg.first, pg.last, pg.body); err != nil {
				return err
			}
		}
		return in.flush()
	})
	if err != nil {
		return rec, false, fmt.Errorf("add pull %s: %w", p.Name, err)
	}
	return rec, added, nil
}

// Pulls returns the pulls of a kind, the first first.
func (s *Store) Pulls(ctx context.Context, kind string) ([]PullRecord, error) {
	list, err := pulls(ctx, s.reader, kind)
	if err != nil {
		return nil, fmt.Errorf("list pulls: %w", s.explain(err))
	}
	out := make([]PullRecord, len(list))
	for i, p := range list {
		out[i] = p.PullRecord
	}
	return out, nil
}

// keptPull is a pull with the place and the root of its pages.
type keptPull struct {
	PullRecord
	pages int64 // seq of the pull that holds them
	root  string
}

func pulls(ctx context.Context, q queryer, kind string) (out []keptPull, err error) {
	err = each(ctx, q, `SELECT r.seq, r.body FROM pulls p JOIN records r ON r.seq = p.seq WHERE p.kind = $1 ORDER BY r.seq`, []any{kind},
		func(scan func(...any) error) error {
			var seq int64
			var body string
			if err := scan(&seq, &body); err != nil {
				return err
			}
			var b struct {
				Fact pullFact `json:"fact"`
			}
			if err := json.Unmarshal([]byte(body), &b); err != nil {
				return fmt.Errorf("record %d: %w", seq, err)
			}
			out = append(out, keptPull{recordOf(seq, b.Fact), b.Fact.pagesOf(seq), b.Fact.Pages.Root})
			return nil
		})
	return out, err
}

func recordOf(seq int64, f pullFact) PullRecord {
	return PullRecord{Pull: fleet.Pull{Seq: seq, Name: f.Name, Format: f.Format, URL: f.URL, Hash: f.Hash, Day: f.Day, Retrieved: f.Retrieved},
		Kind: f.Kind, File: f.File, Bytes: f.Bytes, Rows: f.Rows, Entries: f.Entries, BadRows: f.BadRows}
}

// pagesOf is the pull that holds the pages of the pull at seq.
func (f pullFact) pagesOf(seq int64) int64 {
	if f.PagesOf != 0 {
		return f.PagesOf
	}
	return seq
}

// pull checks the rows and the bytes of a pull.
func (c *checking) pull(e *entry, f pullFact) error {
	c.row(e, "pulls", f.Kind, f.Name, f.Day, f.Hash, fmt.Sprint(f.pagesOf(e.seq)))
	c.same(e, "name", e.id, f.Name)
	c.blob(e, "the pulled bytes", f.Hash)
	want := f.Pages
	if f.PagesOf != 0 {
		want = rowSet{0, ledger.RootOf(nil).String()}
	}
	set := newSet()
	err := c.each("pull_pages", `SELECT ord, kind, first_key, last_key, body FROM pull_pages WHERE pull = $1 ORDER BY ord`, []any{e.seq},
		func(scan func(...any) error) error {
			var ord int64
			var have page
			if err := scan(&ord, &have.kind, &have.first, &have.last, &have.body); err != nil {
				return err
			}
			if first, last := have.ends(); first != have.first || last != have.last || ord != set.tree.Size() {
				c.about(e, "its page %d has other columns than its body", ord)
			}
			set.add(have.leaf())
			return nil
		})
	set.compare(c, e, "pages", want)
	return err
}
