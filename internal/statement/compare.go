package statement

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/charterwatch/charterwatch/internal/document"
)

// Placed is a statement with the document that it stands in.
type Placed struct {
	Statement Statement
	In        document.Document
}

// Compare says how two statements stand to each other: by their words, and by what their
// documents tell: day, language, address, correction notes. It is symmetric, names differences
// and never resolves one.
func Compare(a, b Placed) Relation {
	if less(b, a) {
		a, b = b, a
	}
	s, t := a.Statement, b.Statement
	if s.ID == t.ID && s.Document == t.Document {
		return relationOf(Repeats, "the same passage", a, b)
	}
	for _, rule := range []func(a, b Placed) (RelationKind, string){correctedBy, newVersion, translated, superseded, notFirst} {
		if kind, reason := rule(a, b); kind != "" {
			return relationOf(kind, reason, a, b)
		}
		if kind, reason := rule(b, a); kind != "" {
			return relationOf(kind, reason, b, a)
		}
	}
	kind, reason := relate(a, b)
	if note := oneField(a.Statement, b.Statement); note != "" && kind != Unrelated {
		reason += "; " + note
	}
	return relationOf(kind, reason, a, b)
}

// less orders two statements: the less committed first, then the earlier published where both
// are known, then by ID.
func less(a, b Placed) bool {
	if x, y := commitment(a.Statement.Event), commitment(b.Statement.Event); x != y {
		return x < y
	}
	if x, y, ok := publishedDays(a, b); ok && !x.Equal(y) {
		return x.Before(y)
	}
	if a.Statement.ID != b.Statement.ID {
		return a.Statement.ID < b.Statement.ID
	}
	return a.Statement.Document < b.Statement.Document
}

func relationOf(kind RelationKind, reason string, a, b Placed) Relation {
	return Relation{Kind: kind, A: a.Statement.ID, B: b.Statement.ID, Reason: reason, TextA: a.Statement.Content.Text, TextB: b.Statement.Content.Text,
		DocA: a.Statement.Document, DocB: b.Statement.Document}
}

func publishedDays(a, b Placed) (x, y time.Time, ok bool) {
	if a.In.Published == nil || b.In.Published == nil {
		return x, y, false
	}
	return a.In.Published.Day(), b.In.Published.Day(), true
}

// correctedBy tells whether b stands in a correction note that takes a back: what the outlet
// of the note said before, in this document, at this address, or under its name.
func correctedBy(a, b Placed) (RelationKind, string) {
	n, ok := noteOf(b.In, b.Statement)
	if !ok {
		return "", ""
	}
	if _, both := noteOf(a.In, a.Statement); both {
		return "", ""
	}
	kind, verb := Corrects, "corrects"
	if n.retracts {
		kind, verb = Retracts, "takes back"
	}
	p, q, ok := figures(a.Statement, b.Statement)
	ok = ok && p.Unit == q.Unit && samePopulation(p, q)
	switch {
	case ok && equalFigures(p, q) && sameHouse(a, b):
		return kind, fmt.Sprintf("the note %q %s this figure", n.text, verb)
	case ok && a.Statement.Document == b.Statement.Document && !equalFigures(p, q):
		return kind, fmt.Sprintf("the note %q says that the report had another figure before", n.text)
	case !ok && sameHouse(a, b) && containment(a.Statement.Content.Text, b.Statement.Content.Text) >= copyShare:
		return kind, fmt.Sprintf("the note %q %s these words", n.text, verb)
	}
	return "", ""
}

// sameHouse tells whether a was published by the house of b: the same document, address or
// publisher, or a report that names that publisher in its chain.
func sameHouse(a, b Placed) bool {
	pub := outletName(b.In.Publisher)
	switch {
	case a.Statement.Document == b.Statement.Document, a.In.URL != "" && a.In.URL == b.In.URL:
		return true
	case pub == "":
		return false
	case pub == outletName(a.In.Publisher):
		return true
	}
	return slices.ContainsFunc(a.Statement.Chain, func(h Hop) bool { return outletName(h.Text) == pub || outletName(DisplayName(h.Key)) == pub })
}

// newVersion tells whether b stands in a later version of a's address and says otherwise.
func newVersion(a, b Placed) (RelationKind, string) {
	if a.In.URL == "" || a.In.URL != b.In.URL || a.In.TextHash == b.In.TextHash || !versionTime(a.In).Before(versionTime(b.In)) {
		return "", ""
	}
	p, q, ok := figures(a.Statement, b.Statement)
	if !ok || p.Unit != q.Unit || equalFigures(p, q) || !samePopulation(p, q) || scopeOf(a.Statement, p).differs(scopeOf(b.Statement, q)) != "" || a.Statement.Topic != b.Statement.Topic {
		return "", ""
	}
	if carries(a.In, q) || carries(b.In, p) { // both figures stand in one of the versions: two things
		return "", ""
	}
	return Corrects, fmt.Sprintf("a later version of the same address has %s where it had %s", figureText(q), figureText(p))
}

// carries tells whether a document's text holds a figure anywhere, in digits or as written.
func carries(d document.Document, q Quantity) bool {
	return slices.ContainsFunc(q.Spans, func(s Span) bool { return s.Text != "" && strings.Contains(d.Text, s.Text) }) ||
		q.Value != nil && slices.ContainsFunc(tokenize(nil, d.Text, 0, len(d.Text)), func(t token) bool {
			return t.kind == figure && strings.ReplaceAll(t.low, ",", "") == fmt.Sprint(*q.Value)
		})
}

// versionTime is when a version of an address was current: its own update, else its capture.
func versionTime(d document.Document) time.Time {
	if d.Updated != nil {
		return d.Updated.At
	}
	return d.Retrieved
}

// translated tells whether b tells in another language what a tells: the same figures with
// the same bounds, no other days, both quoted or both not. One figure that two pages share makes
// no translation: the page must say that it is one, or be built as the other is.
func translated(a, b Placed) (RelationKind, string) {
	s, t := a.Statement, b.Statement
	x, y := baseLanguage(a.In.Language), baseLanguage(b.In.Language)
	if x == "" || y == "" || x == y || s.Direct != t.Direct || commitment(s.Event) != commitment(t.Event) && s.Event != EventUnknown && t.Event != EventUnknown {
		return "", ""
	}
	p, q := exactFigures(s), exactFigures(t)
	if len(p) == 0 || !slices.Equal(p, q) || apart(s, t) {
		return "", ""
	}
	if k, l := destination(s), destination(t); k != "" && l != "" && k != l {
		return "", ""
	}
	if len(s.Nationalities) > 0 && len(t.Nationalities) > 0 && !overlap(s.Nationalities, t.Nationalities) {
		return "", ""
	}
	if attributed(s) && attributed(t) && s.Origin().Key != t.Origin().Key && named(s.Origin().Class) && named(t.Origin().Class) {
		return "", ""
	}
	if m, n, ok := publishedDays(a, b); ok && n.Before(m) {
		return "", "" // the other way round
	}
	if !saysTranslated(a.In, b.In) && !builtAlike(a.In.Text, b.In.Text) {
		return "", ""
	}
	return Translates, fmt.Sprintf("%s and %s, the same figures (%s), no other days", x, y, strings.Join(p, ", "))
}

// translatedWords are how a page says that it is a translation.
var translatedWords = late(`(?i)\btranslated (?:from|by)\b|\btranslation (?:from|by|of)\b|\btraducid[oa]s? (?:del?|por)\b|\btraducción (?:del?|por)\b|\btraduite?s? (?:de|par)\b|\btraduction (?:de|par)\b`)

// saysTranslated tells whether b is kept as, or calls itself, a translation.
func saysTranslated(a, b document.Document) bool {
	return b.TranslationOf != "" && b.TranslationOf == a.ID || translatedWords.MatchString(b.Text) ||
		slices.ContainsFunc(b.Credits, translatedWords.MatchString)
}

// Two texts in two languages are built alike when the shorter has fewNumbers in digits or more, and
// sharedNumbers of them, in tenths, stand in the other in the same order.
const (
	fewNumbers    = 3
	sharedNumbers = 8
	mostNumbers   = 400 // longer lists of numbers are tables, and are not compared
)

func builtAlike(a, b string) bool {
	x, y := digits(a), digits(b)
	if len(x) > len(y) {
		x, y = y, x
	}
	if len(x) < fewNumbers || len(x) > mostNumbers || len(y) > mostNumbers {
		return false
	}
	last := make([]int, len(y)+1) // longest common row of numbers, one line of the table
	for _, n := range x {
		before := 0
		for j, m := range y {
			above := last[j+1]
			if n == m {
				last[j+1] = before + 1
			} else {
				last[j+1] = max(above, last[j])
			}
			before = above
		}
	}
	return last[len(y)]*10 >= len(x)*sharedNumbers
}

// digits are the numbers of a text in digits, in order, without marks between thousands.
func digits(s string) []string {
	var out []string
	for _, t := range tokenize(nil, s, 0, len(s)) {
		if t.kind == figure {
			out = append(out, strings.NewReplacer(",", "", ".", "", "\u00a0", "", "\u202f", "").Replace(t.low))
		}
	}
	return out
}

// baseLanguage is a BCP 47 tag without region: "es" of "es-CU".
func baseLanguage(tag string) string {
	base, _, _ := strings.Cut(strings.ToLower(tag), "-")
	return base
}

// exactFigures are a statement's figures with their bounds, in order.
func exactFigures(s Statement) []string {
	var out []string
	for _, q := range s.Quantities {
		if counted(q) {
			out = append(out, figureText(q))
		}
	}
	slices.Sort(out)
	return out
}

// superseded tells whether b is the later figure of the same speaker for the same thing. A
// medium that reports again is no speaker, and a page that tells of an earlier day what the
// speaker "had said" supersedes nothing.
func superseded(a, b Placed) (RelationKind, string) {
	s, t := a.Statement, b.Statement
	x, y, ok := publishedDays(a, b)
	if !ok || !x.Before(y) || s.Origin().Key != t.Origin().Key || !attributed(s) || isOutlet(s.Origin()) || lookBack(b) {
		return "", ""
	}
	p, q, ok := figures(s, t)
	if !ok || equalFigures(p, q) || p.Unit != q.Unit || !samePopulation(p, q) || scopeOf(s, p).differs(scopeOf(t, q)) != "" || apart(s, t) ||
		len(s.Nationalities) > 0 && len(t.Nationalities) > 0 && !overlap(s.Nationalities, t.Nationalities) {
		return "", ""
	}
	if k, l := destination(s), destination(t); k != "" && l != "" && k != l {
		return "", ""
	}
	if planned(s.Event) != planned(t.Event) || !disjoint(p, q) && !far(p, q) {
		return "", ""
	}
	if len(s.Dates) == 0 && len(t.Dates) == 0 && y.Sub(x) > undated {
		return "", ""
	}
	return Supersedes, fmt.Sprintf("the same speaker, %s on %s and %s on %s", figureText(p), isoDay(x), figureText(q), isoDay(y))
}

func planned(e Event) bool { c := commitment(e); return c >= 1 && c <= 3 }

// firstEver are the words that call an operation the first of its kind; the first of a series
// that is announced is none.
var firstEver = late(`(?i)\bfirst(?:[ -][\pL-]+){0,4}? (?:flights?|deportations?|removals?|operations?|transfers?|charters?|repatriations?|returns?)\b[^.;]{0,40}\b(?:ever|in (?:decades|(?:\w+ )?years|a generation|living memory)|since \d{4}|since the)\b|\bfirst such\b|\bfirst of its kind\b|\bfirst ever\b`)

func callsFirst(s Statement) bool {
	return speaksOf(s.Content.Text, []string{"first"}) && firstEver.MatchString(s.Content.Text)
}

// notFirst tells whether b, by its day, happened before what a calls the first of its kind.
func notFirst(a, b Placed) (RelationKind, string) {
	s, t := a.Statement, b.Statement
	if !callsFirst(s) || callsFirst(t) || t.Event != Happened || (t.Topic != TopicRemoval && t.Topic != TopicFlight) {
		return "", ""
	}
	from, _, ok := interval(s)
	if !ok && a.In.Published != nil {
		from, ok = a.In.Published.Day().Add(-2*groupGap), true // it tells of something recent
	}
	_, to, dated := interval(t)
	if !ok || !dated || !to.Add(groupGap).Before(from) || !overlap(s.Nationalities, t.Nationalities) {
		return "", ""
	}
	return Contradicts, fmt.Sprintf("the first calls it the first of its kind; the second tells of one before it, by %s", isoDay(to.AddDate(0, 0, -1)))
}

// lookBack tells whether a statement's cue speaks of an earlier saying: "had said".
func lookBack(p Placed) bool {
	cue := lower(p.Statement.Cue.Text)
	if strings.HasPrefix(cue, "had ") {
		return true
	}
	if len(p.Statement.Cue.Spans) == 0 {
		return false
	}
	at := p.Statement.Cue.Spans[0].Start
	from := max(0, at-24)
	if at > len(p.In.Text) {
		return false
	}
	before := lower(strings.TrimSpace(p.In.Text[from:at]))
	return strings.HasSuffix(before, " had") || strings.HasSuffix(before, " earlier") || strings.HasSuffix(before, " previously")
}
