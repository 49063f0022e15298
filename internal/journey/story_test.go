package journey_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/charterwatch/charterwatch/internal/adsb/sim"
	"github.com/charterwatch/charterwatch/internal/flight"
	"github.com/charterwatch/charterwatch/internal/journey"
	"github.com/charterwatch/charterwatch/internal/place"
)

// story flies the routes of an acceptance story in the simulator, heard by receivers. With
// CHARTERWATCH_STORIES=DIR the traces are written to DIR/NAME too, to scan and to look at.
type story struct {
	t         *testing.T
	name      string
	flights   []sim.Flight
	receivers sim.Receivers
}

func newStory(t *testing.T, name string) *story {
	t.Parallel()
	return &story{t: t, name: name, receivers: sim.Receivers{OceanNM: 200}}
}

// aircraft is one airframe of a story.
func (s *story) aircraft(hex, registration, kind string) func(callsign, depart, from, to string, via ...place.Point) {
	return func(callsign, depart, from, to string, via ...place.Point) {
		s.t.Helper()
		at, err := time.Parse("2006-01-02T15:04Z", depart)
		if err != nil {
			s.t.Fatal(err)
		}
		f := sim.Flight{Hex: hex, Registration: registration, Type: kind, Callsign: callsign, Depart: at, Via: via,
			GateBefore: 10 * time.Minute, GateAfter: 5 * time.Minute}
		f.From, f.To = s.airport(from), s.airport(to)
		s.flights = append(s.flights, f)
	}
}

func (s *story) airport(code string) place.Airport {
	a, ok := place.Embedded().Lookup(code)
	if !ok {
		s.t.Fatalf("no airport %s", code)
	}
	return a
}

// journeys hears the flights and chains their legs.
func (s *story) journeys() []journey.Journey {
	s.t.Helper()
	if dir := os.Getenv("CHARTERWATCH_STORIES"); dir != "" {
		if err := sim.WriteFolder(filepath.Join(dir, s.name), sim.Files(s.flights, s.receivers, 1)); err != nil {
			s.t.Fatal(err)
		}
	}
	byHex := map[string][]sim.Flight{}
	for _, f := range s.flights {
		byHex[f.Hex] = append(byHex[f.Hex], f)
	}
	var legs []flight.Leg
	for _, own := range byHex {
		track, _, err := sim.Track(own, s.receivers, 1)
		if err != nil {
			s.t.Fatal(err)
		}
		legs = append(legs, flight.Extract(track, place.Embedded())...)
	}
	return journey.Build(legs, place.Embedded())
}

// expect compares journeys by their shapes.
func expect(t *testing.T, js []journey.Journey, want ...string) {
	t.Helper()
	var got []string
	for _, j := range js {
		got = append(got, shape(j))
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n  %s\nwant\n  %s", strings.Join(got, "\n  "), strings.Join(want, "\n  "))
	}
}

func hopsOf(js []journey.Journey) (out []journey.Hop) {
	for _, j := range js {
		out = append(out, j.Hops...)
	}
	return out
}

// Two aircraft from Harlingen by way of Soto Cano to El Salvador, and a third after them: take-off
// to the minute, a removal and its continuation, and no word on who was aboard.
func TestStoryS15(t *testing.T) {
	s := newStory(t, "s15")
	first, second, third := s.aircraft("a2c4e0", "N278GX", "A320"), s.aircraft("ab6b52", "N837VA", "A320"), s.aircraft("a8b1c4", "N630VA", "A320")
	first("GXA6143", "2025-03-15T21:26Z", "KHRL", "MHSC")
	first("GXA6143", "2025-03-16T03:40Z", "MHSC", "MSLP")
	second("GXA6145", "2025-03-15T21:45Z", "KHRL", "MHSC")
	second("GXA6145", "2025-03-16T04:05Z", "MHSC", "MSLP")
	third("GXA6122", "2025-03-15T23:37Z", "KHRL", "MHSC")
	third("GXA6122", "2025-03-16T05:00Z", "MHSC", "MSLP")
	s.receivers.FloorFt = map[string]int{"MHSC": 1500, "MSLP": 800}
	js := s.journeys()
	expect(t, js,
		"KHRL>MHSC removal, MHSC>MSLP removal continuation",
		"KHRL>MHSC removal, MHSC>MSLP removal continuation",
		"KHRL>MHSC removal, MHSC>MSLP removal continuation")
	for _, j := range js {
		if j.Hex == "a2c4e0" && j.Hops[0].Start.Time.Format("15:04Z") != "21:26Z" {
			t.Errorf("took off %v, want 21:26Z", j.Hops[0].Start.Time)
		}
		if j.Stops[0].Technical || j.Stops[0].Ground < 3*time.Hour {
			t.Errorf("%s: the stop at Soto Cano: %+v", j.ID, j.Stops[0])
		}
	}
	for _, l := range journey.Count(js, simulatedRule(t, "monitor-monthly")).Counted {
		if l.Category != "removal" && l.Category != "connection or return" {
			t.Errorf("%s counts as %q", l.Leg, l.Category)
		}
	}
}

// Refused and flown back: two military flights that came down where they took off, and the
// aircraft that stood for 23 hours at Dakar. Attempted, zero removals.
func TestStoryS16(t *testing.T) {
	s := newStory(t, "s16")
	gulf := []place.Point{{Lat: 16.2, Lon: -94.5}, {Lat: 14.1, Lon: -92.5}, {Lat: 16.5, Lon: -95}}
	s.aircraft("ae0001", "05-5140", "C17")("RCH538", "2025-01-26T02:10Z", "KNKX", "KNKX", gulf...)
	s.aircraft("ae0002", "07-7181", "C17")("RCH539", "2025-01-26T03:00Z", "KNKX", "KNKX", gulf...)
	dakar := s.aircraft("a15022", "N225AX", "B763")
	dakar("OAE611", "2017-12-07T14:00Z", "KAEX", "GOBD")
	dakar("OAE612", "2017-12-08T22:00Z", "GOBD", "KAEX")
	js := s.journeys()
	expect(t, js, "KAEX>GOBD unclear, GOBD>KAEX unclear", "KNKX>KNKX unclear", "KNKX>KNKX unclear")
	for _, h := range hopsOf(js) {
		if why := h.Purpose.Reasons[len(h.Purpose.Reasons)-1].Text; !h.Purpose.Attempted || !strings.Contains(why, "nobody was landed") && !strings.Contains(why, "no track shows whether anybody left") {
			t.Errorf("%s: attempted %v: %s", h.ID, h.Purpose.Attempted, why)
		}
	}
	for _, name := range []string{"monitor-monthly", "witness-weekly", "missions", "destinations"} {
		got := journey.Count(js, simulatedRule(t, name))
		if got.Total != 0 || got.Beside != 0 || len(got.Seen) != 4 {
			t.Errorf("%s: total %d, beside %d, %d seen and not counted; want 0, 0, 4", name, got.Total, got.Beside, len(got.Seen))
		}
		for _, l := range got.Seen {
			if !strings.HasPrefix(l.Why, "attempted: ") {
				t.Errorf("%s: %q", l.Leg, l.Why)
			}
		}
	}
}

// One tail flies a removal, and under the same call sign holiday makers, each by what it did.
func TestStoryS17(t *testing.T) {
	s := newStory(t, "s17")
	n149, n438 := s.aircraft("a0b1c2", "N149XA", "B737"), s.aircraft("a5a1b2", "N438US", "B737")
	n149("TYSON45", "2025-11-03T13:00Z", "KHRL", "MGGT")
	n149("TYSON45", "2025-11-03T16:30Z", "MGGT", "KHRL")
	n149("BBQ8210", "2025-11-04T12:00Z", "KHRL", "KMIA")
	n149("TYSON45", "2025-11-05T14:00Z", "KMIA", "MUPB")
	n149("TYSON45", "2025-11-05T16:10Z", "MUPB", "KMIA")
	n438("BBQ8214", "2025-11-06T14:00Z", "KMIA", "MUCC")
	n438("BBQ8214", "2025-11-06T16:30Z", "MUCC", "KMIA")
	n438("BBQ8215", "2025-11-06T20:00Z", "KMIA", "KAEX")
	n438("TYSON53", "2025-11-07T15:00Z", "KAEX", "MUHA")
	n438("TYSON53", "2025-11-07T19:00Z", "MUHA", "KAEX")
	js := s.journeys()
	expect(t, js,
		"KHRL>MGGT removal, MGGT>KHRL return",
		"KHRL>KMIA unclear",
		"KMIA>MUPB other work, MUPB>KMIA other work",
		"KMIA>MUCC other work, MUCC>KMIA other work, KMIA>KAEX positioning",
		"KAEX>MUHA removal, MUHA>KAEX return")
	got := journey.Count(js, simulatedRule(t, "witness-weekly"))
	if got.Total != 4 || len(got.Seen) != 6 {
		t.Errorf("total %d and %d seen and not counted, want 4 and 6", got.Total, len(got.Seen))
	}
	for _, l := range got.Seen {
		if l.Purpose == journey.OtherWork && !strings.Contains(l.Why, "a holiday field in Cuba") {
			t.Errorf("%s: %q", l.Leg, l.Why)
		}
	}
}

// Four call signs, five airframes: nothing says who operates an aircraft because of a call sign,
// and the reason that names it says that it decides nothing.
func TestStoryS19(t *testing.T) {
	s := newStory(t, "s19")
	calls := []string{"TYSON45", "TYSON46", "TYSON53", "TYSON54"}
	for n, tail := range []string{"N660CP", "N668CP", "N959BP", "N917XA", "N149XA"} {
		fly := s.aircraft(fmt.Sprintf("a0000%d", n), tail, "B737")
		fly(calls[n%4], fmt.Sprintf("2025-11-%02dT13:00Z", 3+n), "KAEX", "MHLM")
		fly(calls[n%4], fmt.Sprintf("2025-11-%02dT16:45Z", 3+n), "MHLM", "KAEX")
		fly(fmt.Sprintf("BBQ82%02d", n), fmt.Sprintf("2025-11-%02dT15:00Z", 5+n), "KAEX", "KFLL")
	}
	s.receivers.DefaultFloorFt = 300
	for _, h := range hopsOf(s.journeys()) {
		for _, r := range h.Purpose.Reasons {
			if strings.Contains(r.Text, "TYSON") && !strings.Contains(r.Text, "by itself it decides nothing") {
				t.Errorf("%s: %q", h.ID, r.Text)
			}
			for _, claim := range []string{"operated by", "flown by", "operator is"} {
				if strings.Contains(r.Text, claim+" E") || strings.Contains(r.Text, claim+" H") || strings.Contains(r.Text, claim+" G") {
					t.Errorf("%s: an operator from a name: %q", h.ID, r.Text)
				}
			}
		}
		if h.Purpose.Value == journey.Removal && *h.End.Airport != "MHLM" || *h.End.Airport == "KFLL" && h.Purpose.Value != journey.Unclear {
			t.Errorf("%s to %s: %s", h.ID, *h.End.Airport, h.Purpose.Words())
		}
	}
}

// A long flight from Alexandria to Yaoundé that nobody announced looks like a removal by what it
// did, without any call sign or listed tail.
func TestStoryS21(t *testing.T) {
	s := newStory(t, "s21")
	s.aircraft("d00021", "SIM-21", "B763")("SIM021", "2026-01-14T20:00Z", "KAEX", "FKYS")
	s.receivers.FloorFt = map[string]int{"FKYS": 2500}
	js := s.journeys()
	if p := js[0].Hops[0].Purpose; p.Value != journey.Removal || p.Probability < 0.5 || p.Probability > 0.9 {
		t.Errorf("%s %+v", shape(js[0]), p)
	}
}

// A jet waits at Mesa for nine days: staged, passengers unknown; the wait ends when it is heard leaving.
func TestStoryS22(t *testing.T) {
	s := newStory(t, "s22")
	jet := s.aircraft("a12345", "N705KW", "B763")
	jet("EAL8271", "2025-10-28T15:00Z", "KMIA", "KIWA")
	jet("EAL8272", "2025-11-06T18:00Z", "KIWA", "KAEX")
	js := s.journeys()
	airports := place.Embedded()
	day := func(month time.Month, d int) time.Time { return time.Date(2025, month, d, 12, 0, 0, 0, time.UTC) }
	for _, c := range []struct {
		at   time.Time
		want int
	}{{day(10, 28), 0}, {day(10, 30), 1}, {day(11, 6), 1}, {day(11, 7), 0}, {day(11, 9), 1}} {
		got := journey.Waiting(js, c.at, airports)
		if len(got) != c.want {
			t.Errorf("%s: %d waiting, want %d: %+v", c.at.Format(time.DateOnly), len(got), c.want, got)
		}
		for _, w := range got {
			if !strings.Contains(w.Words, "passengers unknown") {
				t.Errorf("%q", w.Words)
			}
		}
	}
	w, ok := journey.Before(js, js[1].ID, airports)
	if !ok || w.Airport != "KIWA" || w.Until == nil || w.Stood(day(12, 1)).Hours() < 8*24 {
		t.Errorf("before the journey of 6 November: %v %+v", ok, w)
	}
	if w, ok := journey.Before(js, js[0].ID, airports); ok {
		t.Errorf("before the first journey: %+v", w)
	}
}

// Lost at cruise over Iraq and next heard at Doha days later: the leg out of the country is a
// removal, the one that was lost a continuation with the doubt said, and no field is named.
func TestStoryS24(t *testing.T) {
	s := newStory(t, "s24")
	var err error
	if s.flights, s.receivers, err = sim.ExampleFlights(place.Embedded()); err != nil {
		t.Fatal(err)
	}
	js := s.journeys()
	if got := shape(js[0]); got != "KAEX>OTHH removal, (technical), OTHH>? removal continuation" {
		t.Fatalf("got %s", got)
	}
	lost := js[0].Hops[1]
	if lost.Purpose.Probability >= js[0].Hops[0].Purpose.Probability {
		t.Errorf("the lost leg is %v sure, the one before it %v", lost.Purpose.Probability, js[0].Hops[0].Purpose.Probability)
	}
	for _, c := range lost.End.Candidates {
		if c.Airport != "unknown" && c.Probability > 0.6 {
			t.Errorf("%s at %.2f", c.Airport, c.Probability)
		}
	}
	for _, j := range js[1:] {
		for _, h := range j.Hops {
			if h.Purpose.Value != journey.Unclear {
				t.Errorf("days later, %s: %s", shape(j), h.Purpose.Words())
			}
		}
	}
}

func simulatedRule(t *testing.T, name string) journey.Rule {
	r := rule(t, name)
	r.Simulated = true
	return r
}
