package archive_test

import (
	"bytes"
	"os"
	"testing"

	"github.com/klauspost/compress/gzip"

	"github.com/charterwatch/charterwatch/internal/adsb"
	"github.com/charterwatch/charterwatch/internal/adsb/archive"
	"github.com/charterwatch/charterwatch/internal/adsb/readsb"
)

// What a scan does with one member, from its bytes to a finished track; compare with
// BenchmarkDecompress, which only unpacks it.
func BenchmarkMemberToTrack(b *testing.B) {
	var track adsb.Track
	members(b, func(text []byte) {
		track.Reset()
		if err := readsb.Parse(text, adsb.Member{}, &track); err != nil {
			b.Fatal(err)
		}
		track.Finish()
	})
}

func BenchmarkDecompress(b *testing.B) { members(b, func([]byte) {}) }

func members(b *testing.B, use func(text []byte)) {
	text, err := os.ReadFile("../../../../shared/data/traces/trace_full_ac671b.json")
	if err != nil {
		b.Skipf("real data not here: %v", err)
	}
	var z bytes.Buffer
	w, _ := gzip.NewWriterLevel(&z, gzip.BestCompression)
	w.Write(text)
	w.Close()
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	var buf []byte
	for b.Loop() {
		if buf, err = archive.Decompress(z.Bytes(), buf); err != nil {
			b.Fatal(err)
		}
		use(buf)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/2500, "ns/point")
}
