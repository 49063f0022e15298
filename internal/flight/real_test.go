package flight_test

import (
	"bytes"
	"compress/gzip"
	"encoding/csv"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/charterwatch/charterwatch/internal/adsb"
	"github.com/charterwatch/charterwatch/internal/adsb/readsb"
	"github.com/charterwatch/charterwatch/internal/flight"
	"github.com/charterwatch/charterwatch/internal/place"
)

const shared = "../../../shared/data"

func sharedFile(t testing.TB, name string) string {
	t.Helper()
	path := filepath.Join(shared, name)
	if _, err := os.Stat(path); err != nil {
		t.Skipf("the shared data is absent: %v", err)
	}
	return path
}

// trace reads one readsb trace file, gzipped or not.
func trace(t testing.TB, path string) *adsb.Track {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if bytes.HasPrefix(data, []byte{0x1f, 0x8b}) {
		z, err := gzip.NewReader(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		if data, err = io.ReadAll(z); err != nil {
			t.Fatal(err)
		}
	}
	var track adsb.Track
	track.Reset()
	if err := readsb.Parse(data, adsb.Member{Name: filepath.Base(path), Hash: "00"}, &track); err != nil {
		t.Fatal(err)
	}
	track.Finish()
	return &track
}

// describe prints legs in one line each.
func describe(legs []flight.Leg) string {
	var b strings.Builder
	for _, l := range legs {
		fmt.Fprintf(&b, "%s %v %d points, %d gaps: %s -> %s\n", l.ID, l.Callsigns, l.Points, len(l.Gaps), l.Start.Words(true), l.End.Words(false))
		for _, e := range []flight.End{l.Start, l.End} {
			fmt.Fprintf(&b, "   %s %v before %v\n", e.Status, e.Candidates, e.Before)
			for _, r := range e.Why {
				fmt.Fprintf(&b, "      %s: %s (%s)\n", r.Rule, r.Text, r.Weight)
			}
		}
	}
	return b.String()
}

func route(l flight.Leg) string {
	name := func(e flight.End) string {
		if e.Airport == nil {
			return "unknown"
		}
		return *e.Airport
	}
	return name(l.Start) + "-" + name(l.End)
}

func routes(legs []flight.Leg) []string {
	out := []string{}
	for _, l := range legs {
		out = append(out, route(l))
	}
	return out
}

// The four true legs of the real trace. The first origin was not heard; the second flight
// was lost in descent at 8,450 ft and the aircraft climbed out over the same field in the morning.
func TestRealTraceHasFourLegs(t *testing.T) {
	t.Parallel()
	for _, airports := range []*place.Airports{place.Embedded(), withRunways(t)} {
		fourLegs(t, flight.Extract(trace(t, sharedFile(t, "traces/trace_full_ac671b.json")), airports))
	}
}

func fourLegs(t *testing.T, legs []flight.Leg) {
	got := strings.Join(routes(legs), " ")
	if want := "unknown-KMSP KMSP-KGEG KGEG-KMSP KMSP-KDEN"; got != want {
		t.Fatalf("legs %s, want %s\n%s", got, want, describe(legs))
	}
	if s := legs[0].Start; s.Status != flight.Unknown || s.Airport != nil {
		t.Errorf("first origin: %+v, want unknown without an airport", s)
	}
	if e := legs[1].End; e.Time != nil || e.Interval[0] == nil || e.Interval[1] == nil || len(e.Before) == 0 {
		t.Errorf("arrival at KGEG was not heard: want no time, an interval and what it said before continuity: %+v", e)
	}
	for i, s := range []flight.Status{legs[0].End.Status, legs[2].End.Status, legs[3].End.Status, legs[1].Start.Status, legs[3].Start.Status} {
		if s != flight.Observed {
			t.Errorf("end %d heard on the ground: status %s, want observed", i, s)
		}
	}
	t.Log(describe(legs))
}

// Real traces of one receiver near a temporary field in Nevada: overflights at cruise and
// light aircraft. No airport may be named for what passed at cruise.
func TestRealReceiverInventsNothing(t *testing.T) {
	t.Parallel()
	root := sharedFile(t, "adsb-actions/globe_history")
	n := 0
	filepath.Walk(root, func(path string, info os.FileInfo, err error) error {
		if err != nil || info.IsDir() {
			return err
		}
		n++
		track := trace(t, path)
		legs := flight.Extract(track, place.Embedded())
		t.Logf("%s %s\n%s", track.Hex, track.Type, describe(legs))
		for _, l := range legs {
			for _, e := range []flight.End{l.Start, l.End} {
				if e.Airport != nil && !e.Heard.Ground && e.Heard.AltFt != nil && *e.Heard.AltFt > 18000 {
					t.Errorf("%s: named %s for an aircraft heard at %d ft", l.ID, *e.Airport, *e.Heard.AltFt)
				}
			}
		}
		return nil
	})
	if n != 22 {
		t.Errorf("read %d traces, want 22", n)
	}
}

// radarTrack reads one radar track: t,lat,lon,alt_ft,ground,gs_kt,track,vr_fpm. It has no
// ground bit, and numbers that make no sense where the smoothing failed.
func radarTrack(t testing.TB, path string) *adsb.Track {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	track := &adsb.Track{Hex: "400000", Callsigns: []string{""}, Members: []adsb.Member{{Name: filepath.Base(path)}}}
	for i, row := range rows[1:] {
		num := func(k int) (float64, bool) {
			v, err := strconv.ParseFloat(row[k], 64)
			return v, err == nil && !math.IsInf(v, 0) && !math.IsNaN(v)
		}
		at, _ := num(0)
		p := adsb.Point{Time: int64(at * 1000), Row: int32(i), NIC: -1, NACp: -1, SIL: -1}
		p.Lat, _ = num(1)
		p.Lon, _ = num(2)
		if v, ok := num(3); ok {
			p.AltFt, p.Has = int32(v), p.Has|adsb.HasAlt
		}
		if v, ok := num(5); ok {
			p.GS, p.Has = float32(v), p.Has|adsb.HasSpeed
		}
		if v, ok := num(6); ok {
			p.Track, p.Has = float32(v), p.Has|adsb.HasTrack
		}
		if v, ok := num(7); ok {
			p.VRate, p.Has = int32(v), p.Has|adsb.HasRate
		}
		track.Points = append(track.Points, p)
	}
	track.Finish()
	return track
}

// 45 radar tracks that end at Heathrow and begin out of coverage: naming an origin is wrong.
func TestRadarTracksLandAtHeathrow(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob(filepath.Join(sharedFile(t, "egll-radar/positions"), "*.csv"))
	if err != nil || len(files) != 45 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	for _, path := range files {
		track := radarTrack(t, path)
		legs := flight.Extract(track, place.Embedded())
		t.Log(filepath.Base(path), routes(legs))
		if len(legs) == 0 || legs[0].Start.Airport != nil || legs[0].End.Airport == nil || *legs[0].End.Airport != "EGLL" {
			t.Errorf("%s: %v\n%s", filepath.Base(path), routes(legs), describe(legs))
		}
	}
}
