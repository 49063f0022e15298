package store

import (
	"context"
	"encoding/json"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"

	"golang.org/x/mod/sumdb/tlog"

	"github.com/charterwatch/charterwatch/internal/fleet"
	"github.com/charterwatch/charterwatch/internal/flight"
	"github.com/charterwatch/charterwatch/internal/ledger"
)

// readyAircraft is an aircraft of a part with everything that needs no database done.
type readyAircraft struct {
	Aircraft
	members []readyMember
	legs    []readyLeg
}

type readyMember struct {
	memberBody
	body []byte
}

type readyLeg struct {
	legColumns
	body []byte
	hash tlog.Hash
}

// memberBody is the row of a member.
type memberBody struct {
	Name     string         `json:"name"`
	Hash     string         `json:"hash"`
	Hex      string         `json:"hex"`
	From     time.Time      `json:"from"`
	To       time.Time      `json:"to"`
	Points   int            `json:"points"`
	Rejected map[string]int `json:"rejected"`
	Kept     bool           `json:"kept"`
	Said     *fleet.Claim   `json:"said,omitempty"` // absent in rows of earlier versions
}

// prepare checks a part, keeps its raw bytes and makes the canonical bytes of its rows, on
// all cores, before the one writer is held up.
func (s *Store) prepare(ctx context.Context, p ScanPart) ([]readyAircraft, error) {
	if p.ID == "" {
		return nil, fmt.Errorf("the part has no ID")
	}
	seen := map[string]bool{}
	for _, a := range p.Aircraft {
		if a.Hex == "" || seen[a.Hex] {
			return nil, fmt.Errorf("%w: aircraft %q is empty or twice in one part", ErrConflict, a.Hex)
		}
		seen[a.Hex] = true
	}
	out := make([]readyAircraft, len(p.Aircraft))
	errs := make([]error, len(p.Aircraft))
	sums := newSums()
	next := make(chan int)
	var wg sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(p.Aircraft)) {
		wg.Go(func() {
			for i := range next {
				out[i], errs[i] = prepareAircraft(p.Aircraft[i], sums)
			}
		})
	}
	for i := range p.Aircraft {
		if ctx.Err() != nil {
			break
		}
		next <- i
	}
	close(next)
	wg.Wait()
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	for i, err := range errs {
		if err != nil {
			return nil, fmt.Errorf("aircraft %s: %w", p.Aircraft[i].Hex, err)
		}
	}
	if err := s.keepAll(ctx, p); err != nil {
		return nil, err
	}
	return out, nil
}

func prepareAircraft(a Aircraft, sums *sums) (readyAircraft, error) {
	r := readyAircraft{Aircraft: a}
	seen := map[string]bool{}
	for _, m := range a.Members {
		if seen[m.Hash] {
			continue // the same bytes under two names are one file
		}
		seen[m.Hash] = true
		ready, err := prepareMember(a.Hex, m, sums)
		if err != nil {
			return r, fmt.Errorf("member %s: %w", m.Name, err)
		}
		r.members = append(r.members, ready)
	}
	for _, l := range a.Legs {
		switch {
		case l.Hex != a.Hex:
			return r, fmt.Errorf("%w: leg %s is of aircraft %q", ErrConflict, l.ID, l.Hex)
		case l.ID == "" || seen[l.ID]:
			return r, fmt.Errorf("%w: two legs have the ID %q", ErrConflict, l.ID)
		}
		seen[l.ID] = true
		ready, err := prepareLeg(l)
		if err != nil {
			return r, fmt.Errorf("leg %s: %w", l.ID, err)
		}
		r.legs = append(r.legs, ready)
	}
	return r, nil
}

func prepareMember(hex string, m StoredMember, sums *sums) (readyMember, error) {
	if !isHash(m.Hash) {
		return readyMember{}, fmt.Errorf("%q is not a SHA-256 in lower-case hex", m.Hash)
	}
	b := memberBody{Name: m.Name, Hash: m.Hash, Hex: hex, From: m.From.UTC(), To: m.To.UTC(), Points: m.Points,
		Rejected: m.Rejected, Kept: m.Raw != nil}
	if m.Said != (fleet.Claim{}) {
		b.Said = &m.Said
	}
	if b.Rejected == nil {
		b.Rejected = map[string]int{}
	}
	if m.Raw != nil {
		if got := sums.of(m.Raw); got != m.Hash {
			return readyMember{}, fmt.Errorf("its bytes hash to %s, it says %s", got, m.Hash)
		}
	}
	body, err := ledger.Canonical(b)
	if err != nil {
		return readyMember{}, err
	}
	return readyMember{b, body}, nil
}

// keptBody is the row as it would be if the bytes had been kept.
func (m readyMember) keptBody() ([]byte, error) {
	m.Kept = true
	return ledger.Canonical(m.memberBody)
}

func prepareLeg(l flight.Leg) (readyLeg, error) {
	body, err := ledger.Canonical(l)
	if err != nil {
		return readyLeg{}, err
	}
	return readyLeg{columnsOf(l), body, tlog.RecordHash(body)}, nil
}

// Members returns the files that are known of an address, by time: one entry for each
// content, as the last scan of it said.
func (s *Store) Members(ctx context.Context, hex string) ([]StoredMember, error) {
	of, err := s.MembersOf(ctx, []string{hex})
	return of[hex], err
}

// MembersOf is Members of several addresses, asked for at once.
func (s *Store) MembersOf(ctx context.Context, hexes []string) (map[string][]StoredMember, error) {
	out := make(map[string][]StoredMember, len(hexes))
	const atOnce = 200 // far below any limit on parameters
	for some := range slices.Chunk(hexes, atOnce) {
		marks, args := make([]string, len(some)), make([]any, len(some))
		for i, hex := range some {
			marks[i], args[i] = fmt.Sprintf("$%d", i+1), hex
		}
		err := each(ctx, s.reader, `SELECT m.body FROM members m WHERE m.hex IN (`+strings.Join(marks, ", ")+`) AND NOT EXISTS (
			SELECT 1 FROM members n WHERE n.hex = m.hex AND n.hash = m.hash AND n.scan > m.scan)
		ORDER BY m.scan, m.ord`, args, func(scan func(...any) error) error {
			var body string
			if err := scan(&body); err != nil {
				return err
			}
			var b memberBody
			if err := json.Unmarshal([]byte(body), &b); err != nil {
				return err
			}
			m := StoredMember{Hex: b.Hex, From: b.From, To: b.To, Kept: b.Kept, Points: b.Points, Rejected: b.Rejected}
			m.Name, m.Hash = b.Name, b.Hash
			if b.Said != nil {
				m.Said = *b.Said
			}
			out[m.Hex] = append(out[m.Hex], m)
			return nil
		})
		if err != nil {
			return nil, fmt.Errorf("members of %s: %w", strings.Join(some, ", "), s.explain(err))
		}
	}
	for _, members := range out {
		sortMembers(members)
	}
	return out, nil
}
