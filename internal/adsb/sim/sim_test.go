package sim_test

import (
	"bytes"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/charterwatch/charterwatch/internal/adsb"
	"github.com/charterwatch/charterwatch/internal/adsb/archive"
	"github.com/charterwatch/charterwatch/internal/adsb/readsb"
	"github.com/charterwatch/charterwatch/internal/adsb/sim"
	"github.com/charterwatch/charterwatch/internal/place"
)

func airport(t testing.TB, code string) place.Airport {
	t.Helper()
	a, ok := place.Embedded().Lookup(code)
	if !ok {
		t.Fatalf("no airport %s", code)
	}
	return a
}

func flightOf(t testing.TB, from, to string) sim.Flight {
	return sim.Flight{
		Hex: sim.Hex(7), Registration: sim.Registration(7), Type: "B738", Callsign: "SIM7",
		From: airport(t, from), To: airport(t, to), Depart: time.Date(2025, 3, 15, 21, 26, 0, 0, time.UTC),
	}
}

func seeded(n uint64) *rand.Rand { return rand.New(rand.NewPCG(n, n)) }

func spot(p adsb.Point) place.Point { return place.Point{Lat: p.Lat, Lon: p.Lon} }

// A flight that everyone hears looks like a flight: gate to gate, up, along, down, no
// point that an aircraft could not reach from the one before.
func TestFlightIsFlyable(t *testing.T) {
	t.Parallel()
	for _, pair := range [][2]string{{"KAEX", "MHLM"}, {"KAEX", "KDEN"}, {"KGEG", "KSEA"}, {"PHNL", "NZAA"}, {"KIWA", "KPHX"}} {
		f := flightOf(t, pair[0], pair[1])
		points, truth := sim.Fly(f, sim.Receivers{}, seeded(1))
		first, last := points[0], points[len(points)-1]
		if !first.Is(adsb.OnGround) || !last.Is(adsb.OnGround) {
			t.Errorf("%v: it does not start and end on the ground", pair)
		}
		if a, b := place.Distance(spot(first), f.From.At), place.Distance(spot(last), f.To.At); a > 2 || b > 2 {
			t.Errorf("%v: it starts %.1f NM and ends %.1f NM from its airports", pair, a, b)
		}
		flips := 0
		for i := 1; i < len(points); i++ {
			a, b := points[i-1], points[i]
			seconds := float64(b.Time-a.Time) / 1000
			if seconds <= 0 || seconds > 31 {
				t.Fatalf("%v: point %d comes %.1f s after the one before, want at most the interval of 30 s", pair, i, seconds)
			}
			limit := float64(max(a.GS, b.GS))*seconds/3600*1.02 + 0.03
			if d := place.Distance(spot(a), spot(b)); d > limit {
				t.Fatalf("%v: point %d is %.2f NM on, but its speed allows %.2f", pair, i, d, limit)
			}
			if a.Is(adsb.OnGround) != b.Is(adsb.OnGround) {
				flips++
			}
			if a.Is(adsb.HasAlt) && b.Is(adsb.HasAlt) {
				if rate := float64(b.AltFt-a.AltFt) / seconds * 60; rate > 4000 || rate < -4000 {
					if diff := b.AltFt - a.AltFt; diff > 75 || diff < -75 {
						t.Fatalf("%v: point %d climbs %.0f feet per minute", pair, i, rate)
					}
				}
			}
		}
		if flips != 2 {
			t.Errorf("%v: %d changes between ground and air, want a take-off and a landing", pair, flips)
		}
		if !truth.TakeOff.After(f.Depart) || !truth.Landing.After(truth.TakeOff) || !truth.OnBlock.After(truth.Landing) {
			t.Errorf("%v: truth is out of order: %+v", pair, truth)
		}
		direct := place.Distance(f.From.At, f.To.At)
		if flown := truth.Landing.Sub(truth.TakeOff).Hours(); direct/flown > 480 || direct/flown < 110 {
			t.Errorf("%v: %.0f NM in %.1f h", pair, direct, flown)
		}
	}
}

func TestCruiseKeepsToTheGreatCircle(t *testing.T) {
	t.Parallel()
	f := flightOf(t, "KIWA", "GOOY")
	points, _ := sim.Fly(f, sim.Receivers{}, seeded(1))
	for _, p := range points {
		if p.AltFt > 30_000 {
			if off := place.OffTrack(spot(p), f.From.At, f.To.At); off > 12 {
				t.Fatalf("at %v it is %.1f NM off the great circle", p.When(), off)
			}
		}
	}
}

func TestReceivers(t *testing.T) {
	t.Parallel()
	f := flightOf(t, "KAEX", "MGGT")
	all, truth := sim.Fly(f, sim.Receivers{}, seeded(1))

	floor, _ := sim.Fly(f, sim.Receivers{FloorFt: map[string]int{"MGGT": 3000}}, seeded(1))
	if floor[0].Time/1000 != all[0].Time/1000 {
		t.Error("a floor at the destination changes the start")
	}
	last := floor[len(floor)-1]
	if above := int(last.AltFt) - f.To.ElevationFt; above < 2500 || above > 3800 {
		t.Errorf("last heard %d ft above a field with a floor of 3,000", above)
	}

	from := truth.TakeOff.Add(40 * time.Minute)
	hole, _ := sim.Fly(f, sim.Receivers{Holes: []sim.Hole{{From: from, To: from.Add(45 * time.Minute)}}}, seeded(1))
	if gap := longest(hole); gap < 45*time.Minute || gap > 46*time.Minute {
		t.Errorf("longest silence is %v, want the hole of 45 min", gap)
	}

	mid := place.Along(f.From.At, f.To.At, 0.5)
	circle, _ := sim.Fly(f, sim.Receivers{Holes: []sim.Hole{{Centre: mid, RadiusNM: 100}}}, seeded(1))
	for _, p := range circle {
		if d := place.Distance(spot(p), mid); d < 99.9 {
			t.Fatalf("heard %.1f NM from the middle of a hole of 100", d)
		}
	}

	ocean := flightOf(t, "KIWA", "GOOY")
	ocean.Type = "B763"
	heard, _ := sim.Fly(ocean, sim.Receivers{OceanNM: 180}, seeded(1))
	if gap := longest(heard); gap < 3*time.Hour || gap > 7*time.Hour {
		t.Errorf("the Atlantic is a silence of %v", gap)
	}
}

func longest(points []adsb.Point) (gap time.Duration) {
	for i := 1; i < len(points); i++ {
		gap = max(gap, points[i].When().Sub(points[i-1].When()))
	}
	return gap
}

// The files are what readsb would have written: read back, they hold the same points.
func TestFilesReadBack(t *testing.T) {
	t.Parallel()
	f := flightOf(t, "KAEX", "KDEN")
	f.Depart = time.Date(2025, 3, 15, 23, 0, 0, 0, time.UTC) // over midnight
	second := f
	second.From, second.To, second.Callsign = f.To, f.From, "SIM8"
	second.Depart = f.Depart.Add(5 * time.Hour)
	flights := []sim.Flight{second, f}

	dir := t.TempDir()
	if err := sim.WriteFolder(dir, sim.Files(flights, sim.Receivers{}, 3)); err != nil {
		t.Fatal(err)
	}
	var tarred bytes.Buffer
	if err := sim.WriteTar(&tarred, sim.Files(flights, sim.Receivers{}, 3)); err != nil {
		t.Fatal(err)
	}
	tarPath := filepath.Join(t.TempDir(), "days.tar")
	if err := os.WriteFile(tarPath, tarred.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	want, truths, err := sim.Track(flights, sim.Receivers{}, 3)
	if err != nil {
		t.Fatal(err)
	}
	if len(truths) != 2 || truths[0].From != "KAEX" || truths[1].To != "KAEX" {
		t.Errorf("truth is %+v", truths)
	}
	for _, path := range []string{dir, tarPath} {
		list, err := archive.Walk(t.Context(), []string{path}, archive.Options{})
		if err != nil {
			t.Fatal(err)
		}
		defer list.Close()
		if len(list.Inputs) != 2 || len(list.Skipped) != 0 || list.NotTraces != 1 {
			t.Fatalf("found %d traces, skipped %v, %d beside", len(list.Inputs), list.Skipped, list.NotTraces)
		}
		var track adsb.Track
		for _, in := range list.Inputs {
			raw, err := in.Open()
			if err != nil {
				t.Fatal(err)
			}
			text, err := archive.Decompress(raw, nil)
			if err != nil {
				t.Fatal(err)
			}
			if err := readsb.Parse(text, adsb.Member{Name: in.Name}, &track); err != nil {
				t.Fatal(err)
			}
		}
		track.Finish()
		if !track.Simulated || track.Hex != sim.Hex(7) || track.Registration != "SIM-7" || len(track.Rejected) != 0 {
			t.Errorf("read back: simulated %v, %s, %s, rejected %v", track.Simulated, track.Hex, track.Registration, track.Rejected)
		}
		if !slices.Equal(track.CallsignsBetween(0, len(track.Points)), []string{"SIM7", "SIM8"}) {
			t.Errorf("call signs %v", track.Callsigns)
		}
		if len(track.Points) != len(want.Points) {
			t.Fatalf("%d points read back of %d", len(track.Points), len(want.Points))
		}
		for i, p := range track.Points {
			w := want.Points[i]
			if d := p.Time - w.Time; d < -10 || d > 10 || p.Lat != w.Lat || p.Lon != w.Lon || p.AltFt != w.AltFt || p.Is(adsb.OnGround) != w.Is(adsb.OnGround) || p.Row != w.Row || p.Member != w.Member {
				t.Fatalf("point %d is\n%+v, flown\n%+v", i, p, w)
			}
		}
	}
}

func TestOverlappingFlightsAreRefused(t *testing.T) {
	t.Parallel()
	f := flightOf(t, "KAEX", "KDEN")
	g := f
	g.Depart = f.Depart.Add(time.Hour)
	if err := sim.WriteFolder(t.TempDir(), sim.Files([]sim.Flight{f, g}, sim.Receivers{}, 1)); err == nil {
		t.Error("an aircraft left while it was still in the air")
	}
}

func TestFleetIsFlyableAndSeeded(t *testing.T) {
	t.Parallel()
	var fields []place.Airport
	for _, code := range []string{"KAEX", "KIWA", "KELP", "KBRO", "KMIA", "MGGT", "MHLM", "KDEN"} {
		fields = append(fields, airport(t, code))
	}
	start := time.Date(2025, 9, 1, 0, 0, 0, 0, time.UTC)
	flights := sim.Fleet(5, start, 3, 2, fields)
	if len(flights) < 6 {
		t.Fatalf("%d flights of 3 aircraft in 2 days", len(flights))
	}
	pack := func(seed uint64) []byte {
		var b bytes.Buffer
		if err := sim.WriteTar(&b, sim.Files(sim.Fleet(seed, start, 3, 2, fields), sim.Receivers{}, seed)); err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
	if !bytes.Equal(pack(5), pack(5)) {
		t.Error("the same seed gives other bytes")
	}
	if bytes.Equal(pack(5), pack(6)) {
		t.Error("another seed gives the same bytes")
	}
}

// The bundled example says what story S24 needs.
func TestExample(t *testing.T) {
	t.Parallel()
	flights, receivers, err := sim.ExampleFlights(place.Embedded())
	if err != nil {
		t.Fatal(err)
	}
	track, truths, err := sim.Track(flights, receivers, sim.ExampleSeed)
	if err != nil {
		t.Fatal(err)
	}
	if len(track.Rejected) != 0 {
		t.Errorf("rejected: %v", track.RejectedByReason())
	}
	if len(truths) != 4 || truths[0].From != "KAEX" || truths[0].To != "OTHH" || truths[1].To != "OIIE" || truths[3].From != "OTHH" {
		t.Fatalf("truth is %+v", truths)
	}
	if ground := flights[1].Depart.Sub(truths[0].Landing).Round(time.Minute); ground != 91*time.Minute {
		t.Errorf("%v on the ground at Doha, want 1 h 31 min", ground)
	}
	if truths[2].Heard != 0 {
		t.Errorf("%d points heard of the way back, want none", truths[2].Heard)
	}
	lost := time.Date(2025, 9, 30, 14, 6, 0, 0, time.UTC)
	i := slices.IndexFunc(track.Points, func(p adsb.Point) bool { return !p.When().Before(lost) })
	last, next := track.Points[i-1], track.Points[i]
	if lost.Sub(last.When()) > time.Minute || place.CountryAt(spot(last)) != "IQ" || last.Lat > 32 || last.AltFt < 28_000 || last.VRate < -200 || last.VRate > 200 {
		t.Errorf("last heard at %v, %.2f %.2f, %d ft, %d ft/min, in %q; want level at cruise over southern Iraq at 14:06",
			last.When(), last.Lat, last.Lon, last.AltFt, last.VRate, place.CountryAt(spot(last)))
	}
	if next.When().Format("2006-01-02") != "2025-10-03" || place.Distance(spot(next), flights[3].From.At) > 2 || !next.Is(adsb.OnGround) {
		t.Errorf("next heard at %v, %v", next.When(), spot(next))
	}
	atlantic := 0
	for _, p := range track.Points {
		if p.Lon > -45 && p.Lon < -20 && p.When().Before(lost) {
			atlantic++
		}
	}
	if atlantic != 0 {
		t.Errorf("%d points heard over the middle of the Atlantic", atlantic)
	}
	if got := track.Hex; got != "d00001" {
		t.Errorf("the address is %s", got)
	}
}
