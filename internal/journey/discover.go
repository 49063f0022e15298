package journey

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"github.com/charterwatch/charterwatch/internal/fleet"
	"github.com/charterwatch/charterwatch/internal/flight"
	"github.com/charterwatch/charterwatch/internal/place"
)

// FindMethod names the terms and weights of discovery; a list of finds carries it.
const FindMethod = "discovery/1"

// MostFinds is how many aircraft a day's list has at the most: what one person looks at with a coffee.
const MostFinds = 10

// leastFind is the least score of a find: twice as likely removal work as not.
const leastFind = 0.69

// Context is how many days before and after a day are looked at: what an aircraft flew the day
// before says whether a pair of towns is its daily bread.
const Context = 3 * 24 * time.Hour

// Watch is what discovery is told beside the legs.
type Watch struct {
	Listed   map[string]string      // addresses and registrations that somebody lists, and where
	Flags    map[string]fleet.Flags // what producers mark an address with
	Verdicts []Verdict              // in force
}

// Find is one aircraft that behaved like removal work on a day and is on no list. It is a
// proposal to look, never a finding: its score is the sum of its reasons' weights.
type Find struct {
	Hex          string   `json:"hex"`
	Registration string   `json:"registration"`
	Type         string   `json:"type"`
	Callsigns    []string `json:"callsigns"`
	Journey      string   `json:"journey"` // the one that says most
	Route        string   `json:"route"`
	Legs         []string `json:"legs"`
	Score        float64  `json:"score"`   // log-odds
	Reasons      []Reason `json:"reasons"` // whose weights add up to it
	Signs        []string `json:"signs"`   // what it did, in fixed words, for a verdict to be held against
	Letters      []string `json:"letters"` // of its call signs
	Verdict      *Verdict `json:"verdict"` // an earlier one on it, null without
	News         []string `json:"news"`    // signs that were not there at that verdict
	Simulated    bool     `json:"simulated,omitempty"`
}

// Discover lists the aircraft that flew most like removal work on a UTC day and are on no
// list, the likeliest first, at most MostFinds. Legs are those of the days around, Context
// before and after it; an aircraft that touched no airport of removal work is not found,
// whatever it is called. The order of legs does not matter.
func Discover(legs []flight.Leg, day time.Time, w Watch, airports *place.Airports) []Find {
	out := []Find{}
	for _, f := range Rank(legs, day, w, airports) {
		if f.listed || len(f.Signs) == 0 || f.Score < leastFind || f.Verdict != nil && f.Verdict.Verdict == JudgedRemoval {
			continue
		}
		if f.Verdict != nil && f.Verdict.Verdict == JudgedOther && len(f.News) == 0 {
			continue
		}
		if out = append(out, f.Find); len(out) == MostFinds {
			break
		}
	}
	return out
}

// WatchedFields are the airports at which something speaks for removal work, as of a day.
func WatchedFields(on time.Time) []string {
	var out []string
	for _, f := range fleet.Facts() {
		if code, ok := strings.CutPrefix(f.Subject, "airport:"); ok && f.Predicate == fleet.IsStaging && f.On(on) {
			out = append(out, code)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// Tells reports that a leg, by its airports and call signs alone, can be part of removal work,
// so that its aircraft has to be looked at: it touched a staging facility or a small airport
// of the agency's, or went from another watched field to a country that receives removal
// flights. A leg under a scheduled airline's call sign is not one. It spares a day of the
// world's legs from being read; what it lets through is judged by all that is known.
func Tells(start, end string, callsigns []string, on time.Time, airports *place.Airports) bool {
	if len(callsigns) > 0 && !slices.ContainsFunc(callsigns, func(c string) bool { return prefixed([]string{c}, scheduledCalls) == "" }) {
		return false
	}
	for _, code := range []string{start, end} {
		if r, ok := roleOf(code, on, airports); ok && (r.facility || r.agency) {
			return true
		}
	}
	if _, ok := roleOf(start, on, airports); !ok {
		return false
	}
	_, usual := fleet.Of("country:"+country(&end, airports), fleet.IsUsual, on)
	return usual
}

// SpecialSigns are the call-sign letters that name no operator, such as the agency's own.
func SpecialSigns(on time.Time) []string {
	var out []string
	for _, f := range fleet.Facts() {
		if sign, ok := strings.CutPrefix(f.Subject, "callsign:"); ok && f.Predicate == fleet.SpecialSign && f.On(on) {
			out = append(out, sign)
		}
	}
	return out
}

// Ranked is one aircraft with its score, whether it is on a list or not.
type Ranked struct {
	Find
	listed bool
}

// Rank scores every aircraft that was first heard on a leg of the day, the highest first.
func Rank(legs []flight.Leg, day time.Time, w Watch, airports *place.Airports) []Ranked {
	from, to := day, day.AddDate(0, 0, 1)
	around := slices.DeleteFunc(Build(legs, airports), func(j Journey) bool {
		return j.To.Before(from.Add(-Context)) || !j.From.Before(to.Add(Context))
	})
	s := sky{day: from, watch: w, airports: airports, verdicts: map[string]*Verdict{}}
	for i := range w.Verdicts {
		s.verdicts[w.Verdicts[i].Hex] = &w.Verdicts[i]
	}
	s.meet(around)
	var out []Ranked
	for i := 0; i < len(around); {
		k := i + 1
		for k < len(around) && around[k].Hex == around[i].Hex {
			k++
		}
		if f, ok := s.rank(around[i:k], from, to); ok {
			out = append(out, f)
		}
		i = k
	}
	slices.SortStableFunc(out, func(a, b Ranked) int { return cmp.Or(cmp.Compare(b.Score, a.Score), strings.Compare(a.Hex, b.Hex)) })
	return out
}

// sky is a day with everything that one aircraft is held against.
type sky struct {
	day      time.Time
	watch    Watch
	airports *place.Airports
	verdicts map[string]*Verdict
	known    map[string][]visit // of known aircraft, by staging facility
}

type visit struct {
	hex, name string
	at        time.Time
}

// rank scores one aircraft by the piece of its work that says most, of those that it was
// first heard on that day.
func (s sky) rank(js []Journey, from, to time.Time) (Ranked, bool) {
	var best *scale
	var chosen piece
	today := false
	for i := range js {
		j := &js[i]
		c := &course{Journey: j, airports: s.airports}
		if i+1 < len(js) {
			c.next = &js[i+1].Hops[0].Leg
		}
		for _, p := range c.pieces() {
			if !slices.ContainsFunc(j.Hops[p.first:p.last+1], func(h Hop) bool { return !h.Start.Heard.At.Before(from) && h.Start.Heard.At.Before(to) }) {
				continue
			}
			today = true
			if scale := p.weigh(); best == nil || scale.sum > best.sum {
				best, chosen = scale, p
			}
		}
	}
	if !today {
		return Ranked{}, false
	}
	hops := chosen.Hops[chosen.first : chosen.last+1]
	first := hops[0]
	f := Ranked{Find: Find{Hex: first.Hex, Registration: first.Registration, Type: first.Type, Callsigns: []string{}, Journey: chosen.ID,
		Route: Journey{Hops: hops}.Route(), Signs: signs(chosen, best), News: []string{}, Verdict: s.verdicts[first.Hex],
		Reasons: append([]Reason{{Weight: base, Text: "before anything is known of a piece of work: one in twelve is removal work"}}, best.reasons...)}}
	for _, h := range hops {
		f.Legs = append(f.Legs, h.ID)
		f.Simulated = f.Simulated || h.Simulated
		for _, c := range h.Callsigns {
			if !slices.Contains(f.Callsigns, c) {
				f.Callsigns = append(f.Callsigns, c)
			}
		}
	}
	f.Letters = letters(f.Callsigns)
	f.listed = s.on(f.Hex, f.Registration) != ""
	scale := &scale{reasons: f.Reasons}
	s.terms(chosen, js, f.Find, scale)
	f.Reasons = slices.DeleteFunc(scale.reasons, func(r Reason) bool { return r.Weight == 0 })
	for _, r := range f.Reasons {
		f.Score += r.Weight
	}
	f.Score = math.Round(f.Score*100) / 100
	if f.Verdict != nil {
		f.News = append(f.News, f.Verdict.news(f.Signs)...)
	}
	return f, true
}

// on says which list an aircraft is on, "" for none. Who files flights under its call signs
// is no list: a call sign is no aircraft.
func (s sky) on(hex, registration string) string {
	for _, key := range []string{hex, strings.ToUpper(registration)} {
		if where := s.watch.Listed[key]; where != "" && key != "" {
			return where
		}
	}
	if computed, ok := fleet.NNumber(hex); ok && registration == "" {
		registration = computed
	}
	if registration != "" {
		for _, f := range fleet.Operators(registration, s.day) {
			if strings.HasPrefix(f.Subject, "tail:") {
				return f.Predicate + " " + f.Value
			}
		}
	}
	return ""
}

// signs are what a piece of work did that speaks for removal work, in words that stay the same
// from day to day; none unless its behaviour does.
func signs(p piece, s *scale) []string {
	out := []string{}
	if !s.behaved {
		return out
	}
	add := func(format string, args ...any) {
		if text := fmt.Sprintf(format, args...); !slices.Contains(out, text) {
			out = append(out, text)
		}
	}
	for i := p.first; i <= p.last; i++ {
		h := p.Hops[i]
		for _, e := range []flight.End{h.Start, h.End} {
			if p.facility(e.Airport) {
				add("at %s", *e.Airport)
			}
		}
		if p.leaves(i) {
			add("out of the country to %s", cmp.Or(country(h.End.Airport, p.airports), "a place not named"))
			if p.loads(h.Start.Airport) {
				add("out of the country from %s", *h.Start.Airport)
			}
		}
	}
	slices.Sort(out)
	return out
}

func letters(calls []string) []string {
	out := []string{}
	for _, c := range calls {
		if l := fleet.Prefix(c); l != "" && !slices.Contains(out, l) {
			out = append(out, l)
		}
	}
	slices.Sort(out)
	return out
}
