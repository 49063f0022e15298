package store_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/charterwatch/charterwatch/internal/fleet"
	"github.com/charterwatch/charterwatch/internal/store"
	"github.com/charterwatch/charterwatch/internal/store/storetest"
)

// BenchmarkPullOfTheWorld keeps a table of 619,472 aircraft, the size of tar1090-db, and looks
// one up: the first must take seconds, the second must not be felt on a page.
func BenchmarkPullOfTheWorld(b *testing.B) {
	const rows = 619_472
	var text []byte
	for i := range rows {
		text = fmt.Appendf(text, "%06x;D-%05d;A320;00;AIRBUS A-320;1999;Airline %d AG;\n", 0x3c0000+i, i, i%500)
	}
	s, err := store.Init(b.Context(), b.TempDir()+"/w", storetest.Options())
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	for b.Loop() {
		begin := time.Now()
		r, err := fleet.ReadRegistry(text)
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(time.Since(begin).Seconds(), "s/read")
		begin = time.Now()
		if _, _, err := s.AddPull(b.Context(), store.Pull{Kind: store.PullFleet, Name: "world", Day: begin.String(), Raw: text, Entries: r.Entries, Rows: r.Rows}); err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(time.Since(begin).Seconds(), "s/kept")
		begin = time.Now()
		if k, err := s.Known(b.Context(), "3cffff"); err != nil || len(k.Pulled) == 0 {
			b.Fatal(len(k.Pulled), err)
		}
		b.ReportMetric(float64(time.Since(begin).Microseconds()), "us/lookup")
		begin = time.Now()
		if hexes, err := s.HexesOf(b.Context(), "D-12345"); err != nil || len(hexes) != 1 {
			b.Fatal(hexes, err)
		}
		b.ReportMetric(float64(time.Since(begin).Microseconds()), "us/registration")
	}
}
