package flight_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/charterwatch/charterwatch/internal/adsb"
	"github.com/charterwatch/charterwatch/internal/flight"
	"github.com/charterwatch/charterwatch/internal/place"
)

// Real tracks with every fault that a receiver network makes: one flight each, none invented,
// no end named that was not heard, and of the rows only those dropped that cannot be so.
func TestNoisyTracksInventNothing(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, route string
		least, most int // rows rejected by what Finish knows
	}{
		// At the gate, 90 s of an overflight's 38,000 ft; lost in the climb.
		{"noisy_ground", "LSZH-unknown", 5, 20},
		// Altitudes of 28,975 and 30,975 ft for a second in the approach; first heard at 14,150 ft.
		{"noisy_landing", "unknown-LSZH", 2, 5},
		// Taxis under overflights, lost in the climb.
		{"noisy_takeoff", "LSZH-unknown", 4, 15},
		// Positions held for minutes over Biscay, other aircraft's altitudes on the way down.
		{"noisy_time_issue", "LPPR-LSZH", 1000, 1700},
		// Jammed over Romania, creeps about Lviv at 50 kt and 38,000 ft from 09:24 to 09:48, goes on over
		// Poland at 09:58; lost at cruise.
		{"noisy_spoofing", "LTFM-unknown", 735, 760},
	} {
		for _, track := range sample(t, c.name) {
			n := 0
			for _, r := range track.Rejected {
				if r.Time != 0 {
					n++
				}
			}
			if n < c.least || n > c.most || len(track.Others) > 0 {
				t.Errorf("%s: %d rows rejected, %d other transmitters: %v", c.name, n, len(track.Others), track.RejectedByReason())
			}
			for _, airports := range []*place.Airports{place.Embedded(), withRunways(t)} {
				legs := flight.Extract(track, airports)
				if got := strings.Join(routes(legs), " "); got != c.route {
					t.Errorf("%s: %s, want %s\n%s", c.name, got, c.route, describe(legs))
				}
			}
		}
	}
}

// The spoofed flight is one leg with a hole from the last true position to the next.
func TestSpoofedPositionsAreAHole(t *testing.T) {
	t.Parallel()
	for _, track := range sample(t, "noisy_spoofing") {
		legs := flight.Extract(track, place.Embedded())
		if len(legs) != 1 || len(legs[0].Gaps) != 1 {
			t.Fatalf("%s", describe(legs))
		}
		g := legs[0].Gaps[0]
		if from, to := g.From.Format("15:04"), g.To.Format("15:04"); from != "09:04" || to != "09:58" {
			t.Errorf("not heard from %s to %s, want 09:04 to 09:58", from, to)
		}
		if n := legs[0].Rejected[adsb.ParkedAloft]; n < 700 {
			t.Errorf("the leg counts %d rows that stood still aloft", n)
		}
		if list := flight.Rejections(track, legs[0]); len(list) != sum(legs[0].Rejected) {
			t.Errorf("%d rows listed, %v counted", len(list), legs[0].Rejected)
		}
	}
}

func sum(m map[string]int) (n int) {
	for _, v := range m {
		n += v
	}
	return n
}

// charter is a simulated day with every position heard.
func charter(t testing.TB, from string, stops ...string) *adsb.Track {
	t.Helper()
	return fly(t, first(trip{from: from, stops: stops, turn: time.Hour, gate: 10 * time.Minute}.flights(t)), nothingMissing, 1)
}

// k stray positions in a clean track change no leg, and they alone are rejected.
func TestStrayFixesChangeNoLeg(t *testing.T) {
	t.Parallel()
	clean := charter(t, "KHRL", "MGGT", "KAEX")
	want := flight.Extract(clean, place.Embedded())
	base := len(clean.Rejected)
	rapid.Check(t, func(t *rapid.T) {
		bad := *clean
		bad.Points, bad.Rejected = slices.Clone(clean.Points), slices.Clone(clean.Rejected)
		k := rapid.IntRange(1, 12).Draw(t, "k")
		for range k {
			p := bad.Points[rapid.IntRange(10, len(clean.Points)-10).Draw(t, "at")]
			at := place.Offset(place.Point{Lat: p.Lat, Lon: p.Lon}, rapid.Float64Range(0, 360).Draw(t, "bearing"), rapid.Float64Range(200, 3000).Draw(t, "off"))
			p.Lat, p.Lon, p.Row, p.Time = at.Lat, at.Lon, -1, p.Time+1
			bad.Points = append(bad.Points, p)
		}
		bad.Finish()
		if n := len(bad.Rejected) - base; n != k {
			t.Fatalf("%d strays, %d rows rejected: %v", k, n, bad.RejectedByReason())
		}
		if got := flight.Extract(&bad, place.Embedded()); !slices.Equal(routes(got), routes(want)) || len(got) != len(want) {
			t.Fatalf("%v, want %v", routes(got), routes(want))
		}
	})
}

// A second aircraft under the address changes nothing of the first's legs but that whose
// they are is in doubt; its own legs are marked, and inform no end of the first's.
func TestASecondTransmitterChangesNoLegOfTheFirst(t *testing.T) {
	t.Parallel()
	a := charter(t, "KHRL", "MGGT", "KAEX")
	want := flight.Extract(a, place.Embedded())
	b := charter(t, "EGLL", "EDDF")
	shift := a.Points[0].Time - b.Points[0].Time + 3_333
	both := *a
	both.Members = append(slices.Clone(a.Members), adsb.Member{Name: "second", Hash: "second"})
	both.Points = slices.Clone(a.Points)
	for _, p := range b.Points {
		p.Time, p.Member, p.Callsign = p.Time+shift, uint16(len(both.Members)-1), 0
		both.Points = append(both.Points, p)
	}
	rand.New(rand.NewPCG(7, 7)).Shuffle(len(both.Points), func(i, j int) { both.Points[i], both.Points[j] = both.Points[j], both.Points[i] })
	both.Finish()
	legs := flight.Extract(&both, place.Embedded())
	var first, second []flight.Leg
	ids := map[string]bool{}
	for _, l := range legs {
		if l.Doubt != adsb.AtOnce || ids[l.ID] {
			t.Errorf("%s: doubt %q, seen before: %v", l.ID, l.Doubt, ids[l.ID])
		}
		ids[l.ID] = true
		if l.Emitter == "A" {
			first = append(first, l)
		} else {
			second = append(second, l)
		}
	}
	if !slices.Equal(routes(first), routes(want)) || !slices.Equal(routes(second), []string{"EGLL-EDDF"}) {
		t.Fatalf("A flew %v, want %v; B flew %v", routes(first), routes(want), routes(second))
	}
	for i, l := range first {
		w := want[i]
		if l.ID != w.ID || l.Points != w.Points || l.Start.Probability != w.Start.Probability || l.End.Probability != w.End.Probability {
			t.Errorf("leg %d: %s %d %.3f %.3f, alone %s %d %.3f %.3f", i, l.ID, l.Points, l.Start.Probability, l.End.Probability, w.ID, w.Points, w.Start.Probability, w.End.Probability)
		}
		if len(flight.Path(&both, l, 100)) == 0 {
			t.Errorf("%s has no path", l.ID)
		}
	}
	for _, p := range flight.Path(&both, second[0], 100) {
		if p.Point.Lon < -20 {
			t.Errorf("the path of B goes through %v", p.Point)
		}
	}
}

// Lost at cruise on the way from Doha and from then on at a decoy: no landing there.
func TestNoLandingAtADecoy(t *testing.T) {
	t.Parallel()
	for _, code := range []string{"ORBI", "OIIE", "OLBA"} {
		field, _ := place.Embedded().Lookup(code)
		for _, how := range []string{"parked", "circling", "parked after a silence"} {
			track := charter(t, "OTHH", "EDDF")
			var kept []adsb.Point
			at := -1
			for _, p := range track.Points {
				if at < 0 && p.AltFt > 30000 && p.Time-track.Points[0].Time > 90*60_000 {
					at = len(kept)
				}
				if at < 0 || len(kept) < at+120 {
					kept = append(kept, p)
				}
			}
			for i := at; i < len(kept); i++ {
				p := &kept[i]
				to := field.At
				if how == "circling" {
					to = place.Offset(to, float64(i)*25, 3)
				} else {
					to = place.Offset(to, float64(i)*77, 0.02)
					p.GS = 3
				}
				p.Lat, p.Lon = to.Lat, to.Lon
				if how == "parked after a silence" {
					p.Time += 50 * 60_000
				}
			}
			track.Points = kept
			track.Finish()
			legs := flight.Extract(track, place.Embedded())
			if len(legs) != 1 || legs[0].End.Airport != nil || legs[0].Points != at {
				t.Errorf("%s at %s: %d true rows, dropped %v\n%s", how, code, at, track.RejectedByReason(), describe(legs))
			}
		}
	}
}

// A landing of which the transmitter does not vouch is named, flagged and not confirmed.
func TestPoorIntegrityIsFlaggedAndCaps(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		nic, nacp int8
		poor      bool
	}{{8, 9, false}, {0, 9, true}, {8, 2, true}, {-1, -1, false}} {
		track := charter(t, "KHRL", "MGGT")
		for i := range track.Points {
			p := &track.Points[i]
			p.NIC, p.NACp, p.SIL = 8, 9, 3
			if i > len(track.Points)/2 {
				p.NIC, p.NACp = c.nic, c.nacp
			}
		}
		l := flight.Extract(track, place.Embedded())[0]
		flagged := slices.ContainsFunc(l.End.Why, func(r flight.Reason) bool { return r.Rule == "integrity" })
		if l.End.Airport == nil || *l.End.Airport != "MGGT" || flagged != c.poor || c.poor != (l.End.Probability < 0.9) {
			t.Errorf("NIC %d, NACp %d: %s, flagged %v", c.nic, c.nacp, l.End.Words(false), flagged)
		}
		total := 0.0
		for _, k := range l.End.Candidates {
			total += k.Probability
		}
		if math.Abs(total-1) > 1e-9 {
			t.Errorf("candidates add up to %v", total)
		}
		if in := l.Integrity; in == nil || in.PointsWith == 0 || (in.PoorShare > 0.2) != c.poor || *in.Start.NIC != 8 || c.nic >= 0 && *in.End.NIC != int(c.nic) {
			t.Errorf("NIC %d, NACp %d: integrity %+v", c.nic, c.nacp, in)
		}
	}
	if l := flight.Extract(withoutIntegrity(charter(t, "KHRL", "MGGT")), place.Embedded())[0]; l.Integrity != nil || l.HeardBy["adsb"] != l.Points {
		t.Errorf("integrity %+v where none was sent; heard by %v of %d", l.Integrity, l.HeardBy, l.Points)
	}
}

func withoutIntegrity(t *adsb.Track) *adsb.Track {
	for i := range t.Points {
		t.Points[i].NIC, t.Points[i].NACp, t.Points[i].SIL = -1, -1, -1
	}
	return t
}
