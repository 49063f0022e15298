package cli

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
	"time"

	"github.com/charterwatch/charterwatch/internal/adsb"
	"github.com/charterwatch/charterwatch/internal/document"
	"github.com/charterwatch/charterwatch/internal/flight"
	"github.com/charterwatch/charterwatch/internal/operation"
	"github.com/charterwatch/charterwatch/internal/place"
	"github.com/charterwatch/charterwatch/internal/statement"
	"github.com/charterwatch/charterwatch/internal/store"
)

// board is what a full workspace of the pages benchmark holds beside the example.
type board struct {
	operations, each, legs int // each: statements of one operation
}

const (
	boardAircraft = 20000          // among which the legs are spread, in a full workspace
	boardEvery    = 48 * time.Hour // one leg of an aircraft to its next
	bigSlug       = "board-of-200" // the operation of ten reports
	bigReports    = 10
)

// boardReport is a report in our own words of an invented flight. Its numbers have a fixed
// width, so that every statement of it stands at the same place in each copy.
func boardReport(n int, day string) string {
	return fmt.Sprintf(`Flight %06d takes people away

A chartered plane left Alexandria, Louisiana, on Monday with %03d Iranians aboard, the foreign ministry in Tehran said. The plane flew by way of Doha.

Hossein Example, a foreign ministry official, told the Example agency that 120 people should be flown home this week. As many as 400 are to return in all, he said.

About 100 people were aboard the plane, officials of both countries said. US officials said that 54 people were aboard.

The United States has not acknowledged the flight. Qatar denied that people were held in Doha. An unnamed Iranian official said that the returnees were told that they would be safe.

The plane arrived in Tehran on Tuesday, the Example agency reported. According to the ministry, 98 people arrived in Tehran. The department declined to comment.

Two lawyers said that their clients did not consent to the removal. The returnees agreed to go, the foreign ministry said. The department confirmed that a removal flight took place on %s.

Some of those aboard were sent on to another country, a rights group said. Three people were detained after they arrived, a relative said.

The ministry said that a second flight with 60 people was planned for Friday. US officials said that 200 Iranians would be returned this year. The interior ministry said that 45 people arrived in Tehran on Tuesday. Qatar said that the plane stopped in Doha on Monday. The foreign ministry said that nobody was detained.
`, n, n%900+100, day)
}

// fill makes the workspace of the benchmark: legs, then reports, operations and attachments in
// one transaction.
func (b board) fill(a *app, st *store.Store) error {
	legs, _, err := st.Legs(a.ctx, store.LegFilter{})
	if err != nil || len(legs) == 0 {
		return fmt.Errorf("bench pages: no leg to copy: %w", err)
	}
	if err := b.fly(a, st, legs[0]); err != nil {
		return err
	}
	like, proposals, err := b.report(0, "2025-09-30")
	if err != nil {
		return err
	}
	if len(proposals) < b.each {
		return fmt.Errorf("bench pages: the report has %d statements, want %d", len(proposals), b.each)
	}
	proposals = proposals[:b.each]
	states := [][]string{{"US", "QA", "IR"}, {"US", "HN"}, {"US", "GH", "TG"}, {"DE", "AF"}, {"GB", "RW"}, {"US", "SV"}, {"GR", "TR"}, {"US", "SZ"}}
	return st.AddMany(a.ctx, func(m store.Many) error {
		for n := range b.operations + bigReports {
			slug, day := fmt.Sprintf("board-%06d", n), time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, n%330)
			flown := n%10 == 0 // with the example's legs, whose rows are kept
			if flown || n >= b.operations {
				day = time.Date(2025, 9, 29, 0, 0, 0, 0, time.UTC)
			}
			if n >= b.operations {
				slug = bigSlug
			}
			d, err := copyReport(like, boardReport(n+1, day.Format(time.DateOnly)), day.AddDate(0, 0, 1+n%7))
			if err != nil {
				return err
			}
			if _, err := m.Document(d, []byte(d.Text), copyStatements(proposals, d)); err != nil {
				return err
			}
			if n <= b.operations {
				s := states[n%len(states)]
				o := operation.Operation{Slug: slug, Title: fmt.Sprintf("Flight %06d, %s to %s", n, s[0], s[len(s)-1]), From: day.Format(time.DateOnly), To: day.AddDate(0, 0, 1).Format(time.DateOnly), States: s}
				if err := m.Operation(o); err != nil {
					return err
				}
			}
			if _, err := m.Attach(store.Attachment{Operation: slug, Kind: "document", Ref: d.ID, By: "bench"}); err != nil {
				return err
			}
			for _, l := range legs {
				if !flown || l.Start.Heard.At.Before(day) || l.Start.Heard.At.After(day.AddDate(0, 0, 2)) {
					continue
				}
				if _, err := m.Attach(store.Attachment{Operation: slug, Kind: "leg", Ref: l.ID, By: "bench"}); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

func (b board) report(n int, day string) (document.Document, []statement.Statement, error) {
	docs, err := document.Read([]byte(boardReport(n, day)), document.Hints{File: "board.txt", Published: day, Publisher: "Example Wire (invented)", Simulated: true,
		Retrieved: time.Date(2025, 12, 1, 0, 0, 0, 0, time.UTC)})
	if err != nil {
		return document.Document{}, nil, err
	}
	return docs[0], statement.Propose(docs[0]), nil
}

// copyReport is a document as another copy of the text would be read.
func copyReport(like document.Document, text string, published time.Time) (document.Document, error) {
	docs, err := document.Read([]byte(text), document.Hints{File: like.File, Published: published.Format(time.DateOnly), Publisher: like.Publisher, Simulated: true, Retrieved: like.Retrieved})
	if err != nil {
		return document.Document{}, err
	}
	if len(docs[0].Text) != len(like.Text) {
		return docs[0], fmt.Errorf("bench pages: a copy of the report has %d bytes, not %d", len(docs[0].Text), len(like.Text))
	}
	return docs[0], nil
}

// copyStatements moves statements to a copy of their text.
func copyStatements(list []statement.Statement, d document.Document) []statement.Statement {
	out := make([]statement.Statement, len(list))
	for i, s := range list {
		sum := sha256.Sum256(fmt.Appendf(nil, "%s %v %d", d.TextHash, s.Content.Spans, i))
		s.ID, s.Document = "s-"+hex.EncodeToString(sum[:8]), d.ID
		s.Content, s.Source.Passage, s.Cue = reworded(s.Content, d.Text), reworded(s.Source.Passage, d.Text), reworded(s.Cue, d.Text)
		out[i] = s
	}
	return out
}

func reworded(p statement.Passage, text string) statement.Passage {
	if len(p.Spans) == 0 {
		return p
	}
	words := make([]string, len(p.Spans))
	for i, sp := range p.Spans {
		words[i] = text[sp.Start:sp.End]
	}
	p.Text = strings.Join(words, p.Text[:0]+" ")
	return p
}

// fly stores copies of a leg between fields all over the world, one in fifty from a watched one.
func (b board) fly(a *app, st *store.Store, like flight.Leg) error {
	fields := []string{"EDDF", "EGLL", "KJFK", "OMDB", "WSSS", "RJTT", "LFPG", "SBGR", "FAOR", "YSSY", "KORD", "LEMD"}
	airports := place.Embedded()
	craft := max(1, boardAircraft*b.legs/1000000)
	each := max(1, b.legs/craft)
	const apart = 500
	for done := 0; done < craft; {
		part := store.ScanPart{ID: fmt.Sprintf("board-%d", done), Method: "bench", Source: "bench"}
		for ; len(part.Aircraft) < apart && done < craft; done++ {
			plane := store.Aircraft{Hex: fmt.Sprintf("%06x", 0x400000+done)}
			for n := range each {
				from, to := fields[(done+n)%len(fields)], fields[(done+n+1)%len(fields)]
				if done%50 == 0 && n%4 == 0 {
					from = "KAEX"
				}
				l := copyLeg(like, plane.Hex, -time.Duration(n)*boardEvery+time.Duration(done%1440)*time.Minute)
				l.Start, l.End = at(l.Start, from, airports), at(l.End, to, airports)
				l.Callsigns = []string{fmt.Sprintf("XX%04d", done)}
				m := store.StoredMember{Member: adsb.Member{Name: plane.Hex, Hash: l.Sources[0].Member.Hash}, Hex: plane.Hex, From: l.Start.Heard.At, To: l.End.Heard.At, Points: l.Points}
				plane.Legs, plane.Members = append(plane.Legs, l), append(plane.Members, m)
			}
			plane.From, plane.To = plane.Legs[len(plane.Legs)-1].Start.Heard.At, plane.Legs[0].End.Heard.At
			part.Aircraft = append(part.Aircraft, plane)
		}
		if _, err := st.AddScan(a.ctx, part); err != nil {
			return err
		}
	}
	return nil
}

func at(e flight.End, code string, airports *place.Airports) flight.End {
	if f, ok := airports.Lookup(code); ok {
		e.Airport, e.Heard.Point, e.Candidates = &code, f.At, []flight.Candidate{{Airport: code, Probability: e.Probability}, {Airport: "unknown", Probability: 1 - e.Probability}}
	}
	return e
}

func copyLeg(l flight.Leg, hex string, later time.Duration) flight.Leg {
	l.Hex = hex
	l.Start.Heard.At = l.Start.Heard.At.Add(later)
	l.End.Heard.At = l.End.Heard.At.Add(later)
	l.ID = hex + "-" + l.Start.Heard.At.Format("20060102T1504Z")
	l.Sources = []flight.Source{{Member: adsb.Member{Name: hex, Hash: fmt.Sprintf("%s%058x", hex, uint64(l.Start.Heard.At.Unix()))}, Points: l.Points}}
	return l
}
