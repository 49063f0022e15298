package scan

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/charterwatch/charterwatch/internal/adsb/archive"
)

// benchArchive repeats the real trace, or a simulated one where it is absent, each copy under
// its own address.
func benchArchive(b *testing.B, copies int) string {
	b.Helper()
	text, err := os.ReadFile(filepath.Join("..", "..", "..", "shared", "data", "traces", "trace_full_ac671b.json"))
	if err != nil {
		b.Skip("the real trace is not here; charterwatch bench scan repeats a simulated one")
	}
	dir := b.TempDir()
	for i := range copies {
		hex := fmt.Sprintf("%06x", 0x500000+i)
		var packed bytes.Buffer
		z := gzip.NewWriter(&packed)
		if _, err := z.Write([]byte(strings.Replace(string(text), "ac671b", hex, 1))); err != nil {
			b.Fatal(err)
		}
		if err := z.Close(); err != nil {
			b.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, "trace_full_"+hex+".json"), packed.Bytes(), 0o600); err != nil {
			b.Fatal(err)
		}
	}
	return dir
}

// BenchmarkDecompress is the floor of BenchmarkScan: the same files unpacked and nothing more.
func BenchmarkDecompress(b *testing.B) {
	dir := benchArchive(b, 100)
	for b.Loop() {
		listing, err := archive.Walk(b.Context(), []string{dir}, archive.Options{})
		if err != nil {
			b.Fatal(err)
		}
		var buf []byte
		for _, in := range listing.Inputs {
			raw, err := in.Open()
			if err != nil {
				b.Fatal(err)
			}
			if buf, err = archive.Decompress(raw, buf[:0]); err != nil {
				b.Fatal(err)
			}
		}
		listing.Close()
	}
}

func BenchmarkScan(b *testing.B) {
	dir := benchArchive(b, 100)
	for b.Loop() {
		b.StopTimer()
		st := workspace(b)
		b.StartTimer()
		if _, err := Run(b.Context(), st, []string{dir}, Options{World: true, Workers: 1, Until: now}); err != nil {
			b.Fatal(err)
		}
	}
}
