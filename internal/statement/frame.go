package statement

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/charterwatch/charterwatch/internal/place"
)

// Method of grouping: two statements are about one thing when they answer the same
// question about the same people and destination within days of each other.
const (
	groupGap = 3 * day   // intervals closer than this are one operation: a night flight, a reprint's slip
	undated  = 120 * day // a statement without any date is put to the last operation before it, at most this far back
)

// framed is a statement with what it is about.
type framed struct {
	s         Statement
	kind      GroupKind
	who       string // ISO codes of the people, or empty
	where     string // ISO code of the destination, or empty
	from, to  time.Time
	dated     bool
	published time.Time
	publisher string // key of the document's publisher, as chains name it; empty when not known
}

// framesOf says of each statement in the domain what it is about; what a sentence leaves
// out is taken from the rest of its document.
func framesOf(papers map[string]*paper, statements []Statement) []*framed {
	seen := map[[2]string]bool{}
	var out []*framed
	for _, s := range statements {
		at := [2]string{s.Document, s.ID}
		if !InDomain(s) || seen[at] {
			continue
		}
		seen[at] = true
		f := &framed{s: s, kind: kindOf(s), who: strings.Join(s.Nationalities, "+"), where: destination(s)}
		if p := papers[s.Document]; p != nil {
			f.publisher, f.published = p.publisher, p.day
		}
		f.from, f.to, f.dated = interval(s)
		out = append(out, f)
	}
	slices.SortFunc(out, func(a, b *framed) int {
		return cmp.Or(strings.Compare(a.s.Document, b.s.Document), strings.Compare(a.s.ID, b.s.ID))
	})
	completeFromDocument(out)
	return out
}

func kindOf(s Statement) GroupKind {
	switch s.Topic {
	case TopicAcknowledgement:
		return AboutAcknowledgement
	case TopicAssurance:
		return AboutAssurance
	case TopicWarning:
		return AboutWarning
	case TopicConsent:
		return AboutConsent
	case TopicRemoval:
		if commitment(s.Event) == 0 && len(s.Quantities)+len(s.Dates)+len(s.Route)+len(s.Nationalities) == 0 {
			return AboutContext // "we keep our promises on deportations" tells of no operation
		}
		return AboutPeople
	}
	for _, q := range s.Quantities {
		if q.Unit == "persons" && (q.Value != nil || q.Low != nil) {
			return AboutPeople
		}
	}
	if s.Topic == TopicFlight {
		return AboutFlight
	}
	return AboutContext
}

// destination is the country where the last move with an end goes.
func destination(s Statement) string {
	to := ""
	for _, m := range s.Route {
		if m.To != "" {
			to = m.To
		}
	}
	return countryOf(to)
}

// departure is the country where the first move with a beginning starts.
func departure(s Statement) string {
	for _, m := range s.Route {
		if m.From != "" {
			return countryOf(m.From)
		}
	}
	return ""
}

// countryOf turns a code of a region or an airport into its country's.
func countryOf(code string) string {
	if len(code) == 4 {
		if a, ok := place.Embedded().Lookup(code); ok {
			return a.Country
		}
	}
	country, _, _ := strings.Cut(code, "-")
	return country
}

// interval is the days that a statement's event spans, as far as they are resolved.
func interval(s Statement) (from, to time.Time, ok bool) {
	for _, d := range s.Dates {
		if d.Granularity == "open" && d.To != nil { // "by 10 October": for grouping, its last day
			last := d.To.AddDate(0, 0, -1)
			d = Date{From: &last, To: d.To, Granularity: "day"}
		}
		if d.From == nil || d.To == nil || (d.Granularity != "day" && d.Granularity != "days") {
			continue
		}
		if !ok || d.From.Before(from) {
			from = *d.From
		}
		if !ok || d.To.After(to) {
			to = *d.To
		}
		ok = true
	}
	return from, to, ok
}

// completeFromDocument fills people, destination and days from the other statements of the
// same document. Frames come sorted by document.
func completeFromDocument(frames []*framed) {
	for i := 0; i < len(frames); {
		j := i
		whos := map[string]int{}
		var first *framed
		for ; j < len(frames) && frames[j].s.Document == frames[i].s.Document; j++ {
			f := frames[j]
			if f.who != "" {
				whos[f.who]++
			}
			if f.dated && f.kind != AboutWarning && (first == nil || f.from.Before(first.from)) {
				first = f
			}
		}
		who, n := "", 0
		for w, c := range whos {
			if c > n || (c == n && w < who) {
				who, n = w, c
			}
		}
		for _, f := range frames[i:j] {
			named := f.who != ""
			if !named {
				f.who = who
			}
			if f.where == "" && !strings.Contains(f.who, "+") {
				f.where = f.who // people are taken home unless a statement says otherwise
			}
			if f.kind == AboutFlight || f.kind == AboutAcknowledgement || f.kind == AboutWarning {
				f.where = ""
			}
			if f.kind == AboutAcknowledgement {
				f.who += "/" + f.s.About
			}
			if !f.dated && first != nil && (f.where == first.where || first.where == "" || f.where == "") {
				f.from, f.to, f.dated = first.from, first.to, true
			}
		}
		i = j
	}
}

// clusters puts frames together that are about one thing: same question, people and
// destination, and days that touch. Undated ones join the last operation before them.
func clusters(frames []*framed) [][]*framed {
	byKey := map[string][]*framed{}
	for _, f := range frames {
		k := string(f.kind) + "\x00" + f.who + "\x00" + f.where
		byKey[k] = append(byKey[k], f)
	}
	var out [][]*framed
	for _, list := range byKey {
		out = append(out, byTime(list)...)
	}
	return out
}

func byTime(list []*framed) [][]*framed {
	slices.SortFunc(list, func(a, b *framed) int {
		return cmp.Or(a.from.Compare(b.from), a.to.Compare(b.to), strings.Compare(a.s.Document, b.s.Document), strings.Compare(a.s.ID, b.s.ID))
	})
	var out [][]*framed
	var ends []time.Time
	var loose []*framed
	for _, f := range list {
		if !f.dated {
			loose = append(loose, f)
			continue
		}
		if n := len(out); n > 0 && f.from.Sub(ends[n-1]) <= groupGap {
			out[n-1] = append(out[n-1], f)
			if f.to.After(ends[n-1]) {
				ends[n-1] = f.to
			}
			continue
		}
		out, ends = append(out, []*framed{f}), append(ends, f.to)
	}
	dated := len(out)
	rest := -1 // undated ones that no dated operation takes
	for _, f := range loose {
		best := -1
		for i := range dated {
			start := out[i][0].from
			if f.published.IsZero() && dated == 1 || !f.published.IsZero() && !start.After(f.published.Add(groupGap*3)) && f.published.Sub(start) <= undated {
				best = i
			}
		}
		if best < 0 {
			if rest < 0 {
				rest = len(out)
				out = append(out, nil)
			}
			best = rest
		}
		out[best] = append(out[best], f)
	}
	return out
}

// about is what a cluster is about, in words.
func about(cluster []*framed) string {
	first := cluster[0]
	out := string(first.kind)
	who := first.who
	if first.kind == AboutAcknowledgement { // framed as people and state
		people, state, _ := strings.Cut(first.who, "/")
		if who = ""; people != "" {
			who = "nationals of " + people
		}
		if state != "" {
			out += " by " + state
		}
	}
	if who != "" {
		out += ", " + who
	}
	if first.where != "" && first.where != first.who { // people taken home: no route of a state to itself
		out += " to " + first.where
	}
	var from, to time.Time
	for _, f := range cluster {
		if f.dated && (from.IsZero() || f.from.Before(from)) {
			from = f.from
		}
		if f.dated && f.to.After(to) {
			to = f.to
		}
	}
	if from.IsZero() {
		return out + ", no date"
	}
	if last := to.AddDate(0, 0, -1); last.After(from) {
		return out + ", " + from.Format("2006-01-02") + " to " + last.Format("2006-01-02")
	}
	return out + ", " + from.Format("2006-01-02")
}

// groupID names a cluster by what makes it one: it stays while its first day does.
func groupID(cluster []*framed) string {
	first := cluster[0]
	var from time.Time
	for _, f := range cluster {
		if f.dated && (from.IsZero() || f.from.Before(from)) {
			from = f.from
		}
	}
	parts := []string{string(first.kind), strings.NewReplacer("+", "-", "/", "-").Replace(first.who)}
	if first.where != "" && first.where != first.who {
		parts = append(parts, "to", first.where)
	}
	parts = append(parts, cmp.Or(isoDay(from), "undated"))
	parts = slices.DeleteFunc(parts, func(p string) bool { return strings.Trim(p, "-") == "" })
	return strings.ToLower(strings.Join(parts, "-"))
}

// isoDay is a day as 2006-01-02; empty for none.
func isoDay(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.DateOnly)
}
