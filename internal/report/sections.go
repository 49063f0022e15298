package report

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/charterwatch/charterwatch/internal/fleet"
	"github.com/charterwatch/charterwatch/internal/journey"
	"github.com/charterwatch/charterwatch/internal/place"
)

// finding is the month in one sentence.
func (m maker) finding(month time.Time) string {
	var parts []string
	for _, c := range m.Categories {
		parts = append(parts, fmt.Sprintf("%s %s", thousands(c.In), c.Category))
	}
	return fmt.Sprintf("%s, by rule %s (%s): %s in the total (%s), %s beside it; %s seen and not counted.",
		month.Format("January 2006"), m.Rule.Name, m.Rule.By, number(m.Total, m.Rule.Unit), strings.Join(parts, ", "),
		thousands(m.Beside), number(len(m.Seen), journey.Legs))
}

func (m maker) summary() Section {
	lands := map[string]bool{}
	rows := m.removals()
	for _, r := range rows {
		if r.ToCountry != unknown && !r.OnTheWay {
			lands[r.ToCountry] = true
		}
	}
	s := Section{Key: "summary", Title: "Summary", Notes: []string{
		"A total counts flights as far as they were heard. It does not count people, and flight data never say who was aboard.",
		fmt.Sprintf("Countries named as the end of a removal: %d.", len(lands)),
	}, Figures: []Figure{
		figure("total", "in the total", "by rule "+m.Rule.Name, m.Rule.Unit, m.where(standing(journey.In))),
		figure("beside", "beside the total", "by rule "+m.Rule.Name, m.Rule.Unit, m.where(standing(journey.Beside))),
		figure("not-counted", "seen, not counted", "", journey.Legs, m.where(standing(journey.Out))),
	}}
	if flown := m.where(func(l Leg) bool { return l.Simulated }); len(flown) > 0 {
		s.Notes = append(s.Notes, "Some of these legs were flown by a simulator: this is no report of a real month.")
		s.Figures = append(s.Figures, figure("simulated", "flown by a simulator, counted or not", "", journey.Legs, flown))
	}
	return s
}

func (m maker) totals() Section {
	s := Section{Key: "totals", Title: "Totals by category", Notes: []string{
		fmt.Sprintf("By rule %s: %s. Another rule gives other totals from the same flights.", m.Rule.Name, m.Rule.Title),
	}, Figures: []Figure{}}
	for _, c := range m.Rule.Categories {
		for _, at := range []journey.Standing{journey.In, journey.Beside} {
			rows := m.where(func(l Leg) bool { return l.Category == c.Name && l.Standing == at })
			if at == journey.In {
				s.Figures = append(s.Figures, figure(c.Name, c.Name, "", m.Rule.Unit, rows))
			} else if len(rows) > 0 {
				s.Figures = append(s.Figures, figure(c.Name+", beside", c.Name+", beside the total", "", m.Rule.Unit, rows))
			}
		}
	}
	if rows := m.where(func(l Leg) bool { return l.Lateral }); len(rows) > 0 {
		s.Figures = append(s.Figures, figure("laterals", "of all legs seen, laterals", "laterals stand "+string(m.Rule.Laterals)+" by this rule", journey.Legs, rows))
	}
	return s
}

// removals are the legs in the total that went out of the country, or on, as removals.
func (m maker) removals() []Leg {
	category := m.Rule.Category(journey.Removal)
	return m.where(func(l Leg) bool {
		return l.Standing == journey.In && category != "" && l.Category == category &&
			(l.Purpose == journey.Removal || l.Purpose == journey.Continuation)
	})
}

const onTheWay = " stop" // ends the key of a country where a removal only stopped

func (m maker) countries() Section {
	return Section{Key: "countries", Title: "Removals by country", Notes: []string{
		"The country where the leg came down. A technical stop is not a destination: it stands in a row of its own. Unknown where no airport is named.",
		"A mission that came down in two countries stands under both.",
	}, Figures: grouped(m.removals(), m.Rule.Unit, func(l Leg) []string {
		if l.OnTheWay {
			return []string{l.ToCountry + onTheWay}
		}
		return []string{l.ToCountry}
	}, func(key string) (string, string) {
		if code, stop := strings.CutSuffix(key, onTheWay); stop {
			return countryName(code) + ", a technical stop", "the flight went on; see its next leg"
		}
		return countryName(key), ""
	})}
}

func countryName(code string) string {
	if c, ok := place.CountryByCode(code); ok {
		return c.Name
	}
	return code
}

func (m maker) hubs() Section {
	return Section{Key: "hubs", Title: "Hubs", Notes: []string{"Airports that the legs in the total left."},
		Figures: grouped(m.where(standing(journey.In)), journey.Legs, func(l Leg) []string {
			if l.From == nil {
				return []string{unknown}
			}
			return []string{*l.From}
		}, func(code string) (string, string) {
			a, ok := m.airports.Lookup(code)
			if !ok {
				return code, ""
			}
			note := ""
			if f, staging := fleet.StagingAirport(code); staging {
				note = "said to be: " + f.Value + " (" + sourced(f) + ")"
			}
			return fmt.Sprintf("%s %s, %s", code, a.Name, countryName(a.Country)), note
		})}
}

// sourced says where a fact comes from, and that it is not settled where it is not.
func sourced(f fleet.Fact) string {
	if f.Settled() {
		return f.Source
	}
	return f.Source + "; not settled"
}

func (m maker) operators() Section {
	notes := map[string]string{}
	figures := grouped(m.where(standing(journey.In)), journey.Legs, func(l Leg) []string {
		var keys []string
		for _, word := range append([]string{l.Registration}, l.Callsigns...) {
			for _, f := range fleet.Operators(word, l.Heard) {
				if f.Predicate != fleet.SeenWith && f.Predicate != fleet.PrefixOf {
					continue
				}
				key := f.Predicate + ": " + f.Value
				if !slices.Contains(keys, key) {
					keys = append(keys, key)
				}
				notes[key] = sourced(f)
			}
		}
		if keys == nil {
			keys = []string{unknown}
		}
		return keys
	}, func(key string) (string, string) { return key, notes[key] })
	return Section{Key: "operators", Title: "Operators, as stated", Notes: []string{
		"What dated sources say of the registration or of the call sign's prefix, not who flew. A leg can stand under several, so the rows do not add up; unknown is a leg of which nothing is said.",
	}, Figures: figures}
}

// receiving lists the states that reporting names as taking people who are not their own nationals.
var receiving = []string{"CR", "GH", "GQ", "GT", "HN", "PA", "PL", "RW", "SS", "SV", "SZ", "UZ"}

const receivingSource = "list of third countries of 2025, NOTUS"

func (m maker) thirdCountries() Section {
	rows := slices.DeleteFunc(m.removals(), func(l Leg) bool { return l.OnTheWay || !slices.Contains(receiving, l.ToCountry) })
	return Section{Key: "third-country", Title: "Third countries", Notes: []string{
		"Whether anyone aboard was a national of another state is unknown: flight data never say it. These are the removals to states that reporting names as taking other states' nationals (" + receivingSource + ").",
	}, Figures: grouped(rows, m.Rule.Unit, func(l Leg) []string { return []string{l.ToCountry} },
		func(code string) (string, string) { return countryName(code), "nationalities aboard unknown" })}
}

func (m maker) military() Section {
	s := Section{Key: "military", Title: "Military", Notes: []string{
		"Legs with a military call sign or address. A military aircraft that sent no position is not here: how many there were is unknown.",
	}, Figures: []Figure{}}
	for _, at := range []struct {
		journey.Standing
		label string
	}{{journey.In, "in the total"}, {journey.Beside, "beside the total"}, {journey.Out, "seen, not counted"}} {
		unit := m.Rule.Unit
		if at.Standing == journey.Out {
			unit = journey.Legs
		}
		s.Figures = append(s.Figures, figure(string(at.Standing), at.label, "", unit, m.where(func(l Leg) bool { return l.Military && l.Standing == at.Standing })))
	}
	return s
}

func (m maker) methodology() Section {
	r := m.Rule
	notes := []string{
		fmt.Sprintf("Rule %s: %s. Counted so by %s; source: %s; as of %s.", r.Name, r.Title, r.By, r.Source, r.Date),
		fmt.Sprintf("One is: %s. A leg counts when its purpose is at least %.2f probable. A leg belongs to the month, UTC, in which it was first heard, a mission to the one in which it began.", r.Unit, r.Least),
		fmt.Sprintf("Returns %s, laterals %s, military %s, Guantánamo %s; what a simulator flew counts: %v.", r.Returns, r.Laterals, r.Military, r.Guantanamo, r.Simulated),
	}
	for _, c := range r.Categories {
		var purposes []string
		for _, p := range c.Purposes {
			purposes = append(purposes, string(p))
		}
		notes = append(notes, fmt.Sprintf("Category %s: %s.", c.Name, strings.Join(purposes, ", ")))
	}
	for _, c := range r.Corrections {
		notes = append(notes, fmt.Sprintf("Correction of %s: %s, %s (%s).", c.Leg, c.CountAs, c.Why, c.Source))
	}
	methods := map[string]bool{journey.Method: true}
	for _, l := range m.legs {
		methods[l.Method] = true
	}
	delete(methods, "")
	var names []string
	for name := range methods {
		names = append(names, name)
	}
	slices.Sort(names)
	return Section{Key: "methodology", Title: "Methodology", Figures: []Figure{}, Notes: append(notes,
		"Methods: "+strings.Join(names, ", ")+". The rule's file has SHA-256 "+r.Digest+".",
		"Purposes are inferred from what aircraft did and from dated facts, never from a registration or a call sign alone, and can be revised. What receivers did not hear is not here.")}
}

func (m maker) notCounted() Section {
	return Section{Key: "not-counted", Title: "Seen, not counted", Notes: []string{
		"Each leg has its reason in the list of legs. Legs of which nothing known speaks for or against removal work are in the files beside this page, not on it.",
	}, Figures: grouped(m.where(standing(journey.Out)), journey.Legs, func(l Leg) []string {
		if l.Because != journey.ByPurpose {
			return []string{l.Because}
		}
		if !l.Known {
			return []string{string(l.Purpose) + ", nothing known"}
		}
		return []string{string(l.Purpose)}
	}, func(key string) (string, string) { return key, "" })}
}

// enoughHole is how long nothing was heard inside a leg before it is named here, in minutes: a
// stop fits into an hour.
const enoughHole = 60

func (m maker) notHeard() Section {
	counted := func(keep func(Leg) bool) []Leg {
		return m.where(func(l Leg) bool { return l.Standing != journey.Out && keep(l) })
	}
	return Section{Key: "not-heard", Title: "Dark and unknown", Notes: []string{
		"Of the legs that count, in the total or beside it. An end that was not heard is a list of airports with probabilities, no name.",
	}, Figures: []Figure{
		figure("from", "where it left unknown", "", journey.Legs, counted(func(l Leg) bool { return l.From == nil })),
		figure("to", "where it came down unknown", "", journey.Legs, counted(func(l Leg) bool { return l.To == nil })),
		figure("doubtful", "an end named, below 0.90", "", journey.Legs, counted(func(l Leg) bool {
			return l.From != nil && l.Hop.Start.Probability < 0.9 || l.To != nil && l.Hop.End.Probability < 0.9
		})),
		figure("hole", "nothing heard for an hour or more inside it", "", journey.Legs, counted(func(l Leg) bool { return l.NotHeardMin >= enoughHole })),
	}}
}
