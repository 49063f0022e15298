package flight_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/charterwatch/charterwatch/internal/flight"
	"github.com/charterwatch/charterwatch/internal/place"
)

// Fields that lie so close that tools take one for the other.
var neighbours = [][]string{
	{"KGEG", "KSKA", "KSFF"}, {"MGGT", "MGSJ"}, {"MMMX", "MMSM"}, {"KMIA", "KOPF"}, {"OIII", "OIIE"}, {"KIWA", "KPHX"},
	{"KBFI", "KSEA", "KRNT"}, {"KELP", "KBIF", "MMCS"}, {"KDFW", "KDAL", "KNFW"}, {"KJFK", "KEWR", "KTEB", "KLGA"}, {"EGLL", "EGWU", "EGLC", "EGKK"},
	{"KSAT", "KSKF"}, {"KAEX", "KESF"}, {"OTHH", "OTBH"}, {"KADW", "KDCA"},
}

// tally counts what the ends of many flights say of their truth.
type tally struct {
	ends, right, wrong, sure, surelyWrong int
	expected                              float64 // wrong names, if the probabilities are honest
	bins                                  [10][2]int
	times, outside                        int       // wheels whose time is bounded on both sides, and those that were not within
	wide                                  []float64 // minutes between the bounds
}

// within counts whether an interval holds the second at which the wheels touched or left.
func (c *tally) within(e flight.End, wheels float64) {
	i := e.Interval
	if i[0] == nil || i[1] == nil {
		return
	}
	c.times++
	c.wide = append(c.wide, i[1].Sub(*i[0]).Minutes())
	if wheels < float64(i[0].Unix())-1 || wheels > float64(i[1].Unix())+1 {
		c.outside++
	}
}

func (c *tally) add(e flight.End, truth string) {
	c.ends++
	for _, k := range e.Candidates {
		if k.Airport == "unknown" {
			continue
		}
		b := &c.bins[min(9, int(k.Probability*10))]
		b[0]++
		if k.Airport == truth {
			b[1]++
		}
	}
	if e.Airport == nil {
		return
	}
	right := *e.Airport == truth
	c.expected += 1 - e.Probability
	if right {
		c.right++
	} else {
		c.wrong++
	}
	if e.Probability >= 0.9 {
		c.sure++
		if !right {
			c.surelyWrong++
		}
	}
}

func (c *tally) String() string {
	return fmt.Sprintf("%d ends, %d named, %d of them wrong (the probabilities allow %.0f); %d at 0.9 or more, %d wrong", c.ends, c.right+c.wrong, c.wrong, c.expected, c.sure, c.surelyWrong)
}

// reliability prints what share of the candidates with each probability was true.
func (c *tally) reliability() string {
	text := ""
	for i, b := range c.bins {
		if b[0] > 0 {
			text += fmt.Sprintf(" %.1f:%.2f(%d)", float64(i)/10+0.05, float64(b[1])/float64(b[0]), b[0])
		}
	}
	return text
}

// Approaches and departures with vectors, level segments and holds, at each field of each
// group, heard down to five heights: nothing is confirmed wrongly, no more names are wrong than
// the probabilities allow although the small neighbours get as many flights as the large, and
// the intervals hold the time of the wheels.
func TestNeighbours(t *testing.T) {
	t.Parallel()
	known := withRunways(t)
	for name, airports := range map[string]*place.Airports{"runways": known, "reference points": place.Embedded()} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var all tally
			byFloor := map[string]*tally{}
			byField := map[string]*tally{}
			of := func(m map[string]*tally, key string) *tally {
				if m[key] == nil {
					m[key] = &tally{}
				}
				return m[key]
			}
			for _, code := range slices.Concat(neighbours...) {
				a, ok := known.Lookup(code)
				if !ok {
					t.Fatal(code)
				}
				for _, floor := range []float64{0, 500, 1500, 3000, 6000} {
					for seed := range uint64(8) {
						rnd := rand.New(rand.NewPCG(seed+1, uint64(floor)))
						v := vectored{field: a, departure: seed%2 == 1, bearing: 360 * rnd.Float64(), floorFt: floor, every: []float64{1, 4, 10}[rnd.IntN(3)], rnd: rnd, kind: "B738"}
						if code == "KSFF" || code == "KRNT" { // too short for it
							v.kind = "C25B"
						}
						track, wheels := v.track(t)
						legs := flight.Extract(track, airports)
						if len(legs) != 1 {
							t.Errorf("%s floor %.0f seed %d: %d legs\n%s", code, floor, seed, len(legs), describe(legs))
							continue
						}
						e := legs[0].End
						if v.departure {
							e = legs[0].Start
						}
						all.add(e, code)
						all.within(e, wheels)
						of(byFloor, fmt.Sprintf("%4.0f departure %v", floor, v.departure)).add(e, code)
						of(byField, code).add(e, code)
						if e.Airport != nil && *e.Airport != code {
							t.Logf("WRONG %s floor %.0f seed %d departure %v\n%s", code, floor, seed, v.departure, describe(legs))
							if e.Probability >= 0.9 {
								t.Errorf("SURE %s floor %.0f seed %d departure %v: %v", code, floor, seed, v.departure, e.Candidates)
							}
						}
					}
				}
			}
			for _, m := range []map[string]*tally{byFloor, byField} {
				keys := []string{}
				for k := range m {
					keys = append(keys, k)
				}
				slices.Sort(keys)
				for _, k := range keys {
					t.Logf("TAB %-24s %v", k, m[k])
				}
			}
			slices.Sort(all.wide)
			t.Logf("TAB all %v\nTAB %s", &all, all.reliability())
			t.Logf("TAB times %d bounded, %d outside; %.1f minutes median, %.1f in 9 of 10", all.times, all.outside, all.wide[len(all.wide)/2], all.wide[len(all.wide)*9/10])
			if all.outside*200 > all.times {
				t.Errorf("%d of %d times lie outside their interval", all.outside, all.times)
			}
			if all.surelyWrong > 0 || float64(all.wrong) > all.expected {
				t.Errorf("%v", &all)
			}
		})
	}
}
