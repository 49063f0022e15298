package flight_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/charterwatch/charterwatch/internal/adsb"
	"github.com/charterwatch/charterwatch/internal/flight"
	"github.com/charterwatch/charterwatch/internal/flight/measure"
	"github.com/charterwatch/charterwatch/internal/place"
)

// What can be read in the real tracks by hand, from their heights, speeds and silences
// printed minute by minute. Not a blind reading: the program's legs were printed beside
// many of them, and rules of package flight were changed where the two disagreed, so
// agreement here is no measure on unseen data. A flight is "from-to take-off landing" in
// UTC; "?" is an end that cannot be read from the track, "-" a time that was not heard.
type reading struct {
	what    string
	flights []string
	events  map[int]string // by flight: the rules of what happened on the way
}

var samplesRead = map[string]reading{
	"guatemala": {what: "one flight of a calibration aircraft over Guatemala, two and a half hours at 10,650 ft; the export writes the height 0 at the end",
		flights: []string{"MGGT-MGGT - 18:58"}},
	"kingston": {what: "one flight of the same aircraft: approaches to the runway without a stop at 17:28, 18:03 and 19:07, landing at 19:11",
		flights: []string{"MKJP-MKJP - 19:11"}, events: map[int]string{0: "go_around"}},
	"montreal": {what: "one flight that calibrates the instruments of St-Hubert, Mirabel and Montreal: a dozen low approaches, one landing",
		flights: []string{"CYUL-CYUL - 17:37"}, events: map[int]string{0: "low_approaches"}},
	"perth": {what: "one flight of four hours that calibrates Perth and Pearce",
		flights: []string{"YPPH-YPPH - 00:33"}, events: map[int]string{0: "low_approaches"}},
	"toulouse": {what: "one flight of three and a half hours that calibrates Toulouse",
		flights: []string{"LFBO-LFBO - 10:39"}, events: map[int]string{0: "low_approaches"}},
	"zurich_airport/0083c3": {what: "an approach from 1,600 ft, landing, taxi in", flights: []string{"?-LSZH - 07:34"}},
	"zurich_airport/4b18b8": {what: "an approach from 1,475 ft, landing, taxi in", flights: []string{"?-LSZH - 20:21"}},
	"zurich_airport/4d20cd": {what: "an approach from 1,450 ft, landing, taxi in", flights: []string{"?-LSZH - 19:09"}},
	"zurich_airport/4690e2": {what: "taxi out, a climb to 2,550 ft", flights: []string{"LSZH-? 10:07 -"}},
	"zurich_airport/4891b6": {what: "taxi out, a climb to 2,175 ft", flights: []string{"LSZH-? 10:25 -"}},
	"zurich_airport/4b1614": {what: "taxi out while the altitude reads 28,000 ft, a climb to 7,675 ft", flights: []string{"LSZH-? 11:34 -"}},
	"zurich_airport/c01074": {what: "taxi out, a climb to 8,600 ft", flights: []string{"LSZH-? 08:40 -"}},
	"zurich_airport/4b160e": {what: "one test flight of three and a half hours over southern Germany", flights: []string{"LSZH-LSZH 13:05 16:36"}},
	"zurich_airport/4b17e5": {what: "towed or taxying for fifty minutes"},
	"zurich_airport/4b17fd": {what: "standing for half an hour"},
	"noisy_ground":          {what: "taxi out with wild altitudes, take-off, climb to 25,000 ft", flights: []string{"LSZH-? 14:20 -"}},
	"noisy_takeoff":         {what: "taxi out with wild altitudes, take-off, climb to 22,000 ft", flights: []string{"LSZH-? 17:39 -"}},
	"noisy_landing":         {what: "a descent with wild altitudes to 1,675 ft on final", flights: []string{"?-LSZH - -"}},
	"noisy_time_issue":      {what: "one flight of two hours twenty, Porto to Zurich, with times that jump", flights: []string{"LPPR-LSZH - -"}},
	"noisy_spoofing":        {what: "one flight out of Istanbul to the Baltic through a region of false positions", flights: []string{"LTFM-? - -"}},
}

func TestSamplesAreReadAsAPersonReadsThem(t *testing.T) {
	t.Parallel()
	done := map[string]bool{}
	for _, name := range []string{"guatemala", "kingston", "montreal", "perth", "toulouse", "zurich_airport", "noisy_ground", "noisy_takeoff",
		"noisy_landing", "noisy_time_issue", "noisy_spoofing"} {
		for _, track := range sample(t, name) {
			key := name
			if _, ok := samplesRead[key]; !ok {
				key += "/" + track.Hex
			}
			read, ok := samplesRead[key]
			if !ok {
				t.Errorf("%s was not read", key)
			}
			done[key] = true
			legs := flight.Extract(track, place.Embedded())
			agrees(t, key, legs, read)
		}
	}
	for key := range samplesRead {
		if !done[key] {
			t.Errorf("%s has no track", key)
		}
	}
}

// agrees compares legs with what a person read: as many, the same ends or none, the same
// minutes. A name where the person read none is wrong; none where they read one is allowed
// for an end that was not heard on the ground.
func agrees(t *testing.T, key string, legs []flight.Leg, read reading) {
	t.Helper()
	if len(legs) != len(read.flights) {
		t.Errorf("%s: %d legs, a person reads %d: %s\n%s", key, len(legs), len(read.flights), read.what, describe(legs))
		return
	}
	for i, l := range legs {
		f := strings.Fields(read.flights[i])
		from, to, _ := strings.Cut(f[0], "-")
		for k, c := range []struct {
			e    flight.End
			want string
		}{{l.Start, from}, {l.End, to}} {
			got := "?"
			if c.e.Airport != nil {
				got = *c.e.Airport
			}
			if got != c.want && !(got == "?" && !c.e.Heard.Ground) {
				t.Errorf("%s, leg %d: %s, a person reads %s: %s\n%s", key, i, got, c.want, read.what, describe(legs[i:i+1]))
			}
			want := f[1+k]
			if want == "-" || c.e.Time == nil && c.e.Heard.Ground == false {
				continue
			}
			at, err := time.Parse("15:04", want)
			if err != nil {
				t.Fatal(err)
			}
			if c.e.Time == nil || minutesApart(*c.e.Time, at) > 2 {
				t.Errorf("%s, leg %d: at %v, a person reads %s", key, i, c.e.Time, want)
			}
		}
		if want := read.events[i]; said(l) != want {
			t.Errorf("%s, leg %d: %q happened, a person reads %q: %v", key, i, said(l), want, l.Events)
		}
	}
}

func minutesApart(t, clock time.Time) int {
	d := t.Hour()*60 + t.Minute() - clock.Hour()*60 - clock.Minute()
	return min(max(d, -d), 1440-max(d, -d))
}

// One research aircraft over three weeks: 17 sorties of three hours, most of them out of
// Toulouse in the morning to another field and back in the afternoon, in patterns at 22,000 ft.
// 128 of the 193,447 rows hold no position.
func TestSavanHasSeventeenFlights(t *testing.T) {
	t.Parallel()
	tracks := sample(t, "savan")
	if len(tracks) != 1 {
		t.Fatalf("%d aircraft", len(tracks))
	}
	legs := flight.Extract(tracks[0], place.Embedded())
	days := []string{"03-16 09:03", "03-21 08:33", "03-21 14:33", "03-22 07:34", "03-22 12:53", "03-23 07:35", "03-23 12:57", "03-24 07:33", "03-24 13:14",
		"03-25 07:34", "03-25 13:03", "03-28 06:35", "03-28 12:12", "03-29 06:39", "03-29 12:01", "04-15 06:31", "04-15 12:04"}
	var got []string
	for _, l := range legs {
		got = append(got, l.Start.Heard.At.Format("01-02 15:04"))
		if len(l.Callsigns) != 1 || !strings.HasPrefix(l.Callsigns[0], "SAVAN") {
			t.Errorf("%s: call signs %v, each sortie has one", l.ID, l.Callsigns)
		}
	}
	if !slices.Equal(got, days) {
		t.Errorf("flights first heard at\n%v, a person reads\n%v", got, days)
	}
}

// Traces of one receiver in northern California and Nevada on 30 August 2023, by address:
// how many flights passed, and where a person sees the aircraft on the ground. All who land
// do so on the dry lake at 40.76 N 119.20 W, where a field exists for one week of the year.
// a2fe8f was heard three times in 22 seconds, too little for anything.
var tracesRead = map[string]reading{
	"4d208a": {flights: []string{"?-? - -"}}, "a1878a": {flights: []string{"?-? - -"}}, "a69d8a": {flights: []string{"?-? - -"}},
	"ac6f8a": {flights: []string{"?-? - -"}}, "a11e8b": {flights: []string{"?-? - -", "?-? - -"}}, "a2228b": {flights: []string{"?-? - -", "?-? - -"}},
	"a57b8b": {flights: []string{"?-? - -"}}, "a8758b": {flights: []string{"?-? - -", "?-? - -", "?-? - -"}},
	"a1388c": {what: "hours apart, the same call sign both ways", flights: []string{"?-? - -", "?-? - -"}},
	"a3c78c": {what: "two local flights from the strip", flights: []string{"?-? 14:32 14:45", "?-? 15:41 15:56"}, events: map[int]string{}},
	"a7888c": {flights: []string{"?-? - -"}}, "ab5b8c": {flights: []string{"?-? - -"}}, "ab7b8c": {flights: []string{"?-? - -"}}, "ac138c": {flights: []string{"?-? - -"}},
	"34718d": {what: "to the Bay and three hours later away from it", flights: []string{"?-? - -", "?-? - -"}},
	"aa178d": {what: "six sightseeing flights of 12 minutes from the strip, none farther than 4 NM",
		flights: []string{"?-? 17:40 17:52", "?-? 18:13 18:26", "?-? 18:47 19:00", "?-? 19:28 19:40", "?-? - 20:14", "?-? - 20:48"}},
	"a4068e": {what: "to the strip, half an hour, and away", flights: []string{"?-? - 22:58", "?-? - -"}},
	"aa568e": {what: "twice down towards Sacramento for two minutes, twice away", flights: []string{"?-? - -", "?-? - -", "?-? - -", "?-? - -"}},
	"ab2c8e": {what: "down for a minute, and away an hour and a half later", flights: []string{"?-? - -", "?-? - -"}},
	"a2fe8f": {}, "a7538f": {flights: []string{"?-? - -"}}, "aab38f": {flights: []string{"?-? - -", "?-? - -"}},
}

func TestTracesAreReadAsAPersonReadsThem(t *testing.T) {
	t.Parallel()
	root := sharedFile(t, "adsb-actions/globe_history")
	n := 0
	err := filepath.Walk(root, func(path string, info os.FileInfo, err error) error {
		if err != nil || info.IsDir() {
			return err
		}
		n++
		track := trace(t, path)
		read, ok := tracesRead[track.Hex]
		if !ok {
			t.Errorf("%s was not read", track.Hex)
		}
		agrees(t, track.Hex, flight.Extract(track, place.Embedded()), read)
		return nil
	})
	if err != nil || n != 22 {
		t.Errorf("%d traces, %v", n, err)
	}
}

// 45 radar tracks are 45 arrivals; one of them leaves again after five minutes on the ground
// (or after the radar's smoothing has closed a longer silence; the rows do not tell).
func TestRadarTracksAreOneArrivalEach(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob(filepath.Join(sharedFile(t, "egll-radar/positions"), "*.csv"))
	if err != nil || len(files) != 45 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	counts := map[int]int{}
	for _, path := range files {
		legs := flight.Extract(radarTrack(t, path), place.Embedded())
		counts[len(legs)]++
		if want := 1; len(legs) != want && !strings.Contains(path, "0c19d858") {
			t.Errorf("%s: %d legs, a person reads %d\n%s", filepath.Base(path), len(legs), want, describe(legs))
		}
	}
	t.Log(fmt.Sprint(counts))
}

// Leg-count F1 over every real track that was read: a leg is right if it shares at least half of
// the time that it or the flight covers, as measure.Match defines it.
func TestLegCountOnRealTracks(t *testing.T) {
	t.Parallel()
	var all measure.LegCount
	count := func(track *adsb.Track, read []string) {
		legs := flight.Extract(track, place.Embedded())
		_, c := measure.Match(legs, flightsRead(t, track, read))
		all.Right, all.Invented, all.Missed = all.Right+c.Right, all.Invented+c.Invented, all.Missed+c.Missed
		if c.Invented+c.Missed > 0 {
			t.Logf("%s: %+v of %v\n%s", track.Hex, c, read, describe(legs))
		}
	}
	names := map[string]bool{}
	for key := range samplesRead {
		name, _, _ := strings.Cut(key, "/")
		names[name] = true
	}
	for name := range names {
		for _, track := range sample(t, name) {
			read, ok := samplesRead[name]
			if !ok {
				read = samplesRead[name+"/"+track.Hex]
			}
			count(track, read.flights)
		}
	}
	err := filepath.Walk(sharedFile(t, "adsb-actions/globe_history"), func(path string, info os.FileInfo, err error) error {
		if err == nil && !info.IsDir() {
			track := trace(t, path)
			count(track, tracesRead[track.Hex].flights)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, track := range sample(t, "savan") {
		count(track, slices.Repeat([]string{"?-? - -"}, 17))
	}
	count(trace(t, sharedFile(t, "traces/trace_full_ac671b.json")), slices.Repeat([]string{"?-? - -"}, 4))
	t.Logf("%+v: F1 %.4f", all, all.F1())
	if all.F1() < 0.99 {
		t.Errorf("leg-count F1 %.4f of %+v, want at least 0.99", all.F1(), all)
	}
}

// flightsRead gives the flights of a reading their times: the minutes that were read, and where
// none were, what was heard before and after the longest silences, one fewer than flights.
func flightsRead(t *testing.T, track *adsb.Track, read []string) []measure.Flight {
	t.Helper()
	if len(read) == 0 {
		return nil
	}
	cuts := make([]int, 0, len(track.Points))
	for i := 1; i < len(track.Points); i++ {
		cuts = append(cuts, i)
	}
	silence := func(i int) int64 { return track.Points[i].Time - track.Points[i-1].Time }
	slices.SortStableFunc(cuts, func(a, b int) int { return int(silence(b) - silence(a)) })
	cuts = slices.Sorted(slices.Values(cuts[:len(read)-1]))
	cuts = append(cuts, len(track.Points))
	var out []measure.Flight
	from := 0
	for k, text := range read {
		f := measure.Flight{TakeOff: track.Points[from].When(), Landing: track.Points[cuts[k]-1].When(), Observable: true}
		for i, at := range []*time.Time{&f.TakeOff, &f.Landing} {
			clock, err := time.Parse("15:04", strings.Fields(text)[1+i])
			if err != nil {
				continue
			}
			day := track.Points[0].When().Truncate(24 * time.Hour)
			*at = day.Add(time.Duration(clock.Hour())*time.Hour + time.Duration(clock.Minute())*time.Minute)
			if at.Before(track.Points[0].When().Add(-time.Minute)) {
				*at = at.Add(24 * time.Hour)
			}
			*at = toTheSecond(track, *at)
		}
		f.First, f.Last = f.TakeOff, f.Landing
		out = append(out, f)
		from = min(cuts[k], len(track.Points)-1)
	}
	return out
}

func toTheSecond(track *adsb.Track, minute time.Time) time.Time {
	best := minute
	for i := 1; i < len(track.Points); i++ {
		p := &track.Points[i]
		if p.Is(adsb.OnGround) == track.Points[i-1].Is(adsb.OnGround) {
			continue
		}
		middle := minute.Add(30 * time.Second)
		if d := p.When().Sub(middle).Abs(); d <= 90*time.Second && (best.Equal(minute) || d < best.Sub(middle).Abs()) {
			best = p.When()
		}
	}
	return best
}
