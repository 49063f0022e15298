package operation

import (
	"cmp"
	"maps"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/charterwatch/charterwatch/internal/journey"
	"github.com/charterwatch/charterwatch/internal/place"
	"github.com/charterwatch/charterwatch/internal/statement"
)

// Mode is how people were moved, or held.
type Mode string

// The modes. One that no words and no track give is not stated.
const (
	ByAircraft Mode = "aircraft"
	ByFerry    Mode = "ferry"
	ByBus      Mode = "bus"
	OnFoot     Mode = "on foot"
	Held       Mode = "detention"
	NotSaid    Mode = "not stated"
)

// Stretch is one hop of the custody path: a way between two places, or a place where people
// were held. A track shows an aircraft; who was on it and who held them is said or unknown.
type Stretch struct {
	Mode          Mode     `json:"mode"`
	From          string   `json:"from"` // in words; of detention the place; empty when not known
	To            string   `json:"to"`
	Start         string   `json:"start"`    // when, in words; empty when not known
	End           string   `json:"end"`      // likewise
	Carriers      []string `json:"carriers"` // as stated, or as the transmitter claimed to be; empty: unknown
	Holder        string   `json:"holder"`
	Nationalities []string `json:"nationalities"` // stated of the people on it, ISO codes; empty: not stated
	Events        []string `json:"events"`        // modalities in which it is stated: happened, planned
	Marks         []Mark   `json:"marks"`
	Disputed      bool     `json:"disputed,omitempty"` // one origin states it, another denies it
	Break         bool     `json:"break,omitempty"`    // it stands for a way between two stretches that nothing tells
	Refs          []Ref    `json:"refs"`

	a, b      string // codes of the two places, as narrow as known
	at        time.Time
	origins   map[string]bool
	holders   []string          // who held the people on it, as stated
	told      [2]map[string]int // how many tellings give each code of the two places
	days      []string          // on which tellings put it
	statement []statement.Statement
}

// pathModes read the mode from a statement's words, the first that fits.
var pathModes = []struct {
	mode  Mode
	words *regexp.Regexp
}{
	{ByFerry, regexp.MustCompile(`(?i)\b(?:ferry|ferries|boat|ship|vessel)\b`)},
	{ByBus, regexp.MustCompile(`(?i)\b(?:bus|buses|coach|coaches|van|vans)\b`)},
	{OnFoot, regexp.MustCompile(`(?i)\b(?:on foot|walked|were made to walk)\b`)},
	{ByAircraft, regexp.MustCompile(`(?i)\b(?:flights?|flew|flown|planes?|aircraft|jets?|charter(?:ed)?|airlifted|aboard|took off|landed|C-?17|C-?130)\b`)},
}

var (
	heldWords = regexp.MustCompile(`(?i)\b(?:detained|detention|held (?:in|at|by)|holding|custody|camp|imprisoned|jailed|prison)\b`)
)

// path orders what was heard and what is stated into one way: heard legs in time, and stated
// stretches where their places join. Several tellings of one stretch are one stretch.
func (t *table) path() []Stretch {
	var all []*Stretch
	for _, h := range t.legs {
		if !notCustody[h.Purpose.Value] {
			all = append(all, heardStretch(h))
		}
	}
	for _, s := range t.statements {
		if !t.concerns(s) || !t.specific(s) && !heldWords.MatchString(s.Content.Text) {
			continue
		}
		for _, st := range t.statedStretches(s) {
			all = joinStretch(all, st)
		}
	}
	ordered := chain(all, t.op.States)
	out := make([]Stretch, 0, len(ordered)+2)
	if len(t.op.States) > 0 && (len(ordered) == 0 || ordered[0].Mode != Held) {
		out = append(out, Stretch{Mode: Held, From: stateName(t.op.States[0]), Holder: "not stated", Marks: []Mark{Unknown}, a: t.op.States[0], b: t.op.States[0]})
	}
	for _, s := range ordered {
		if n := len(out); n > 0 && !samePlace(out[n-1].b, s.a) && out[n-1].b != "" && s.a != "" {
			out = append(out, Stretch{Mode: NotSaid, From: placeName(out[n-1].b), To: placeName(s.a), Holder: "not stated", Marks: []Mark{Unknown}, Break: true, a: out[n-1].b, b: s.a})
		}
		out = append(out, t.close(s))
	}
	for i := range out {
		out[i].fill()
	}
	if n := len(t.op.States); n > 1 && len(t.landingsDiffer()) > 0 {
		for i := range out {
			if out[i].Mode == Held && countryOf(out[i].a) == t.op.States[n-1] {
				out[i].Disputed = true
			}
		}
	}
	return out
}

// fill makes the lists of a stretch empty rather than null.
func (s *Stretch) fill() {
	for _, l := range []*[]string{&s.Carriers, &s.Nationalities, &s.Events} {
		if *l == nil {
			*l = []string{}
		}
		slices.Sort(*l)
	}
	if s.Refs == nil {
		s.Refs = []Ref{}
	}
}

func heardStretch(h journey.Hop) *Stretch {
	s := &Stretch{Mode: ByAircraft, Start: endTime(h.Start), End: arriveWords(h.End), Carriers: []string{aircraft(h)}, Marks: []Mark{Seen}, Refs: []Ref{legRef(h)}, at: legTime(h), origins: map[string]bool{}}
	if c := endCode(h.Start); c != "not known" {
		s.a, s.From = c, placeName(c)
	}
	switch c := endCode(h.End); {
	case c != "not known":
		s.b, s.To = c, placeName(c)
	case lost(h.End):
		s.To = "lost"
		s.Marks = append(s.Marks, Unknown)
	}
	return s
}

// statedStretches are the stretches that a statement tells, each between two places that it
// names next to each other, and the place where it says that people are held.
func (t *table) statedStretches(s statement.Statement) []*Stretch {
	var out []*Stretch
	if s.Event == statement.Cancelled || s.Event == statement.Hypothetical {
		return nil
	}
	text := s.Content.Text
	mode := NotSaid
	for _, m := range pathModes {
		if m.words.MatchString(text) {
			mode = m.mode
			break
		}
	}
	base := func(a, b string) *Stretch {
		st := &Stretch{Mode: mode, a: a, b: b, Nationalities: slices.Clone(s.Nationalities), Events: []string{eventWords(s.Event)}, Marks: []Mark{Said},
			origins: map[string]bool{}, statement: []statement.Statement{s}, Disputed: s.Speech == statement.Denies || s.Event == statement.DidNotHappen}
		st.Carriers, st.holders = carriersIn(text), holdersIn(text)
		for _, d := range s.Dates {
			if d.From != nil && (st.at.IsZero() || d.From.Before(st.at)) {
				st.at = *d.From
			}
		}
		st.Start = dates(s.Dates)
		st.days = appendNew(nil, st.Start)
		st.origins[cmp.Or(t.stands[s.Origin().Key], s.Origin().Key)] = true
		return st
	}
	for _, m := range s.Route {
		stops := []string{}
		for _, p := range append(append([]string{m.From}, m.Via...), m.To) {
			if p != "" {
				stops = append(stops, p)
			}
		}
		for i := 0; i+1 < len(stops); i++ {
			if stops[i] != stops[i+1] {
				out = append(out, base(stops[i], stops[i+1]))
			}
		}
		if len(stops) == 1 {
			out = append(out, base(m.From, m.To))
		}
	}
	if a, b := surfaceWay(text); len(out) == 0 && (mode == ByFerry || mode == ByBus || mode == OnFoot) && a+b != "" {
		out = append(out, base(a, b))
	}
	if heldWords.MatchString(text) {
		for _, p := range place.Find(text) {
			if p.Kind == place.KindCity || p.Kind == place.KindAirport || p.Kind == place.KindCountry || p.Kind == place.KindState {
				st := base(p.Code, p.Code)
				st.Mode, st.Carriers = Held, nil
				out = append(out, st)
				break
			}
		}
	}
	return out
}

// tell takes another telling's places: the narrower code, of equals the one told most often,
// then the alphabet's first. What was heard stays.
func (s *Stretch) tell(st *Stretch) {
	if slices.Contains(s.Marks, Seen) {
		s.a, s.b = cmp.Or(s.a, st.a), cmp.Or(s.b, st.b)
		return
	}
	for i, p := range []struct{ have, also *string }{{&s.a, &st.a}, {&s.b, &st.b}} {
		if s.told[i] == nil {
			s.told[i] = map[string]int{*p.have: 1}
		}
		s.told[i][*p.also]++
		for _, code := range slices.Sorted(maps.Keys(s.told[i])) {
			if n := narrower(*p.have, code); n != *p.have || narrower(code, *p.have) == code && (s.told[i][code] > s.told[i][*p.have] || s.told[i][code] == s.told[i][*p.have] && code < *p.have) {
				*p.have = code
			}
		}
	}
}

// surfaceWay reads a way over land or sea from words that name its two ends, where the
// statement has no route of its own: "walked from A into B".
func surfaceWay(text string) (from, to string) {
	for _, m := range place.Find(text) {
		if m.Kind != place.KindCity && m.Kind != place.KindAirport && m.Kind != place.KindCountry && m.Kind != place.KindState {
			continue
		}
		switch before := strings.TrimSuffix(strings.TrimRight(text[:m.Start], " "), " the"); {
		case strings.HasSuffix(before, "from") && from == "":
			from = m.Code
		case (strings.HasSuffix(before, " to") || strings.HasSuffix(before, "into") || strings.HasSuffix(before, "reached")) && to == "":
			to = m.Code
		}
	}
	return from, to
}

// joinStretch adds a stated stretch to one that it can be a telling of, else to the list. A
// place that is only a state is any place in it; one telling without a start fits any.
func joinStretch(all []*Stretch, st *Stretch) []*Stretch {
	for _, have := range all {
		if have.Mode != st.Mode && (have.Mode == Held || st.Mode == Held || have.Mode != NotSaid && st.Mode != NotSaid) {
			continue
		}
		from, to := samePlace(have.a, st.a), samePlace(have.b, st.b)
		if !(from && to || from && (have.b == "" || st.b == "") || to && (have.a == "" || st.a == "")) {
			continue
		}
		if !have.at.IsZero() && !st.at.IsZero() && (have.at.Sub(st.at) > 3*daySlack || st.at.Sub(have.at) > 3*daySlack) {
			continue
		}
		if have.Mode == NotSaid {
			have.Mode = st.Mode
		}
		if have.To != "" && have.b == "" && st.b != "" { // lost on a way whose end somebody states
			have.To += ", as stated to " + placeName(st.b)
		}
		have.tell(st)
		for _, n := range st.Nationalities {
			have.Nationalities = appendNew(have.Nationalities, n)
		}
		for _, c := range st.Carriers {
			have.Carriers = appendNew(have.Carriers, c)
		}
		for _, e := range st.Events {
			have.Events = appendNew(have.Events, e)
		}
		have.Disputed = (have.Disputed || st.Disputed) && len(have.statement)+len(st.statement) > 0
		have.statement = append(have.statement, st.statement...)
		for k := range st.origins {
			have.origins[k] = true
		}
		if !slices.Contains(have.Marks, Said) {
			have.Marks = append(have.Marks, Said)
		}
		if have.at.IsZero() {
			have.at = st.at
		}
		if !slices.Contains(have.Marks, Seen) { // both days stand where tellings differ
			for _, d := range st.days {
				if d != "" {
					have.days = appendNew(slices.DeleteFunc(have.days, func(h string) bool { return h == "" }), d)
				}
			}
			slices.Sort(have.days)
			have.Start = strings.Join(have.days, " or ")
		} else if have.Start == "" {
			have.Start = st.Start
		}
		for _, h := range st.holders {
			have.holders = appendNew(have.holders, h)
		}
		return all
	}
	return append(all, st)
}

// samePlace tells whether two codes can be one place: the same, or one a state and the other a
// place in it, or a region and an airport of it.
func samePlace(a, b string) bool {
	if a == "" || b == "" {
		return false
	}
	if a == b {
		return true
	}
	if countryOf(a) != countryOf(b) || countryOf(a) == "" {
		return false
	}
	if len(a) == 2 || len(b) == 2 {
		return true
	}
	return regionOf(a) == regionOf(b) && regionOf(a) != "" || oneCity(a, b)
}

// cityReach is how far from each other two fields may lie that are called by one city's name, in
// nautical miles: Palmerola lies 27 from Tegucigalpa, whose airport it is called.
const cityReach = 40

// oneCity tells whether two airports can be meant by the name of one city.
func oneCity(a, b string) bool {
	x, ok1 := place.Embedded().Lookup(a)
	y, ok2 := place.Embedded().Lookup(b)
	return ok1 && ok2 && place.Distance(x.At, y.At) <= cityReach
}

func regionOf(code string) string {
	if len(code) > 3 && code[2] == '-' {
		return code
	}
	if a, ok := place.Embedded().Lookup(code); ok {
		return a.Region
	}
	return ""
}

// narrower is the narrower of two codes of one place.
func narrower(a, b string) string {
	rank := func(c string) int {
		switch {
		case c == "":
			return 0
		case len(c) == 2:
			return 1
		case len(c) > 3 && c[2] == '-':
			return 2
		}
		return 3
	}
	if rank(b) > rank(a) {
		return b
	}
	return a
}

// chain orders stretches so that each begins where the one before it ended, from the state that
// sends on. Of several that can follow, the earliest dated one does, and one without a day
// before one of a later day. What joins nothing follows in time.
func chain(all []*Stretch, states []string) []*Stretch {
	rest := slices.Clone(all)
	slices.SortStableFunc(rest, func(x, y *Stretch) int {
		return cmp.Or(compareStart(x.at, y.at), cmp.Compare(x.a, y.a), cmp.Compare(x.b, y.b), cmp.Compare(x.Mode, y.Mode))
	})
	at := ""
	if len(states) > 0 {
		at = states[0]
	}
	var out []*Stretch
	for len(rest) > 0 {
		next := slices.IndexFunc(rest, func(s *Stretch) bool { return s.Mode == Held && samePlace(s.a, at) && len(out) > 0 })
		if next < 0 {
			next = slices.IndexFunc(rest, func(s *Stretch) bool { return s.Mode != Held && samePlace(s.a, at) })
		}
		if next < 0 { // begin again where nothing else leads to
			next = max(0, slices.IndexFunc(rest, func(s *Stretch) bool {
				return s.a != "" && !slices.ContainsFunc(rest, func(o *Stretch) bool { return o != s && o.Mode != Held && samePlace(o.b, s.a) })
			}))
		}
		s := rest[next]
		rest = slices.Delete(rest, next, next+1)
		out = append(out, s)
		if s.b != "" {
			at = s.b
		}
	}
	return out
}

func compareStart(a, b time.Time) int {
	if a.IsZero() != b.IsZero() {
		return map[bool]int{true: 1, false: -1}[a.IsZero()]
	}
	return a.Compare(b)
}

// close writes a stretch in words, with everything that it rests on.
func (t *table) close(s *Stretch) Stretch {
	if s.From == "" && s.a != "" {
		s.From = placeName(s.a)
	}
	if s.To == "" && s.b != "" && s.Mode != Held {
		s.To = placeName(s.b)
	}
	s.Refs = append(s.Refs, t.refs(s.statement)...)
	s.Holder = "not stated"
	if s.Mode == Held {
		s.To = ""
		s.Holder = "not stated; held in " + inState(countryOf(s.a)) + ", as said by " + plural(len(s.origins), "origin")
	} else if len(s.Carriers) > 0 && slices.Contains(s.Marks, Said) {
		s.Holder = "not stated; carried by " + strings.Join(s.Carriers, ", ")
	}
	if slices.Sort(s.holders); len(s.holders) > 0 {
		s.Holder = strings.Join(s.holders, ", ") + ", as stated"
	}
	yes, no := false, false
	for _, st := range s.statement {
		if st.Speech == statement.Denies || st.Event == statement.DidNotHappen {
			no = true
		} else {
			yes = true
		}
	}
	s.Disputed = yes && no
	return *s
}
