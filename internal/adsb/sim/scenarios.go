package sim

import (
	"fmt"
	"time"

	"github.com/charterwatch/charterwatch/internal/adsb"
	"github.com/charterwatch/charterwatch/internal/place"
)

// Scenario is one of the twenty cases that a method of making legs has to get right: each
// is a way in which published tools fail.
type Scenario struct {
	Name  string
	Want  string // the legs, such as "KHRL-MGGT MGGT-KHRL"; ? is an end that must not be named
	List  string // a field that the candidates of the first leg's end must hold, or ""
	First bool   // and put first among the fields

	kind  string
	stops []string
	turn  time.Duration
	gate  time.Duration
	start time.Duration // after noon
	hear  func([]Truth) Receivers
	spoil func(*adsb.Track)
}

// Fly flies the scenario.
func (s Scenario) Fly(airports *place.Airports, seed uint64) (*adsb.Track, []Truth, error) {
	at := time.Date(2025, 9, 29, 12, 0, 0, 0, time.UTC).Add(s.start)
	var flights []Flight
	var truths []Truth
	for i := 1; i < len(s.stops); i++ {
		f := Flight{Hex: Hex(1), Registration: Registration(1), Type: s.kind, Callsign: "SIM1", Depart: at, GateBefore: s.gate, GateAfter: s.gate}
		for _, end := range []struct {
			code string
			a    *place.Airport
		}{{s.stops[i-1], &f.From}, {s.stops[i], &f.To}} {
			a, ok := airports.Lookup(end.code)
			if !ok {
				return nil, nil, fmt.Errorf("scenario %s: there is no airport %s in the table", s.Name, end.code)
			}
			*end.a = a
		}
		_, truth, err := Track([]Flight{f}, Receivers{}, 1)
		if err != nil {
			return nil, nil, fmt.Errorf("scenario %s: %w", s.Name, err)
		}
		flights, truths = append(flights, f), append(truths, truth[0])
		at = truth[0].Landing.Add(s.turn)
	}
	hear := Receivers{}
	if s.hear != nil {
		hear = s.hear(truths)
	}
	track, _, err := Track(flights, hear, seed)
	if err != nil {
		return nil, nil, fmt.Errorf("scenario %s: %w", s.Name, err)
	}
	if s.spoil != nil {
		s.spoil(track)
		track.Finish()
	}
	return track, truths, nil
}

// Scenarios are the twenty, in their usual order.
func Scenarios() []Scenario {
	floor := func(ft int, code string) func([]Truth) Receivers {
		return func([]Truth) Receivers { return Receivers{FloorFt: map[string]int{code: ft}} }
	}
	silent := func(from, to time.Time) Receivers { return Receivers{Holes: []Hole{{From: from, To: to}}} }
	lost := func(before time.Duration) func([]Truth) Receivers {
		return func(t []Truth) Receivers { return silent(t[0].Landing.Add(-before), time.Time{}) }
	}
	all := []Scenario{
		{Name: "1 field at 4,952 ft", stops: []string{"KAEX", "MGGT"}, Want: "KAEX-MGGT"},
		{Name: "2 field at 91 ft", stops: []string{"KAEX", "MHLM"}, Want: "KAEX-MHLM"},
		{Name: "3 lost below 3,000 ft", stops: []string{"KAEX", "MGGT"}, hear: floor(3000, "MGGT"), Want: "KAEX-MGGT"},
		{Name: "4 45-minute hole at cruise", stops: []string{"KAEX", "MHLM"}, Want: "KAEX-MHLM",
			hear: func(t []Truth) Receivers {
				return silent(t[0].TakeOff.Add(40*time.Minute), t[0].TakeOff.Add(85*time.Minute))
			}},
		{Name: "5 50-minute turn", stops: []string{"KAEX", "KMIA", "MUHA"}, turn: 50 * time.Minute, Want: "KAEX-KMIA KMIA-MUHA"},
		{Name: "6 stop in a 45-minute hole", stops: []string{"KAEX", "MHLM", "KAEX"}, turn: 40 * time.Minute, hear: floor(2500, "MHLM"), Want: "KAEX-MHLM MHLM-KAEX"},
		{Name: "7 quick turn in a 28-minute hole", stops: []string{"KAEX", "MHLM", "KAEX"}, turn: 23 * time.Minute, hear: floor(2500, "MHLM"), Want: "KAEX-MHLM MHLM-KAEX"},
		{Name: "8 lost at cruise 40 minutes out", kind: "B763", stops: []string{"OTHH", "OIIE"}, hear: lost(40 * time.Minute), Want: "OTHH-?", List: "OIIE"},
		{Name: "9 geometric altitude on ground rows", stops: []string{"KIWA", "KELP"}, Want: "KIWA-KELP"},
		{Name: "10 the same without it", stops: []string{"KIWA", "KELP"}, Want: "KIWA-KELP",
			spoil: func(t *adsb.Track) {
				for i := range t.Points {
					t.Points[i].Has &^= adsb.HasGeom
				}
			}},
		{Name: "11 across midnight", stops: []string{"KAEX", "KDEN"}, start: 11 * time.Hour, Want: "KAEX-KDEN"},
		{Name: "12 a wide field", stops: []string{"KMFE", "KDFW"}, Want: "KMFE-KDFW"},
		{Name: "13 removal and return", stops: []string{"KHRL", "MGGT", "KHRL"}, turn: 70 * time.Minute, Want: "KHRL-MGGT MGGT-KHRL"},
		{Name: "14 transponder on at the gate", stops: []string{"KHRL", "MGGT", "KHRL"}, turn: 60 * time.Minute, gate: 25 * time.Minute, Want: "KHRL-MGGT MGGT-KHRL"},
		{Name: "15 a 7-minute hole in the climb", stops: []string{"KAEX", "KDEN"}, Want: "KAEX-KDEN",
			hear: func(t []Truth) Receivers {
				return silent(t[0].TakeOff.Add(150*time.Second), t[0].TakeOff.Add(570*time.Second))
			}},
		{Name: "16 a 4.5-hour ocean hole", kind: "B763", stops: []string{"KIWA", "GOOY"}, Want: "KIWA-GOOY",
			hear: func(t []Truth) Receivers {
				return silent(t[0].Landing.Add(-6*time.Hour), t[0].Landing.Add(-90*time.Minute))
			}},
		{Name: "17 a stop hidden behind an ocean", kind: "B763", stops: []string{"KAEX", "GOOY", "FOOL"}, turn: 75 * time.Minute, Want: "KAEX-? ?-FOOL", List: "GOOY",
			hear: func(t []Truth) Receivers {
				return silent(t[0].Landing.Add(-4*time.Hour), t[1].Landing.Add(-40*time.Minute))
			}},
		{Name: "18 three fixes 1,000 km off", stops: []string{"KAEX", "MGGT"}, Want: "KAEX-MGGT",
			spoil: func(t *adsb.Track) {
				for k := 1; k <= 3; k++ {
					t.Points[k*len(t.Points)/4].Lat += 9
				}
			}},
		{Name: "19 lost in descent at FL250", stops: []string{"KHRL", "MGGT"}, hear: lost(15 * time.Minute), Want: "KHRL-?", List: "MGGT", First: true},
		{Name: "20 lost below FL100 on both sides", stops: []string{"KHRL", "MGGT", "KHRL"}, turn: 60 * time.Minute, hear: floor(10000-4952, "MGGT"), Want: "KHRL-MGGT MGGT-KHRL"},
	}
	for i := range all {
		if all[i].kind == "" {
			all[i].kind = "B738"
		}
	}
	return all
}
