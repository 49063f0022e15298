package flight

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"github.com/charterwatch/charterwatch/internal/place"
)

// guess is what the positions near one end say about where it was.
type guess struct {
	glimpse
	kind    kind
	wide    bool                       // the aircraft flies farther than wideBodyNM
	start   bool                       // the end is where the leg began
	fits    []fit                      // fields that the positions fit, best first
	of      func(place.Nearby) float64 // the fit of any field, 0 to 1 + lineGain
	total   float64                    // the probability of all fields together; the rest is unknown
	ceiling float64                    // the most that one field may have
	aside   bool                       // near the best field and not sure to be going there, see asideDeg and practice; history names it neither
	why     []Reason

	all    []Candidate // the posterior over every field considered, best first
	list   []Candidate // its best, with "unknown"
	before []Candidate // the posterior before fusion, nil without one
	other  *guess      // what it was fused with
}

// kind is the rule that made a guess.
type kind int

const (
	blind kind = iota // nothing to go by
	roll              // on the ground
	path              // descending or climbing near fields
	steep             // the same from high up
	dark              // lost or first heard at cruise
)

// fit is one field with how well the positions fit it and its prior.
type fit struct {
	place.Nearby
	like  float64 // of the positions, if the field was the one
	prior float64 // what flies there, runway length against the type in it
	suit  float64 // the runway length against the type alone
	gain  float64 // in the prior: the aircraft was there before, see remember; 0 where it was not
}

// settle turns the fits to a posterior that sums to one with "unknown".
func (g *guess) settle() { g.settleOn(posterior(g.fits, g.total, g.ceiling)) }

// settleOn takes a posterior over all fields that were considered.
func (g *guess) settleOn(all []Candidate) {
	slices.SortFunc(all, byProbability)
	g.all, g.list = all, trim(all)
}

// posterior shares total among the fits; no field gets more than ceiling.
func posterior(fits []fit, total, ceiling float64) []Candidate {
	sum := 0.0
	for _, f := range fits {
		sum += f.like * f.prior
	}
	if sum == 0 {
		return nil
	}
	list := make([]Candidate, 0, len(fits))
	for _, f := range fits {
		list = append(list, Candidate{Airport: f.Airport.Code, Probability: min(ceiling, total*f.like*f.prior/sum)})
	}
	return list
}

// unknown is the explicit rest among the candidates of an end.
const unknown = "unknown"

// listed is the least probability, in 1/10000, at which a field stands in a list.
const listed = 30

// trim takes candidates, best first, keeps the nine best that reach listed, rounds them to
// 1/10000, and gives everything else to "unknown", so that the list sums to one.
func trim(list []Candidate) []Candidate {
	out := make([]Candidate, 0, 10)
	rest := 10000
	for _, c := range list {
		n := int(math.Round(c.Probability * 10000))
		if len(out) == 9 || n < listed || c.Airport == unknown {
			continue
		}
		n = min(n, rest)
		out = append(out, Candidate{c.Airport, float64(n) / 10000})
		rest -= n
	}
	out = append(out, Candidate{unknown, float64(rest) / 10000})
	slices.SortStableFunc(out, byProbability)
	return out
}

func byProbability(a, b Candidate) int {
	if c := cmp.Compare(b.Probability, a.Probability); c != 0 {
		return c
	}
	return cmp.Compare(a.Airport, b.Airport)
}

// top is the best field of a list of candidates, and its probability.
func top(list []Candidate) (string, float64) {
	for _, c := range list {
		if c.Airport != unknown {
			return c.Airport, c.Probability
		}
	}
	return "", 0
}

// prior weighs a field by what flies there. Scheduled service is the best prior between
// neighbours for jets; light aircraft use every field.
func (w *trail) prior(a *place.Airport) float64 {
	p := priorOther
	switch {
	case !w.jet:
		p = priorScheduled
		if a.Size == place.Small {
			p = priorScheduled / 2
		}
	case a.Scheduled && a.Size == place.Large:
		p = priorScheduledLarge
	case a.Scheduled:
		p = priorScheduled
	case ofEntry(a):
		p = priorEntry
	}
	if !w.Military && military(a.Name) {
		p *= priorMilitary
	}
	return p * w.suits(a)
}

// suits weighs down fields that are too short for a jet of this type.
func (w *trail) suits(a *place.Airport) float64 {
	if !w.jet {
		return 1
	}
	longest := 0
	for _, r := range a.Runways {
		longest = max(longest, r.LengthFt)
	}
	if longest > 0 && longest < w.needs() || longest == 0 && a.Size == place.Small && !lightJets[w.Type] {
		return shortRunway
	}
	return 1
}

// needs is the shortest runway in feet that the type lands on in practice.
func (w *trail) needs() int {
	switch {
	case lightJets[w.Type]:
		return lightRunwayFt
	case ranges[w.Type] > wideBodyNM && !businessJets[w.Type]:
		return wideRunwayFt
	}
	return jetRunwayFt
}

// lightJets, by ICAO type designator, land on short runways; businessJets fly far and need
// no airliner's runway.
var (
	lightJets = set("C25A", "C25B", "C25C", "C25M", "C500", "C501", "C510", "C525", "C550", "C560", "C56X", "C680", "C68A", "C700", "E50P", "E55P",
		"EA50", "BE40", "LJ31", "LJ35", "LJ40", "LJ45", "LJ60", "LJ75", "PRM1", "HDJT", "SF50", "H25B", "PC24", "FA50", "F2TH", "FA7X", "CL30", "CL35", "G150", "G280", "GALX")
	businessJets = set("GLF4", "GLF5", "GLF6", "GLEX", "GL5T", "GL7T", "GA5C", "GA6C", "CL60", "C17")
)

// rotorcraft, balloons and airships by ICAO type designator: they land anywhere.
var rotorcraft = set("A109", "A119", "A139", "A149", "A169", "A189", "ALO2", "ALO3", "AS32", "AS3B", "AS50", "AS55", "AS65", "B06", "B06T", "B105", "B212", "B222", "B230",
	"B407", "B412", "B427", "B429", "B430", "B47G", "B505", "B525", "BK17", "EC20", "EC25", "EC30", "EC35", "EC45", "EC55", "EC75", "EH10", "EN28", "EN48", "EXPL", "G2CA",
	"GAZL", "H1", "H47", "H53", "H53S", "H60", "H64", "H160", "H500", "KA32", "LYNX", "MI2", "MI24", "MI26", "MI8", "MI38", "NH90", "PUMA", "R22", "R44", "R66", "S61",
	"S64", "S76", "S92", "TIGR", "UH1", "UH1Y", "V22", "W3", "BALL", "SHIP")

func set(names ...string) map[string]bool {
	m := make(map[string]bool, len(names))
	for _, n := range names {
		m[n] = true
	}
	return m
}

// ofEntry reports that a field without scheduled service has "International" in its name:
// customs, long runways and handling, such as a capital's former airport. Charters use them.
func ofEntry(a *place.Airport) bool { return strings.Contains(a.Name, "International") }

// military reports that a field's name says that it is an air force's own.
func military(name string) bool {
	for _, s := range []string{"Air Force Base", "Air Base", "AFB", "Army Airfield", "Army Air Field", "Naval Air Station", "Air Reserve", "RAF ", "Marine Corps"} {
		if strings.Contains(name, s) {
			return true
		}
	}
	return false
}

// halfWidthKM is how far from its reference point a field of this class reaches, where its
// runways are not known; where they are, a runway's shoulder.
func halfWidthKM(n place.Nearby) float64 {
	if n.Runway != nil {
		return 0.1
	}
	switch n.Airport.Size {
	case place.Large:
		return largeKM
	case place.Medium:
		return mediumKM
	}
	return smallKM
}

const kmPerNM = 1.852

// turn is the angle between two directions, 0 to 180 degrees.
func turn(a, b float64) float64 { return math.Abs(math.Remainder(a-b, 360)) }

func bell(x, sigma float64) float64 { return math.Exp(-x * x / (2 * sigma * sigma)) }
