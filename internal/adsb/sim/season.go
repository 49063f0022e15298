package sim

import (
	"fmt"
	"math/rand/v2"
	"time"

	"github.com/charterwatch/charterwatch/internal/place"
)

// The size of a season.
const (
	SeasonAircraft = 40
	SeasonDays     = 14
)

// TruthPurpose is what a flight of a season was really flown for, in the words of package
// journey, and the work that it was part of.
type TruthPurpose struct {
	Hex     string    `json:"hex"`
	Depart  time.Time `json:"depart"` // start of the take-off roll
	Arrive  time.Time `json:"arrive"` // at the gate
	From    string    `json:"from"`
	To      string    `json:"to"`
	Purpose string    `json:"purpose"` // "removal", "return"…, "other work", "positioning"; "attempted" for a removal that turned back
	Work    string    `json:"work"`    // in words: "removal", "team", "casino"…
}

// Season makes the flights of 40 aircraft over two weeks that fly removals and other charters
// with the same aircraft, call signs and airports, and says what each flight was for. Its
// tables are typed in here and are not those that the program reads purposes by: removals
// leave from places and go to places that are on no list, by call signs of any kind, and
// casino guests, teams, holiday makers, soldiers, campaigns and airlines' passengers are flown
// from the same airports with the same times on the ground. The call signs are of the forms
// that are in use; the aircraft are invented, as everywhere in this package.
//
// Receivers hear the ground at about half of the airports in the country and at few abroad,
// little over the sea, and have a few holes.
func Season(seed uint64, airports *place.Airports) ([]Flight, []TruthPurpose, Receivers, error) {
	s := season{airports: airports, rnd: rand.New(rand.NewPCG(seed, 0x5ea5))}
	start := time.Date(2025, 9, 1, 0, 0, 0, 0, time.UTC)
	for n := range SeasonAircraft {
		s.aircraft(n, start)
	}
	if s.missing != "" {
		return nil, nil, Receivers{}, fmt.Errorf("simulate a season: there is no airport %s in the table", s.missing)
	}
	return s.flights, s.truths, s.receivers(start), nil
}

type season struct {
	airports *place.Airports
	rnd      *rand.Rand
	flights  []Flight
	truths   []TruthPurpose
	seen     []place.Airport
	missing  string

	// the aircraft whose days are being made
	plane Flight
	block string // call-sign letters
	tyson string // a call sign for the day, or ""
	perch string // where it is
	base  string
	free  time.Time // when it is at the gate
	end   time.Time
	work  string
}

// kinds of aircraft with the call-sign letters of their operators, in the shares of the season.
var seasonFleet = []struct{ kind, block string }{
	{"A320", "GXA"}, {"A320", "GXA"}, {"A321", "GXA"}, {"B737", "BBQ"}, {"B737", "BBQ"}, {"B738", "VXP"},
	{"B763", "OAE"}, {"B763", "EAL"}, {"A320", ""}, {"B738", "SWQ"}, {"MD83", "WAL"}, {"B738", "SCX"}, {"E190", ""},
}

var seasonBases = []string{"KMIA", "KMIA", "KFLL", "KIAH", "KSFB", "KAEX", "KHRL", "KIWA", "KLAS", "KCVG", "KBWI"}

func (s *season) aircraft(n int, start time.Time) {
	kind := seasonFleet[s.rnd.IntN(len(seasonFleet))]
	number := 4096 + n
	s.plane = Flight{Hex: Hex(number), Registration: Registration(number), Type: kind.kind}
	s.block, s.base = kind.block, pick(s.rnd, seasonBases)
	s.perch, s.free = s.base, start
	s.end = start.AddDate(0, 0, SeasonDays)
	removals := 0.15 + 0.55*s.rnd.Float64() // this aircraft's share of removal work
	special := s.rnd.Float64() < 0.35       // it flies under the special call sign at times
	for day := start; day.Before(s.end); day = day.AddDate(0, 0, 1) {
		if s.rnd.Float64() < 0.28 {
			continue
		}
		if begin := day.Add(time.Duration(9*60+s.rnd.IntN(9*60)) * time.Minute); begin.After(s.free) {
			s.free = begin
		} else {
			continue // still away
		}
		s.tyson = ""
		if special && s.rnd.Float64() < 0.5 {
			s.tyson = fmt.Sprintf("TYSON%d", 40+s.rnd.IntN(16)) // shared by several aircraft
		}
		if s.rnd.Float64() < removals {
			s.agency()
		} else {
			s.other()
		}
		if s.rnd.Float64() < 0.12 { // a second piece of work on the same day
			s.ground(90, 200)
			s.other()
		}
	}
}

// call is the call sign of the next flight: the day's, a number of the operator's, or none.
func (s *season) call() string {
	switch {
	case s.tyson != "":
		return s.tyson
	case s.block == "":
		return s.plane.Registration
	}
	return fmt.Sprintf("%s%d", s.block, 1000+s.rnd.IntN(8999))
}

// fly adds a flight from where the aircraft is, and its truth.
func (s *season) fly(to, purpose string) {
	if to == s.perch && purpose != "attempted" || s.missing != "" {
		return
	}
	f := s.plane
	f.From, f.To, f.Depart, f.Callsign = s.at(s.perch), s.at(to), s.free, s.call()
	f.TailwindKt = s.rnd.NormFloat64() * 20
	f.GateBefore, f.GateAfter = time.Duration(s.rnd.IntN(12))*time.Minute, time.Duration(s.rnd.IntN(9))*time.Minute
	if purpose == "attempted" { // an hour and a half out to the south and back
		f.Via = []place.Point{place.Offset(f.From.At, 170, 550), place.Offset(f.From.At, 172, 560)}
	}
	if s.missing != "" {
		return
	}
	s.free = onBlock(f)
	s.flights = append(s.flights, f)
	s.truths = append(s.truths, TruthPurpose{Hex: f.Hex, Depart: f.Depart, Arrive: s.free, From: f.From.Code, To: f.To.Code, Purpose: purpose, Work: s.work})
	s.perch = to
	s.ground(45, 110)
}

// ground lets the aircraft stand for some minutes.
func (s *season) ground(least, most int) {
	s.free = s.free.Add(time.Duration(least+s.rnd.IntN(most-least)) * time.Minute)
}

func (s *season) at(code string) place.Airport {
	a, ok := s.airports.Lookup(code)
	if !ok {
		s.missing = code
	}
	s.seen = append(s.seen, a)
	return a
}

// reaches reports that the aircraft's type can fly from where it is to an airport.
func (s *season) reaches(to string) bool { return s.within(s.perch, to) }

// within reports that the aircraft's type can fly from one airport to another.
func (s *season) within(from, to string) bool {
	return place.Distance(s.at(from).At, s.at(to).At) < performanceOf(s.plane.Type).rangeNM
}

func pick(rnd *rand.Rand, from []string) string { return from[rnd.IntN(len(from))] }

// receivers draws who hears what, from the airports that were used.
func (s *season) receivers(start time.Time) Receivers {
	r := Receivers{OceanNM: 170, FloorFt: map[string]int{}}
	for _, a := range s.seen {
		if _, drawn := r.FloorFt[a.Code]; drawn {
			continue
		}
		floor := 0
		switch heard := s.rnd.Float64(); {
		case a.Country != "US" && heard < 0.25, a.Country == "US" && heard < 0.55, a.Size == place.Large && heard < 0.8:
		case a.Country == "US":
			floor = 200 + s.rnd.IntN(1800)
		default:
			floor = 500 + s.rnd.IntN(6500)
		}
		r.FloorFt[a.Code] = floor
	}
	for range 6 { // a receiver that is off for some days
		from := start.Add(time.Duration(s.rnd.IntN(SeasonDays*24)) * time.Hour)
		r.Holes = append(r.Holes, Hole{From: from, To: from.Add(time.Duration(6+s.rnd.IntN(40)) * time.Hour),
			Centre: place.Point{Lat: 14 + s.rnd.Float64()*22, Lon: -110 + s.rnd.Float64()*35}, RadiusNM: 80 + s.rnd.Float64()*160})
	}
	return r
}
