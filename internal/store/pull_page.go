package store

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/charterwatch/charterwatch/internal/fleet"
)

// page is some hundred rows of a registry in the order of their key.
//
//	rows    a00001 … a000ff | a00100 … | callsign:GXA … | 004000-0043ff … | D-AIBC 3c6543 …
//	kind    hex             | hex      | sign           | block           | reg
//
// Rows of one key can end one page and begin the next: a question takes every page whose
// first and last key enclose it.
type page struct {
	kind, first, last, body string
}

// rowsAPage is how many rows stand on a page: few enough that one is read in microseconds,
// enough that a world's aircraft are some thousand rows of the database.
const rowsAPage = 256

// The kinds of pages.
const (
	byHex   = "hex"
	bySign  = "sign"
	byBlock = "block"
	byReg   = "reg"
)

func (p page) leaf() []byte { return []byte(p.kind + "\n" + p.body) }

// ends are the keys of the first and the last row.
func (p page) ends() (first, last string) {
	first, _, _ = strings.Cut(p.body, "\t")
	last, _, _ = strings.Cut(p.body[strings.LastIndexByte(p.body, '\n')+1:], "\t")
	first, _, _ = strings.Cut(first, "\n")
	return first, last
}

func kindOf(key string) string {
	switch {
	case strings.HasPrefix(key, "callsign:"):
		return bySign
	case strings.Contains(key, "-"):
		return byBlock
	}
	return byHex
}

// pagesOf lays the rows of a registry out. The rows are sorted by key.
func pagesOf(entries []fleet.Entry) ([]page, error) {
	var out []page
	var lines, regs []string
	kind := ""
	flush := func() {
		if len(lines) > 0 {
			p := page{kind: kind, body: strings.Join(lines, "\n")}
			p.first, p.last = p.ends()
			out = append(out, p)
		}
		lines = lines[:0]
	}
	put := func(k, line string) {
		if k != kind || len(lines) == rowsAPage {
			flush()
			kind = k
		}
		lines = append(lines, line)
	}
	sorted := slices.SortedStableFunc(slices.Values(entries), func(a, b fleet.Entry) int {
		return cmp.Or(strings.Compare(kindOf(a.Key), kindOf(b.Key)), strings.Compare(a.Key, b.Key))
	})
	for _, e := range sorted {
		line := e.String()
		if strings.Contains(line, "\n") || e.Key == "" {
			return nil, fmt.Errorf("the row of %q is empty or no line", e.Key)
		}
		put(kindOf(e.Key), line)
		// What can be computed needs no index.
		if n, ok := fleet.NNumber(e.Key); e.Registration != "" && !(ok && n == e.Registration) && kindOf(e.Key) == byHex && bareReg(e.Registration) != "" {
			regs = append(regs, bareReg(e.Registration)+"\t"+e.Key)
		}
	}
	slices.Sort(regs)
	for _, r := range regs {
		put(byReg, r)
	}
	flush()
	return out, nil
}

// bareReg is a registration as both databases sort it alike: capitals and digits alone.
func bareReg(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' {
			return r
		}
		return -1
	}, strings.ToUpper(s))
}

// pulledRows returns what each fleet pull says of an address, its blocks and call-sign prefixes.
func pulledRows(ctx context.Context, q queryer, list []keptPull, hex string, prefixes []string) ([]fleet.Pulled, error) {
	var out []fleet.Pulled
	for _, p := range list {
		take := func(wanted func(fleet.Entry) bool, where string, args ...any) error {
			return each(ctx, q, `SELECT body FROM pull_pages WHERE pull = $1 AND kind = $2`+where+` ORDER BY ord`, append([]any{p.pages}, args...),
				func(scan func(...any) error) error {
					var body string
					if err := scan(&body); err != nil {
						return err
					}
					for line := range strings.SplitSeq(body, "\n") {
						e, err := fleet.ParseEntry(line)
						if err != nil {
							return fmt.Errorf("pull %d: %w: run charterwatch ledger check", p.Seq, err)
						}
						if wanted(e) {
							out = append(out, fleet.Pulled{Pull: p.Pull, Entry: e})
						}
					}
					return nil
				})
		}
		const within = ` AND first_key <= $3 AND last_key >= $3`
		if err := take(func(e fleet.Entry) bool { return e.Key == hex }, within, byHex, hex); err != nil {
			return nil, err
		}
		if err := take(func(e fleet.Entry) bool { return e.Covers(hex) }, "", byBlock); err != nil {
			return nil, err
		}
		for _, prefix := range prefixes {
			key := fleet.SignKey(prefix)
			if err := take(func(e fleet.Entry) bool { return e.Key == key }, within, bySign, key); err != nil {
				return nil, err
			}
		}
	}
	return out, nil
}

// HexesOf returns the addresses that a registration is said to have, by any pulled registry,
// sorted; a United States registration has its computed one among them.
func (s *Store) HexesOf(ctx context.Context, registration string) ([]string, error) {
	var out []string
	if hex, ok := fleet.HexOf(registration); ok {
		out = append(out, hex)
	}
	bare := bareReg(registration)
	err := s.read(ctx, func(q queryer) error {
		list, err := pulls(ctx, q, PullFleet)
		if err != nil {
			return err
		}
		for _, p := range list {
			err := each(ctx, q, `SELECT body FROM pull_pages WHERE pull = $1 AND kind = $2 AND first_key <= $3 AND last_key >= $3`, []any{p.pages, byReg, bare},
				func(scan func(...any) error) error {
					var body string
					if err := scan(&body); err != nil {
						return err
					}
					for line := range strings.SplitSeq(body, "\n") {
						if reg, hex, _ := strings.Cut(line, "\t"); reg == bare {
							out = append(out, hex)
						}
					}
					return nil
				})
			if err != nil {
				return err
			}
		}
		// What a producer says of an aircraft that was heard. It stands in the legs' own bodies, all
		// of which are read: a word that no registration can be is not looked for. As producers
		// write them, registrations have a digit or a hyphen.
		if !strings.ContainsAny(registration, "-0123456789") {
			return nil
		}
		return each(ctx, q, `SELECT DISTINCT hex FROM legs WHERE superseded = 0 AND body LIKE $1 ESCAPE '\'`,
			[]any{`%"registration":"` + escapeLike(strings.ToUpper(fleet.Clean(registration))) + `"%`}, func(scan func(...any) error) error {
				var hex string
				err := scan(&hex)
				out = append(out, hex)
				return err
			})
	})
	if err != nil {
		return nil, fmt.Errorf("look up registration %s: %w", fleet.Clean(registration), s.explain(err))
	}
	slices.Sort(out)
	return slices.Compact(out), nil
}
