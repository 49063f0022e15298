package web

import (
	"regexp"
	"strconv"
	"strings"

	"github.com/charterwatch/charterwatch/internal/flight"
	"github.com/charterwatch/charterwatch/internal/journey"
	"github.com/charterwatch/charterwatch/internal/operation"
	"github.com/charterwatch/charterwatch/internal/place"
)

var flightLevel = regexp.MustCompile(`(^|[^(\w])FL(\d{3})\b`)

// feet writes flight levels as feet, with the level behind: readers who fly nothing know how
// high "34,700 ft" is.
func feet(s string) string {
	return flightLevel.ReplaceAllStringFunc(s, func(m string) string {
		at := strings.Index(m, "FL")
		n, err := strconv.Atoi(m[at+2:])
		if err != nil {
			return m
		}
		return m[:at] + thousands(100*n) + " ft (" + m[at:] + ")"
	})
}

// inFeet writes the flight levels of a view's own words as feet. The data behind keep them.
func inFeet(v *operation.View) {
	v.Answer = feet(v.Answer)
	for i := range v.Custody {
		h := &v.Custody[i]
		h.Time, h.Detail = feet(h.Time), feet(h.Detail)
		for k := range h.How {
			h.How[k] = feet(h.How[k])
		}
	}
	for i := range v.Seen {
		v.Seen[i].Depart, v.Seen[i].Arrive = feet(v.Seen[i].Depart), feet(v.Seen[i].Arrive)
	}
	for i := range v.Conflicts {
		v.Conflicts[i].Text = feet(v.Conflicts[i].Text)
	}
}

// readerWeight is the weight of a reason for a reader: a bare measure of fit says nothing
// without the method and stays in the data.
func readerWeight(w string) string {
	if strings.HasPrefix(w, "fit ") {
		return ""
	}
	return w
}

// nearNM is how far from a large airport "near" it reaches: the size of its terminal area.
const nearNM = 60

// routeWords is a journey's route in words. An end without a name says where the aircraft was
// heard first or last: that is all that is known, and no landing.
func (p *pages) routeWords(j journey.Journey) string {
	var places []string
	for i, h := range j.Hops {
		if i == 0 {
			places = append(places, p.endPlace(h.Start, "first"))
		}
		places = append(places, p.endPlace(h.End, "last"))
	}
	return strings.Join(places, " – ")
}

func (p *pages) endPlace(e flight.End, order string) string {
	if e.Airport != nil {
		return *e.Airport
	}
	out := "unknown"
	if e.Heard.Point == (place.Point{}) {
		return out
	}
	return out + " (" + order + " heard " + p.around(e.Heard.Point) + ")"
}

// around names a place for a reader: the nearest large airport, else the country.
func (p *pages) around(at place.Point) string {
	for _, n := range p.Airports.Near(at, nearNM) {
		if n.Airport.Size == place.Large {
			name := n.Airport.City
			if name == "" {
				name = n.Airport.Name
			}
			return "near " + name + ", " + country(n.Airport.Country)
		}
	}
	if c := place.CountryAt(at); c != "" {
		return "over " + country(c)
	}
	return "over the sea"
}
