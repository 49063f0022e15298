package statement

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/charterwatch/charterwatch/internal/place"
)

// RelationKind is how one statement stands to another.
type RelationKind string

// The relations (concepts.md). None of them says which statement is right.
const (
	Unrelated        RelationKind = "unrelated"
	Repeats          RelationKind = "repeats"     // same origin, same words or same figure
	Paraphrases      RelationKind = "paraphrases" // same origin, other words
	Translates       RelationKind = "translates"  // another language, the same figures and days
	Refines          RelationKind = "refines"     // same thing, said more exactly or with more parts
	Consistent       RelationKind = "consistent"  // other origin, nothing differs; independence unknown
	UpgradesModality RelationKind = "upgrades_modality"
	Misattributes    RelationKind = "misattributes"
	ChangesScope     RelationKind = "scope_shifted_reuse" // one figure, used for another scope or population
	Contradicts      RelationKind = "contradicts"
	Incommensurable  RelationKind = "incommensurable" // figures of different populations or scopes: never summed, never a contradiction
	OtherDay         RelationKind = "other_day"       // one route and no figure, on another day: two operations, or one of the days is wrong
	Supersedes       RelationKind = "supersedes"      // the same speaker's later figure of the same thing
	Corrects         RelationKind = "corrects"        // a correction note, or a later version of the same address
	Retracts         RelationKind = "retracts"        // a note that takes the whole back
)

// Relation is how B stands to A and why. A is the earlier or less committed statement, B the
// one that repeats, changed, superseded or corrected it.
type Relation struct {
	Kind   RelationKind `json:"kind"`
	A      string       `json:"a"` // statement ids
	B      string       `json:"b"`
	Reason string       `json:"reason"`
	TextA  string       `json:"text_a"` // both passages are kept side by side
	TextB  string       `json:"text_b"`
	DocA   string       `json:"document_a"`
	DocB   string       `json:"document_b"`
}

// Relate says how two statements stand to each other by their own words alone; see Compare,
// which knows their documents too. It is symmetric: Relate(a, b) and Relate(b, a) give the
// same answer. It names differences and never resolves one.
func Relate(a, b Statement) Relation {
	return Compare(Placed{Statement: a}, Placed{Statement: b})
}

// commitment orders the modalities: what a statement commits itself to.
func commitment(e Event) int {
	switch e {
	case Hypothetical:
		return 1
	case Proposed:
		return 2
	case Planned:
		return 3
	case UnderWay:
		return 4
	case Happened:
		return 5
	case DidNotHappen, Cancelled:
		return 6
	}
	return 0
}

func relate(x, y Placed) (RelationKind, string) {
	a, b := x.Statement, y.Statement
	if k, reason := relateStances(a, b); k != "" {
		return k, reason
	}
	copied := containment(a.Content.Text, b.Content.Text) >= copyShare
	if copied && a.Direct && b.Direct && a.Origin().Key != b.Origin().Key && attributed(a) && attributed(b) {
		return Misattributes, fmt.Sprintf("one quotation, given to %s and to %s", a.Origin().Key, b.Origin().Key)
	}
	p, q, ok := figures(a, b)
	if !ok {
		return relateWords(a, b, copied)
	}
	if len(a.Nationalities) > 0 && len(b.Nationalities) > 0 && !overlap(a.Nationalities, b.Nationalities) {
		return Incommensurable, fmt.Sprintf("different people: %s and %s", strings.Join(a.Nationalities, "+"), strings.Join(b.Nationalities, "+"))
	}
	if p.Unit != q.Unit {
		return Incommensurable, fmt.Sprintf("different things are counted: %s and %s", p.Unit, q.Unit)
	}
	scopes := scopeOf(a, p).differs(scopeOf(b, q))
	if scopes != "" && sameNumber(p, q) && (commitment(a.Event) == commitment(b.Event)) {
		return ChangesScope, "one figure, " + scopes
	}
	if !samePopulation(p, q) {
		return Incommensurable, fmt.Sprintf("different populations: %q and %q", p.Population, q.Population)
	}
	if scopes != "" {
		return Incommensurable, scopes
	}
	if da, db := destination(a), destination(b); da != "" && db != "" && da != db {
		return Incommensurable, fmt.Sprintf("different destinations: %s and %s", da, db)
	}
	if reason := otherDays(a, b, p, q); reason != "" {
		return Contradicts, reason
	}
	if apart(a, b) {
		return Unrelated, "different days"
	}
	return relateFigures(x, y, p, q, copied)
}

// otherDays says how the days differ on which two statements put one exact figure of one people,
// both as a plan or both as a fact. Days next to each other do not differ: a night flight, or
// the zone of either end, makes two of one.
func otherDays(a, b Statement, p, q Quantity) string {
	fa, ta, okA := interval(a)
	fb, tb, okB := interval(b)
	switch {
	case !okA || !okB || fb.Sub(ta) < day && fa.Sub(tb) < day:
		return ""
	case !equalFigures(p, q) || p.Bound != Exact || q.Bound != Exact || commitment(a.Event) == 0 || commitment(b.Event) == 0 || planned(a.Event) != planned(b.Event):
		return ""
	case !overlap(a.Nationalities, b.Nationalities) && (destination(a) == "" || destination(b) == ""):
		return ""
	}
	reason := fmt.Sprintf("one figure and people, different days: %s and %s; two operations, or one of the days is wrong", dayWords(fa, ta), dayWords(fb, tb))
	sourced := a
	if attributed(b) {
		sourced = b
	}
	if attributed(a) != attributed(b) {
		from, to, _ := interval(sourced)
		reason += fmt.Sprintf("; %s stands until a source says otherwise: %s states it, and the other names no source", dayWords(from, to), sourced.Origin().Text)
	}
	return reason
}

// dayWords is an interval of days, half-open, in words.
func dayWords(from, to time.Time) string {
	if last := to.AddDate(0, 0, -1); last.After(from) {
		return isoDay(from) + " to " + isoDay(last)
	}
	return isoDay(from)
}

// relateFigures compares two figures of one population.
func relateFigures(x, y Placed, p, q Quantity, copied bool) (RelationKind, string) {
	a, b := x.Statement, y.Statement
	ca, cb := commitment(a.Event), commitment(b.Event)
	plan := ca >= 1 && ca <= 3
	switch {
	case plan && (cb == 4 || cb == 5) && equalFigures(p, q):
		return UpgradesModality, fmt.Sprintf("one figure, %s in the first and %s in the second", words(a.Event), words(b.Event))
	case plan && (cb == 4 || cb == 5):
		return Incommensurable, fmt.Sprintf("the first figure is %s, the second %s: they count different things", words(a.Event), words(b.Event))
	case cb == 6 && ca == 5:
		return Contradicts, "the first says that it happened, the second that it did not"
	case cb == 6 && ca >= 1:
		return Refines, "the second says that it did not happen"
	}
	same := a.Origin().Key == b.Origin().Key && attributed(a) && !otherHouse(a.Origin(), b.Origin())
	shared := same || sharedOutlet(x, y)
	switch {
	case equalFigures(p, q) && p.Bound == q.Bound && same && copied:
		return Repeats, "one origin, the same words"
	case equalFigures(p, q) && same:
		return Paraphrases, "one origin, the same figure"
	case equalFigures(p, q) && (!attributed(a) || !attributed(b)):
		return Repeats, "the same figure; one of the two names no source"
	case equalFigures(p, q):
		return Consistent, "the same figure from two origins; their independence is unknown"
	case shared && a.Document != b.Document && far(p, q):
		return Misattributes, fmt.Sprintf("two documents give one source different figures: %s and %s", figureText(p), figureText(q))
	case disjoint(p, q):
		return Contradicts, fmt.Sprintf("figures differ: %s and %s", figureText(p), figureText(q))
	case same:
		return Refines, fmt.Sprintf("one origin, figures that fit: %s and %s", figureText(p), figureText(q))
	}
	return Consistent, fmt.Sprintf("figures that fit within their bounds: %s and %s; scope and independence unknown", figureText(p), figureText(q))
}

// relateStances compares what is said of a state's stance, and denials.
func relateStances(a, b Statement) (RelationKind, string) {
	if a.Topic == TopicAcknowledgement && b.Topic == TopicAcknowledgement && a.About == b.About && a.About != "" {
		silent := func(s Speech) bool { return s == NotAcknowledged || s == NoReply || s == Declines || s == NeitherNor }
		switch {
		case a.Speech == b.Speech:
			return Paraphrases, "the same stance of " + a.About
		case silent(a.Speech) != silent(b.Speech), (a.Speech == Denies) != (b.Speech == Denies):
			return Contradicts, fmt.Sprintf("different stances of %s: %s and %s", a.About, a.Speech, b.Speech)
		}
		return Consistent, fmt.Sprintf("two kinds of silence of %s: %s and %s", a.About, a.Speech, b.Speech)
	}
	if (a.Speech == Denies) != (b.Speech == Denies) && containment(a.Content.Text, b.Content.Text) >= copyShare/2 {
		return Contradicts, "one denies what the other states"
	}
	return "", ""
}

// relateWords compares statements without a common figure.
func relateWords(a, b Statement, copied bool) (RelationKind, string) {
	ca, cb := commitment(a.Event), commitment(b.Event)
	if a.Topic != b.Topic || (len(a.Nationalities) > 0 && len(b.Nationalities) > 0 && !overlap(a.Nationalities, b.Nationalities)) {
		return Unrelated, "about different things"
	}
	same := a.Origin().Key == b.Origin().Key
	switch {
	case copied && ca >= 1 && ca <= 3 && (cb == 4 || cb == 5):
		return UpgradesModality, fmt.Sprintf("nearly the same words, %s in the first and %s in the second", words(a.Event), words(b.Event))
	case copied && same:
		return Repeats, "one origin, the same words"
	case copied && (!attributed(a) || !attributed(b)):
		return Repeats, "the same words; one of the two names no source"
	case copied:
		return Consistent, "the same words from two origins; their independence is unknown"
	case routeConflict(a, b):
		return Contradicts, "one flight and day, different places"
	}
	return Unrelated, "nothing that can be compared"
}

// routeConflict tells whether two flights of one day share one end and differ in the other.
func routeConflict(a, b Statement) bool {
	if a.Topic != TopicFlight || len(a.Route) == 0 || len(b.Route) == 0 || apart(a, b) {
		return false
	}
	if _, _, ok := interval(a); !ok {
		return false
	}
	if _, _, ok := interval(b); !ok {
		return false
	}
	fx, fy, tx, ty := departure(a), departure(b), destination(a), destination(b)
	return fx != "" && fx == fy && tx != "" && ty != "" && tx != ty || tx != "" && tx == ty && fx != "" && fy != "" && fx != fy
}

// attributed tells whether somebody else than the document is said to have stated it.
func attributed(s Statement) bool {
	c := s.Origin().Class
	return c != ThisDocument && c != NotStated
}

// sharedOutlet tells whether both statements came through one outlet, and one of them has it
// as its origin: in the chain, or as the publisher of the document.
func sharedOutlet(a, b Placed) bool {
	through := func(x, y Placed) bool {
		o := x.Statement.Origin()
		name := hopName(o)
		return name != "" && o.Class != ThisDocument && (name == outletName(y.In.Publisher) ||
			isOutlet(o) && slices.ContainsFunc(y.Statement.Chain, func(h Hop) bool { return isOutlet(h) && hopName(h) == name }))
	}
	return through(a, b) || through(b, a)
}

// otherHouse tells whether two institutions of one key are named as two: the interior ministry
// and the foreign ministry of whatever state.
func otherHouse(a, b Hop) bool {
	x, y := strings.TrimPrefix(lower(a.Text), "the "), strings.TrimPrefix(lower(b.Text), "the ")
	return a.Class == Institution && b.Class == Institution && a.State == "" && b.State == "" &&
		!strings.HasSuffix(x, y) && !strings.HasSuffix(y, x)
}

// hopName is the plain name of a hop, the same whatever its document calls it.
func hopName(h Hop) string {
	if name := DisplayName(h.Key); name != "" {
		return outletName(name)
	}
	return outletName(h.Text)
}

// figures picks the two figures to compare: of one unit where there are such, people first.
func figures(a, b Statement) (p, q Quantity, ok bool) {
	best := -1
	for _, x := range a.Quantities {
		for _, y := range b.Quantities {
			if !counted(x) || !counted(y) {
				continue
			}
			score := 0
			if x.Unit == y.Unit {
				score = 2
			}
			if x.Unit == "persons" {
				score++
			}
			if score == 3 && samePopulation(x, y) {
				score++
			}
			if equalFigures(x, y) {
				score++
			}
			if score > best {
				best, p, q, ok = score, x, y, true
			}
		}
	}
	return p, q, ok
}

func counted(q Quantity) bool {
	return (q.Value != nil || q.Low != nil && q.High != nil) && !timeUnits[q.Unit] && q.Unit != "percent"
}

func equalFigures(p, q Quantity) bool {
	if p.Value != nil && q.Value != nil {
		return *p.Value == *q.Value
	}
	return p.Low != nil && q.Low != nil && *p.Low == *q.Low && p.High != nil && q.High != nil && *p.High == *q.High
}

// about a tenth: how far "about" and "nearly" are taken to reach
const roughly = 10

// reach is the interval of numbers that a figure allows; high < 0 means no upper end.
func reach(q Quantity) (low, high int) {
	if q.Value == nil {
		return *q.Low, *q.High
	}
	v := *q.Value
	switch q.Bound {
	case Approx:
		return v - v/roughly, v + v/roughly
	case Nearly:
		return v - v/roughly, v
	case UpTo, AtMost:
		return 0, v
	case AtLeast:
		return v, -1
	case MoreThan:
		return v + 1, -1
	}
	return v, v
}

func disjoint(p, q Quantity) bool {
	lp, hp := reach(p)
	lq, hq := reach(q)
	return (hp >= 0 && hp < lq) || (hq >= 0 && hq < lp)
}

// far tells whether two figures of one source cannot be two roundings of one number: more
// than a twentieth apart. A bound fits whatever it allows: "more than 100" and 114.
func far(p, q Quantity) bool {
	if p.Value == nil || q.Value == nil || oneSided(p) || oneSided(q) {
		return disjoint(p, q)
	}
	d := *p.Value - *q.Value
	return max(d, -d)*20 > max(*p.Value, *q.Value)
}

func oneSided(q Quantity) bool {
	return q.Bound == UpTo || q.Bound == AtMost || q.Bound == AtLeast || q.Bound == MoreThan
}

// generic words for people leave the population open.
var generic = wordSet{"": true, "people": true, "persons": true, "deportees": true, "passengers": true, "migrants": true, "returnees": true, "individuals": true, "immigrants": true, "detainees": true, "compatriots": true, "them": true, "those": true, "nationals": true, "citizens": true, "person": true,
	"personas": true, "pasajeros": true, "deportados": true, "expulsados": true, "migrantes": true, "retornados": true, "repatriados": true, "ciudadanos": true, "nacionales": true, "individuos": true,
	"personnes": true, "passagers": true, "expulsés": true, "ressortissants": true, "citoyens": true, "individus": true, "rapatriés": true}

// moved are words that say of people that they were moved, and of no narrower group.
var moved = late(`(?i)\b(?:deported|returned|expelled|removed|repatriated|returning|undocumented)\s+`)

// SamePopulation tells whether two figures can count the same people, in whatever language their
// words are: 57 Colombian nationals and 61 colombianos can, 12 women and 61 colombianos cannot.
func SamePopulation(p, q Quantity) bool { return samePopulation(p, q) }

// samePopulation tells whether two figures can count the same people. A people's name and a
// generic word can; two different names, or a narrower group, cannot be assumed to.
func samePopulation(p, q Quantity) bool {
	p.Population, q.Population = moved.ReplaceAllString(p.Population, ""), moved.ReplaceAllString(q.Population, "")
	p.Population, q.Population = withoutOrigin(p.Population), withoutOrigin(q.Population)
	x, y := lower(p.Population), lower(q.Population)
	if x == y || generic[x] && generic[y] {
		return true
	}
	if generic[x] {
		return isPeople(q.Population)
	}
	if generic[y] {
		return isPeople(p.Population)
	}
	cx, cy := peopleOf(p.Population), peopleOf(q.Population)
	return cx != "" && cx == cy
}

// withoutOrigin is "Venezuelans from the US" without where they came from: the people is named.
func withoutOrigin(population string) string {
	if people, _, ok := strings.Cut(population, " from "); ok && isPeople(people) {
		return people
	}
	return population
}

// isPeople tells whether a population is a nationality, with or without a generic noun.
func isPeople(s string) bool { return peopleOf(s) != "" }

// peopleOf is the nationality in "Iranians" or "Iranian nationals"; empty for a narrower group.
func peopleOf(s string) string {
	for _, language := range []string{"", "es", "fr"} {
		m := place.FindIn(language, s)
		if len(m) != 1 || m[0].Kind != place.KindDemonym {
			continue
		}
		rest := strings.TrimSpace(lower(s[:m[0].Start] + s[m[0].End:]))
		for _, of := range []string{" de nacionalidad", " de nationalité"} {
			rest = strings.TrimSuffix(rest, of)
		}
		if generic[rest] {
			return m[0].Country
		}
	}
	return ""
}

func overlap(a, b []string) bool {
	for _, x := range a {
		for _, y := range b {
			if x == y {
				return true
			}
		}
	}
	return false
}

// apart tells whether both statements are dated and their days do not touch.
func apart(a, b Statement) bool {
	fa, ta, okA := interval(a)
	fb, tb, okB := interval(b)
	return okA && okB && (fa.Sub(tb) > groupGap || fb.Sub(ta) > groupGap)
}

// copyShare is the share of five-word runs of the shorter text that the other must hold.
const copyShare = 0.6

// containment is the share of the shorter text's five-word runs that the other has, on
// words in lower case; short texts count as one run.
func containment(a, b string) float64 {
	x, y := runs(a), runs(b)
	if len(x) > len(y) {
		x, y = y, x
	}
	if len(x) == 0 {
		return 0
	}
	n := 0
	for run := range x {
		if y[run] {
			n++
		}
	}
	return float64(n) / float64(len(x))
}

func runs(s string) map[string]bool {
	const width = 5
	var w []string
	for _, t := range tokenize(nil, s, 0, len(s)) {
		if t.kind != mark {
			w = append(w, t.low)
		}
	}
	out := map[string]bool{}
	if len(w) > 0 && len(w) < width {
		out[strings.Join(w, " ")] = true
	}
	for i := 0; i+width <= len(w); i++ {
		out[strings.Join(w[i:i+width], " ")] = true
	}
	return out
}

func words(e Event) string { return strings.ReplaceAll(string(e), "_", " ") }

func figureText(q Quantity) string {
	if q.Value == nil {
		return fmt.Sprintf("%d to %d", *q.Low, *q.High)
	}
	if q.Bound == Exact {
		return fmt.Sprint(*q.Value)
	}
	bound := strings.ReplaceAll(string(q.Bound), "_", " ")
	if q.Bound == Approx {
		bound = "about"
	}
	return bound + " " + fmt.Sprint(*q.Value)
}
