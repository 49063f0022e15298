package archive_test

import (
	"bytes"
	stdgzip "compress/gzip"
	"errors"
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"

	"github.com/charterwatch/charterwatch/internal/adsb"
	"github.com/charterwatch/charterwatch/internal/adsb/archive"
	"github.com/charterwatch/charterwatch/internal/adsb/readsb"
)

func zst(t testing.TB, b []byte) []byte {
	t.Helper()
	w, err := zstd.NewWriter(nil)
	if err != nil {
		t.Fatal(err)
	}
	return w.EncodeAll(b, nil)
}

func TestDecompress(t *testing.T) {
	t.Parallel()
	long := []byte(strings.Repeat(text, 10_000))
	for name, raw := range map[string][]byte{
		"plain": long, "gzip": gz(t, long), "zstd": zst(t, long),
		"gzip in two members": append(gz(t, long[:100]), gz(t, long[100:])...),
	} {
		for _, buf := range [][]byte{nil, make([]byte, 10), make([]byte, 0, len(long)+100)} {
			got, err := archive.Decompress(raw, buf)
			if err != nil || !bytes.Equal(got, long) {
				t.Errorf("%s: %d bytes of %d, %v", name, len(got), len(long), err)
			}
		}
	}
	if got, err := archive.Decompress(nil, nil); err != nil || len(got) != 0 {
		t.Errorf("nothing: %q, %v", got, err)
	}
}

func TestDecompressDamaged(t *testing.T) {
	t.Parallel()
	long := []byte(strings.Repeat(text, 1000))
	wrongSum := gz(t, long)
	wrongSum[len(wrongSum)-6] ^= 1
	for _, c := range []struct {
		name, says string
		raw        []byte
		all        bool // the whole text comes with the error
	}{
		{"gzip cut in its head", "cut", gz(t, long)[:7], false},
		{"gzip cut", "cut", gz(t, long)[:200], false},
		{"gzip cut in its sum", "cut", gz(t, long)[:len(gz(t, long))-3], true},
		{"gzip with a wrong sum", "checksum", wrongSum, true},
		{"gzip and more", "not compressed", append(gz(t, long), "more than that"...), true},
		{"zstd cut", "cut", zst(t, long)[:40], false},
	} {
		got, err := archive.Decompress(c.raw, nil)
		var part *archive.Partial
		if !errors.As(err, &part) || !strings.Contains(err.Error(), c.says) || part.Text != int64(len(got)) {
			t.Errorf("%s: %d bytes, %v", c.name, len(got), err)
		}
		if !bytes.HasPrefix(long, got) || c.all != (len(got) == len(long)) {
			t.Errorf("%s: %d bytes of %d are back", c.name, len(got), len(long))
		}
	}
}

func TestBombs(t *testing.T) {
	t.Parallel()
	zeros := make([]byte, 1<<20)
	var g, z bytes.Buffer
	gw, _ := gzip.NewWriterLevel(&g, gzip.BestSpeed)
	zw, _ := zstd.NewWriter(&z)
	for range 70 {
		gw.Write(zeros)
		zw.Write(zeros)
	}
	gw.Close()
	zw.Close()
	for name, raw := range map[string][]byte{"gzip": g.Bytes(), "zstd": z.Bytes()} {
		got, err := archive.Decompress(raw, nil)
		if !errors.Is(err, archive.ErrBomb) || got != nil {
			t.Errorf("%s bomb of %d bytes: %d bytes, %v", name, len(raw), len(got), err)
		}
	}
}

// A bomb is refused before it has taken the memory that it is after, and a text that is only
// large takes its own length and little more. Not in parallel: it counts what is allocated.
func TestBombsAreRefusedBeforeTheyCost(t *testing.T) {
	long := []byte(`{"icao":"a2c4e0","timestamp":1759104000,"trace":[`)
	for i := 0; len(long) < 40<<20; i++ { // of more than a day of two rows a second
		long = fmt.Appendf(long, "[%d.5,%d.12345,-92.%d,35000,4%d.1,90.2,0,0,null,\"adsb_icao\",35100,0,270,0.1],\n", i, i%90, i*7919%100_000, i%100)
	}
	large := gz(t, long)
	zeros := gz(t, make([]byte, 8<<20))
	var z bytes.Buffer
	zw, _ := zstd.NewWriter(&z)
	for range 3000 {
		zw.Write(make([]byte, 1<<20))
	}
	zw.Close()
	for _, c := range []struct {
		name string
		raw  []byte
		most uint64 // bytes allocated
		bomb bool
	}{
		{"gzip of 3 MB and 3 GB", bytes.Repeat(zeros, 3<<20/len(zeros)), 24 << 20, true},
		{"gzip that says it is small", append(bytes.Repeat(zeros, 100), gz(t, []byte("{}"))...), 24 << 20, true},
		{"zstd of 3 GB", z.Bytes(), 64 << 20, true},
		{"many rows", large, uint64(len(long)) + 24<<20, false},
	} {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		got, err := archive.Decompress(c.raw, nil)
		runtime.ReadMemStats(&after)
		if took := after.TotalAlloc - before.TotalAlloc; took > c.most {
			t.Errorf("%s, %d bytes: %d MiB allocated, want at most %d", c.name, len(c.raw), took>>20, c.most>>20)
		}
		if c.bomb && (!errors.Is(err, archive.ErrBomb) || got != nil) || !c.bomb && (err != nil || !bytes.Equal(got, long)) {
			t.Errorf("%s: %d bytes, %v", c.name, len(got), err)
		}
	}
}

// A trace whose gzip is cut keeps the rows before the cut.
func TestRowsBeforeACutGzip(t *testing.T) {
	t.Parallel()
	var b strings.Builder
	b.WriteString(`{"icao":"a2c4e0","timestamp":1759104000,"trace":[[0,1,2,3]`)
	for i := 1; i < 5000; i++ {
		b.WriteString(",[" + strings.Repeat("1", i%4+1) + ",1." + strings.Repeat("37", i%5) + ",2,30" + strings.Repeat("5", i%3) + "]")
	}
	b.WriteString("]}")
	raw := gz(t, []byte(b.String()))
	half, err := archive.Decompress(raw[:len(raw)/2], nil)
	var cut *archive.Partial
	if !errors.As(err, &cut) {
		t.Fatal(err)
	}
	var track adsb.Track
	err = readsb.Parse(half, adsb.Member{Name: "trace_full_a2c4e0.json"}, &track)
	var part *readsb.Partial
	if !errors.As(err, &part) || len(track.Points) < 100 || len(track.Points) >= 5000 || int(part.Row) != len(track.Points) {
		t.Errorf("%d points, %v", len(track.Points), err)
	}
}

// FuzzDecompress holds it against the standard library's gzip.
func FuzzDecompress(f *testing.F) {
	f.Add(gz(f, []byte(text)))
	f.Add(gz(f, []byte(text))[:30])
	f.Add(zst(f, []byte(text)))
	f.Add([]byte(text))
	f.Fuzz(func(t *testing.T, raw []byte) {
		got, err := archive.Decompress(raw, nil)
		if !bytes.HasPrefix(raw, []byte{0x1f, 0x8b}) {
			return
		}
		r, stdErr := stdgzip.NewReader(bytes.NewReader(raw))
		if stdErr != nil {
			return
		}
		want, stdErr := io.ReadAll(io.LimitReader(r, 1<<24))
		if stdErr == nil && len(want) < 1<<24 && (err != nil || !bytes.Equal(got, want)) {
			t.Errorf("%d bytes, %v; the standard library reads %d", len(got), err, len(want))
		}
	})
}
