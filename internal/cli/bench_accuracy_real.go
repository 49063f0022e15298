package cli

import (
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/charterwatch/charterwatch/internal/adsb"
	"github.com/charterwatch/charterwatch/internal/adsb/sim"
	"github.com/charterwatch/charterwatch/internal/flight"
	"github.com/charterwatch/charterwatch/internal/flight/measure"
	"github.com/charterwatch/charterwatch/internal/place"
)

// real measures on the recordings that other people made.
func (r *accuracyRun) real() error {
	if r.data == "" {
		return nil
	}
	for _, section := range []func() (accuracySection, error){r.radar, r.traces, r.maskedTraces, r.samples} {
		s, err := section()
		if err != nil {
			return err
		}
		r.sections = append(r.sections, s)
	}
	return nil
}

// extract makes legs with the airports without and with runways, and with the former names
// the way in which they differ in the list of failures.
func (r *accuracyRun) both(t *adsb.Track) [2][]flight.Leg {
	return [2][]flight.Leg{flight.Extract(t, r.plain), flight.Extract(t, r.runways)}
}

// leavesAgain is the radar track that lands and leaves: its rows come down on runway 27L at
// 12:18Z, stay at the height 0 for six minutes and climb off 27R to 17,700 ft. The airport's
// records have one line for both, so two legs are right there: one to EGLL, one from it.
const leavesAgain = "0c19d858"

// radar: 45 tracks that begin out of coverage and end at Heathrow by the airport's records.
func (r *accuracyRun) radar() (accuracySection, error) {
	s := accuracySection{Name: "Real: radar around Heathrow, true origin and destination known",
		Note: "no ground bit; the origin is out of coverage; each track without and with runway data; " + leavesAgain + " lands and leaves again, so it is two flights"}
	f, err := r.dataFile("egll-radar/legs.csv")
	if err != nil {
		return s, err
	}
	defer f.Close()
	truths, err := measure.RadarLegs(f)
	if err != nil {
		return s, err
	}
	var landed, one, origin measure.Ratio
	rejected := map[string]int{}
	for _, truth := range truths {
		t, err := read(r, filepath.Join("egll-radar", truth.File), func(f *os.File) (*adsb.Track, error) { return measure.Radar(f, truth) })
		if err != nil {
			return s, err
		}
		t.Finish()
		for why, n := range t.RejectedByReason() {
			rejected[why] += n
		}
		for k, legs := range r.both(t) {
			landed.Of, one.Of = landed.Of+1, one.Of+1
			wrong := ""
			want := "?-" + truth.Destination
			if truth.ID == leavesAgain {
				want += " " + truth.Destination + "-?"
			}
			got := measure.Routes(legs)
			if strings.Count(got, " ") == strings.Count(want, " ") {
				one.Yes++
			} else {
				wrong += fmt.Sprintf("; %d legs", len(legs))
			}
			if len(legs) > 0 && legs[0].End.Airport != nil && *legs[0].End.Airport == truth.Destination {
				landed.Yes++
			} else {
				wrong += "; destination is not " + truth.Destination
			}
			if len(legs) > 0 {
				origin.Of++
				if legs[0].Start.Airport != nil {
					origin.Yes++
					wrong += "; origin named " + *legs[0].Start.Airport
				}
			}
			if wrong == "" && got != want {
				wrong = "; want " + want
			}
			if wrong != "" {
				r.failures = append(r.failures, fmt.Sprintf("== radar %s, runways %v: %s%s", truth.File, k == 1, measure.Routes(legs), wrong))
			}
		}
	}
	s.Rows = []accuracyRow{count("destination right", landed).exactly(landed.Of), count("origin named", origin).exactly(0), count("as many legs as flights", one).exactly(one.Of)}
	for _, why := range slices.Sorted(maps.Keys(rejected)) {
		s.Rows = append(s.Rows, count("rows rejected: "+why, measure.Ratio{Of: rejected[why], Yes: rejected[why]}))
	}
	return s, nil
}

// The true legs of the one long real trace; its first origin was not heard.
const traceRoutes = "?-KMSP KMSP-KGEG KGEG-KMSP KMSP-KDEN"

// traces: one trace with four known legs, and 22 of one receiver, of which none that passed
// high may be given a name.
func (r *accuracyRun) traces() (accuracySection, error) {
	s := accuracySection{Name: "Real: readsb traces"}
	t, err := r.trace("traces/trace_full_ac671b.json")
	if err != nil {
		return s, err
	}
	var right measure.Ratio
	for _, legs := range r.both(t) {
		want := strings.Fields(traceRoutes)
		got := strings.Fields(measure.Routes(legs))
		right.Of += len(want)
		for i, w := range want {
			if len(got) == len(want) && got[i] == w {
				right.Yes++
			}
		}
		if strings.Join(got, " ") != traceRoutes {
			r.failures = append(r.failures, "== trace ac671b: "+strings.Join(got, " ")+", want "+traceRoutes)
		}
	}
	s.Rows = append(s.Rows, count("N899DN: legs with both ends right, the unheard one open", right).exactly(right.Of))
	var high measure.Ratio
	root := filepath.Join(r.data, "adsb-actions", "globe_history")
	err = filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		name, err := filepath.Rel(r.data, path)
		if err != nil {
			return err
		}
		t, err := r.trace(name)
		if err != nil {
			return err
		}
		for _, legs := range r.both(t) {
			for _, l := range legs {
				for _, e := range []flight.End{l.Start, l.End} {
					if e.Heard.Ground || e.Heard.AltFt == nil || *e.Heard.AltFt < 18_000 {
						continue
					}
					high.Of++
					if e.Airport != nil {
						high.Yes++
						r.failures = append(r.failures, fmt.Sprintf("== %s: %s named for an aircraft at %d ft", name, *e.Airport, *e.Heard.AltFt))
					}
				}
			}
		}
		return nil
	})
	if err != nil {
		return s, fmt.Errorf("real data: %w", err)
	}
	s.Rows = append(s.Rows, count("22 traces of one receiver: ends above 18,000 ft named", high).exactly(0))
	return s, nil
}

// known is a recording of a jet with the ends of its legs that are known.
type known struct {
	name, sample string // sample: the address in a file of samples; "" is a trace
	routes       string
	apart        string // why it is no flight from one place to another and has a row alone; "" for all others
}

// The jets of the recordings that were heard at cruise and whose fields are known: from the flights of
// one trace, and from what a person reads in two recordings (see the readings in package flight's tests).
var knownJets = []known{
	{"traces/trace_full_ac671b.json", "", traceRoutes, ""},
	{"traffic-samples/noisy_time_issue.json.gz", "4b1815", "LPPR-LSZH", ""},
	{"traffic-samples/noisy_spoofing.json.gz", "4baac6", "LTFM-?", ""},
	{"traffic-samples/zurich_airport.json.gz", "4b160e", "LSZH-LSZH", "a test flight that circled for three hours"},
}

// maskedTraces hides one end of the known legs of real recordings from every tenth minute of
// their cruise, so that each is a dark end whose truth is known.
func (r *accuracyRun) maskedTraces() (accuracySection, error) {
	s := accuracySection{Name: "Real: jets masked at cruise", Note: fmt.Sprintf("%d airframes and few flights, so these cases are not independent of each other; the target is for real and simulated together", len(knownJets))}
	var all measure.Score
	for _, k := range knownJets {
		t, err := r.recording(k)
		if err != nil {
			return s, err
		}
		if t == nil {
			return s, fmt.Errorf("real data: %s holds no %s", k.name, k.sample)
		}
		legs := flight.Extract(t, r.runways)
		if measure.Routes(legs) != k.routes {
			r.failures = append(r.failures, fmt.Sprintf("== masked %s: legs %s, want %s; nothing of it was masked", k.name, measure.Routes(legs), k.routes))
			continue
		}
		var of measure.Score
		for i, l := range legs {
			for _, start := range []bool{true, false} {
				r.maskAt(k, t, i, l, start, &of)
			}
		}
		what := fmt.Sprintf("%s: truth in the set", t.Hex)
		if k.apart != "" {
			what = fmt.Sprintf("%s, %s and is not counted below: truth in the set", t.Hex, k.apart)
		} else {
			all.Add(of)
		}
		s.Rows = append(s.Rows, share(what, heldBoth(of)))
	}
	s.Rows = append(s.Rows, darkRows(all)...)
	all.Add(r.lost)
	s.Rows = append(s.Rows, share("real and simulated together: truth in the set", heldBoth(all)).within(0.93, 0.97, "93-97 %"))
	return s, nil
}

// heldBoth is how many of the sets for both ends hold the truth.
func heldBoth(s measure.Score) (both measure.Ratio) {
	for _, start := range []bool{true, false} {
		d := s.Dark(start)
		both.Of, both.Yes = both.Of+d.Held.Of, both.Yes+d.Held.Yes
	}
	return both
}

// recording reads the finished track of a known jet; nil where the file does not hold it.
func (r *accuracyRun) recording(k known) (*adsb.Track, error) {
	if k.sample == "" {
		return r.trace(k.name)
	}
	tracks, err := read(r, k.name, func(f *os.File) ([]*adsb.Track, error) {
		return measure.Samples(f, adsb.Member{Name: filepath.Base(k.name)})
	})
	if err != nil {
		return nil, err
	}
	for _, t := range tracks {
		if t.Hex == k.sample {
			t.Finish()
			return t, nil
		}
	}
	return nil, nil
}

// maskAt hides the start (or the end) of leg i from each of its cruise times and adds how it did.
func (r *accuracyRun) maskAt(k known, t *adsb.Track, i int, l flight.Leg, start bool, all *measure.Score) {
	truth := l.End.Airport
	if start {
		truth = l.Start.Airport
	}
	if truth == nil {
		return
	}
	for _, cut := range cruiseTimes(t, l) {
		// Only this flight: its neighbours would say where it ended.
		holes := []sim.Hole{{To: l.Start.Heard.At}, {From: l.End.Heard.At.Add(time.Millisecond)}}
		if start {
			holes[0].To = cut
		} else {
			holes[1].From = cut
		}
		masked := sim.Mask(t, holes...)
		if len(masked.Points) < 20 {
			continue // the recording begins at cruise
		}
		for _, airports := range []*place.Airports{r.plain, r.runways} {
			found := flight.Extract(masked, airports)
			f := measure.Flight{TakeOff: l.Start.Heard.At, Landing: l.End.Heard.At, First: masked.Points[0].When(), Last: masked.Points[len(masked.Points)-1].When(),
				AloftFrom: masked.Points[0].When(), AloftTo: masked.Points[len(masked.Points)-1].When(), Start: measure.Low, End: measure.Low, Observable: true}
			if start {
				f.Start, f.From = measure.Away, *truth
			} else {
				f.End, f.To = measure.Away, *truth
			}
			score := measure.Legs(found, []measure.Flight{f})
			score.Ends = slices.DeleteFunc(score.Ends, func(e measure.End) bool { return e.Start != start || e.Truth == "" })
			all.Add(score)
			for _, e := range score.Ends {
				if e.Named != "" || !e.InSet {
					r.failures = append(r.failures, fmt.Sprintf("== masked %s leg %d, start %v, from %s: named %q %.2f; truth %s not among the %d of the set", k.name, i+1, start, stamp(cut), e.Named, e.P, e.Truth, e.Set))
				}
			}
		}
	}
}

// cruiseTimes is every tenth minute in which a leg was heard above 25,000 ft.
func cruiseTimes(t *adsb.Track, l flight.Leg) []time.Time {
	var out []time.Time
	for _, p := range t.Points {
		at := p.When()
		if at.Before(l.Start.Heard.At) || at.After(l.End.Heard.At) || !p.Is(adsb.HasAlt) || p.AltFt < 25_000 {
			continue
		}
		if n := len(out); n == 0 || at.Sub(out[n-1]) >= 10*time.Minute {
			out = append(out, at)
		}
	}
	return out
}

// samples: recordings with faults and with much traffic near one field. at is the field
// that the recording is of; "" where it is of a flight.
func (r *accuracyRun) samples() (accuracySection, error) {
	s := accuracySection{Name: "Real: recordings with faults, calibration flights, an airport's ground"}
	var noisy, circles, away, savan measure.Ratio
	rejected := map[string]int{}
	for _, c := range []struct {
		name string
		legs int    // that the recording holds; -1: any number
		at   string // the only field that an end can be at, or ""
		in   *measure.Ratio
	}{
		{"noisy_ground", 1, "LSZH", &noisy}, {"noisy_landing", 1, "LSZH", &noisy}, {"noisy_takeoff", 1, "LSZH", &noisy},
		{"noisy_spoofing", 1, "", &noisy}, {"noisy_time_issue", 1, "", &noisy},
		{"guatemala", 1, "MGGT", &circles}, {"kingston", 1, "MKJP", &circles}, {"montreal", 1, "CYUL", &circles},
		{"perth", 1, "YPPH", &circles}, {"toulouse", 1, "LFBO", &circles},
		{"zurich_airport", -1, "LSZH", nil}, {"savan", 17, "", &savan},
	} {
		tracks, err := read(r, "traffic-samples/"+c.name+".json.gz", func(f *os.File) ([]*adsb.Track, error) { return measure.Samples(f, adsb.Member{Name: c.name}) })
		if err != nil {
			return s, err
		}
		n := 0
		for _, t := range tracks {
			t.Finish()
			for why, k := range t.RejectedByReason() {
				rejected[why] += k
			}
			legs := flight.Extract(t, r.runways)
			n += len(legs)
			for _, l := range legs {
				for _, e := range []flight.End{l.Start, l.End} {
					if e.Airport == nil || c.at == "" {
						continue
					}
					away.Of++
					if *e.Airport != c.at {
						away.Yes++
						r.failures = append(r.failures, fmt.Sprintf("== sample %s %s: named %s %.2f, and the recording is of %s", c.name, l.ID, *e.Airport, e.Probability, c.at))
					}
				}
			}
			if c.legs >= 0 && len(legs) != c.legs {
				r.failures = append(r.failures, fmt.Sprintf("== sample %s: %d legs %s, and the recording holds %d", c.name, len(legs), measure.Routes(legs), c.legs))
			}
		}
		switch {
		case c.in == &savan:
			savan = measure.Ratio{Of: c.legs, Yes: n}
		case c.in != nil:
			c.in.Of++
			if n > c.legs {
				c.in.Yes++
			}
		}
	}
	s.Rows = []accuracyRow{
		count("noisy_*: recordings with a leg too many", noisy).exactly(0),
		count("calibration flights: recordings with a leg too many", circles).exactly(0),
		count("ends named at another field than the recording's", away).exactly(0),
		count("savan, seventeen flights: legs", savan).exactly(17),
	}
	for _, why := range slices.Sorted(maps.Keys(rejected)) {
		s.Rows = append(s.Rows, count("rows rejected: "+why, measure.Ratio{Of: rejected[why], Yes: rejected[why]}))
	}
	return s, nil
}

func (r *accuracyRun) trace(name string) (*adsb.Track, error) {
	t, err := read(r, name, func(f *os.File) (*adsb.Track, error) { return measure.Trace(f, adsb.Member{Name: filepath.Base(name)}) })
	if err != nil {
		return nil, err
	}
	t.Finish()
	return t, nil
}

// read opens a file of the real data for a reader.
func read[T any](r *accuracyRun, name string, reader func(*os.File) (T, error)) (T, error) {
	f, err := r.dataFile(name)
	if err != nil {
		var none T
		return none, err
	}
	defer f.Close()
	return reader(f)
}
