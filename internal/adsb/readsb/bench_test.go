package readsb_test

import (
	"bytes"
	"compress/gzip"
	"io"
	"testing"

	fastgzip "github.com/klauspost/compress/gzip"

	"github.com/charterwatch/charterwatch/internal/adsb"
	"github.com/charterwatch/charterwatch/internal/adsb/readsb"
)

// The benchmarks read the real trace; ns/point is what a world day is reckoned with.
func benchmark(b *testing.B, step func(text, packed []byte) int) {
	text := plainText(b, shared(b, "traces/trace_full_ac671b.json"))
	var z bytes.Buffer
	w, _ := gzip.NewWriterLevel(&z, gzip.BestCompression)
	w.Write(text)
	w.Close()
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	points := 0
	for b.Loop() {
		points += step(text, z.Bytes())
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(points), "ns/point")
}

func BenchmarkGunzip(b *testing.B) {
	var z fastgzip.Reader
	benchmark(b, func(_, packed []byte) int {
		if err := z.Reset(bytes.NewReader(packed)); err != nil {
			b.Fatal(err)
		}
		if _, err := io.Copy(io.Discard, &z); err != nil {
			b.Fatal(err)
		}
		return 2500
	})
}

func BenchmarkParse(b *testing.B) {
	var track adsb.Track
	benchmark(b, func(text, _ []byte) int {
		track.Reset()
		if err := readsb.Parse(text, adsb.Member{}, &track); err != nil {
			b.Fatal(err)
		}
		return len(track.Points)
	})
}

func BenchmarkParseAndFinish(b *testing.B) {
	var track adsb.Track
	benchmark(b, func(text, _ []byte) int {
		track.Reset()
		if err := readsb.Parse(text, adsb.Member{}, &track); err != nil {
			b.Fatal(err)
		}
		track.Finish()
		return len(track.Points)
	})
}
