package statement

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/charterwatch/charterwatch/internal/document"
)

// want is what a reader expects of one statement; empty fields are not looked at.
type want struct {
	content string   // words of the content, joint included
	source  string   // words of the source
	cue     string   //
	chain   []string // "key" or "key?" when inferred, origin first, without this document; nil: not looked at; empty: the document itself
	class   Class
	speech  Speech
	event   Event
	topic   Topic
	about   string
	figures []string // "bound value unit", "vague_word unit", "range low-high unit"
	dates   []string // "2025-09-29" a day, "2025-09-30..2025-10-03" an interval, "unresolved"
	route   string   // "US-LA>QA>IR"; empty parts stay empty
	direct  bool
}

func dated(t *testing.T, id, published, text string) document.Document {
	t.Helper()
	d := document.Document{ID: id, Text: text}
	if published != "" {
		at, err := time.Parse("2006-01-02", published)
		if err != nil {
			t.Fatal(err)
		}
		d.Published = &document.Stamp{At: at, Date: true, Source: "--published"}
	}
	return d
}

// expect finds the statement whose content is the wanted one and compares what is wanted.
func expect(t *testing.T, d document.Document, list []Statement, w want) {
	t.Helper()
	var s *Statement
	for i := range list {
		if list[i].Content.Text == w.content {
			s = &list[i]
		}
	}
	if s == nil {
		var have []string
		for _, s := range list {
			have = append(have, s.Content.Text)
		}
		t.Errorf("no statement %q in:\n  %s", w.content, strings.Join(have, "\n  "))
		return
	}
	differ := func(what string, got, want any) {
		if g, w := fmt.Sprint(got), fmt.Sprint(want); g != w {
			t.Errorf("%q: %s is %s, want %s", s.Content.Text, what, g, w)
		}
	}
	if w.source != "" {
		differ("source", s.Source.Text, w.source)
	}
	if w.cue != "" {
		differ("cue", s.Cue.Text, w.cue)
	}
	if w.chain != nil {
		var keys []string
		for _, h := range s.Chain[:len(s.Chain)-1] {
			k := h.Key
			if h.Inferred {
				k += "?"
			}
			keys = append(keys, k)
		}
		differ("chain", strings.Join(keys, " < "), strings.Join(w.chain, " < "))
		differ("last hop", s.Chain[len(s.Chain)-1].Class, ThisDocument)
	}
	if w.class != "" {
		differ("class", s.Origin().Class, w.class)
	}
	if w.speech != "" {
		differ("speech", s.Speech, w.speech)
	}
	if w.event != "" {
		differ("event", s.Event, w.event)
	}
	if w.topic != "" {
		differ("topic", s.Topic, w.topic)
	}
	if w.about != "" {
		differ("about", s.About, w.about)
	}
	if w.figures != nil {
		differ("figures", strings.Join(figureWords(s.Quantities), "; "), strings.Join(w.figures, "; "))
	}
	if w.dates != nil {
		differ("dates", strings.Join(dateWords(s.Dates), "; "), strings.Join(w.dates, "; "))
	}
	if w.route != "" {
		differ("route", routeWords(s.Route), w.route)
	}
	if w.direct {
		differ("direct", s.Direct, true)
	}
}

func figureWords(list []Quantity) []string {
	out := []string{}
	for _, q := range list {
		s := string(q.Bound)
		if q.Value != nil {
			s += fmt.Sprintf(" %d", *q.Value)
		}
		if q.Low != nil {
			s += fmt.Sprintf(" %d-%d", *q.Low, *q.High)
		}
		out = append(out, s+" "+q.Unit)
	}
	return out
}

func dateWords(list []Date) []string {
	out := []string{}
	for _, d := range list {
		switch {
		case d.From == nil:
			out = append(out, "unresolved")
		case d.To == nil:
			out = append(out, d.From.Format("2006-01-02")+"..")
		case d.To.Sub(*d.From) == day:
			out = append(out, d.From.Format("2006-01-02"))
		default:
			out = append(out, d.From.Format("2006-01-02")+".."+d.To.Format("2006-01-02"))
		}
	}
	return out
}

func routeWords(list []Move) string {
	var out []string
	for _, m := range list {
		out = append(out, strings.Join(slices.Concat([]string{m.From}, m.Via, []string{m.To}), ">"))
	}
	return strings.Join(out, "; ")
}

// proposed is Propose with every statement checked.
func proposed(t *testing.T, d document.Document) []Statement {
	t.Helper()
	list := Propose(d)
	for _, s := range list {
		if err := Check(d, s); err != nil {
			t.Error(err)
		}
	}
	return list
}
