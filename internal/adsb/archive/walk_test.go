package archive_test

import (
	"archive/tar"
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/klauspost/compress/gzip"

	"github.com/charterwatch/charterwatch/internal/adsb/archive"
)

const text = `{"icao":"a2c4e0","timestamp":1759104000,"trace":[[10,31.3,-92.5,2000]]}`

func gz(t testing.TB, b []byte) []byte {
	t.Helper()
	var out bytes.Buffer
	w := gzip.NewWriter(&out)
	w.Write(b)
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// entry is one entry of a tar that a test makes; kind 0 is a file.
type entry struct {
	name string
	body []byte
	kind byte
}

func tarOf(t testing.TB, entries ...entry) []byte {
	t.Helper()
	var out bytes.Buffer
	w := tar.NewWriter(&out)
	for _, e := range entries {
		h := tar.Header{Name: e.name, Typeflag: e.kind, Size: int64(len(e.body)), Mode: 0o644}
		if e.kind == 0 {
			h.Typeflag = tar.TypeReg
		}
		if e.kind == tar.TypeSymlink || e.kind == tar.TypeLink {
			h.Linkname = "/etc/passwd"
		}
		if err := w.WriteHeader(&h); err != nil {
			t.Fatal(err)
		}
		w.Write(e.body)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func put(t testing.TB, dir, name string, body []byte) string {
	t.Helper()
	at := filepath.Join(dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(at), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(at, body, 0o600); err != nil {
		t.Fatal(err)
	}
	return at
}

func walk(t testing.TB, paths ...string) archive.Listing {
	t.Helper()
	list, err := archive.Walk(t.Context(), paths, archive.Options{TempDir: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := list.Close(); err != nil {
			t.Error(err)
		}
	})
	return list
}

// read opens every input and returns name and text, and fails the test when one is not text.
func read(t testing.TB, list archive.Listing) (names []string) {
	t.Helper()
	for _, in := range list.Inputs {
		raw, err := in.Open()
		if err != nil {
			t.Fatal(err)
		}
		if int64(len(raw)) != in.Size {
			t.Errorf("%s: %d bytes, listed with %d", in.Name, len(raw), in.Size)
		}
		got, err := archive.Decompress(raw, nil)
		if err != nil || string(got) != text {
			t.Errorf("%s holds %q, %v", in.Name, got, err)
		}
		names = append(names, in.Name)
	}
	return names
}

func day(t testing.TB) []entry {
	return []entry{
		{name: "./traces/", kind: tar.TypeDir},
		{name: "./traces/e1/trace_full_a2c4e1.json", body: gz(t, []byte(text))},
		{name: "./traces/e0/trace_full_a2c4e0.json", body: gz(t, []byte(text))},
		{name: "./traces/01/trace_full_~2c4e01.json", body: []byte(text)},
		{name: "./heatmap/00.bin.ttf", body: gz(t, []byte("0123"))},
		{name: "./acas/acas.csv", body: []byte("a,b")},
		{name: "./acas/acas.json", body: []byte(`{"x":1}`)},
		{name: "./README.txt", body: []byte("read me")},
		{name: "./LICENSE-ODbL.txt", body: []byte("licence")},
	}
}

var dayNames = []string{"traces/01/trace_full_~2c4e01.json", "traces/e0/trace_full_a2c4e0.json", "traces/e1/trace_full_a2c4e1.json"}

// However a day is packed, the same traces are found.
func TestEveryPacking(t *testing.T) {
	t.Parallel()
	whole := tarOf(t, day(t)...)
	for name, make := range map[string]func(dir string) []string{
		"a folder": func(dir string) []string {
			for _, e := range day(t) {
				if e.kind == 0 {
					put(t, dir, e.name, e.body)
				}
			}
			return []string{dir}
		},
		"a tar":                        func(dir string) []string { return []string{put(t, dir, "day.tar", whole)} },
		"a tar without a telling name": func(dir string) []string { return []string{put(t, dir, "download(1)", whole)} },
		"a tar.gz":                     func(dir string) []string { return []string{put(t, dir, "day.tar.gz", gz(t, whole))} },
		"a tar in a folder":            func(dir string) []string { put(t, dir, "x/day.tar", whole); return []string{dir} },
		"a split tar, all pieces": func(dir string) []string {
			return []string{put(t, dir, "day.tar.aa", whole[:700]), put(t, dir, "day.tar.ab", whole[700:1900]), put(t, dir, "day.tar.ac", whole[1900:])}
		},
		"a split tar, its last piece": func(dir string) []string {
			put(t, dir, "day.tar.aa", whole[:1024])
			return []string{put(t, dir, "day.tar.ab", whole[1024:])}
		},
		"a split tar, its folder": func(dir string) []string {
			for i := 0; i*100 < len(whole); i++ { // more than 26 pieces: aa … az, ba …
				put(t, dir, fmt.Sprintf("day.tar.%c%c", 'a'+i/26, 'a'+i%26), whole[i*100:min(len(whole), i*100+100)])
			}
			return []string{dir}
		},
		"a split tar.gz": func(dir string) []string {
			z := gz(t, whole)
			put(t, dir, "day.tar.gz.aa", z[:len(z)/2])
			put(t, dir, "day.tar.gz.ab", z[len(z)/2:])
			return []string{dir}
		},
		"the same twice": func(dir string) []string {
			at := put(t, dir, "day.tar", whole)
			return []string{at, dir, at}
		},
	} {
		list := walk(t, make(t.TempDir())...)
		if got := read(t, list); !slices.Equal(got, dayNames) {
			t.Errorf("%s: found %v", name, got)
		}
		if len(list.Skipped) != 0 || list.NotTraces != 5 {
			t.Errorf("%s: skipped %v, %d that are no traces; want none, 5", name, list.Skipped, list.NotTraces)
		}
		if hex := list.Inputs[0].Hex + " " + list.Inputs[1].Hex; hex != "~2c4e01 a2c4e0" {
			t.Errorf("%s: addresses %s", name, hex)
		}
	}
}

func skips(t *testing.T, list archive.Listing, name string, says ...string) {
	t.Helper()
	for _, s := range list.Skipped {
		if s.Name == name {
			for _, w := range says {
				if !strings.Contains(s.Reason, w) {
					t.Errorf("%s: skipped because %q, want it to say %q", name, s.Reason, w)
				}
			}
			return
		}
	}
	t.Errorf("%s is not among the skipped: %v", name, list.Skipped)
}

func TestBadEntries(t *testing.T) {
	t.Parallel()
	packed := gz(t, []byte(text))
	at := put(t, t.TempDir(), "day.tar", tarOf(t,
		entry{name: "../../etc/trace_full_a00001.json", body: packed},
		entry{name: "/abs/trace_full_a00002.json", body: packed},
		entry{name: `..\trace_full_a00003.json`, body: packed},
		entry{name: "a/../b/trace_full_a00004.json", body: packed},
		entry{name: "link.json", kind: tar.TypeSymlink},
		entry{name: "hard.json", kind: tar.TypeLink},
		entry{name: "null.json", kind: tar.TypeChar},
		entry{name: "fifo.json", kind: tar.TypeFifo},
		entry{name: "empty.json"},
		entry{name: "photo.json", body: []byte("\x89PNG\r\n")},
		entry{name: "na\x1bme\xff.json", body: packed},
		entry{name: "good.json", body: packed},
	))
	list := walk(t, at)
	if got := read(t, list); !slices.Equal(got, []string{"good.json", "na\uFFFDme\uFFFD.json"}) {
		t.Errorf("found %v", got)
	}
	for _, name := range []string{"../../etc/trace_full_a00001.json", "/abs/trace_full_a00002.json", `..\trace_full_a00003.json`, "a/../b/trace_full_a00004.json"} {
		skips(t, list, name, "leaves the archive", "byte", "day.tar")
	}
	skips(t, list, "link.json", "a link", "byte")
	skips(t, list, "hard.json", "a link")
	skips(t, list, "null.json", "not a regular file")
	skips(t, list, "fifo.json", "not a regular file")
	skips(t, list, "empty.json", "empty")
	skips(t, list, "photo.json", "not a trace", "PNG")
}

func TestHugeEntry(t *testing.T) {
	t.Parallel()
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	w.WriteHeader(&tar.Header{Name: "huge.json", Typeflag: tar.TypeReg, Size: 600 << 20, Mode: 0o644})
	at := put(t, t.TempDir(), "day.tar", b.Bytes())
	f, err := os.OpenFile(at, os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	tail := tarOf(t, entry{name: "good.json", body: []byte(text)})
	if _, err := f.WriteAt(tail, 512+600<<20); err != nil { // a hole in the file, nothing on disk
		t.Fatal(err)
	}
	f.Close()
	list := walk(t, at)
	if got := read(t, list); !slices.Equal(got, []string{"good.json"}) {
		t.Errorf("found %v, skipped %v", got, list.Skipped)
	}
	skips(t, list, "huge.json", "600 MiB", "byte 512")
}

// A tar cut at any byte keeps every entry that is whole and says where it ends.
func TestCutTar(t *testing.T) {
	t.Parallel()
	body := gz(t, []byte(text)) // fits one block
	whole := tarOf(t, entry{name: "1.json", body: body}, entry{name: "2.json", body: body}, entry{name: "3.json", body: body})
	dir := t.TempDir()
	for n := 512; n < 3*1024+512; n += 64 {
		list := walk(t, put(t, dir, fmt.Sprintf("cut%d.tar", n), whole[:n]))
		want := 0
		for i := range 3 {
			if n >= i*1024+512+len(body) {
				want++
			}
		}
		if got := read(t, list); len(got) != want {
			t.Errorf("cut at %d: found %v, want the first %d", n, got, want)
		}
		if len(list.Skipped) != 1 {
			t.Errorf("cut at %d: skipped %v, want one that says so", n, list.Skipped)
		}
	}
	list := walk(t, put(t, dir, "cut.tar", whole[:1024+512+10]))
	skips(t, list, "2.json", "cut in the middle", "byte 1536", "only 10")
}

func TestDamagedTar(t *testing.T) {
	t.Parallel()
	body := []byte(text)
	whole := tarOf(t, entry{name: "1.json", body: body}, entry{name: "2.json", body: body})
	copy(whole[1024:], "this is not a header")
	list := walk(t, put(t, t.TempDir(), "day.tar", whole))
	if got := read(t, list); !slices.Equal(got, []string{"1.json"}) {
		t.Errorf("found %v", got)
	}
	skips(t, list, "day.tar", "cannot be read from byte", "kept")
}

func TestMissingPiece(t *testing.T) {
	t.Parallel()
	whole := tarOf(t, day(t)...)
	dir := t.TempDir()
	put(t, dir, "day.tar.aa", whole[:2048])
	put(t, dir, "day.tar.ac", whole[4096:])
	list := walk(t, dir)
	skips(t, list, "day.tar.ab", "missing")
	if got := read(t, list); len(got) != 1 {
		t.Errorf("found %v, want the one trace of the first piece", got)
	}

	dir = t.TempDir()
	list = walk(t, put(t, dir, "day.tar.ab", whole[2048:]))
	skips(t, list, "day.tar.aa", "missing")

	dir = t.TempDir()
	list = walk(t, put(t, dir, "day.tar.aa", whole[:2600]))
	if len(list.Skipped) != 1 || !strings.Contains(list.Skipped[0].Reason, "day.tar.ab is missing") {
		t.Errorf("the last piece is missing: %v", list.Skipped)
	}
}

func TestCutTarGz(t *testing.T) {
	t.Parallel()
	noise := make([]byte, 100_000) // does not compress, so that the cut is behind the first entry
	for i := range noise {
		noise[i] = byte(i * i >> 7 * 31)
	}
	z := gz(t, tarOf(t, entry{name: "1.json", body: []byte(text)}, entry{name: "2.json", body: append([]byte("{"), noise...)}))
	list := walk(t, put(t, t.TempDir(), "day.tar.gz", z[:len(z)-20]))
	if got := len(list.Inputs); got < 1 {
		t.Fatalf("found nothing, skipped %v", list.Skipped)
	}
	skips(t, list, "day.tar.gz", "cut", "bytes of the tar")
}

func TestTarBomb(t *testing.T) {
	t.Parallel()
	var z bytes.Buffer
	w, _ := gzip.NewWriterLevel(&z, gzip.BestSpeed)
	w.Write(tarOf(t, entry{name: "1.json", body: []byte(text)})[:1024])
	for range 70 {
		w.Write(make([]byte, 1<<20))
	}
	w.Close()
	if ratio := 70 << 20 / z.Len(); ratio < 400 {
		t.Fatalf("the test's bomb packs only %d times", ratio)
	}
	temp := t.TempDir()
	list, err := archive.Walk(t.Context(), []string{put(t, t.TempDir(), "day.tar.gz", z.Bytes())}, archive.Options{TempDir: temp})
	if err != nil {
		t.Fatal(err)
	}
	skips(t, list, "day.tar.gz", "more than a trace can be")
	list.Close()
	if left, _ := os.ReadDir(temp); len(left) != 0 {
		t.Errorf("left behind: %v", left)
	}
}

func TestOddFiles(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	put(t, dir, "notes.md", []byte("# notes"))
	put(t, dir, "empty.json", nil)
	put(t, dir, "deep/er/any name.txt", gz(t, []byte(text))) // content counts, not the name
	put(t, dir, "text.json.gz", gz(t, []byte("no trace")))
	if err := os.Symlink("/etc", filepath.Join(dir, "etc")); err != nil {
		t.Fatal(err)
	}
	missing := filepath.Join(dir, "nowhere", "x.tar")
	list := walk(t, dir, missing)
	if got := read(t, list); !slices.Equal(got, []string{"deep/er/any name.txt"}) {
		t.Errorf("found %v", got)
	}
	skips(t, list, "notes.md", "# notes")
	skips(t, list, "empty.json", "empty")
	skips(t, list, "text.json.gz", "neither a trace nor an archive")
	skips(t, list, "etc", "link")
	skips(t, list, "x.tar", "no such file")
	for _, s := range list.Skipped {
		if strings.Contains(s.Name+s.Reason, dir) {
			t.Errorf("the user's folder is named: %v", s)
		}
	}
}

func TestCancelled(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := archive.Walk(ctx, []string{t.TempDir()}, archive.Options{}); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
}

func TestRealArchive(t *testing.T) {
	t.Parallel()
	root := "../../../../shared/data/adsb-actions/globe_history"
	if _, err := os.Stat(root); err != nil {
		t.Skipf("real data not here: %v", err)
	}
	list := walk(t, root)
	if len(list.Inputs) != 22 || len(list.Skipped) != 0 {
		t.Fatalf("%d inputs, skipped %v; want 22, none", len(list.Inputs), list.Skipped)
	}
	if first := list.Inputs[0]; first.Name != "2023/08/20/traces/8a/trace_full_4d208a.json" || first.Hex != "4d208a" {
		t.Errorf("first is %+v", first)
	}
}

// FuzzWalk: no bytes make a walk panic, loop or invent entries beyond the file.
func FuzzWalk(f *testing.F) {
	f.Add(tarOf(f, day(f)...))
	f.Add(tarOf(f, entry{name: strings.Repeat("long/", 60) + "x.json", body: []byte(text)}))
	f.Add([]byte(text))
	f.Add(gz(f, []byte(text)))
	f.Fuzz(func(t *testing.T, b []byte) {
		list := walk(t, put(t, t.TempDir(), "input", b))
		for _, in := range list.Inputs {
			raw, err := in.Open()
			if err != nil || int64(len(raw)) != in.Size || in.Archive != "" && !bytes.Contains(b, raw) && !bytes.HasPrefix(b, []byte{0x1f, 0x8b}) {
				t.Errorf("%s: %d bytes of %d, %v", in.Name, len(raw), in.Size, err)
			}
			if !filepath.IsLocal(in.Name) {
				t.Errorf("%q leaves the archive", in.Name)
			}
		}
	})
}
