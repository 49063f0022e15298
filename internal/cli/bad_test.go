package cli_test

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"fmt"
	"log"
	"os"
	"strings"
)

// makeBad writes the bad input that its argument names to the current folder. Each is what a
// broken download, a careless tool or a hostile hand would leave.
func makeBad() {
	row := func(t float64, lat string) string { return fmt.Sprintf("[%g,%s,-92.5,5000,250,90,0,0,null]", t, lat) }
	trace := func(hex string, ts float64, rows ...string) []byte {
		return []byte(fmt.Sprintf(`{"icao":%q,"timestamp":%f,"trace":[%s]}`, hex, ts, strings.Join(rows, ",")))
	}
	var good []string
	for i := range 200 {
		good = append(good, row(float64(i)*10, fmt.Sprint(31.3+float64(i)/50)))
	}
	const day = 1759104000 // 2025-09-29T00:00:00Z
	whole := trace("d00abc", day, good...)
	files := map[string]map[string][]byte{
		"truncated-gzip": {"trace_full_d00abc.json": zip(whole)[:len(zip(whole))*2/3]},
		"cut-json":       {"trace_full_d00abc.json": whole[:len(whole)-700]},
		"nan":            {"trace_full_d00abc.json": trace("d00abc", day, append([]string{row(-5, "NaN"), row(-4, "1e999"), row(-3, "95")}, good...)...)},
		"times":          {"trace_full_d00abc.json": trace("d00abc", 915148800, good...), "trace_full_d00abd.json": trace("d00abd", 4102444800, good...)}, // 1999 and 2100
		"cut-tar":        {"day.tar": tarOf(entry{"traces/bc/trace_full_d00abc.json", zip(whole)}, entry{"traces/bd/trace_full_d00abd.json", bytes.Repeat([]byte("x"), 9000)})[:len(zip(whole))+4096]},
		"escaping-tar":   {"day.tar": tarOf(entry{"../../../../tmp/escaped/trace_full_d00abd.json", zip(whole)}, entry{"traces/bc/trace_full_d00abc.json", zip(whole)})},
		"bomb":           {"trace_full_d00abc.json": zip(append([]byte(`{"icao":"d00abc","timestamp":1759104000,"trace":[`), bytes.Repeat([]byte{' '}, 128<<20)...))},
		"bad-utf8":       {"report.txt": []byte("Officials said 12 people were deported.\n\nThe \xff\xfe flight left on Monday.\n")},
		"huge-headline":  {"report.txt": bytes.Repeat([]byte("A"), 200<<20)},
		"binary":         {"report.txt": bytes.Repeat([]byte{0, 1, 2, 3}, 5000)},
		"latin-registry": {"latin.csv": []byte("hex;reg;owner\na2c4e0;N278GX;M\xfcller GmbH\n")},
		"good":           {"trace_full_d00abc.json": whole},
	}
	for name, data := range files[os.Args[1]] {
		if err := os.WriteFile(name, data, 0o600); err != nil {
			log.Fatal(err)
		}
	}
	if files[os.Args[1]] == nil {
		log.Fatalf("makebad: no case %q", os.Args[1])
	}
}

type entry struct {
	name string
	data []byte
}

func tarOf(entries ...entry) []byte {
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	for _, e := range entries {
		if err := w.WriteHeader(&tar.Header{Name: e.name, Mode: 0o644, Size: int64(len(e.data))}); err != nil {
			log.Fatal(err)
		}
		if _, err := w.Write(e.data); err != nil {
			log.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		log.Fatal(err)
	}
	return b.Bytes()
}

func zip(b []byte) []byte {
	var out bytes.Buffer
	w := gzip.NewWriter(&out)
	if _, err := w.Write(b); err != nil {
		log.Fatal(err)
	}
	if err := w.Close(); err != nil {
		log.Fatal(err)
	}
	return out.Bytes()
}

// flipByte changes the last byte of each file that it is given, as a hand with a hex editor would.
func flipByte() {
	for _, name := range os.Args[1:] {
		b, err := os.ReadFile(name)
		if err != nil {
			log.Fatal(err)
		}
		b[len(b)-1] ^= 1
		if err := os.Chmod(name, 0o600); err != nil {
			log.Fatal(err)
		}
		if err := os.WriteFile(name, b, 0o600); err != nil {
			log.Fatal(err)
		}
	}
}
