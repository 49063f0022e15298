package store

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"golang.org/x/mod/sumdb/tlog"

	"github.com/charterwatch/charterwatch/internal/adsb"
	"github.com/charterwatch/charterwatch/internal/fleet"
	"github.com/charterwatch/charterwatch/internal/flight"
	"github.com/charterwatch/charterwatch/internal/ledger"
)

// ScanPart is what one piece of a scan found: some aircraft, whole or not at all.
type ScanPart struct {
	ID       string // the same for the same members and method
	Method   string
	Source   string // the formats of the files, such as "readsb" or "readsb, SBS-1 BaseStation"
	Aircraft []Aircraft
	Skipped  []Skip
}

// Skip is an input that could not be used.
type Skip struct {
	Name   string `json:"name"`
	Reason string `json:"reason"`
}

// Aircraft is one address in a part.
type Aircraft struct {
	Hex string
	// Legs is the complete answer for [From, To): a current leg that starts there and is not
	// among Legs is superseded, and so is one that overlaps any of Legs in time. Without From
	// and To the answer is complete for the times that Members cover.
	From, To time.Time
	Members  []StoredMember
	Legs     []flight.Leg
}

// StoredMember is one file that legs were read from.
type StoredMember struct {
	adsb.Member
	Hex      string
	From, To time.Time // first and last position
	Raw      []byte    // the bytes as stored, to be kept; nil: not kept (and always nil in an answer)
	Kept     bool      // in an answer: Blob(Hash) has the bytes
	Points   int
	Rejected map[string]int // rows left out, by reason
	Said     fleet.Claim    // what the producer said of the aircraft in it
}

// ScanResult says what a part changed.
type ScanResult struct {
	LegsAdded      int // new ones and new versions
	LegsUnchanged  int
	LegsSuperseded int
	MembersAdded   int
	Already        bool // the same part was there: nothing was added
}

// scanFact is the fact of a record "scan". The roots are RFC 6962 Merkle roots over the
// exact bytes of the rows, in the order of their ord.
type scanFact struct {
	Method     string   `json:"method"`
	Source     string   `json:"source"`
	Inputs     []string `json:"inputs"` // hashes of the files of this part, sorted
	Skipped    []Skip   `json:"skipped"`
	Aircraft   int      `json:"aircraft"`
	Unchanged  int      `json:"unchanged"` // legs that were there, with the same bytes
	Members    rowSet   `json:"members"`   // those that this part added
	Legs       rowSet   `json:"legs"`      // likewise
	Superseded rowSet   `json:"superseded"`
}

// rowSet commits to a set of rows.
type rowSet struct {
	Count int    `json:"count"`
	Root  string `json:"root"`
}

// AddScan commits a part: its members, its legs, and which earlier legs they supersede, in
// one transaction with one record "scan". The same part again adds nothing.
func (s *Store) AddScan(ctx context.Context, p ScanPart) (ScanResult, error) {
	ready, err := s.PrepareScan(ctx, p)
	if err != nil {
		return ScanResult{}, err
	}
	return s.AddPrepared(ctx, ready)
}

// PreparedScan is a part whose raw bytes are kept and whose rows are made: all of AddScan but
// the transaction, so that a scan can do it for several parts at once.
type PreparedScan struct {
	part  ScanPart
	ready []readyAircraft
}

// PrepareScan prepares a part for AddPrepared. No record says yet that it is there.
func (s *Store) PrepareScan(ctx context.Context, p ScanPart) (PreparedScan, error) {
	ready, err := s.prepare(ctx, p)
	if err != nil {
		return PreparedScan{}, fmt.Errorf("add scan %s: %w", p.ID, err)
	}
	return PreparedScan{p, ready}, nil
}

// AddPrepared commits a part that PrepareScan prepared.
func (s *Store) AddPrepared(ctx context.Context, prepared PreparedScan) (ScanResult, error) {
	p, result := prepared.part, ScanResult{}
	err := s.write(ctx, func(w *writing) error {
		result = ScanResult{}
		if found, err := scanThere(ctx, w, p.ID); err != nil || found {
			result.Already = found
			return err
		}
		c := newCommit(w)
		if err := c.look(prepared.ready); err != nil {
			return err
		}
		for _, a := range prepared.ready {
			if err := c.aircraft(a); err != nil {
				return fmt.Errorf("aircraft %s: %w", a.Hex, err)
			}
		}
		if err := c.finish(p); err != nil {
			return err
		}
		result = c.result
		return nil
	})
	if err != nil {
		return ScanResult{}, fmt.Errorf("add scan %s: %w", p.ID, err)
	}
	return result, nil
}

// HasScan says whether a part was committed.
func (s *Store) HasScan(ctx context.Context, id string) (bool, error) {
	found, err := scanThere(ctx, s.reader, id)
	return found, s.explain(err)
}

func scanThere(ctx context.Context, q queryer, id string) (bool, error) {
	var seq int64
	return one(ctx, q, `SELECT seq FROM scans WHERE id = $1`, []any{id}, &seq)
}

// commit is the write of one part.
type commit struct {
	w          *writing
	seq        int64 // of the record to be
	members    *insert
	legs       *insert
	ordMember  int
	ordLeg     int
	memberTree []tlog.Hash
	legTree    []tlog.Hash
	superseded []rowKey
	result     ScanResult
	planes     int

	known map[[2]string]string          // by address and hash: the row of a file as the last scan of it said
	old   map[string]map[string]current // by address and ID: the legs that the part has an answer for
}

// rowKey names a row of legs.
type rowKey struct{ scan, ord int64 }

func newCommit(w *writing) *commit {
	return &commit{
		w: w, seq: w.size,
		members: w.insert("members", "scan", "ord", "hex", "hash", "body"),
		legs: w.insert("legs", "scan", "ord", "id", "hex", "t_from", "t_to", "start_airport", "end_airport",
			"callsigns", "superseded", "body"),
	}
}

func (c *commit) aircraft(a readyAircraft) error {
	c.planes++
	for _, m := range a.members {
		if err := c.member(m); err != nil {
			return err
		}
	}
	old := c.old[a.Hex]
	for _, l := range a.legs {
		if o, ok := old[l.id]; ok && o.body == string(l.body) {
			c.result.LegsUnchanged++
			delete(old, l.id)
			continue
		}
		if err := c.leg(l); err != nil {
			return err
		}
	}
	for _, o := range old {
		if o.keep {
			continue
		}
		c.superseded = append(c.superseded, rowKey{o.scan, o.ord})
	}
	return nil
}

// member adds the row of a file unless the same is known of it already.
func (c *commit) member(m readyMember) error {
	last, found := c.known[[2]string{m.Hex, m.Hash}]
	if found && last != string(m.body) {
		// What an earlier scan kept stays kept.
		kept, err := m.keptBody()
		if err != nil || last == string(kept) {
			return err
		}
	} else if found {
		return nil
	}
	if err := c.members.row(c.seq, c.ordMember, m.Hex, m.Hash, string(m.body)); err != nil {
		return err
	}
	c.memberTree = append(c.memberTree, tlog.RecordHash(m.body))
	c.ordMember++
	c.result.MembersAdded++
	return nil
}

func (c *commit) leg(l readyLeg) error {
	if err := c.legs.row(c.seq, c.ordLeg, l.id, l.hex, l.from, l.to, l.start, l.end, l.callsigns, 0, string(l.body)); err != nil {
		return fmt.Errorf("leg %s: %w", l.id, err)
	}
	c.legTree = append(c.legTree, l.hash)
	c.ordLeg++
	c.result.LegsAdded++
	return nil
}

// finish marks what was superseded and appends the record.
func (c *commit) finish(p ScanPart) error {
	if err := c.members.flush(); err != nil {
		return err
	}
	if err := c.legs.flush(); err != nil {
		return err
	}
	slices.SortFunc(c.superseded, rowKey.compare)
	tree := make([]tlog.Hash, len(c.superseded))
	for i, k := range c.superseded {
		tree[i] = tlog.RecordHash(k.leaf())
		if err := c.w.exec(`UPDATE legs SET superseded = $1 WHERE scan = $2 AND ord = $3`, c.seq, k.scan, k.ord); err != nil {
			return err
		}
	}
	c.result.LegsSuperseded = len(c.superseded)
	r, err := c.w.append("scan", p.ID, scanFact{
		Method: p.Method, Source: p.Source, Inputs: inputsOf(p), Skipped: append([]Skip{}, p.Skipped...),
		Aircraft: c.planes, Unchanged: c.result.LegsUnchanged,
		Members: newRowSet(c.memberTree), Legs: newRowSet(c.legTree), Superseded: newRowSet(tree),
	})
	if err != nil {
		return err
	}
	return c.w.exec(`INSERT INTO scans (seq, id) VALUES ($1, $2)`, r.Seq, p.ID)
}

func (k rowKey) compare(o rowKey) int {
	if k.scan != o.scan {
		return int(k.scan - o.scan)
	}
	return int(k.ord - o.ord)
}

// leaf is how a superseded row stands in its rowSet.
func (k rowKey) leaf() []byte { return fmt.Appendf(nil, "%d %d", k.scan, k.ord) }

func newRowSet(leaves []tlog.Hash) rowSet {
	return rowSet{len(leaves), ledger.RootOf(leaves).String()}
}

func inputsOf(p ScanPart) []string {
	set := map[string]bool{}
	for _, a := range p.Aircraft {
		for _, m := range a.Members {
			set[m.Hash] = true
		}
	}
	return slices.AppendSeq(make([]string, 0, len(set)), slices.Values(slices.Sorted(maps.Keys(set))))
}
