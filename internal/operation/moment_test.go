package operation_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/charterwatch/charterwatch/internal/adsb/sim"
	"github.com/charterwatch/charterwatch/internal/document"
	"github.com/charterwatch/charterwatch/internal/flight"
	"github.com/charterwatch/charterwatch/internal/journey"
	"github.com/charterwatch/charterwatch/internal/operation"
	"github.com/charterwatch/charterwatch/internal/place"
)

// harlingen flies the three aircraft of 15 March 2025 in the simulator, with three reports in
// our own words that give three times of one written order.
func harlingen(t *testing.T, holes ...sim.Hole) (operation.Evidence, map[string][]flight.PathPoint, map[string][]sim.Truth) {
	t.Helper()
	field := func(code string) place.Airport {
		a, ok := place.Embedded().Lookup(code)
		if !ok {
			t.Fatalf("no airport %s", code)
		}
		return a
	}
	e := operation.Evidence{
		Operation: operation.Operation{Slug: "harlingen", From: "2025-03-15", To: "2025-03-16", States: []string{"US", "HN", "SV"}},
		Asked:     at("2025-04-30"),
	}
	paths, truths := map[string][]flight.PathPoint{}, map[string][]sim.Truth{}
	var legs []flight.Leg
	for _, f := range []struct{ hex, registration, callsign, depart string }{
		{"a2c4e0", "N278GX", "GXA6143", "2025-03-15T21:26:00Z"},
		{"ab6b52", "N837VA", "GXA6145", "2025-03-15T21:45:00Z"},
		{"a8b1c4", "N630VA", "GXA6122", "2025-03-15T23:37:00Z"},
	} {
		own := []sim.Flight{{Hex: f.hex, Registration: f.registration, Type: "A320", Callsign: f.callsign, From: field("KHRL"), To: field("MHSC"), Depart: at(f.depart), GateBefore: 10 * time.Minute, GateAfter: 5 * time.Minute}}
		track, truth, err := sim.Track(own, sim.Receivers{Holes: holes}, 1)
		if err != nil {
			t.Fatal(err)
		}
		truths[f.hex] = truth
		for _, l := range flight.Extract(track, place.Embedded()) {
			paths[l.ID] = flight.Path(track, l, 0)
			legs = append(legs, l)
		}
	}
	e.Journeys = journey.Build(legs, place.Embedded())
	for i, text := range []string{
		"The judge gave an oral order at 6:48 p.m. ET on March 15. The written order followed at 7:25 p.m. ET.",
		"On 15 March 2025 the order was posted at 7:26 p.m. Eastern. GXA6143 took off at 5:25 p.m. ET and GXA6145 took off at 5:44 p.m. ET.",
		"The written order came at 19:27 EDT on March 15, 2025. GXA6143 took off at 5:26 p.m. EDT.",
		"The written order of March 15 came at 7:25 p.m. EST, and a plane left at 5:45.",
	} {
		d := report("d-"+string(rune('a'+i)), "Outlet "+string(rune('A'+i)), "2025-03-17T10:00:00Z")
		d.Text, d.Parts = text, nil
		e.Documents = append(e.Documents, d)
	}
	return e, paths, truths
}

func eastern(t *testing.T) *time.Location {
	t.Helper()
	zone, err := time.LoadLocation("America/New_York")
	if err != nil {
		t.Fatal(err)
	}
	return zone
}

// TestStoryS15: where each aircraft was at 18:48 Eastern, when each left the airspace of the
// United States, and three sourced times for one written order.
func TestStoryS15(t *testing.T) {
	t.Parallel()
	e, paths, _ := harlingen(t)
	asked, err := operation.ParseMoment("2025-03-15 18:48", eastern(t))
	if err != nil || !asked.Equal(at("2025-03-15T22:48:00Z")) {
		t.Fatalf("18:48 Eastern is %v, %v", asked, err)
	}
	m := operation.At(e, paths, asked, eastern(t))
	if len(m.Aircraft) != 3 {
		t.Fatalf("%d aircraft, want 3", len(m.Aircraft))
	}
	byHex := map[string]operation.Whereabouts{}
	for _, w := range m.Aircraft {
		byHex[w.Hex] = w
	}
	for _, hex := range []string{"a2c4e0", "ab6b52"} {
		w := byHex[hex]
		if w.State != operation.HeardThen || w.Before == nil || w.After == nil || w.Before.At.After(m.From) || w.After.At.Before(m.To) {
			t.Fatalf("%s: %s between %+v and %+v", hex, w.State, w.Before, w.After)
		}
		if w.Reach.NM() > 40 || slices.Contains(w.Airspace.States(), "US") {
			t.Errorf("%s: within %.0f NM, airspace of %v; over an hour after take-off it is far from the United States", hex, w.Reach.NM(), w.Airspace.States())
		}
		if len(w.Exits) != 1 || !w.Exits[0].After.Before(w.Exits[0].By) || w.Exits[0].By.Sub(w.Exits[0].After) > 10*time.Minute || !w.Exits[0].By.Before(m.From) {
			t.Errorf("%s left the airspace of the United States: %+v; want an interval of minutes before the moment", hex, w.Exits)
		}
	}
	third := byHex["a8b1c4"] // took off after 19:30 Eastern: not on its way yet
	if third.State != operation.BeforeFirst || !slices.Contains(third.Airspace.Over, "US") {
		t.Errorf("the third aircraft: %s over %v; want not heard yet, and the United States possible", third.State, third.Airspace.Over)
	}
	if !slices.ContainsFunc(m.Unknowable, func(s string) bool {
		return strings.Contains(s, "who was aboard: not knowable from flight data")
	}) {
		t.Errorf("not knowable: %v", m.Unknowable)
	}

	told := map[string][]string{}
	for _, e := range m.Told {
		for _, r := range e.Readings {
			word := "not settled: " + r.Why
			if r.At != nil {
				word = r.At.In(eastern(t)).Format("15:04")
			}
			told[e.Event] = append(told[e.Event], word+" "+r.Document)
		}
	}
	for event, want := range map[string][]string{
		"written order":        {"19:25 d-a", "19:26 d-b", "19:27 d-c", "not settled: it says EST on a day when that clock was at UTC-4: it can mean either hour d-d"},
		"oral order":           {"18:48 d-a"},
		"departure of GXA6143": {"17:25 d-b", "17:26 d-c"},
		"departure of GXA6145": {"17:44 d-b"},
	} {
		if !slices.Equal(told[event], want) {
			t.Errorf("%s: %q, want %q", event, told[event], want)
		}
	}
	if d := told["departure"]; len(d) != 1 || !strings.Contains(d[0], "morning or evening is not stated") {
		t.Errorf("a time without a half of the day: %q", d)
	}

	var asked3 operation.Clock
	for i, r := range m.Clocks {
		if r.Asked {
			asked3 = r.Clock
		}
		if i > 0 && r.At.Before(m.Clocks[i-1].At) {
			t.Error("the clock table is not in time order")
		}
	}
	if want := (operation.Clock{UTC: "2025-03-15 22:48:00Z", Local: "2025-03-15 17:48:00 -05:00", Zone: "America/Chicago", Court: "2025-03-15 18:48:00 -04:00"}); asked3 != want {
		t.Errorf("the minute on three clocks: %+v, want %+v", asked3, want)
	}
	var out strings.Builder
	if err := m.Text(&out); err != nil {
		t.Fatal(err)
	}
	for _, line := range strings.Split(out.String(), "\n") {
		if len([]rune(line)) > 100 {
			t.Errorf("too wide: %s", line)
		}
	}
	for _, want := range []string{"GXA6143", "4 readings, 4 different times; none is chosen", "between 15 Mar", "18:48:00 -04:00 on the court's clock"} {
		if !strings.Contains(strings.Join(strings.Fields(out.String()), " "), want) {
			t.Errorf("the text lacks %q:\n%s", want, out.String())
		}
	}
}

// TestMomentHoldsTheTruth: whatever is masked, an aircraft was inside the set that is printed.
func TestMomentHoldsTheTruth(t *testing.T) {
	t.Parallel()
	whole, all, _ := harlingen(t)
	masked, paths, _ := harlingen(t, sim.Hole{From: at("2025-03-15T22:10:00Z"), To: at("2025-03-15T23:05:00Z")})
	for _, minute := range []string{"2025-03-15T22:20:00Z", "2025-03-15T22:48:00Z", "2025-03-15T23:00:00Z"} {
		truth, m := operation.At(whole, all, at(minute), nil), operation.At(masked, paths, at(minute), nil)
		for _, w := range m.Aircraft {
			i := slices.IndexFunc(truth.Aircraft, func(o operation.Whereabouts) bool { return o.Hex == w.Hex })
			was := truth.Aircraft[i]
			if was.About == nil || w.Before == nil {
				continue
			}
			if w.State != operation.InGap || w.About != nil {
				t.Errorf("%s at %s: %s, a point %v; want a set and no point in a gap", w.Hex, minute, w.State, w.About)
			}
			if place.Distance(*was.About, *w.Reach.Before) > w.Reach.BeforeNM || place.Distance(*was.About, *w.Reach.After) > w.Reach.AfterNM {
				t.Errorf("%s at %s was at %v, outside the set %+v", w.Hex, minute, was.About, w.Reach)
			}
			over := place.CountryAt(*was.About)
			if over != "" && !slices.Contains(w.Airspace.Over, over) {
				t.Errorf("%s at %s was over %s; the set says %+v", w.Hex, minute, over, w.Airspace)
			}
		}
	}
}

// TestExitInAGap: when nothing was heard at the limit, the interval is as wide as the silence.
func TestExitInAGap(t *testing.T) {
	t.Parallel()
	e, paths, _ := harlingen(t, sim.Hole{From: at("2025-03-15T21:30:00Z"), To: at("2025-03-15T22:30:00Z")})
	m := operation.At(e, paths, at("2025-03-15T22:48:00Z"), nil)
	for _, w := range m.Aircraft {
		if w.Hex != "a2c4e0" {
			continue
		}
		if len(w.Exits) != 1 || w.Exits[0].By.Sub(w.Exits[0].After) < 45*time.Minute {
			t.Errorf("left the airspace of the United States: %+v; want the width of the silence", w.Exits)
		}
	}
}

func TestParseMoment(t *testing.T) {
	t.Parallel()
	ny := eastern(t)
	for _, c := range []struct {
		text string
		zone *time.Location
		want string // or the beginning of what is wrong
	}{
		{"2025-03-15T22:48Z", nil, "2025-03-15T22:48Z"},
		{"2025-03-15 18:48 -04:00", nil, "2025-03-15T22:48Z"},
		{"2025-03-15T18:48", ny, "2025-03-15T22:48Z"},
		{"2025-01-15 18:48", ny, "2025-01-15T23:48Z"},
		{"2025-03-15 18:48", nil, "does not say on which clock"},
		{"2025-03-09 02:30", ny, "never showed"},
		{"2025-11-02 01:30", ny, "twice, at 05:30Z and at 06:30Z"},
		{"yesterday", ny, "is no moment"},
		{"2025-13-01T00:00Z", nil, "is no moment"},
	} {
		got, err := operation.ParseMoment(c.text, c.zone)
		switch {
		case err != nil && !strings.Contains(err.Error(), c.want):
			t.Errorf("%q: %v, want %q", c.text, err, c.want)
		case err == nil && got.Format("2006-01-02T15:04Z") != c.want:
			t.Errorf("%q: %s, want %s", c.text, got, c.want)
		}
	}
}

// TestMomentWithoutATrack: nothing is invented where no flight is attached.
func TestMomentWithoutATrack(t *testing.T) {
	t.Parallel()
	e := operation.Evidence{Operation: operation.Operation{Slug: "dark", States: []string{"US", "GH"}}, Documents: []document.Document{report("d-1", "One", "2025-09-08T10:00:00Z")}}
	m := operation.At(e, nil, at("2025-09-05T20:00:00Z"), nil)
	if len(m.Aircraft) != 0 || !slices.Contains(m.Unknowable, "whether any aircraft flew: none is attached") {
		t.Errorf("%+v", m)
	}
}

func FuzzTimesTold(f *testing.F) {
	f.Add("The written order came at 19:27 EDT on March 15, 2025.")
	f.Add("At 7:25 p.m. ET, 0226Z and 25:99 UTC on 31 February")
	f.Add("24:00 GMT 12am 0 a.m. ET 13 p.m. \xff 5h26")
	f.Fuzz(func(t *testing.T, text string) {
		d := report("d-1", "One", "2025-03-17T10:00:00Z")
		d.Text = text
		m := operation.At(operation.Evidence{Operation: operation.Operation{Slug: "x", From: "2025-03-15", To: "2025-03-15"}, Documents: []document.Document{d}}, nil, at("2025-03-15T20:00:00Z"), nil)
		for _, e := range m.Told {
			for _, r := range e.Readings {
				if r.At == nil && r.Why == "" {
					t.Fatalf("%+v", r)
				}
			}
		}
	})
}
