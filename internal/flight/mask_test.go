package flight_test

import (
	"math/rand/v2"
	"os"
	"testing"
	"time"

	"github.com/charterwatch/charterwatch/internal/adsb/sim"
	"github.com/charterwatch/charterwatch/internal/flight"
	"github.com/charterwatch/charterwatch/internal/place"
)

// The fields of the simulated season: removal airports, and neighbours that are easily
// taken for each other.
var fields = []string{
	"KAEX", "KIWA", "KELP", "KHRL", "KMIA", "KOPF", "KFLL", "KBRO", "KSAT", "KDEN", "KDFW", "KDAL", "KGEG", "KBFI", "KSEA",
	"KMSP", "KORD", "KMDW", "KEWR", "KTEB", "KJFK", "MGGT", "MHLM", "MHSC", "MSLP", "MUHA", "MPTO", "MMMX", "SKBO", "SEQM", "MDSD", "TJSJ",
}

// Masking points of a flight never makes a wrong answer confident: whatever is hidden, no
// wrong field gets 0.9, an end that was hidden from cruise on is not named, and the
// intervals hold the truth.
func TestMaskingNeverMakesConfidentMistakes(t *testing.T) {
	t.Parallel()
	for name, airports := range map[string]func(testing.TB) *place.Airports{
		"reference points": func(testing.TB) *place.Airports { return place.Embedded() },
		"runways":          withRunways,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			maskedSeason(t, airports(t))
		})
	}
}

func withRunways(t testing.TB) *place.Airports {
	t.Helper()
	f, err := os.Open(sharedFile(t, "ourairports/runways.csv"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	airports, _, err := place.Embedded().WithRunways(f)
	if err != nil {
		t.Fatal(err)
	}
	return airports
}

func maskedSeason(t *testing.T, airports *place.Airports) {
	var ends, named, wrong, sure, surelyWrong int
	expected := 0.0 // wrong names, if the probabilities are honest
	for seed := range uint64(80) {
		rnd := rand.New(rand.NewPCG(seed, 7))
		from := fields[rnd.IntN(len(fields))]
		stops := []string{}
		for at := from; len(stops) < 1+rnd.IntN(3); {
			to := fields[rnd.IntN(len(fields))]
			if d := place.Distance(airport(t, at).At, airport(t, to).At); d > 150 && d < 2500 {
				stops, at = append(stops, to), to
			}
		}
		flights, truths := trip{kind: []string{"B738", "A320", "B763", "E190"}[rnd.IntN(4)], from: from, stops: stops, turn: time.Duration(45+rnd.IntN(120)) * time.Minute}.flights(t)
		r := sim.Receivers{DefaultFloorFt: []int{0, 0, 1500, 3000, 6000, 9000, 15000}[rnd.IntN(7)]}
		for range rnd.IntN(3) {
			at := truths[0].TakeOff.Add(time.Duration(rnd.Int64N(int64(truths[len(truths)-1].Landing.Sub(truths[0].TakeOff)))))
			r.Holes = append(r.Holes, sim.Hole{From: at, To: at.Add(time.Duration(5+rnd.IntN(90)) * time.Minute)})
		}
		lost := false
		if rnd.IntN(4) == 0 { // never heard again from some way out
			lost = true
			r.Holes = append(r.Holes, sim.Hole{From: truths[len(truths)-1].Landing.Add(-time.Duration(35+rnd.IntN(60)) * time.Minute), To: time.Time{}})
		}
		for i := range flights {
			flights[i].From, _ = airports.Lookup(flights[i].From.Code)
			flights[i].To, _ = airports.Lookup(flights[i].To.Code)
		}
		track, truths, err := sim.Track(flights, r, seed)
		if err != nil {
			t.Fatal(err)
		}
		legs := flight.Extract(track, airports)
		for _, l := range legs {
			k := -1 // the true flight that the leg overlaps most
			best := time.Duration(0)
			for i, tr := range truths {
				if o := overlap(l.Start.Heard.At, l.End.Heard.At, tr.TakeOff, tr.Landing); o > best {
					best, k = o, i
				}
			}
			if k < 0 {
				t.Errorf("seed %d: invented leg %s", seed, l.ID)
				continue
			}
			// A leg that a hole joined or cut has the ends of its first and last flight.
			first, last := k, k
			for first > 0 && truths[first-1].Landing.After(l.Start.Heard.At) {
				first--
			}
			for last+1 < len(truths) && truths[last+1].TakeOff.Before(l.End.Heard.At) {
				last++
			}
			for _, c := range []struct {
				e    flight.End
				want string
			}{{l.Start, truths[first].From}, {l.End, truths[last].To}} {
				ends++
				if c.e.Airport == nil {
					continue
				}
				named++
				expected += 1 - c.e.Probability
				if c.e.Probability >= 0.9 {
					sure++
				}
				if *c.e.Airport != c.want {
					wrong++
					t.Logf("seed %d: %s named %s %.2f, truth %s (floor %d)\n%s", seed, l.ID, *c.e.Airport, c.e.Probability, c.want, r.DefaultFloorFt, describe([]flight.Leg{l}))
					if c.e.Probability >= 0.9 {
						surelyWrong++
					}
				}
			}
			if lost && last == len(truths)-1 && l.End.Airport != nil && !l.End.Heard.Ground {
				t.Errorf("seed %d: lost at cruise and named\n%s", seed, describe([]flight.Leg{l}))
			}
		}
		if len(legs) != len(truths) {
			t.Logf("seed %d: %d legs of %d flights; %v of %s %v, floor %d, holes %v", seed, len(legs), len(truths), routes(legs), from, stops, r.DefaultFloorFt, r.Holes)
		} else {
			holdsTruth(t, legs, truths)
		}
	}
	t.Logf("%d ends, %d named, %d wrong (the probabilities allow %.0f); %d at 0.9 or more, %d of them wrong", ends, named, wrong, expected, sure, surelyWrong)
	if surelyWrong > 0 || float64(wrong) > expected {
		t.Errorf("%d of %d names are wrong, %d of %d at 0.9 or more; the probabilities allow %.0f", wrong, named, surelyWrong, sure, expected)
	}
	if named < ends/2 {
		t.Errorf("only %d of %d ends named", named, ends)
	}
}

func overlap(a, b, c, d time.Time) time.Duration {
	if c.After(a) {
		a = c
	}
	if d.Before(b) {
		b = d
	}
	return max(0, b.Sub(a))
}
