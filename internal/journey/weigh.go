package journey

import (
	"fmt"
	"math"
	"slices"

	"github.com/charterwatch/charterwatch/internal/fleet"
	"github.com/charterwatch/charterwatch/internal/flight"
)

// scale is the evidence for and against removal work, added up.
type scale struct {
	reasons []Reason
	sum     float64
	who     float64 // of the sum, what comes from who the aircraft is said to be
	behaved bool    // something that the aircraft did speaks for removal work
	other   bool    // something that it did speaks for other work
}

func (s *scale) add(weight float64, source, format string, args ...any) {
	weight = math.Round(weight*100) / 100
	s.reasons = append(s.reasons, Reason{For: weight > 0, Weight: weight, Source: source, Text: fmt.Sprintf(format, args...)})
	s.sum += weight
}

// did is the probability of removal work by what the aircraft did alone. It decides the
// purpose; what the aircraft is known as only makes the answer surer or less sure.
func (s *scale) did() float64 { return logistic(s.sum - s.who) }

// probability is the one with everything, which never crosses the half that did decided on.
func (s *scale) probability() float64 {
	if p := logistic(s.sum); s.did() >= 0.5 {
		return max(p, 0.5)
	} else {
		return min(p, 0.5-1e-9)
	}
}

func logistic(x float64) float64 { return 1 / (1 + math.Exp(-x)) }

// weigh adds up the evidence of a piece of work: what the aircraft did, what it is known as,
// and what speaks for other work.
func (p piece) weigh() *scale {
	s := &scale{sum: base}
	p.stagings(s)
	p.abroad(s)
	p.pattern(s)
	p.kind(s)
	p.otherWork(s)
	did := s.sum
	p.identity(s)
	s.who = s.sum - did
	return s
}

// stagings weighs the airports of removal work that the piece touched, each once.
func (p piece) stagings(s *scale) {
	seen := map[string]bool{}
	facilities, loads := 0, false
	visit := func(i int, e flight.End, verb string) {
		code, probability := likely(e)
		if code == "" || seen[code] {
			return
		}
		seen[code] = true
		r, ok := roleOf(code, p.From, p.airports)
		if !ok {
			return
		}
		weight := graded(r.weight, r.fact) * probability
		switch {
		case r.facility:
			if p.setOutFrom(i, code) {
				weight *= sleptShare
			}
			if facilities > 0 {
				weight *= secondStaging
			}
			facilities++
		case r.agency && p.leftFrom(code):
			s.behaved = true
		case loads:
			return
		default:
			loads = true
			weight = graded(alsoLoads, r.fact) * probability
		}
		place := code
		if e.Airport == nil {
			place = fmt.Sprintf("%s with probability %.2f, which is not enough to name it, and hardly any other field can be meant", code, probability)
		}
		s.add(weight, said(r.fact), "the aircraft %s %s: %s", verb, place, r.fact.Value)
	}
	for i := p.first; i <= p.last; i++ {
		visit(i, p.Hops[i].Start, "left")
	}
	for i := p.first; i <= p.last; i++ {
		visit(i, p.Hops[i].End, "came to")
	}
	s.behaved = s.behaved || facilities > 0
}

// setOutFrom reports that a journey began at an airport, went elsewhere inside the country and did
// not come to it again: the aircraft may only have spent the night there.
func (p piece) setOutFrom(i int, code string) bool {
	if i != 0 || p.last == 0 || len(p.Stops) > 0 && p.Stops[0].Technical || !within([]string{code}, p.Hops[0].Start.Airport) || !p.endsAtHome(0) {
		return false
	}
	return !slices.ContainsFunc(p.Hops[p.first:p.last+1], func(h Hop) bool { return within([]string{code}, h.End.Airport) })
}

// leftFrom reports that the piece left the country from an airport.
func (p piece) leftFrom(code string) bool {
	for i := p.first; i <= p.last; i++ {
		if from, _ := likely(p.Hops[i].Start); from == code && p.leaves(i) {
			return true
		}
	}
	return false
}

// likely is the field where an end was, and how likely: the one that is named, or the one that
// stands alone at the head of the list of an end that is not named. "" where there is neither.
func likely(e flight.End) (code string, probability float64) {
	if e.Airport != nil {
		return *e.Airport, e.Probability
	}
	others := 0.0
	for _, k := range e.Candidates {
		switch {
		case k.Airport == string(flight.Unknown):
		case k.Probability > probability:
			others += probability
			code, probability = k.Airport, k.Probability
		default:
			others += k.Probability
		}
	}
	if probability < aloneLeast || others*aloneTimes > probability {
		return "", 0
	}
	return code, probability
}

// abroad weighs the way out of the country and back.
func (p piece) abroad(s *scale) {
	for i := p.first; i <= p.last; i++ {
		h := p.Hops[i]
		if within([]string{guantanamo}, h.End.Airport) && p.stagedFor(i) {
			s.add(abroadWeight*h.End.Probability, "", "it went from %s to the base at Guantánamo", placeName(h.Start, "an airport not named"))
			return
		}
		if !p.leaves(i) {
			continue
		}
		from, to := placeName(h.Start, "an airport not named"), placeName(h.End, "a place abroad that is not named")
		if f, usual := fleet.Of("country:"+country(h.End.Airport, p.airports), fleet.IsUsual, p.From); usual {
			s.add(graded(usualWeight, f)*h.End.Probability, said(f), "it went to %s, in %s", to, f.Value)
			s.behaved = s.behaved || p.loads(h.Start.Airport) && p.turned(i) && !p.foreign()
		}
		collected := p.collecting(i)
		if collected >= 2 {
			s.add(collectWeight, "", "before it left the country it called at %d airports inside it, each for as long as loading takes", collected)
			s.behaved = s.behaved || !p.foreign()
		}
		if s.behaved && (p.stagedFor(i) || collected >= 2) {
			_, out := p.share(h.End)
			s.add(abroadWeight*out, "", "it left the country from there, or right after it: %s to %s", from, to)
		}
		if p.turned(i) {
			s.add(turnWeight, "", "it then stood %.0f minutes at most at %s", p.Stops[i].Ground.Minutes(), to)
		}
		if n := p.dropOffs(i); n >= 2 {
			s.add(secondDrop, "", "it called at %d places abroad on one trip, each for as long as a drop-off takes, fuel stops not counted", n)
			s.behaved = s.behaved || !p.foreign()
		}
		p.wayBack(s, i)
		p.stayed(s)
		return // the first says it; more drop-offs are the same trip
	}
}

// foreign reports that the address is one of another state's. Removal flights are chartered
// from carriers of the United States; other states' aircraft that fetch people from its staging
// facilities are known by those, never by an airport that airlines of theirs serve every day.
func (p piece) foreign() bool {
	state := fleet.Country(p.Hex)
	return state != "" && state != home
}

// stagedFor reports that hop i left the country from an airport of removal work, or was fed
// from one: by way of a fuel stop, or by a leg that was not the first of the chain.
func (p piece) stagedFor(i int) bool {
	if code, _ := likely(p.Hops[i].Start); code != "" {
		if r, ok := roleOf(code, p.From, p.airports); ok && (r.facility || r.agency) {
			return true
		}
	}
	if i == p.first {
		return false
	}
	return (i-1 > 0 || p.Stops[i-1].Technical) && p.turned(i-1) && p.facility(p.Hops[i-1].Start.Airport)
}

// dropOffs is at how many places abroad the aircraft stood for a drop-off's time from hop i on,
// until it came home.
func (p piece) dropOffs(i int) int {
	n := 0
	for ; i < p.last && p.abroadAt(p.Hops[i].End) && p.abroadAt(p.Hops[i+1].Start); i++ {
		if p.turned(i) && !p.Stops[i].Technical {
			n++
		}
	}
	return n
}

// wayBack weighs where the aircraft came home to after hop i left the country. A charter
// brings its guests, or others, back to the town that they left; who removes people does not.
func (p piece) wayBack(s *scale, i int) {
	from, known := likely(p.Hops[i].Start)
	for k := i; k <= p.last; k++ {
		to := p.Hops[k].End.Airport
		if !p.endsAtHome(k) || from == "" || to == nil {
			continue
		}
		_, busy := fleet.Of("airport:"+from, fleet.IsBusy, p.From)
		switch {
		case from != *to:
			s.add(elsewhereWeight*known*p.Hops[k].End.Probability, "", "it came back to %s, not to %s where it had left: it brought nobody home", *to, from)
		case busy || !p.facility(&from):
			s.add(sameTownWeight, "", "it came back to %s, where it had left, as charters do that bring their guests home", *to)
		}
		return
	}
}

// stayed weighs that the aircraft stood abroad for days where the piece ended. The next leg
// must be known: that nothing was heard proves nothing.
func (p piece) stayed(s *scale) {
	if p.last != len(p.Hops)-1 || p.next == nil || p.endsAtHome(p.last) {
		return
	}
	last, from := p.Hops[p.last].End.Airport, p.next.Start.Airport
	same := last != nil && within([]string{*last}, from) || last == nil && p.leaves(p.last) && p.abroadAt(p.next.Start)
	if stood := ground(p.Hops[p.last].Leg, *p.next); same && stood > awayBreak {
		s.add(stayedWeight, "", "it was next heard leaving %s, up to %.0f days later, longer than a crew rests", placeName(p.next.Start, "a place abroad"), stood.Hours()/24)
	}
}

// pattern weighs the shape of the piece.
func (p piece) pattern(s *scale) {
	turns := 0
	for i := p.first; i < p.last; i++ {
		if p.turned(i) {
			turns++
		}
		if stop := p.Stops[i]; stop.Technical && s.behaved {
			f, _ := fleet.FuelStop(*stop.Airport)
			s.add(graded(fuelWeight, f), said(f), "the stop of %.0f minutes at most was at %s, where long removal flights refuel", stop.Ground.Minutes(), *stop.Airport)
			break
		}
	}
	if turns >= 2 && s.behaved && !p.excursion {
		weight := chainWeight
		if turns >= 3 {
			weight = longChain
		}
		s.add(weight, "", "%d legs in one chain, with the times on the ground of loading", p.last-p.first+1)
	}
	if pair := p.shuttle(); pair != "" {
		s.add(shuttleWeight, "", "it went %s there and back more than once", pair)
	} else if hub, out := p.spoke(); hub != "" {
		s.add(spokeWeight, "", "inside the country it went from %s to %s and straight back, as airlines do from their hubs", hub, out)
	}
	for i := p.first; i < p.last; i++ {
		a, b := p.Hops[i], p.Hops[i+1]
		if a.Start.Airport != nil && b.End.Airport != nil && *a.Start.Airport == *b.End.Airport && !p.leaves(i) && p.endsAtHome(i) && p.Stops[i].Ground > turnMost {
			s.add(sameWayWeight, "", "it waited at %s and went back the way that it came, inside the country", placeName(a.End, "an airport not named"))
			break
		}
	}
}

// shuttle names a pair of airports that the piece flew at least twice in each direction.
func (p piece) shuttle() string {
	count := map[string]int{}
	for _, h := range p.Hops[p.first : p.last+1] {
		if a, b := h.Start.Airport, h.End.Airport; a != nil && b != nil && *a != *b {
			count[*a+"-"+*b]++
			if count[*a+"-"+*b] >= 2 && count[*b+"-"+*a] >= 2 {
				return *a + "-" + *b
			}
		}
	}
	return ""
}

// spoke is an airport inside the country from which the piece went to another and, after no
// longer than loading takes, straight back; a quiet staging facility sends its own flights so.
func (p piece) spoke() (hub, out string) {
	for i := p.first; i < p.last; i++ {
		a, b := p.Hops[i], p.Hops[i+1]
		if p.leaves(i) || p.abroadAt(a.Start) || !p.turned(i) || a.Start.Airport == nil || a.End.Airport == nil || !within([]string{*a.Start.Airport}, b.End.Airport) {
			continue
		}
		if _, busy := fleet.Of("airport:"+*a.Start.Airport, fleet.IsBusy, p.From); busy || !p.facility(a.Start.Airport) {
			return *a.Start.Airport, *a.End.Airport
		}
	}
	return "", ""
}

// identity weighs what is known of the registration and the call signs: who is known to use
// them, never who flew. It has no say in whether the piece behaved like removal work.
func (p piece) identity(s *scale) {
	for _, h := range p.Hops[p.first : p.last+1] {
		if h.Doubt != "" {
			s.reasons = append(s.reasons, Reason{Text: "whose flight this was is in doubt (" + h.Doubt + "): what is known of the registration and the call sign is not weighed"})
			return
		}
	}
	operator, special := false, false
	for _, word := range append([]string{p.Registration}, p.calls()...) {
		for _, f := range fleet.Operators(word, p.From) {
			flies, does := fleet.Of("operator:"+f.Value, fleet.FliesRemoval, p.From)
			switch {
			case f.Predicate == fleet.SpecialSign && !special:
				special = true
				s.add(callSignWeight, said(f), "the aircraft flew as %s, %s; by itself it decides nothing", word, f.Value)
			case (f.Predicate == fleet.SeenWith || f.Predicate == fleet.PrefixOf) && does && !operator:
				operator = true
				s.add(graded(operatorWeight, flies), said(flies), "%s is known with %s: %s", word, f.Value, flies.Value)
			case f.Predicate == fleet.OtherWork:
				s.add(otherWorkWeight, said(f), "%s also flies %s", word, f.Value)
			}
		}
	}
}

func (p piece) calls() []string {
	var out []string
	for _, h := range p.Hops[p.first : p.last+1] {
		for _, c := range h.Callsigns {
			if c != p.Registration && !slices.Contains(out, c) {
				out = append(out, c)
			}
		}
	}
	return out
}

// otherWork weighs what speaks for other work: fields, airlines' call signs, and the work that
// the same aircraft did right before and after.
func (p piece) otherWork(s *scale) {
	seen := map[string]bool{}
	for _, h := range p.Hops[p.first : p.last+1] {
		for _, e := range []flight.End{h.Start, h.End} {
			if e.Airport == nil || seen[*e.Airport] {
				continue
			}
			seen[*e.Airport] = true
			if weight, source, text, ok := otherField(*e.Airport, p.From, p.airports); ok {
				s.add(weight*e.Probability, source, "the journey touched %s, %s", *e.Airport, text)
				s.other = true
			}
			if f, ok := fleet.Of("airport:"+*e.Airport, fleet.IsServed, p.From); ok && !p.servedFromStaging(*e.Airport) {
				s.add(servedWeight*e.Probability, said(f), "the journey touched %s, %s", *e.Airport, f.Value)
				s.other = s.other || p.outAndBack()
			}
		}
	}
	if call := prefixed(p.calls(), scheduledCalls); call != "" {
		s.add(scheduledWeight, "ICAO airline designators", "the aircraft flew as %s, the call sign of a scheduled airline or a cargo carrier", call)
		s.other = true
	}
	if p.excursion || p.other {
		return
	}
	for _, k := range []struct {
		stop int
		next piece
		text string
	}{{p.first - 1, piece{course: p.course, first: p.first - 1, last: p.first - 1}, "it came straight from other work"},
		{p.last, piece{course: p.course, first: p.last + 1, last: p.last + 1}, "it went straight on to other work"}} {
		if k.stop >= 0 && k.stop < len(p.Stops) && p.Stops[k.stop].Ground <= turnMost && k.next.speaksForOther() {
			s.add(besideWeight, "", "%s, from or at %s", k.text, placeName(k.next.Hops[k.next.first].Start, "an airport not named"))
		}
	}
}

// servedFromStaging reports that the piece went to a field straight from a staging facility or
// a small airport of the agency's own list, or from there straight to one: nobody who serves the
// field every day does.
func (p piece) servedFromStaging(code string) bool {
	of := func(e flight.End) bool {
		field, _ := likely(e)
		r, ok := roleOf(field, p.From, p.airports)
		return ok && (r.facility || r.agency)
	}
	return slices.ContainsFunc(p.Hops[p.first:p.last+1], func(h Hop) bool {
		return within([]string{code}, h.End.Airport) && of(h.Start) || within([]string{code}, h.Start.Airport) && of(h.End)
	})
}
