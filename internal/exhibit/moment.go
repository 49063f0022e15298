package exhibit

import (
	"fmt"
	"slices"
	"strings"

	"github.com/charterwatch/charterwatch/internal/flight"
	"github.com/charterwatch/charterwatch/internal/operation"
	"github.com/charterwatch/charterwatch/internal/statement"
)

// whereabouts adds a fact for each aircraft of the moment asked for, with the rows that bound
// where it was and the map of the set, and one for each time of day that a document tells.
func (b *builder) whereabouts() error {
	m := b.in.Moment
	if m == nil {
		return nil
	}
	for _, w := range m.Aircraft {
		f := Fact{Mark: operation.Seen, Section: sectionMoment, Head: fmt.Sprintf("%s at %s: %s", w.Hex, m.From.Format("2006-01-02 15:04Z"), w.State), Map: chart(w)}
		if w.Reach == nil {
			f.Mark = operation.Unknown
		}
		for _, text := range w.Words {
			f.Text = append(f.Text, capital(text)+".")
		}
		for _, x := range w.Exits {
			f.Text = append(f.Text, capital(x.Words)+".")
		}
		if w.Reach != nil && f.Map == "" {
			f.Text = append(f.Text, fmt.Sprintf("No map is drawn: the set is wider than %.0f NM.", largestNM))
		}
		if w.Simulated {
			f.Text = append(f.Text, "This track was flown by a simulator and is not a recording.")
		}
		for _, fix := range []struct {
			*operation.Fix
			what string
		}{{w.Before, "last heard before the minute"}, {w.After, "next heard after it"}} {
			if fix.Fix == nil {
				continue
			}
			tracks, err := b.fix(*fix.Fix, fix.what)
			if err != nil {
				return err
			}
			f.Tracks = append(f.Tracks, tracks...)
		}
		b.add(f)
	}
	for _, t := range m.Told {
		f := Fact{Mark: operation.Said, Section: sectionMoment, Head: "Time told: " + t.Event}
		for _, r := range t.Readings {
			p, ok := b.told(r)
			if !ok {
				continue // not a document of this exhibit
			}
			f.Text = append(f.Text, fmt.Sprintf("%s: %s.", r.Text, strings.TrimSuffix(r.Why, ".")))
			f.Passages = append(f.Passages, p)
		}
		if len(f.Passages) > 0 {
			b.add(f)
		}
	}
	return nil
}

// fix finds the row of a position among the files of its leg.
func (b *builder) fix(fix operation.Fix, what string) ([]Track, error) {
	for _, row := range b.in.View.Seen {
		if row.Leg.ID != fix.Leg {
			continue
		}
		tracks := b.cite(row.Leg.Leg, []instant{{what, fix.At}})
		return slices.DeleteFunc(tracks, func(t Track) bool { return len(t.Rows) == 0 && len(tracks) > 1 }), nil
	}
	return nil, fmt.Errorf("the position of %s rests on leg %s, which is not among the evidence", fix.At.Format("2006-01-02 15:04:05Z"), fix.Leg)
}

// told is the sentence of a document that gives a time of day.
func (b *builder) told(r operation.Reading) (Passage, bool) {
	d, ok := b.documents[r.Document]
	at := strings.Index(d.Text, r.Quote)
	if !ok || at < 0 || r.Quote == "" {
		return Passage{}, false
	}
	return Passage{
		Statement: r.Ref.ID, Document: d.ID, Label: label(d), Quote: r.Quote, Spans: []statement.Span{{Start: at, End: at + len(r.Quote)}},
		Text: textName(d.TextHash), Raw: rawName(d.RawHash), Hash: d.RawHash, Record: b.captures[d.ID], Review: "a time of day, found by rules",
	}, true
}

// tracks cites the files of a leg, and in them the rows that its times rest on, which go
// into the table of clocks.
func (b *builder) tracks(l flight.Leg) []Track { return b.cite(l, instants(l)) }
