package archive

import (
	"archive/tar"
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"
)

// headers are tars of one file as different programs write them, and whether its header is plain.
func headers(t testing.TB) map[string][]byte {
	t.Helper()
	made := map[string][]byte{}
	write := func(name string, h tar.Header) {
		var out bytes.Buffer
		w := tar.NewWriter(&out)
		h.ModTime = time.Unix(1759104000, 0)
		if err := w.WriteHeader(&h); err != nil {
			t.Fatal(err)
		}
		if h.Typeflag == tar.TypeReg {
			w.Write([]byte(`{"x":1}`))
		}
		w.Close()
		made[name] = out.Bytes()
	}
	long := strings.Repeat("long/", 30) + "trace_full_a00001.json"
	write("plain ustar", tar.Header{Name: "traces/01/trace_full_a00001.json", Size: 7, Mode: 0o644, Typeflag: tar.TypeReg, Format: tar.FormatUSTAR})
	write("plain gnu", tar.Header{Name: "./traces/01/trace_full_a00001.json", Size: 7, Mode: 0o644, Uname: "root", Typeflag: tar.TypeReg, Format: tar.FormatGNU})
	write("plain prefix", tar.Header{Name: long, Size: 7, Mode: 0o644, Typeflag: tar.TypeReg, Format: tar.FormatUSTAR})
	write("plain folder", tar.Header{Name: "traces/01/", Mode: 0o755, Typeflag: tar.TypeDir, Format: tar.FormatUSTAR})
	write("pax", tar.Header{Name: "traces/\u00e9.json", Size: 7, Mode: 0o644, Typeflag: tar.TypeReg, Format: tar.FormatPAX, PAXRecords: map[string]string{"comment": "x"}})
	write("gnu with a long name", tar.Header{Name: long + long, Size: 7, Mode: 0o644, Typeflag: tar.TypeReg, Format: tar.FormatGNU})
	write("gnu with a time", tar.Header{Name: "a.json", Size: 7, Mode: 0o644, Typeflag: tar.TypeReg, Format: tar.FormatGNU, AccessTime: time.Unix(1759104000, 0)})
	write("gnu in base 256", tar.Header{Name: "a.json", Size: 7, Mode: 0o644, Uid: 1 << 40, Typeflag: tar.TypeReg, Format: tar.FormatGNU})
	write("link", tar.Header{Name: "a.json", Linkname: "b.json", Typeflag: tar.TypeSymlink, Format: tar.FormatUSTAR})
	return made
}

func TestPlainHeaders(t *testing.T) {
	t.Parallel()
	for name, whole := range headers(t) {
		want := strings.HasPrefix(name, "plain")
		if _, _, _, ok := plainHeader(whole); ok != want {
			t.Errorf("%s: plain %t, want %t", name, ok, want)
		}
	}
}

// FuzzPlainHeader: what is plain is what package archive/tar reads, and a tar is listed the
// same by both.
func FuzzPlainHeader(f *testing.F) {
	for _, whole := range headers(f) {
		f.Add(whole)
		f.Add(append(bytes.Clone(whole[:1024]), whole...))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		if len(b) >= blockSize { // a checksum that fits, or nearly nothing would be looked at
			copy(b[148:156], "        ")
			sum := 0
			for _, c := range b[:blockSize] {
				sum += int(c)
			}
			copy(b[148:156], fmt.Sprintf("%06o\x00 ", sum))
		}
		if name, size, folder, ok := plainHeader(b); ok {
			h, err := tar.NewReader(io.MultiReader(bytes.NewReader(b[:blockSize]), zeros{})).Next()
			if err != nil || h.Name != name || h.Size != size || (h.Typeflag == tar.TypeDir) != folder || !folder && h.Typeflag != tar.TypeReg {
				t.Fatalf("plain: %q of %d bytes, folder %t; archive/tar: %+v, %v", name, size, folder, h, err)
			}
		}
		at := filepath.Join(t.TempDir(), "day.tar")
		if err := os.WriteFile(at, b, 0o600); err != nil {
			t.Fatal(err)
		}
		list := func(plain bool) (l Listing) {
			file, err := os.Open(at)
			if err != nil {
				t.Fatal(err)
			}
			defer file.Close()
			w := walker{ctx: context.Background()}
			whole := &joined{parts: []part{{file, 0, int64(len(b))}}, size: int64(len(b))}
			section := io.NewSectionReader(&ahead{of: whole}, 0, whole.size)
			if plain {
				err = w.plainEntries(whole, section, "day.tar")
			}
			if err == nil {
				err = w.entries(whole, section, "day.tar", "")
			}
			if err != nil {
				t.Fatal(err)
			}
			for i := range w.Inputs {
				w.Inputs[i].read = nil
			}
			return w.Listing
		}
		if fast, slow := list(true), list(false); !reflect.DeepEqual(fast, slow) {
			t.Fatalf("listed as %+v, by archive/tar alone as %+v", fast, slow)
		}
	})
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) { clear(p); return len(p), nil }
