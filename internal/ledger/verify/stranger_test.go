package verify_test

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"golang.org/x/mod/sumdb/tlog"
	"pgregory.net/rapid"

	"github.com/charterwatch/charterwatch/internal/ledger"
	"github.com/charterwatch/charterwatch/internal/ledger/verify"
)

// log is a small log in memory, written with package ledger.
type log struct {
	key    *ledger.Key
	leaves [][]byte
	stored []tlog.Hash
}

func newLog(t testing.TB, origin string, n int, word string) *log {
	t.Helper()
	k, err := ledger.NewKey(strings.NewReader(strings.Repeat("k", 32)), origin)
	if err != nil {
		t.Fatal(err)
	}
	l := &log{key: k}
	for i := range n {
		r, err := ledger.New(int64(i), "capture", fmt.Sprint(word, i), time.UnixMilli(0), [32]byte{byte(i)}, i)
		if err != nil {
			t.Fatal(err)
		}
		hashes, err := ledger.Append(r, l)
		if err != nil {
			t.Fatal(err)
		}
		l.stored, l.leaves = append(l.stored, hashes...), append(l.leaves, ledger.Leaf(r))
	}
	return l
}

func (l *log) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	var out []tlog.Hash
	for _, i := range indexes {
		out = append(out, l.stored[i])
	}
	return out, nil
}

func (l *log) checkpoint(t testing.TB, size int64) []byte {
	t.Helper()
	text, err := l.key.Checkpoint(size, l)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func (l *log) history(t testing.TB, old, now int64) verify.History {
	t.Helper()
	h := verify.History{Old: old, Now: l.checkpoint(t, now)}
	if old == 0 || old == now {
		return h
	}
	path, err := ledger.ProveConsistency(now, old, l)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range path {
		h.Path = append(h.Path, p)
	}
	return h
}

func (l *log) proof(t testing.TB, size, index int64) verify.Proof {
	t.Helper()
	path, err := ledger.ProveInclusion(size, index, l)
	if err != nil {
		t.Fatal(err)
	}
	p := verify.Proof{Index: index, Checkpoint: l.checkpoint(t, size)}
	for _, h := range path {
		p.Path = append(p.Path, h)
	}
	return p
}

func (l *log) export(t testing.TB, size int64) fstest.MapFS {
	t.Helper()
	files := fstest.MapFS{"checkpoint": {Data: l.checkpoint(t, size)}}
	for tile, err := range ledger.Tiles(size, l, func(from, to int64) ([][]byte, error) { return l.leaves[from:to], nil }) {
		if err != nil {
			t.Fatal(err)
		}
		files[tile.Path] = &fstest.MapFile{Data: tile.Data}
	}
	return files
}

func ring(t testing.TB, l *log) verify.Keyring {
	t.Helper()
	r, err := verify.Trust(l.key.Verifier())
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// Every history of every pair of sizes holds, and no other path of any length does.
func TestHistoriesHold(t *testing.T) {
	t.Parallel()
	l := newLog(t, "a.example/log", 40, "r")
	keys := ring(t, l)
	rapid.Check(t, func(rt *rapid.T) {
		now := rapid.Int64Range(1, 40).Draw(rt, "now")
		old := rapid.Int64Range(0, now).Draw(rt, "old")
		h, err := verify.ParseHistory(l.history(t, old, now).Text())
		if err != nil {
			rt.Fatal(err)
		}
		kept := l.checkpoint(t, old)
		if _, _, err := h.Holds(keys, kept); err != nil {
			rt.Fatalf("%d to %d: %v", old, now, err)
		}
		if len(h.Path) > 0 {
			i := rapid.IntRange(0, len(h.Path)-1).Draw(rt, "which")
			forged := h
			forged.Path = slices.Clone(h.Path)
			forged.Path[i][rapid.IntRange(0, 31).Draw(rt, "byte")] ^= 1
			if _, _, err := forged.Holds(keys, kept); !errors.Is(err, verify.ErrForged) {
				rt.Fatalf("a forged path: %v", err)
			}
			cut := h
			cut.Path = h.Path[:i]
			if _, _, err := cut.Holds(keys, kept); !errors.Is(err, verify.ErrTruncated) {
				rt.Fatalf("a cut path: %v", err)
			}
		}
	})
}

// What is refused is refused by its name.
func TestRefusedByName(t *testing.T) {
	t.Parallel()
	l, other := newLog(t, "a.example/log", 20, "r"), newLog(t, "a.example/log", 30, "x")
	foreign := newLog(t, "b.example/log", 30, "r")
	thief, err := ledger.NewKey(strings.NewReader(strings.Repeat("t", 32)), "a.example/log")
	if err != nil {
		t.Fatal(err)
	}
	stolen := &log{key: thief, leaves: l.leaves, stored: l.stored}
	keys, kept := ring(t, l), l.checkpoint(t, 9)
	history := func(h verify.History) error {
		_, _, err := h.Holds(keys, kept)
		return err
	}
	parse := func(text []byte) error {
		h, err := verify.ParseHistory(text)
		if err == nil {
			err = history(h)
		}
		return err
	}
	good := l.history(t, 9, 20)
	if err := history(good); err != nil {
		t.Fatal(err)
	}
	proof := func(text string, leaf []byte) error {
		p, err := verify.ParseProof([]byte(text))
		if err == nil {
			_, err = p.Holds(keys, leaf)
		}
		return err
	}
	p := l.proof(t, 20, 5)
	text := "c2sp.org/tlog-proof@v1\nindex 5\n" + strings.SplitN(string(verify.History{Path: p.Path, Now: p.Checkpoint}.Text()), "\n", 2)[1]
	if err := proof(text, l.leaves[5]); err != nil {
		t.Fatal(err)
	}
	lines := strings.SplitAfter(text, "\n")
	for _, c := range []struct {
		name string
		err  error
		want error
	}{
		{"a history of another size", history(l.history(t, 8, 20)), verify.ErrReplayed},
		{"an older checkpoint than the kept one", history(l.history(t, 4, 7)), verify.ErrReplayed},
		{"another root of the same size", history(verify.History{Old: 9, Now: other.checkpoint(t, 9)}), verify.ErrForked},
		{"a fork with its own path", history(other.history(t, 9, 20)), verify.ErrForged},
		{"another log", history(foreign.history(t, 9, 20)), verify.ErrOtherLog},
		{"another key", history(stolen.history(t, 9, 20)), verify.ErrForged},
		{"a cut file", parse(good.Text()[:30]), verify.ErrTruncated},
		{"a cut checkpoint", parse(good.Text()[:len(good.Text())-110]), verify.ErrTruncated},
		{"no number", parse([]byte(strings.Replace(string(good.Text()), "old 9", "old 09", 1))), verify.ErrMalformed},
		{"proof of another record", proof(text, l.leaves[6]), verify.ErrForged},
		{"proof at another place", proof(strings.Replace(text, "index 5", "index 4", 1), l.leaves[5]), verify.ErrForged},
		{"proof past the end", proof(strings.Replace(text, "index 5", "index 77", 1), l.leaves[5]), verify.ErrForged},
		{"proof without its last hash", proof(strings.Join(slices.Delete(slices.Clone(lines), 6, 7), ""), l.leaves[5]), verify.ErrTruncated},
		{"proof with a hash too many", proof(strings.Replace(text, "index 5\n", "index 5\n"+lines[2], 1), l.leaves[5]), verify.ErrForged},
		{"proof of another version", proof(strings.Replace(text, "@v1", "@v2", 1), l.leaves[5]), verify.ErrMalformed},
		{"proof cut in its head", proof("c2sp.org/tlog-proof@v1\n", l.leaves[5]), verify.ErrTruncated},
		{"proof with a changed size", proof(strings.Replace(text, "\n20\n", "\n21\n", 1), l.leaves[5]), verify.ErrForged},
	} {
		if !errors.Is(c.err, c.want) {
			t.Errorf("%s: %v, want %v", c.name, c.err, c.want)
		}
	}
	var two *verify.TwoHistories
	if err := history(verify.History{Old: 9, Now: other.checkpoint(t, 9)}); !errors.As(err, &two) || string(two.OldText) != string(kept) || string(two.NowText) != string(other.checkpoint(t, 9)) {
		t.Errorf("the evidence of two histories: %+v", two)
	}
}

// A log of 70,000 records has the tiles that C2SP tlog-tiles counts for it.
func TestTilesAreThoseOfTheSpecification(t *testing.T) {
	t.Parallel()
	l := newLog(t, "a.example/log", 700, "r")
	files := l.export(t, 700)
	for path, size := range map[string]int{
		"tile/0/000": 8192, "tile/0/001": 8192, "tile/0/002.p/188": 188 * 32, "tile/1/000.p/2": 64,
		"tile/entries/000": 256 * (2 + 8 + 32), "tile/entries/002.p/188": 188 * (2 + 8 + 32),
	} {
		if f := files[path]; f == nil || len(f.Data) != size {
			t.Errorf("%s: %v, want %d bytes", path, f != nil, size)
		}
	}
	if len(files) != 8 {
		t.Errorf("%d files, want 8", len(files))
	}
	if p := verify.TilePath("0", 1234067, 256); p != "tile/0/x001/x234/067" {
		t.Errorf("the path of tile 1234067 is %s", p)
	}
	if now, err := verify.Tiles(files, ring(t, l), l.checkpoint(t, 1), l.checkpoint(t, 256), l.checkpoint(t, 699)); err != nil || now.Size != 700 {
		t.Errorf("%+v, %v", now, err)
	}
}

// One changed bit, a cut or a missing file anywhere in an exported log is found; a log that
// does not begin with what was kept shows two histories, derived from its own entries.
func TestTilesRefuse(t *testing.T) {
	t.Parallel()
	l, other := newLog(t, "a.example/log", 300, "r"), newLog(t, "a.example/log", 280, "x")
	keys := ring(t, l)
	files := l.export(t, 300)
	names := []string{}
	for name := range files {
		names = append(names, name)
	}
	slices.Sort(names)
	rapid.Check(t, func(rt *rapid.T) {
		name := rapid.SampledFrom(names).Draw(rt, "file")
		changed := fstest.MapFS{}
		for n, f := range files {
			changed[n] = f
		}
		data := slices.Clone(files[name].Data)
		at := rapid.IntRange(0, len(data)-1).Draw(rt, "at")
		switch rapid.IntRange(0, 2).Draw(rt, "how") {
		case 0:
			data[at] ^= 1 << rapid.IntRange(0, 7).Draw(rt, "bit")
			changed[name] = &fstest.MapFile{Data: data}
		case 1:
			changed[name] = &fstest.MapFile{Data: data[:at]}
		default:
			delete(changed, name)
		}
		if _, err := verify.Tiles(changed, keys); err == nil {
			rt.Fatalf("%s changed at %d was not found", name, at)
		}
	})
	var two *verify.TwoHistories
	if _, err := verify.Tiles(files, keys, other.checkpoint(t, 280)); !errors.As(err, &two) || two.Derived == nil {
		t.Errorf("a fork: %v", err)
	}
	if _, err := fs.Stat(files, "tile/0/000"); err != nil {
		t.Error(err)
	}
}

// A new key signs only what comes after it, the old one only what was before.
func TestKeysAreHandedOn(t *testing.T) {
	t.Parallel()
	l := newLog(t, "a.example/log", 20, "r")
	next, err := l.key.Successor(strings.NewReader(strings.Repeat("n", 32)))
	if err != nil {
		t.Fatal(err)
	}
	note, err := l.key.Rotation(10, next)
	if err != nil {
		t.Fatal(err)
	}
	since := time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC)
	told, err := next.Compromise(11, l.key.Verifier(), since)
	if err != nil {
		t.Fatal(err)
	}
	first := ring(t, l)
	keys, err := first.With(note, told)
	if err != nil {
		t.Fatal(err)
	}
	after := &log{key: next, leaves: l.leaves, stored: l.stored}
	h := after.history(t, 9, 20)
	if _, _, err := h.Holds(keys, l.checkpoint(t, 9)); err != nil {
		t.Errorf("a history over the change of keys: %v", err)
	}
	if _, key, err := keys.Open(l.checkpoint(t, 10)); err != nil || !key.Compromised.Equal(since) {
		t.Errorf("an old checkpoint: %+v, %v", key, err)
	}
	thief := newLog(t, "a.example/log", 3, "r")
	for _, c := range []struct {
		name string
		do   func() error
		want error
	}{
		{"the old key after its time", func() error { _, _, err := keys.Open(l.checkpoint(t, 11)); return err }, verify.ErrRetired},
		{"the new key before its time", func() error { _, _, err := keys.Open(after.checkpoint(t, 10)); return err }, verify.ErrRetired},
		{"without the note", func() error { _, _, err := first.Open(after.checkpoint(t, 11)); return err }, verify.ErrForged},
		{"a note that the new key did not sign", func() error {
			cut := strings.SplitAfter(string(note), "\n")
			_, err := first.With([]byte(strings.Join(cut[:len(cut)-2], "")))
			return err
		}, verify.ErrForged},
		{"a note with another size", func() error {
			_, err := first.With([]byte(strings.Replace(string(note), "size 10", "size 11", 1)))
			return err
		}, verify.ErrForged},
		{"the note again", func() error { _, err := keys.With(note); return err }, verify.ErrMalformed},
		{"a checkpoint as a note", func() error { _, err := first.With(thief.checkpoint(t, 3)); return err }, verify.ErrMalformed},
	} {
		if err := c.do(); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", c.name, err, c.want)
		}
	}
}

func FuzzParseProof(f *testing.F) {
	f.Add([]byte("c2sp.org/tlog-proof@v1\nindex 0\n\na\n1\n"))
	f.Add([]byte("old 3\nAAAA\n\na\n1\n"))
	f.Fuzz(func(t *testing.T, text []byte) {
		_, _ = verify.ParseProof(text)
		if h, err := verify.ParseHistory(text); err == nil && string(h.Text()) != string(text) {
			t.Errorf("%q was read as %q", text, h.Text())
		}
	})
}
