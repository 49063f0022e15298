package statement

import (
	"slices"

	"github.com/charterwatch/charterwatch/internal/place"
)

// frame is the slot of a route that the words before a place open.
type frame uint8

const (
	noFrame frame = iota
	fromFrame
	viaFrame
	toFrame
)

// route reads the moves inside the content: from A via B to C, in the order of the frames,
// never of the text. Without a word for moving people or aircraft there is no route.
func (r *reading) route(content []stretch, ev Event, home string) []Move {
	if !r.moves(content) {
		return nil
	}
	var out []Move
	current := -1
	put := func(f frame, code string, sp Span, ev Event) {
		fresh := current < 0
		if !fresh {
			m := &out[current]
			fresh = m.Event != ev || (f == fromFrame && m.From != "" && m.From != code) || (f == toFrame && m.To != "" && m.To != code)
		}
		if fresh {
			out = append(out, Move{Via: []string{}, Event: ev})
			current = len(out) - 1
		}
		m := &out[current]
		switch f {
		case fromFrame:
			m.From = code
		case toFrame:
			m.To = code
		case viaFrame:
			if !slices.Contains(m.Via, code) {
				m.Via = append(m.Via, code)
			}
		}
		m.Spans = append(m.Spans, sp)
	}
	for _, s := range content {
		last := noFrame
		var before *place.Mention
		for k := s.from; k < s.to; k++ {
			if r.tokens[k].low == "home" && r.lowIn(k+1, s) == "country" && home != "" {
				put(toFrame, home, r.span(stretch{k, k + 2}), ev)
				continue
			}
			m := r.placeAt(k)
			if m == nil || m.Start != r.tokens[k].start || m.Kind == place.KindDemonym || m.Code == "" || m.End > r.tokens[s.to-1].end {
				continue
			}
			f := r.frameBefore(k, s)
			if f == noFrame && last == fromFrame && k > s.from && r.tokens[k-1].low == "for" { // also "left Alexandria, Louisiana, for Doha"
				f = toFrame // "left Panama for Colombia"
			}
			if f == noFrame && k > s.from && (r.tokens[k-1].low == "and" || r.tokens[k-1].low == ",") && last == viaFrame {
				f = viaFrame
			}
			if f == noFrame && last == toFrame && k-1 > s.from && r.tokens[k-1].low == "and" && r.placeAt(k-2) != nil {
				f = toFrame // "to Cairo and Kuwait": one after the other
			}
			if f == noFrame && last == toFrame && k-1 > s.from && r.tokens[k-1].low == "," && r.placeAt(k-2) == before && r.listGoesOn(k, s) {
				f = toFrame // "to Nouakchott, Monrovia and Accra"
			}
			if f == noFrame && before != nil && (m.Code == before.Region || m.Code == before.Country) && r.lowAt(k-1) == "," {
				continue // "Alexandria, Louisiana": one place
			}
			last, before = f, m
			if f == noFrame {
				continue
			}
			end := ev
			if r.refusedAt(k, s) {
				end = DidNotHappen
			} else if ev == DidNotHappen {
				end = r.eventNear(k, s)
			}
			if f != fromFrame && end == Happened && r.onlyDeparted(k, s) {
				end = Planned
			}
			put(f, m.Code, Span{Start: m.Start, End: m.End}, end)
		}
	}
	if len(out) == 2 && out[0].From == "" && out[1].From != "" && out[0].Event != out[1].Event {
		out[0], out[1] = out[1], out[0] // "Charter to Tehran left Louisiana": the beginning first
	}
	return out
}

// listGoesOn tells whether an "and" with one more place follows the place at k.
func (r *reading) listGoesOn(k int, s stretch) bool {
	m := r.placeAt(k)
	for j := k; j < min(s.to-1, k+8); j++ {
		switch low := r.tokens[j].low; {
		case low == "and" || low == "then":
			next := r.placeAt(j + 1)
			return next != nil && next != m
		case low == ",", r.placeAt(j) != nil:
		default:
			return false
		}
	}
	return false
}

// refusedAt tells whether the words right before the place at k say that it was closed to them:
// "was refused landing in Bogotá", "denied permission to land in Quito".
func (r *reading) refusedAt(k int, s stretch) bool {
	for j := k - 1; j >= max(s.from, k-6); j-- {
		switch r.tokens[j].low {
		case "refused", "denied", "barred":
			return r.lowAt(j-1) != "not"
		case "in", "at", "to", "for", "from", "landing", "land", "permission", "clearance", "entry", "overflight", "rights", "a":
		default:
			return false
		}
	}
	return false
}

var (
	// leaving are verbs that say a journey began and nothing about its end; bound ones only aim.
	leaving = wordSet{"left": true, "leaves": true, "leave": true, "leaving": true, "departed": true, "departs": true, "depart": true, "departing": true, "took": true, "takes": true, "lifted": true, "bound": true, "headed": true, "destined": true, "departure": true}
	// conveyed are verbs whose past says that the journey was made.
	conveyed = wordSet{"flew": true, "flown": true, "deported": true, "expelled": true, "repatriated": true, "removed": true, "returned": true, "sent": true, "taken": true, "transferred": true, "brought": true, "transported": true, "moved": true, "handed": true, "travelled": true, "traveled": true, "crossed": true, "carried": true, "went": true, "came": true, "stopped": true, "refuelled": true, "refueled": true, "changed": true, "passed": true, "transited": true, "continued": true, "proceeded": true, "driven": true, "bussed": true, "bused": true, "ferried": true, "turned": true, "diverted": true}
	arrived  = wordSet{"arrived": true, "landed": true, "reached": true, "touched": true, "entered": true, "lands": true, "arrives": true, "reaches": true}
)

// onlyDeparted tells whether the verb that governs the place at k says only that somebody
// left for it: "the flight left for Iran" is no arrival.
func (r *reading) onlyDeparted(k int, s stretch) bool {
	for j := s.from; j < s.to; j++ {
		if arrived[r.tokens[j].low] || r.tokens[j].low == "put" && r.lowAt(j+1) == "down" {
			return false
		}
	}
	for j := k - 1; j >= s.from; j-- {
		switch low := r.tokens[j].low; {
		case conveyed[low]:
			return false
		case leaving[low] && (low != "took" && low != "takes" || r.lowAt(j+1) == "off"):
			return true
		}
	}
	for j := k + 1; j < s.to; j++ {
		switch low := r.tokens[j].low; {
		case conveyed[low]:
			return false
		case leaving[low]:
			return true
		}
	}
	return false
}

// moves tells whether the content speaks of moving people or aircraft.
func (r *reading) moves(content []stretch) bool {
	for _, s := range content {
		for k := s.from; k < s.to; k++ {
			low := r.tokens[k].low
			if t := domainTopic(low); conveyed[low] || moveVerbs[low] && low != "back" && low != "going" || t == TopicFlight || t == TopicRemoval {
				return true
			}
		}
	}
	return false
}

// frameBefore reads the slot that the words before token k open.
func (r *reading) frameBefore(k int, s stretch) frame {
	j := k - 1
	for j >= s.from && (determiners[r.tokens[j].low] || r.tokens[j].low == "neighbouring" || r.tokens[j].low == "neighboring" || r.tokens[j].low == "central" || r.tokens[j].low == "southern") {
		j--
	}
	if j < s.from {
		return noFrame
	}
	prev := r.lowAt(j - 1)
	if j-1 < s.from {
		prev = ""
	}
	switch r.tokens[j].low {
	case "from":
		if domainTopic(prev) == TopicAssurance {
			return noFrame
		}
		if m := r.placeAt(k); j > s.from && m != nil && m.Kind == place.KindCountry && units[prev] == "persons" && !moveVerbs[prev] {
			return noFrame // "deportees from Georgia": whose they are
		}
		if j > s.from && domainTopic(prev) != TopicRemoval && (units[prev] == "persons" || units[prev] == "countries" || prev == "iranians") && !moveVerbs[prev] {
			return noFrame // "people from Iran": where they are from, no route
		}
		return fromFrame
	case "via", "through":
		return viaFrame
	case "of":
		switch prev {
		case "way": // "by way of Doha"
			return viaFrame
		case "out": // "flown out of Arizona"
			return fromFrame
		}
	case "to", "into", "towards", "toward", "onto":
		if prev == "according" || prev == "access" {
			return noFrame
		}
		return toFrame
	case "for":
		if prev == "bound" || prev == "headed" || prev == "left" || prev == "departed" || prev == "departs" || prev == "destined" || prev == "took" || prev == "leave" || prev == "depart" || prev == "off" || prev == "heading" || prev == "heads" || prev == "departing" || prev == "leaving" || prev == "leaves" || prev == "out" {
			return toFrame
		}
	case "in", "at":
		switch prev {
		case "arrive", "arrived", "arrives", "arriving", "landed", "land", "lands", "landing", "touched", "down", "arrival":
			return toFrame
		case "stopover", "stop", "stopped", "stops", "stopping", "refuel", "refuelled", "refueled", "layover", "transit", "refuelling", "refueling", "changed", "planes", "halted", "paused", "waited":
			return viaFrame
		}
	case "left", "leaving", "departed", "leave", "departing", "depart", "departs", "leaves":
		return fromFrame
	case "reached", "reach", "reaches", "reaching", "entered":
		return toFrame
	}
	return noFrame
}

// nationalities are the peoples that the content speaks of, as ISO codes, ordered.
func (r *reading) nationalities(content []stretch) []string {
	out := []string{}
	for _, s := range content {
		for k := s.from; k < s.to; k++ {
			if t := r.tokens[k]; !t.capital && t.kind == word {
				if code := demonymOf(t.low); code != "" {
					if !slices.Contains(out, code) {
						out = append(out, code)
					}
					continue
				}
			}
			m := r.placeAt(k)
			if m == nil || m.Start != r.tokens[k].start || m.Country == "" {
				continue
			}
			next := r.lowIn(k+1, s)
			people := m.Kind == place.KindDemonym && roles[next] == "" && !notPeople[next]
			from := r.lowAt(k-1) == "from" && k > s.from+1 && (units[r.lowAt(k-2)] == "persons")
			among := k > s.from+1 && (r.lowAt(k-1) == "including" && r.countriesBefore(k, s))
			if (people || from || among) && !slices.Contains(out, m.Country) {
				out = append(out, m.Country)
			}
		}
	}
	slices.Sort(out)
	return out
}

// notPeople are nouns after a demonym that make it say something else than who was moved.
var notPeople = wordSet{"airlines": true, "airline": true, "carrier": true, "airport": true, "airports": true, "airspace": true, "soil": true, "capital": true, "media": true, "flag": true, "law": true, "city": true, "port": true, "plane": true, "plane's": true, "aircraft": true, "flight": true, "charter": true, "side": true, "interests": true, "foreign": true, "state": true, "news": true, "president": true, "airways": true, "custody": true, "territory": true, "border": true, "prison": true, "treaties": true}

func (r *reading) countriesBefore(k int, s stretch) bool {
	for j := k - 2; j >= max(s.from, k-5); j-- {
		if units[r.tokens[j].low] == "countries" || r.tokens[j].low == "nationalities" {
			return true
		}
	}
	return false
}
