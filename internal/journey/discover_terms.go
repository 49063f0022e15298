package journey

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"github.com/charterwatch/charterwatch/internal/fleet"
	"github.com/charterwatch/charterwatch/internal/flight"
)

// Log-odds that discovery adds to those by which purposes are read (method.go). They are
// smaller: each is a reason to look sooner, none a reason to believe.
const (
	groupWeight   = 0.4  // × 1.5: a type that charters carry groups in
	nightWeight   = 0.3  // × 1.3: most of its legs of that work left between 22 and 06 local time
	hiddenWeight  = 0.4  // × 1.5: a producer marks it as hidden on request (LADD, PIA)
	oddSignWeight = 0.3  // × 1.3: a large aircraft on several legs without an airline's call sign
	oneSignWeight = 0.2  // × 1.2: the same call sign on three legs or more, as the agency's own stay for a day
	abroadArmy    = 0.7  // × 2: it came to a military field abroad
	metWeight     = 0.7  // × 2: at a staging facility within two hours of an aircraft that is known for removals
	surpriseShare = 0.1  // of each nat of surprise: it had not been at that staging facility on the days around
	surpriseMost  = 2.0  // nats; days around are few
	dailyWeight   = -0.5 // ÷ 1.6: a pair of airports that it flew on three of the days around or more, as airlines do
	listedWeight  = 0.4  // × 1.5: each further airport of removal work that it called at, at most listedMost of them
	listedMost    = 3
	loadedWeight  = 0.4  // × 1.5: it stood at a staging facility for as long as loading takes, and went on
	briskWeight   = 0.3  // × 1.3: every stop inside the country was of a loading time, 45 to 120 minutes with a quarter of an hour for ends that are estimated
	longWeight    = -0.6 // ÷ 1.8: one was longer, and no night: somebody had something to do there
	tourWeight    = 0.6  // × 1.8: three legs or more inside the country to ever new airports, each with a loading time between
	outBackWeight = -0.8 // ÷ 2.2: inside the country out and straight back to where it came from, as airlines, teams and guests fly
	aroundMost    = 0.8  // the most that its own work on the days around weighs, × or ÷ 2.2
	judgedMost    = 1.0  // the most that verdicts on others weigh, × or ÷ 2.7
)

// The ground times that monitors describe, and where a night begins.
const (
	loadLeast = 30 * time.Minute
	loadMost  = 135 * time.Minute
)

// together is how near in time two aircraft at one field are taken to have met.
const together = 2 * time.Hour

// terms adds what discovery weighs beside the purpose.
func (s sky) terms(p piece, js []Journey, f Find, out *scale) {
	s.kind(p, f, out)
	s.call(p, f, out)
	s.night(p, out)
	if hidden := s.watch.Flags[f.Hex] & (fleet.LADD | fleet.PIA); hidden != 0 {
		out.add(hiddenWeight, "the data's producer", "it is marked as hidden on request (%s)", strings.Join(hidden.Words(), ", "))
	}
	for _, h := range p.Hops[p.first : p.last+1] {
		if a, held := p.airports.Lookup(deref(h.End.Airport)); held && p.abroadAt(h.End) && armyField.MatchString(a.Name) {
			out.add(abroadArmy*h.End.Probability, "the field's name in OurAirports", "it came to %s, %s, a military field abroad", a.Code, a.Name)
			break
		}
	}
	s.shape(p, out)
	s.company(p, f, out)
	s.habits(p, js, out)
	s.around(p, js, out)
	s.judged(f, out)
}

func deref(code *string) string {
	if code == nil {
		return ""
	}
	return *code
}

// kind weighs a type with seats for a group; what is too small for one is the purpose's business.
func (s sky) kind(p piece, f Find, out *scale) {
	if low, high, source, ok := fleet.Seats(f.Type); ok && high > 19 {
		out.add(groupWeight, source, "it is a %s, %s, of a kind that charters carry groups in", f.Type, seatsWords(low, high))
	}
}

func seatsWords(low, high int) string {
	if low == high {
		return fmt.Sprintf("%d seats", low)
	}
	return fmt.Sprintf("%d to %d seats", low, high)
}

// call weighs oddities of call signs; which ones they are is the purpose's business.
func (s sky) call(p piece, f Find, out *scale) {
	_, most, _, group := fleet.Seats(f.Type)
	flown := p.last - p.first + 1
	if group && most > 19 && flown >= 2 && len(f.Letters) == 0 {
		out.add(oddSignWeight, "", "an aircraft of this size flew %d legs without an airline's call sign", flown)
	}
	if flown >= 3 && len(f.Letters) == 1 && len(f.Callsigns) == 1 {
		out.add(oneSignWeight, "", "it kept the call sign %s on %d legs; airlines change it with every leg", f.Callsigns[0], flown)
	}
}

// night weighs departures at night, by the mean time of the place's longitude.
func (s sky) night(p piece, out *scale) {
	dark, of := 0, 0
	for _, h := range p.Hops[p.first : p.last+1] {
		of++
		local := h.Start.Heard.At.UTC().Add(time.Duration(h.Start.Heard.Point.Lon / 15 * float64(time.Hour)))
		if hour := local.Hour(); hour >= 22 || hour < 6 {
			dark++
		}
	}
	if 2*dark > of {
		out.add(nightWeight, "", "%d of %d legs left between 22 and 06 local time", dark, of)
	}
}

// shape weighs the way that the piece went.
func (s sky) shape(p piece, out *scale) {
	lists, stops := []string{}, []string{}
	inland, turns, tour := 0, 0, true
	back := ""
	for i := p.first; i <= p.last; i++ {
		h := p.Hops[i]
		for _, e := range []flight.End{h.Start, h.End} {
			if e.Airport == nil {
				continue
			}
			if _, ok := roleOf(*e.Airport, p.From, p.airports); ok && !slices.Contains(lists, *e.Airport) {
				lists = append(lists, *e.Airport)
			}
		}
		if !p.endsAtHome(i) || p.abroadAt(h.Start) {
			tour = false
			continue
		}
		inland++
		tour = tour && h.End.Airport != nil && !slices.Contains(stops, *h.End.Airport)
		stops = append(stops, deref(h.End.Airport))
		if i == p.last || !p.endsAtHome(i+1) {
			continue
		}
		if p.turned(i) {
			turns++
		}
		if a, b := h.Start.Airport, p.Hops[i+1].End.Airport; a != nil && within([]string{*a}, b) && h.End.Airport != nil && *h.End.Airport != *a {
			back = *a + " – " + *h.End.Airport + " – " + *a
		}
	}
	if n := min(len(lists)-1, listedMost); n > 0 {
		slices.Sort(lists)
		out.add(listedWeight*float64(n), "airports of removal work, each with its source", "it called at %d of them on one piece of work: %s", len(lists), strings.Join(lists, ", "))
	}
	brisk, long := 0, 0
	for i := p.first; i < p.last; i++ {
		switch g := p.Stops[i].Ground; {
		case !p.endsAtHome(i):
		case g >= loadLeast && g <= loadMost:
			brisk++
		case g > loadMost:
			long++
		}
	}
	switch {
	case long > 0:
		out.add(longWeight, "", "inside the country it stood longer than loading takes (%d of %d stops)", long, brisk+long)
	case brisk >= 2:
		out.add(briskWeight, "", "all its %d stops inside the country were of a loading time", brisk)
	}
	for i := p.first; i < p.last; i++ {
		if p.turned(i) && p.facility(p.Stops[i].Airport) {
			out.add(loadedWeight, "", "it stood %.0f minutes at most at %s and went on", p.Stops[i].Ground.Minutes(), *p.Stops[i].Airport)
			break
		}
	}
	if tour && inland >= 3 && turns >= 2 {
		out.add(tourWeight, "", "%d legs inside the country, to a new airport each time, with times on the ground of loading", inland)
	}
	if back != "" {
		out.add(outBackWeight, "", "inside the country it went out and straight back: %s", back)
	}
}

// around weighs what the same aircraft did on the days around: the mean of how much its other
// pieces of work looked like removal work, as odds, and no surer than so few pieces are.
func (s sky) around(p piece, js []Journey, out *scale) {
	sum, n := 0.0, 0
	for i := range js {
		c := &course{Journey: &js[i], airports: s.airports}
		for _, q := range c.pieces() {
			if q.ID == p.ID && q.first == p.first {
				continue
			}
			sum += q.weigh().did()
			n++
		}
	}
	if n < 2 {
		return
	}
	mean := (sum + 0.3) / (float64(n) + 1) // one piece more, of the usual mixture
	weight := math.Log(mean / (1 - mean) / (0.3 / 0.7))
	out.add(max(-aroundMost, min(aroundMost, weight/2)), "", "of %d other pieces of its work on the days around, %.0f %% looked like removal work", n, 100*sum/float64(n))
}

// meet notes where and when aircraft that are known for removals stood at staging facilities.
func (s *sky) meet(js []Journey) {
	s.known = map[string][]visit{}
	for i := range js {
		j := &js[i]
		v := s.verdicts[j.Hex]
		switch {
		case v != nil && v.Verdict == JudgedOther:
			continue
		case v != nil && v.Verdict == JudgedRemoval, s.on(j.Hex, j.Registration) != "":
		default:
			continue
		}
		name := j.Registration
		if name == "" {
			name = j.Hex
		}
		c := &course{Journey: j, airports: s.airports}
		for _, h := range j.Hops {
			for _, e := range []flight.End{h.Start, h.End} {
				if c.facility(e.Airport) {
					s.known[*e.Airport] = append(s.known[*e.Airport], visit{j.Hex, name, e.Heard.At})
				}
			}
		}
	}
}

// company weighs meeting an aircraft that is known for removals.
func (s sky) company(p piece, f Find, out *scale) {
	for _, h := range p.Hops[p.first : p.last+1] {
		for _, e := range []flight.End{h.Start, h.End} {
			if !p.facility(e.Airport) {
				continue
			}
			for _, v := range s.known[*e.Airport] {
				if v.hex != f.Hex && e.Heard.At.Sub(v.at).Abs() <= together {
					out.add(metWeight*e.Probability, "", "at %s within two hours of %s, which is on a list or was judged to fly removals", *e.Airport, v.name)
					return
				}
			}
		}
	}
}

// habits weighs the days around: a staging facility that it is new to, and a pair of towns
// that it flies every day.
func (s sky) habits(p piece, js []Journey, out *scale) {
	today := p.Hops[p.first].Start.Heard.At.UTC().Format(time.DateOnly)
	days := map[string]bool{}
	at, pairs := map[string]map[string]bool{}, map[string]map[string]bool{}
	note := func(m map[string]map[string]bool, key, day string) {
		if m[key] == nil {
			m[key] = map[string]bool{}
		}
		m[key][day] = true
	}
	for _, j := range js {
		for _, h := range j.Hops {
			day := h.Start.Heard.At.UTC().Format(time.DateOnly)
			days[day] = true
			a, b := deref(h.Start.Airport), deref(h.End.Airport)
			for _, code := range []string{a, b} {
				note(at, code, day)
			}
			if a != "" && b != "" && a != b {
				note(pairs, min(a, b)+"-"+max(a, b), day)
			}
		}
	}
	seen := map[string]bool{}
	for _, h := range p.Hops[p.first : p.last+1] {
		a, b := deref(h.Start.Airport), deref(h.End.Airport)
		for _, code := range []string{a, b} {
			if code == "" || seen[code] || !p.facility(&code) || len(days) < 3 {
				continue
			}
			seen[code] = true
			others, visits := len(days)-1, len(at[code])
			if at[code][today] {
				visits--
			}
			rate := (float64(visits) + 0.5) / (float64(others) + 1)
			if surprise := -math.Log(rate); surprise > 1 {
				out.add(surpriseShare*min(surprise, surpriseMost), "", "it was at %s on %d of the %d other days around on which it was heard", code, visits, others)
			}
		}
		if pair := min(a, b) + "-" + max(a, b); a != "" && b != "" && a != b && !seen[pair] && len(pairs[pair]) >= 3 {
			seen[pair] = true
			out.add(dailyWeight, "", "it flew %s on %d of the days around", pair, len(pairs[pair]))
		}
	}
}

// judged weighs what people said of other aircraft whose call signs have the same letters.
func (s sky) judged(f Find, out *scale) {
	for _, l := range f.Letters {
		removal, other := 0, 0
		for _, v := range s.watch.Verdicts {
			if v.Hex == f.Hex || !slices.Contains(v.Letters, l) {
				continue
			}
			switch v.Verdict {
			case JudgedRemoval:
				removal++
			case JudgedOther:
				other++
			}
		}
		if removal != other {
			weight := math.Log(float64(removal+1) / float64(other+1))
			out.add(max(-judgedMost, min(judgedMost, weight)), "verdicts in this workspace",
				"of other aircraft that flew under %s, %d were judged removal work and %d other work", l, removal, other)
			return
		}
	}
}
