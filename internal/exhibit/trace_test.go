package exhibit

import (
	"bytes"
	"compress/gzip"
	"strings"
	"testing"
	"time"
)

func TestReadTrace(t *testing.T) {
	t.Parallel()
	plain := `{"timestamp": 1759104000.5, "trace": [[0, 31.5, -92.5, "ground"], [ 60.25 ,31.6,-92.6,1200]]}`
	for name, raw := range map[string][]byte{"plain": []byte(plain), "gzip": packed(plain)} {
		got := readTrace(raw)
		if text, ok := got.text(1); !ok || text != "[ 60.25 ,31.6,-92.6,1200]" {
			t.Errorf("%s: row 1 is %q, not as it stands in the file", name, text)
		}
		row, p, ok := got.at(time.Date(2025, 9, 29, 0, 1, 0, 750e6, time.UTC), 0, 1)
		if !ok || row != 1 || p.height != "1200 ft" || p.point.Lat != 31.6 {
			t.Errorf("%s: row %d, %+v, %v", name, row, p, ok)
		}
		if _, _, ok := got.at(time.Date(2025, 9, 29, 0, 1, 0, 750e6, time.UTC), 0, 0); ok {
			t.Errorf("%s: a row outside those of the leg was cited", name)
		}
	}
}

// What is no plain JSON, or too much of it, is not quoted; it costs little and harms nothing.
func TestReadTraceOfAnybody(t *testing.T) {
	t.Parallel()
	for name, raw := range map[string][]byte{
		"nothing": nil, "not JSON": []byte("trace"), "NaN": []byte(`{"timestamp":1,"trace":[[NaN]]}`), "rows that are no list": []byte(`{"timestamp":1,"trace":{}}`),
		"a cut gzip": packed(strings.Repeat("x", 1000))[:30], "a bomb": packed(strings.Repeat(" ", maxTrace+1)),
		"too many rows": []byte(`{"timestamp":1,"trace":[` + strings.Repeat("1,", maxRows) + `1]}`),
	} {
		if got := readTrace(raw); len(got.rows) != 0 {
			t.Errorf("%s: %d rows", name, len(got.rows))
		}
	}
	if _, ok := (trace{}).text(0); ok {
		t.Error("a row of nothing")
	}
}

func packed(s string) []byte {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	if _, err := z.Write([]byte(s)); err != nil {
		panic(err)
	}
	if err := z.Close(); err != nil {
		panic(err)
	}
	return b.Bytes()
}

// A proof is read in one way only: what is accepted is what would be written.
func FuzzParseProof(f *testing.F) {
	f.Add([]byte("c2sp.org/tlog-proof@v1\nindex 5\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n\ntest.local\n6\nroot\n\nsigned\n"))
	f.Add([]byte("c2sp.org/tlog-proof@v1\nindex 05\n\n"))
	f.Add([]byte("c2sp.org/tlog-proof@v1\nindex 0\n\n"))
	f.Fuzz(func(t *testing.T, text []byte) {
		index, path, checkpoint, err := parseProof(text)
		if err != nil {
			return
		}
		p := Proved{Path: path}
		p.Seq = index
		if again := proofText(p, checkpoint); !bytes.Equal(again, text) {
			t.Errorf("%q was read, %q would be written", text, again)
		}
	})
}
